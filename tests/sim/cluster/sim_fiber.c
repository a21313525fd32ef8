#include "sim_fiber.h"

#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "base/always.h"
#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

#define STACK_BYTES (512u << 10)

struct sim_fiber {
    ucontext_t context, caller;
    void *stack;
    void (*body)(void *context);
    void *argument;
    bool ended;
    void *fake_stack;        /* of the sanitizer */
    const void *other_stack; /* whoever resumed it, for the sanitizer */
    size_t other_bytes;
};

static struct sim_fiber *current;

/* ---- what AddressSanitizer must know of stacks ---- */

static void before_switch(void **keep, const void *stack, size_t bytes)
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(keep, stack, bytes);
#else
    (void)keep;
    (void)stack;
    (void)bytes;
#endif
}

static void after_switch(void *kept, const void **other, size_t *bytes)
{
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(kept, other, bytes);
#else
    (void)kept;
    (void)other;
    (void)bytes;
#endif
}

/* ---- fibers ---- */

static void enter(void)
{
    struct sim_fiber *fiber = current;
    after_switch(NULL, &fiber->other_stack, &fiber->other_bytes);
    fiber->body(fiber->argument);
    fiber->ended = true;
    before_switch(NULL, fiber->other_stack, fiber->other_bytes);
    (void)swapcontext(&fiber->context, &fiber->caller);
}

struct sim_fiber *sim_fiber_create(void (*body)(void *context), void *context)
{
    struct sim_fiber *fiber = mem_zero(1, sizeof *fiber);
    fiber->body = body;
    fiber->argument = context;
    fiber->stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ALWAYS(fiber->stack != MAP_FAILED);
    ALWAYS(getcontext(&fiber->context) == 0);
    fiber->context.uc_stack.ss_sp = fiber->stack;
    fiber->context.uc_stack.ss_size = STACK_BYTES;
    makecontext(&fiber->context, enter, 0);
    return fiber;
}

void sim_fiber_destroy(struct sim_fiber *fiber)
{
    ALWAYS(fiber->ended);
    (void)munmap(fiber->stack, STACK_BYTES);
    free(fiber);
}

void sim_fiber_resume(struct sim_fiber *fiber)
{
    void *fake_stack = NULL;
    ALWAYS(!current && !fiber->ended);
    current = fiber;
    before_switch(&fake_stack, fiber->stack, STACK_BYTES);
    ALWAYS(swapcontext(&fiber->caller, &fiber->context) == 0);
    after_switch(fake_stack, NULL, NULL);
    current = NULL;
}

void sim_fiber_yield(void)
{
    struct sim_fiber *fiber = current;
    before_switch(&fiber->fake_stack, fiber->other_stack, fiber->other_bytes);
    ALWAYS(swapcontext(&fiber->context, &fiber->caller) == 0);
    after_switch(fiber->fake_stack, &fiber->other_stack, &fiber->other_bytes);
}

struct sim_fiber *sim_fiber_current(void)
{
    return current;
}

bool sim_fiber_has_ended(const struct sim_fiber *fiber)
{
    return fiber->ended;
}

#include "net/life_signs.h"

#include <stddef.h>

#include "base/always.h"

/* Many that came together are told in a few turns of the loop instead of one each. */
#define TURN_US 50000

static bool is_empty(const struct life_sign *queue)
{
    return queue->next == queue;
}

static void put_last(struct life_sign *queue, struct life_sign *sign)
{
    sign->previous = queue->previous;
    sign->next = queue;
    queue->previous->next = sign;
    queue->previous = sign;
}

void life_signs_remove(struct life_sign *sign)
{
    if (!sign->next)
        return;
    sign->previous->next = sign->next;
    sign->next->previous = sign->previous;
    sign->next = sign->previous = NULL;
}

static void wait_silently(struct life_signs *signs, struct life_sign *sign)
{
    sign->pinged = false;
    sign->due_us = loop_clock_us() + signs->ping_us;
    put_last(&signs->silent, sign);
}

static void do_ping(struct life_signs *signs, struct life_sign *sign)
{
    life_signs_remove(sign);
    sign->pinged = true;
    sign->due_us = loop_clock_us() + signs->hangup_us;
    put_last(&signs->pinged, sign);
    signs->ping(sign);
}

static void give_up(struct life_signs *signs, struct life_sign *sign)
{
    life_signs_remove(sign);
    signs->lost(sign);
}

static void for_all_due(struct life_signs *signs, struct life_sign *queue,
                        void (*act)(struct life_signs *, struct life_sign *))
{
    uint64_t now = loop_clock_us();
    while (!is_empty(queue) && queue->next->due_us <= now)
        act(signs, queue->next);
}

static void turn(void *context);

static void arm(struct life_signs *signs, uint64_t us)
{
    uint64_t ms = us / 1000 + 1;
    signs->armed = true;
    if (signs->timer)
        loop_timer_again(signs->timer, ms, 0);
    else
        signs->timer = loop_timer_start(signs->loop, ms, 0, turn, signs);
}

static void arm_for_next(struct life_signs *signs)
{
    uint64_t next = UINT64_MAX, now = loop_clock_us(), least = now + TURN_US;
    if (!is_empty(&signs->silent))
        next = signs->silent.next->due_us;
    if (!is_empty(&signs->pinged) && signs->pinged.next->due_us < next)
        next = signs->pinged.next->due_us;
    if (next != UINT64_MAX)
        arm(signs, (next < least ? least : next) - now);
}

static void turn(void *context)
{
    struct life_signs *signs = context;
    signs->armed = false;
    for_all_due(signs, &signs->pinged, give_up);
    for_all_due(signs, &signs->silent, do_ping);
    arm_for_next(signs);
}

void life_signs_init(struct life_signs *signs, struct loop *loop, uint64_t ping_ms, uint64_t hangup_ms,
                     void (*ping)(struct life_sign *), void (*lost)(struct life_sign *))
{
    ALWAYS(ping_ms < hangup_ms);
    *signs = (struct life_signs){.loop = loop,
                                 .ping_us = ping_ms * 1000,
                                 .hangup_us = (hangup_ms - ping_ms) * 1000,
                                 .ping = ping,
                                 .lost = lost};
    signs->silent.next = signs->silent.previous = &signs->silent;
    signs->pinged.next = signs->pinged.previous = &signs->pinged;
}

void life_signs_stop(struct life_signs *signs)
{
    loop_timer_stop(signs->timer);
    signs->timer = NULL;
    signs->armed = true; /* and stays so */
}

void life_signs_add(struct life_signs *signs, struct life_sign *sign)
{
    wait_silently(signs, sign);
    if (!signs->armed)
        arm_for_next(signs);
}

void life_signs_heard(struct life_signs *signs, struct life_sign *sign)
{
    if (!sign->next)
        return;
    life_signs_remove(sign);
    wait_silently(signs, sign);
}

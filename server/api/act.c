#include "api/act.h"

#include <stdlib.h>

#include "base/always.h"
#include "base/mem.h"
#include "session/seat_acts.h"
#include "store/people_queue.h"

#define FIELDS_MOST 4

struct effect {
    act_effect run;
    char *subject, *other;
};

/* An answer that is not sent yet. */
struct kept_answer {
    struct http_answer answer;
    struct http_field fields[FIELDS_MOST]; /* whose values are ours */
    struct buf body;
};

struct act {
    struct call call; /* a copy, with a seat of its own */
    act_cb run;
    void *context;
    void (*release)(void *context); /* or NULL */
    struct cookie_bounds cookies;   /* the settings of the loop, as of then */
    struct effect *effects;
    size_t effect_count, effect_capacity;
    struct kept_answer kept;
};

struct cookie_bounds call_cookie_bounds(const struct call *call)
{
    return call->act->cookies;
}

void call_afterwards(struct call *call, act_effect effect, const char *subject, const char *other)
{
    struct act *act = call->act;
    act->effects = mem_grow(act->effects, act->effect_count, &act->effect_capacity, sizeof *act->effects);
    act->effects[act->effect_count++] =
        (struct effect){effect, mem_copy_string(subject), mem_copy_string(other)};
}

void act_keep_answer(struct act *act, const struct http_answer *answer, const char *bytes, size_t len)
{
    struct kept_answer *kept = &act->kept;
    ALWAYS(!kept->answer.status && answer->field_count <= FIELDS_MOST);
    kept->answer = *answer;
    kept->answer.fields = kept->fields;
    for (size_t i = 0; i < answer->field_count; i++)
        kept->fields[i] =
            (struct http_field){answer->fields[i].name, mem_copy_string(answer->fields[i].value)};
    buf_add(&kept->body, bytes, len);
}

static void send_answer(struct act *act)
{
    struct kept_answer *kept = &act->kept;
    http_respond_bytes(act->call.request, &kept->answer, kept->body.bytes, kept->body.len);
    for (size_t i = 0; i < kept->answer.field_count; i++)
        free((char *)kept->fields[i].value);
    buf_clear(&kept->body);
}

static void take_effect(struct act *act)
{
    for (size_t i = 0; i < act->effect_count; i++) {
        struct effect *effect = &act->effects[i];
        effect->run(&act->call, effect->subject, effect->other);
        free(effect->subject);
        free(effect->other);
    }
    free(act->effects);
    seat_acts_poll(act->call.service);
}

static void run_on_thread(void *context, struct people *people)
{
    struct act *act = context;
    act->call.people = people;
    enum status status = call_judge_again(&act->call);
    if (status == STATUS_OK)
        act->run(&act->call, act->context);
    else
        call_respond_error(&act->call, status, NULL);
}

static void is_over(void *context)
{
    struct act *act = context;
    take_effect(act);
    send_answer(act);
    seat_clear(&act->call.seat);
    if (act->release)
        act->release(act->context);
    free(act);
}

void call_act(const struct call *call, act_cb run, void *context, void (*release)(void *context))
{
    struct act *act = mem_zero(1, sizeof *act);
    act->call = call_elsewhere(call);
    act->call.act = act;
    act->cookies = service_cookie_bounds(call->service);
    act->run = run;
    act->context = context;
    act->release = release;
    people_queue_add(call->service->acts, run_on_thread, is_over, act);
}

static void release_body(void *doc)
{
    json_free(doc);
}

void call_act_on(const struct call *call, act_cb act, struct json_doc *body)
{
    call_act(call, act, body, release_body);
}

void call_act_with_body(struct call *call, act_cb act)
{
    struct json_doc *doc = call_body(call);
    if (doc)
        call_act_on(call, act, doc);
}

static void close_cookies(const struct call *call, const char *subject, const char *other)
{
    (void)subject;
    (void)other;
    service_close_cookies(call->service);
}

void call_close_cookies_afterwards(struct call *call)
{
    call_afterwards(call, close_cookies, NULL, NULL);
}

static void follow_cookie(const struct call *call, const char *old, const char *fresh)
{
    seat_holds_follow_cookie(call->service->holds, old, fresh);
}

void call_follow_cookie_afterwards(struct call *call, const char *old, const char *fresh)
{
    call_afterwards(call, follow_cookie, old, fresh);
}

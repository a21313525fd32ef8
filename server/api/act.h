/* What a call does to people: judged, done and put into words on the people's thread (store/people_queue.h), so that whoever writes never waits for it.
 *
 *   a handler, on the loop      reads the body and takes what it costs from the budget
 *     └─ call_act ─► the queue ─► the act, on the thread: may the caller still? do it; the answer is kept
 *                                 on the loop: what was done takes effect; the answer is sent
 *
 * Acts come one after the other, in the order of their calls, each after the effects of the one before: so each is judged by what holds when its
 * turn comes, and of two that depend on each other the second one sees the first. The answer comes when the act is durable; what failed has changed
 * nothing, neither on the disk nor here.
 *
 * An act sees people by call->people, the request, and settings that never change. The rest of the service is the loop's: what is to happen there
 * is asked for by call_afterwards. It answers, once, by the call_respond functions, as every handler. */
#ifndef API_ACT_H
#define API_ACT_H

#include "api/request.h"

typedef void (*act_cb)(struct call *call, void *context);

/* Borrows the call, takes the context, which may be NULL: `release` (then too) frees it on the loop when all is over. */
void call_act(const struct call *call, act_cb act, void *context, void (*release)(void *context));
/* Takes the body of the call, which is the context: a struct json_doc. */
void call_act_on(const struct call *call, act_cb act, struct json_doc *body);
/* Reads the body first; answers where it is none. */
void call_act_with_body(struct call *call, act_cb act);

/* In an act: what a cookie may be that is made in it. */
struct cookie_bounds call_cookie_bounds(const struct call *call);
/* In an act: runs `effect` on the loop when the act is over, before its answer is sent, in the order asked for. Copies the strings, which may be NULL. */
typedef void (*act_effect)(const struct call *call, const char *subject, const char *other);
void call_afterwards(struct call *call, act_effect effect, const char *subject, const char *other);
/* The connections of cookies that have ended end. */
void call_close_cookies_afterwards(struct call *call);
/* What was opened by the cookie `old` belongs to `fresh` now. */
void call_follow_cookie_afterwards(struct call *call, const char *old, const char *fresh);

/* For call_respond. */
void act_keep_answer(struct act *act, const struct http_answer *answer, const char *bytes, size_t len);

#endif

/* The event loop: a uv_loop_t that we own, with timers, deferred calls, signals and jobs for the thread pool. One loop per
 * thread, no globals. Everything here is for the loop's own thread; the only code that runs elsewhere is a job's `work`.
 *
 *   struct loop *loop = loop_create();
 *   struct loop_timer *tick = loop_timer_start(loop, 1000, 1000, on_tick, context);
 *   loop_run(loop);                     // until loop_stop, or until nothing is left to wait for
 *   loop_timer_stop(tick);
 *   loop_destroy(loop);                 // closes what is left, asserts that nothing stays open
 *
 * Callbacks never run from inside the call that asked for them. Contexts are borrowed: they must outlive the timer, the
 * deferred call or the job that carries them. */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdint.h>

#include "base/status.h"

struct uv_loop_s;

struct loop;
struct loop_timer;
struct turns;

typedef void (*loop_cb)(void *context);

struct loop *loop_create(void);
/* Closes the timers and signals that are left, waits for jobs under way, drops deferred calls that have not run. Handles that
 * others put on loop_uv must be closed, or closing, by now. */
void loop_destroy(struct loop *loop);
void loop_run(struct loop *loop);
void loop_stop(struct loop *loop); /* makes loop_run return soon */
/* Runs the loop until no handle on it is closing any more and no job is under way. For taking things down after loop_run has
 * returned: what jobs and their ends touch must live until then. */
void loop_settle(struct loop *loop);

/* How long its turns took. */
struct turns *loop_turns(struct loop *loop);

/* For those who put handles of their own on the loop: net/ and store/. */
struct uv_loop_s *loop_uv(struct loop *loop);

int64_t loop_now_ms(void);    /* wall clock, milliseconds since the epoch, UTC */
uint64_t loop_clock_us(void); /* monotonic, microseconds, from an arbitrary start */

/* Calls back after `first_ms`, then every `repeat_ms`; 0 means once. A timer that has run its only time stays the caller's:
 * stop it, also from its own callback, or let loop_destroy do it. */
struct loop_timer *loop_timer_start(struct loop *loop, uint64_t first_ms, uint64_t repeat_ms, loop_cb cb,
                                    void *context);
/* Sets a timer anew, running or not. */
void loop_timer_again(struct loop_timer *timer, uint64_t first_ms, uint64_t repeat_ms);
/* It does not call back until it is set anew; NULL is fine. */
void loop_timer_rest(struct loop_timer *timer);
void loop_timer_stop(struct loop_timer *timer); /* ends it; NULL is fine */

/* Calls back once, soon, from the loop itself: outside of any callback of libwebsockets. In the order asked for. */
void loop_defer(struct loop *loop, loop_cb cb, void *context);

/* Runs `work` on a thread of the pool, then `done` on the loop. `work` must not touch the loop. */
void loop_work(struct loop *loop, loop_cb work, loop_cb done, void *context);

/* Calls back whenever the process gets the signal. Does not keep loop_run going. STATUS_IO where the signal can't be had. */
enum status loop_on_signal(struct loop *loop, int signal_number, loop_cb cb, void *context) MUST_CHECK;

#endif

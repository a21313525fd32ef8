/* How far each hook has been told of each draft, and how each hook fares (hooks/courier.h says what a hook is). A hook is known by its name from when it was first set up: of
 * the drafts that were there then it is told what comes behind their last op of that moment, of others everything.
 *
 * Functions that write take part in the transaction of people_transact. Returned: STATUS_OK, STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT, and what stands
 * beside them. All borrow. */
#ifndef STORE_HOOKS_H
#define STORE_HOOKS_H

#include "store/people.h"

#define HOOK_NAME_BYTES 33 /* with its NUL */

struct hook_row {
    const char *name;
    int64_t created_at;
    int64_t failing_since; /* nothing has been delivered since; 0: the last delivery went well */
    int64_t paused_at;     /* 0: not; else nothing is sent until somebody resumes it */
    const char *why;       /* what was answered last; or NULL */
    uint64_t drafts;       /* that it has been told of, or will be from now on */
    uint64_t behind;       /* of those in the log of the data folder, whose last op it has not been told of */
};

/* A draft as far as it decides who is told of it. */
struct hook_draft {
    const char *id;
    const char *meeting; /* on whose agenda it is; NULL: none */
    bool closed;
};

/* By name, all. */
enum status hooks_list(struct people *people, bool (*each)(void *context, const struct hook_row *row),
                       void *context) MUST_CHECK;
/* STATUS_NOT_FOUND. */
enum status hooks_read(struct people *people, const char *name,
                       void (*each)(void *context, const struct hook_row *row), void *context) MUST_CHECK;

/* Makes a hook known, unless it is: then `*fresh` is false. */
enum status hooks_know(struct people *people, const char *name, int64_t now, bool *fresh) MUST_CHECK;
/* What became of its last delivery: `why` NULL and `failing_since` 0 where it went well. */
enum status hooks_note(struct people *people, const char *name, int64_t failing_since,
                       const char *why) MUST_CHECK;
/* Pauses or resumes it, and notes that in the audit log; STATUS_NOT_FOUND, STATUS_CONFLICT: it is so already. A hook that is resumed has not failed. */
enum status hooks_pause(struct people *people, const char *name, bool paused, const char *by, int64_t now,
                        const char *why) MUST_CHECK;
/* Forgets it and how far it was told; in the audit log. STATUS_NOT_FOUND. */
enum status hooks_forget(struct people *people, const char *name, const char *by, int64_t now) MUST_CHECK;

/* The draft unless it is deleted: STATUS_NOT_FOUND. */
enum status hooks_draft(struct people *people, const char *draft,
                        void (*each)(void *context, const struct hook_draft *draft),
                        void *context) MUST_CHECK;
/* The drafts made since then of which the hook has no position; return false to stop. */
enum status hooks_new_drafts(struct people *people, const char *hook, int64_t since,
                             bool (*each)(void *context, const struct hook_draft *draft),
                             void *context) MUST_CHECK;

/* The last op that the hook has been told of; 0: none, or it is not known. */
enum status hooks_position(struct people *people, const char *hook, const char *draft,
                           uint64_t *seq) MUST_CHECK;
/* Moves it forward, never back, and not while hooks_replay waits to be heeded. */
enum status hooks_move(struct people *people, const char *hook, const char *draft, uint64_t seq) MUST_CHECK;
/* Sets it wherever it was. */
enum status hooks_set(struct people *people, const char *hook, const char *draft, uint64_t seq) MUST_CHECK;

/* Asks that the hook be told again of the ops from `from` on; in the audit log. STATUS_NOT_FOUND: no such hook or draft. */
enum status hooks_replay(struct people *people, const char *hook, const char *draft, uint64_t from,
                         const char *by, int64_t now) MUST_CHECK;
/* What was asked for with hooks_replay and not heeded yet. */
enum status hooks_asked(struct people *people,
                        bool (*each)(void *context, const char *hook, const char *draft, uint64_t seq),
                        void *context) MUST_CHECK;
enum status hooks_heeded(struct people *people, const char *hook, const char *draft) MUST_CHECK;

#endif

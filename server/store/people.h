/* Who may do what, where: drafts, invitations to them, and the cookies that browsers hold.
 *
 * An **invitation** gives one person a **seat** in one draft, with a role. Its token is shown once and stored as a hash.
 * A **participant** is the person across drafts: the id of their first invitation. A grant gives the same participant a
 * seat in another draft without a token of its own; their first token, or a cookie made with it, opens both.
 * A **cookie** collects the seats whose tokens were shown by one browser.
 *
 * A token is good while its invitation is neither revoked nor expired, and so is a seat. Nothing is cached: what another
 * process (`plenaria invite`) does is seen by the next call.
 *
 * The caller says what time it is: `now` and all times are milliseconds since the epoch. One thread at a time; all
 * functions are short, those that write an invitation wait for the disk.
 *
 * Returned, where not said otherwise: STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT when the database fails. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

#define PEOPLE_ID_BYTES 65 /* an id and its NUL */
#define PEOPLE_SECRET_BYTES                                                                                  \
    23 /* 22 characters of [A-Za-z0-9_-], 132 random bits, and a NUL: tokens and cookies */

struct people;

struct seat {
    char invitation[PEOPLE_ID_BYTES];
    char via
        [PEOPLE_ID_BYTES]; /* the invitation whose token opened it: the same, or the one that a grant follows.
                                  The seat ends when either is revoked */
    char draft[PEOPLE_ID_BYTES];
    char participant[PEOPLE_ID_BYTES];
    char role[16];
    char *name;
    char *delegation; /* or NULL */
    int64_t
        expires_at; /* the earlier of the two invitations' ends, and of the cookie's that opened it; 0: none */
};

struct invitation {
    const char *id;
    const char *participant;
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    int64_t created_at;
    int64_t expires_at; /* 0: none */
    int64_t revoked_at; /* 0: not */
    bool granted;       /* has no token of its own */
};

void seat_clear(struct seat *seat); /* frees what it holds; a zeroed or cleared seat is fine */

/* `why` as in data_folder.h; `create` and the results as in log_sqlite.h. */
enum status people_open(const char *dir, bool create, struct buf *why, struct people **out) MUST_CHECK;
void people_close(struct people *people); /* takes; NULL is fine */

/* Drafts. Every draft is registered before its first op. */
enum status people_add_draft(struct people *people, const char *draft,
                             int64_t now) MUST_CHECK;                                 /* STATUS_EXISTS */
enum status people_draft_exists(struct people *people, const char *draft) MUST_CHECK; /* STATUS_NOT_FOUND */
/* Oldest first; return false to stop. */
enum status people_list_drafts(struct people *people,
                               bool (*each)(void *context, const char *draft, int64_t created_at),
                               void *context) MUST_CHECK;

/* Invites somebody new: `delegation` may be NULL, `expires_at` 0. Durable on return. STATUS_NOT_FOUND: no such draft.
 * The token goes to its owner and nowhere else; it cannot be read back. */
enum status people_invite(struct people *people, const char *draft, const char *role, const char *name,
                          const char *delegation, int64_t expires_at, int64_t now, char id[PEOPLE_ID_BYTES],
                          char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Gives the holder of `seat` the same seat in another draft, for good. STATUS_NOT_FOUND: no such draft;
 * STATUS_EXISTS: the participant has had a seat there already. */
enum status people_grant(struct people *people, const struct seat *seat, const char *draft,
                         int64_t now) MUST_CHECK;
/* Revokes for good, at once, durable on return; once more is fine. STATUS_NOT_FOUND: no such invitation to this draft.
 * The caller closes what is open: seats with this id in `invitation` or `via`. */
enum status people_revoke(struct people *people, const char *draft, const char *invitation,
                          int64_t now) MUST_CHECK;
/* All of a draft, revoked ones too, oldest first; the invitation is borrowed; return false to stop. */
enum status people_list_invitations(struct people *people, const char *draft,
                                    bool (*each)(void *context, const struct invitation *invitation),
                                    void *context) MUST_CHECK;

/* Seats. STATUS_UNAUTHORIZED: unknown, revoked or expired. STATUS_NOT_FOUND: a good token or cookie, but no seat in that
 * draft. On success the caller clears the seat; else it is zeroed.
 * `draft` NULL: the draft that the token's own invitation is for. */
enum status people_seat_by_token(struct people *people, const char *token, const char *draft, int64_t now,
                                 struct seat *out) MUST_CHECK;
/* The seat of the token shown last, where the cookie has several in that draft; or that of `participant`, if given. */
enum status people_seat_by_cookie(struct people *people, const char *cookie, const char *draft,
                                  const char *participant, int64_t now, struct seat *out) MUST_CHECK;
/* Why a token is not good, for its holder alone: STATUS_EXPIRED, STATUS_REVOKED, or STATUS_UNAUTHORIZED where there never was one. STATUS_OK: it
 * is good. */
enum status people_judge_token(struct people *people, const char *token, int64_t now) MUST_CHECK;
/* Every good seat, newest first, a seat no more than once; it is borrowed; return false to stop. STATUS_UNAUTHORIZED as
 * above. */
enum status people_seats_of_token(struct people *people, const char *token, int64_t now,
                                  bool (*each)(void *context, const struct seat *seat),
                                  void *context) MUST_CHECK;
enum status people_seats_of_cookie(struct people *people, const char *cookie, int64_t now,
                                   bool (*each)(void *context, const struct seat *seat),
                                   void *context) MUST_CHECK;

struct cookie_bounds {
    int64_t lifetime_ms;
    uint64_t per_token; /* beyond so many, the oldest cookies of a token open its seat no more */
};

/* Makes a fresh cookie that holds the token's seat and, where `old` is a good cookie, the good seats of that one, which
 * ends. `old` may be NULL or anything that a browser sent. A power cut may lose the latest cookies, never an invitation:
 * their owners open their link again. STATUS_UNAUTHORIZED: the token is not good. */
enum status people_cookie_create(struct people *people, const char *token, const char *old, int64_t now,
                                 struct cookie_bounds bounds, char cookie[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Ends it; an unknown one is fine. */
enum status people_cookie_end(struct people *people, const char *cookie) MUST_CHECK;

#endif

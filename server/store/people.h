/* Who may do what, where: drafts, invitations to them, and the cookies that browsers hold.
 *
 * An **invitation** gives one person a **seat** in one draft, with a role. Its token is shown once and stored as a hash.
 * A **participant** is the person across drafts: the id of their first invitation. A grant gives the same participant a
 * seat in another draft without a token of its own; their first token, or a cookie made with it, opens both.
 * A **person** of a meeting is a participant whose invitation is to the meeting; their seats follow from it (meetings.h).
 * A **cookie** collects the seats whose tokens were shown by one browser.
 *
 * A seat is good while it is neither revoked nor expired. To revoke it ends it in its draft only: a token that opened it
 * stays good for the participant's other seats, until it expires. A seat that is **pending** reads as an observer's,
 * until it is confirmed. Nothing is cached: what another process (`plenaria invite`) does is seen by the next call.
 *
 * What is done to seats is noted, with who did it, for the record in the op log (acts.h).
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

#define PEOPLE_ID_BYTES 65       /* an id and its NUL */
#define PEOPLE_HOST     "host"   /* who acts by the commands of the program */
#define PEOPLE_SYSTEM   "system" /* who acted before acts were noted */
#define PEOPLE_SECRET_BYTES                                                                                  \
    23 /* 22 characters of [A-Za-z0-9_-], 132 random bits, and a NUL: tokens and cookies */

#define PEOPLE_MAX_SEATS       5000 /* in a draft, with those that were revoked: the record shows all of them */
#define PEOPLE_ENTRIES_AN_HOUR 5    /* of a seat: who opens a link again and again does not fill the record */

struct people;
struct people_replica;

struct seat {
    char invitation[PEOPLE_ID_BYTES];
    char draft[PEOPLE_ID_BYTES];
    char meeting[PEOPLE_ID_BYTES]; /* of an invitation to a meeting, which has no draft; else empty */
    char participant[PEOPLE_ID_BYTES];
    char role[16]; /* what it may do now: an observer's while it is pending */
    bool pending;
    char *name;
    char *delegation; /* or NULL */
    bool silent;      /* the head of the delegation takes its positions (meetings.h) */
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
    bool pending;       /* waits for a confirmation */
};

struct new_seat {
    const char *draft;
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    int64_t expires_at;     /* 0: never */
    const char *by;         /* a participant or PEOPLE_HOST */
    bool
        sure; /* whoever invites may give a delegation that has, or had, a seat another one; else that is pending */
};

/* What came of an invitation. The token goes to its owner and nowhere else; it cannot be read back. */
struct invited {
    char id[PEOPLE_ID_BYTES];
    char token[PEOPLE_SECRET_BYTES];
    bool pending;
    char *
        like; /* with STATUS_BAD_MESSAGE alone: the code of the draft that the delegation's looks like; the caller frees */
};

void seat_clear(struct seat *seat); /* frees what it holds; a zeroed or cleared seat is fine */

/* A connection to the people of a folder, for one thread at a time; there may be several. `why` as in data_folder.h; `create` and the results as in log_sqlite.h. */
enum status people_open(const char *dir, bool create, struct buf *why, struct people **out) MUST_CHECK;
void people_close(struct people *people); /* takes; NULL is fine */
/* From now on what is written is written for all servers that share a journal (people_replica.h). Takes the replica, which this thread uses. */
void people_share(struct people *people, struct people_replica *replica);
/* While the journal does not answer: what would write is refused with STATUS_STORAGE at once. From any thread. */
void people_pause(struct people *people, bool paused);
/* Where the journal of this folder is: appends, nothing where its people are its own. Who opens such a folder to write shares it first. */
enum status people_shared_at(struct people *people, struct buf *address) MUST_CHECK;
/* Of people that are shared: from now on the folder's are its own. */
enum status people_part(struct people *people) MUST_CHECK;

/* Drafts. Every draft is registered before its first op. */
enum status people_add_draft(struct people *people, const char *draft,
                             int64_t now) MUST_CHECK; /* STATUS_EXISTS */
/* One that has a log already, which tells of so many acts (acts.h): what is done to its seats from now on is counted behind them. */
enum status people_restore_draft(struct people *people, const char *draft, int64_t now,
                                 uint64_t acts) MUST_CHECK;
enum status people_draft_exists(struct people *people, const char *draft) MUST_CHECK; /* STATUS_NOT_FOUND */
/* Oldest first; return false to stop. */
enum status people_list_drafts(struct people *people,
                               bool (*each)(void *context, const char *draft, int64_t created_at),
                               void *context) MUST_CHECK;

/* Invites somebody new; the delegation is stored as code_normalise spells it (text/code.h). Durable on return. STATUS_NOT_FOUND: no such
 * draft; STATUS_BAD_MESSAGE: the delegation is blank, or is new in the draft and looks like `out->like`, which is not; STATUS_LIMIT: it has PEOPLE_MAX_SEATS;
 * STATUS_LAST_CHAIR: a chair whose seat ends, where there is none whose seat does not. */
enum status people_invite(struct people *people, const struct new_seat *seat, int64_t now,
                          struct invited *out) MUST_CHECK;
/* Gives the holder of `seat` the same seat in a draft that they have made, for good, and so the chairs of the draft that
 * `seat` is in: a draft always has a chair. STATUS_NOT_FOUND: no such draft; STATUS_EXISTS: the participant has had a
 * seat there already; STATUS_LAST_CHAIR: no chair would be there. */
enum status people_grant(struct people *people, const struct seat *seat, const char *draft,
                         int64_t now) MUST_CHECK;
/* Whether people_grant would find a chair. STATUS_LAST_CHAIR where not. */
enum status people_can_grant(struct people *people, const struct seat *seat, int64_t now) MUST_CHECK;
/* Ends the wait of a pending seat, durable on return; of another one it changes nothing. STATUS_NOT_FOUND: no such good
 * seat in this draft. */
enum status people_confirm(struct people *people, const char *draft, const char *invitation, const char *by,
                           int64_t now) MUST_CHECK;
/* Revokes a seat for good, at once, durable on return; once more is fine. Of one that follows from a meeting it is the exception that this person is
 * not in this draft. STATUS_NOT_FOUND: no such invitation to this
 * draft; STATUS_LAST_CHAIR: no good seat of a chair would be left, or, where this one has no end, none without
 * an end; and `force` is not set. The caller closes what is open. */
enum status people_revoke(struct people *people, const char *draft, const char *invitation, const char *by,
                          bool force, int64_t now) MUST_CHECK;
/* One of a draft, as people_list_invitations shows it. STATUS_NOT_FOUND. */
enum status people_find_invitation(struct people *people, const char *draft, const char *invitation,
                                   bool (*each)(void *context, const struct invitation *invitation),
                                   void *context) MUST_CHECK;
/* All of a draft, revoked ones too, oldest first; the invitation is borrowed; return false to stop. */
enum status people_list_invitations(struct people *people, const char *draft,
                                    bool (*each)(void *context, const struct invitation *invitation),
                                    void *context) MUST_CHECK;

/* Seats. STATUS_UNAUTHORIZED: the token or cookie is unknown or at its end. STATUS_REVOKED, STATUS_EXPIRED: it is good, and the
 * seat in that draft has ended. STATUS_SIGN_IN: the meeting is not entered by links any more, or the login that opened the seat has ended (logins.h). STATUS_NOT_FOUND: it is good, and never had a seat in that draft. On success the caller clears the seat; else it is zeroed.
 * `draft` NULL: the draft that the token's own invitation is for. */
enum status people_seat_by_token(struct people *people, const char *token, const char *draft, int64_t now,
                                 struct seat *out) MUST_CHECK;
/* The seat of the token shown last, where the cookie has several in that draft; or that of `participant`, if given. */
enum status people_seat_by_cookie(struct people *people, const char *cookie, const char *draft,
                                  const char *participant, int64_t now, struct seat *out) MUST_CHECK;
/* Why a token is not good, for its holder alone: STATUS_EXPIRED, STATUS_REVOKED, or STATUS_UNAUTHORIZED where there never was one. STATUS_OK: it
 * is good. */
enum status people_judge_token(struct people *people, const char *token, int64_t now) MUST_CHECK;
/* All good seats of a participant, in all drafts; it is borrowed; return false to stop. */
enum status people_seats_of_participant(struct people *people, const char *participant, int64_t now,
                                        bool (*each)(void *context, const struct seat *seat),
                                        void *context) MUST_CHECK;
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
 * ends. `old` may be NULL or anything that a browser sent. Where `old` had no such seat, that somebody has entered by it is
 * noted, unless PEOPLE_ENTRIES_AN_HOUR were already. A power cut may lose the latest cookies, never an invitation:
 * their owners open their link again. STATUS_UNAUTHORIZED: the token is not good. */
enum status people_cookie_create(struct people *people, const char *token, const char *old, int64_t now,
                                 struct cookie_bounds bounds, char cookie[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Ends it; an unknown one is fine. `everywhere`: and every other cookie with one of its seats. */
enum status people_cookie_end(struct people *people, const char *cookie, bool everywhere) MUST_CHECK;
/* STATUS_UNAUTHORIZED: it has ended. */
enum status people_cookie_check(struct people *people, const char *cookie, int64_t now) MUST_CHECK;

#endif

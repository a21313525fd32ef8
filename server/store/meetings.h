/* Meetings: who is invited to one, which drafts are on its agenda, and the seats that follow from both.
 *
 * A **person** is an invitation to a meeting (people.h): their link opens everything that they have in it. What they may do in a draft is a
 * **seat** of that draft like any other; which seats there should be is decided above, in server/people/, and only carried out here.
 * An **exception** gives a person another role in one draft or in the drafts of one working group, or none. The **agenda** is the drafts of a
 * meeting in order. What a meeting is called, its delegations, groups and settings are one document, which nobody reads here.
 *
 * Functions that change something take part in the transaction of people_transact, or are one by themselves. All times are milliseconds
 * since the epoch; 0: none. What is handed to `each` is borrowed; it returns false to stop. Returned where not said otherwise: STATUS_OK,
 * STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_MEETINGS_H
#define STORE_MEETINGS_H

#include "store/people.h"

#define MEETING_MAX_PEOPLE   500 /* that are not revoked */
#define MEETING_MAX_DRAFTS   40
#define MEETINGS_MAX         1000
#define MEETING_LOGO_BYTES   131072
#define PERSON_MAX_EXCEPTION 60

/* Runs `body` as one transaction: all that it does is done, durable, or nothing where it returns another status than STATUS_OK. */
enum status people_transact(struct people *people, enum status (*body)(void *context),
                            void *context) MUST_CHECK;

struct meeting_row {
    const char *id;
    const char *document;
    uint64_t revision; /* of the document, from 1 */
    int64_t created_at;
    int64_t archived_at;
    bool has_logo;
};

/* STATUS_LIMIT: there are MEETINGS_MAX; STATUS_EXISTS. */
enum status meetings_add(struct people *people, const char *meeting, const char *document,
                         int64_t now) MUST_CHECK;
/* Newest first; `meeting` NULL: all. STATUS_NOT_FOUND: not that one. */
enum status meetings_list(struct people *people, const char *meeting,
                          bool (*each)(void *context, const struct meeting_row *row),
                          void *context) MUST_CHECK;
/* STATUS_NOT_FOUND; STATUS_CONFLICT: it is not at `revision`. */
enum status meetings_write(struct people *people, const char *meeting, const char *document,
                           uint64_t revision) MUST_CHECK;
/* Whether links open the meeting and its drafts. False: only logins do (logins.h). */
enum status meetings_set_links(struct people *people, const char *meeting, bool links) MUST_CHECK;
/* 0 opens it again. STATUS_NOT_FOUND. */
enum status meetings_set_archived(struct people *people, const char *meeting, int64_t at) MUST_CHECK;
/* `type` NULL removes it. Appended to `out`, and the type copied (caller frees). STATUS_NOT_FOUND. */
enum status meetings_set_logo(struct people *people, const char *meeting, const char *type, const char *bytes,
                              size_t len) MUST_CHECK;
enum status meetings_logo(struct people *people, const char *meeting, char **type,
                          struct buf *out) MUST_CHECK;

struct person_row {
    const char *id;
    const char *participant;
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    const char *email;      /* or NULL */
    const char *lang;       /* that they are written to in; or NULL */
    bool head;              /* of their delegation */
    int64_t created_at;
    int64_t expires_at;
    int64_t revoked_at;
    int64_t linked_at; /* when their link was made; 0: they come in by a link that they had */
    int64_t opened_at; /* when it was opened last */
    uint64_t devices;  /* that are signed in by it */
};

/* Invites somebody. `row->participant` NULL: somebody new, who gets a link, whose token is written; else whoever has that one already, and no link.
 * STATUS_LIMIT: the meeting has MEETING_MAX_PEOPLE; STATUS_EXISTS: that participant is in it. */
enum status persons_add(struct people *people, const char *meeting, const struct person_row *row, int64_t now,
                        char id[PEOPLE_SECRET_BYTES], char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Oldest first, those who were revoked too; `person` NULL: all of the meeting. */
enum status persons_list(struct people *people, const char *meeting, const char *person,
                         bool (*each)(void *context, const struct person_row *row), void *context) MUST_CHECK;
/* Writes role, name, delegation, e-mail, language, head and expiry. */
enum status persons_write(struct people *people, const struct person_row *row) MUST_CHECK;
/* For good; their cookies no longer open it. */
enum status persons_revoke(struct people *people, const char *person, int64_t now) MUST_CHECK;
/* A fresh link; the former one is good no more. `devices`: who came in by it is signed out too. */
enum status persons_new_link(struct people *people, const char *person, bool devices, int64_t now,
                             char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;

/* The invitation of a person to the meeting, which it names, with `draft` empty. Errors as people_seat_by_token. `meeting` NULL: the one that the token's
 * own invitation is for. */
enum status person_by_token(struct people *people, const char *token, const char *meeting, int64_t now,
                            struct seat *out) MUST_CHECK;
enum status person_by_cookie(struct people *people, const char *cookie, const char *meeting, int64_t now,
                             struct seat *out) MUST_CHECK;
/* Good ones, newest first. */
enum status persons_of_token(struct people *people, const char *token, int64_t now,
                             bool (*each)(void *context, const struct seat *person),
                             void *context) MUST_CHECK;
enum status persons_of_cookie(struct people *people, const char *cookie, int64_t now,
                              bool (*each)(void *context, const struct seat *person),
                              void *context) MUST_CHECK;

struct exception_row {
    const char *person;
    const char *scope; /* "draft" or "group" */
    const char *target;
    const char *role; /* or "none" */
};

/* Of people who are not revoked. `person` NULL: all of the meeting. */
enum status exceptions_list(struct people *people, const char *meeting, const char *person,
                            bool (*each)(void *context, const struct exception_row *row),
                            void *context) MUST_CHECK;
/* `row->role` NULL takes it away. STATUS_LIMIT: the person has PERSON_MAX_EXCEPTION. */
enum status exceptions_set(struct people *people, const struct exception_row *row) MUST_CHECK;

struct agenda_row {
    const char *draft;
    const char *group; /* or NULL */
    bool closed;       /* observers are not in it */
};

/* In order. */
enum status agenda_list(struct people *people, const char *meeting,
                        bool (*each)(void *context, const struct agenda_row *row), void *context) MUST_CHECK;
/* Adds a draft at the end, or changes one that is there. STATUS_EXISTS: it is another meeting's; STATUS_NOT_FOUND: no such draft;
 * STATUS_LIMIT: the meeting has MEETING_MAX_DRAFTS. */
enum status agenda_put(struct people *people, const char *meeting, const struct agenda_row *row) MUST_CHECK;
/* Its place among the others, from 0. */
enum status agenda_place(struct people *people, const char *meeting, const char *draft,
                         uint64_t place) MUST_CHECK;
/* Takes it off; the seats that it has stay, as its own. */
enum status agenda_remove(struct people *people, const char *meeting, const char *draft) MUST_CHECK;
/* The meeting that has the draft on its agenda. STATUS_NOT_FOUND: none. */
enum status agenda_meeting_of(struct people *people, const char *draft,
                              char meeting[PEOPLE_ID_BYTES]) MUST_CHECK;

/* A seat in a draft of a meeting, that there is or that there should be. */
struct meeting_seat {
    const char *id; /* of one that is there */
    const char *draft;
    const char *person; /* NULL: it was given in the draft itself */
    const char *participant;
    const char *role;
    const char *name;
    const char *delegation; /* or NULL */
    int64_t expires_at;
    bool silent; /* takes no positions for it */
};

/* Those in the drafts of the meeting that are not revoked. */
enum status meeting_seats_list(struct people *people, const char *meeting,
                               bool (*each)(void *context, const struct meeting_seat *seat),
                               void *context) MUST_CHECK;
/* Both are acts in the draft's log (acts.h), by `by`. STATUS_LIMIT: the draft has PEOPLE_MAX_SEATS. */
enum status meeting_seat_end(struct people *people, const char *seat, const char *by, int64_t now) MUST_CHECK;
enum status meeting_seat_give(struct people *people, const struct meeting_seat *seat, const char *by,
                              int64_t now) MUST_CHECK;
/* STATUS_LAST_CHAIR: a draft on the agenda has no chair whose seat is good. */
enum status meeting_check_chairs(struct people *people, const char *meeting, int64_t now) MUST_CHECK;

#endif

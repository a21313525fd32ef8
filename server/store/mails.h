/* The queue of mails. A mail is a promise to write to somebody, made in the transaction of what it tells of; its words are made when it is sent, so
 * no link and none of a draft's words lie here, and whoever has lost their seat meanwhile is not told.
 *
 *            ┌──────────────── not accepted, later ────────────────┐
 *            ▼                                                     │
 *   add   waiting ──mails_set, durable──► sending ──► sent         │
 *                                           │  ├──────────────────┘
 *                                           │  └──► failed      refused for good, or too old
 *                                           └─────► uncertain   the process or the line ended before there was an answer: it is never sent
 *                                                               again by itself, and whoever invites sees it
 *
 * An **invitation** gives a person of a meeting their own link, which is made when it is sent. **News** tells a participant notices (notices.h), as
 * many as have gathered since the mail before.
 *
 * Functions that write take part in the transaction of people_transact. Results as in notices.h. */
#ifndef STORE_MAILS_H
#define STORE_MAILS_H

#include "store/notices.h"

#define MAILS_KEPT_MS     (INT64_C(30) * 86400000) /* what is over stays in the list for so long */
#define MAILS_A_LIST      500
#define MAIL_SECRET_BYTES 33 /* 192 random bits and a NUL */

enum mail_state { MAIL_WAITING, MAIL_SENDING, MAIL_SENT, MAIL_UNCERTAIN, MAIL_FAILED, MAIL_STATE_COUNT };

const char *mail_state_name(enum mail_state state);

struct mail_row {
    const char *id;
    const char *participant;
    const char *person;  /* whom it invites; NULL: news */
    const char *meeting; /* of an invitation; or NULL */
    enum mail_state state;
    uint64_t tries;
    int64_t created_at;
    int64_t next_at; /* when it is due; of one that is being sent, when whoever sends it must be done */
    int64_t done_at; /* 0: not yet */
    const char *why; /* what was answered last; or NULL */
};

/* Where somebody is written to. The caller frees all with mail_address_clear. */
struct mail_address {
    char *email;
    char *name;
    char *lang;    /* NULL: not said */
    char *meeting; /* one that they are in */
};

void mail_address_clear(struct mail_address *address);

/* Whether a participant wants a kind of notices mailed and can be written to. `opened`: only once they have opened their link. */
enum status mails_wanted(struct people *people, const char *participant, unsigned kind, bool opened,
                         int64_t now, bool *wanted) MUST_CHECK;
/* `person` NULL: any good one of the participant. STATUS_NOT_FOUND: they have no address, or have been revoked. */
enum status mails_address(struct people *people, const char *participant, const char *person, int64_t now,
                          struct mail_address *out) MUST_CHECK;
/* One that waits takes the place of another. STATUS_NOT_FOUND: no such good person, or no address. */
enum status mails_add_invitation(struct people *people, const char *meeting, const char *person,
                                 int64_t now) MUST_CHECK;
/* Makes news of the notices that are due, for those who had none for as long as they wish. */
enum status mails_gather(struct people *people, int64_t now) MUST_CHECK;
/* Whether mails_gather would find any. */
enum status mails_to_gather(struct people *people, int64_t now, bool *any) MUST_CHECK;
/* The one that is due first; none is fine. */
enum status mails_next(struct people *people, int64_t now,
                       bool (*each)(void *context, const struct mail_row *row), void *context) MUST_CHECK;
enum status mails_set(struct people *people, const char *id, enum mail_state state, uint64_t tries,
                      int64_t next_at, int64_t done_at, const char *why) MUST_CHECK;
/* At a start: makes the secret of this installation where there is none, and forgets old ones. */
enum status mails_begin(struct people *people, int64_t now) MUST_CHECK;
/* Nobody knows what became of those that were to be sent until then: whoever had them has ended. */
enum status mails_give_up(struct people *people, int64_t until, int64_t now) MUST_CHECK;
/* Whether mails_give_up(now) would find any. */
enum status mails_to_give_up(struct people *people, int64_t now, bool *any) MUST_CHECK;
/* What news tells, oldest first, as notices_list. */
enum status mails_notices(struct people *people, const char *id, const char *participant, int64_t now,
                          bool (*each)(void *context, const struct notice *notice), void *context) MUST_CHECK;
/* Newest first; `meeting`: of the people of it; NULL: all. */
enum status mails_list(struct people *people, const char *meeting,
                       bool (*each)(void *context, const struct mail_row *row), void *context) MUST_CHECK;
uint64_t mails_count(struct people *people, enum mail_state state);
/* Whether what is queued is sent: by this server (`ours`), or where people are shared with other servers, by one of those, now or before: then the
 * secret is there. */
bool mails_are_sent(struct people *people, bool ours, bool shared);
/* The secret of this installation. STATUS_NOT_FOUND: no server of it has sent mail yet. */
enum status mails_secret(struct people *people, char secret[MAIL_SECRET_BYTES]) MUST_CHECK;

#endif

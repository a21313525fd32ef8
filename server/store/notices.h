/* What people are told: notices, each of one event for one participant, and how far each draft's log has been turned into them.
 *
 * A **notice** says what happened and where, by ids; the words of the draft are not in it, but for the beginning of a comment that mentions
 * somebody. An event's id follows from the log, so that a notice that is added again is the same one. A **reminder** is a notice that is
 * due later. Who may see a notice is judged when it is read: whoever has lost their seat in its draft has lost it too.
 *
 * Functions that write take part in the transaction of people_transact. Returned where not said otherwise: STATUS_OK, STATUS_IO,
 * STATUS_STORAGE or STATUS_CORRUPT. What is handed to `each` is borrowed; it returns false to stop. */
#ifndef STORE_NOTICES_H
#define STORE_NOTICES_H

#include "store/meetings.h"

#define NOTICE_EVENT_BYTES 200
#define NOTICES_KEPT       500                      /* of a participant */
#define NOTICES_KEPT_MS    (INT64_C(90) * 86400000) /* and for so long */
#define NOTICES_A_LIST     100
#define NOTICE_DIGEST_MIN  15 /* minutes between two mails, unless somebody chose otherwise */
#define NOTICE_DIGEST_MOST 10080

struct notice {
    const char *event;
    const char *kind; /* notify/events.h */
    const char *draft;
    uint64_t seq;
    const char *item;    /* or NULL, as all up to `words` */
    const char *label;   /* its number as people quote it */
    const char *subject; /* the proposal or comment */
    const char *outcome;
    const char *words;
    const char *by; /* participant, PEOPLE_HOST or "system" */
    int64_t until;  /* a deadline; 0: none */
    int64_t at;
    /* for reading */
    const char *title;                   /* of the draft: words by language, as JSON */
    const char *by_name, *by_delegation; /* or NULL */
    int64_t read_at;                     /* 0: not */
};

/* Up to which seq a draft's log has been turned into notices; 0: not begun. */
enum status notices_position(struct people *people, const char *draft, uint64_t *seq) MUST_CHECK;
/* `title` as notice.title; NULL: it is as it was. */
enum status notices_move(struct people *people, const char *draft, uint64_t seq,
                         const char *title) MUST_CHECK;
/* `mailed`: it is to be mailed as well. One that is there is left as it is. */
enum status notices_add(struct people *people, const char *participant, const struct notice *notice,
                        bool mailed) MUST_CHECK;
/* Forgets what is too old or too much; not read ones too. */
enum status notices_prune(struct people *people, const char *participant, int64_t now) MUST_CHECK;
/* Newest first, at most NOTICES_A_LIST, of drafts in which they have a good seat at `now`. */
enum status notices_list(struct people *people, const char *participant, int64_t now,
                         bool (*each)(void *context, const struct notice *notice), void *context) MUST_CHECK;
/* `event` NULL: all up to the time `until`. */
enum status notices_read(struct people *people, const char *participant, const char *event, int64_t until,
                         int64_t now) MUST_CHECK;

struct reminder {
    const char *event;
    const char *draft;
    uint64_t seq;
    const char *item;
    const char *label; /* or NULL */
    const char *outcome;
    const char *delegations; /* a code a line */
    int64_t until;
    int64_t due_at;
};

enum status reminders_add(struct people *people, const struct reminder *reminder) MUST_CHECK;
/* Those of an item: its consultation is over. */
enum status reminders_drop(struct people *people, const char *draft, const char *item) MUST_CHECK;
/* The one that is due first, no later than `now`. */
enum status reminders_due(struct people *people, int64_t now,
                          bool (*each)(void *context, const struct reminder *reminder),
                          void *context) MUST_CHECK;
enum status reminders_remove(struct people *people, const char *event) MUST_CHECK;

struct notice_settings {
    uint64_t muted;  /* a bit for each kind (notify/events.h) that is not mailed */
    uint64_t digest; /* at least so many minutes between two mails */
};

enum status notice_settings_read(struct people *people, const char *participant,
                                 struct notice_settings *out) MUST_CHECK;
enum status notice_settings_write(struct people *people, const char *participant,
                                  const struct notice_settings *settings) MUST_CHECK;

#endif

/* The one place that turns what happens in drafts into what people are told (store/notices.h).
 *
 *   live draft: ops have become durable ──► teller_note ──► the draft waits its turn
 *                                                             │  a worker reads the ops behind the stored position (notify/reading.h)
 *                                                             ▼
 *                          one transaction (store/people_queue.h): notices for those whom the events concern, reminders, the new position
 *                                                             │
 *                                                             ▼
 *                                    whoever passes them on is woken (mail, hooks, streams)
 *
 * Only what is durable is read, and the position is stored with what came of it: so nobody is told of an op that a power cut takes back, and
 * each event is told once, whenever the server was killed. At the start every draft has a turn, as the one before may have left some behind.
 *
 * Reminders become notices when they are due; one whose deadline has passed meanwhile is not told. What happened more than TELL_AT_MOST_MS ago is
 * told to nobody: a log that was restored, or one that was there before, is no news. */
#ifndef NOTIFY_TELLER_H
#define NOTIFY_TELLER_H

#include "base/loop.h"
#include "bounds/workers.h"
#include "store/log_store.h"
#include "store/people.h"

#define TELL_AT_MOST_MS (INT64_C(3) * 86400000)

struct teller;

/* Borrowed. */
struct teller_grounds {
    struct loop *loop;
    struct log_store *log;
    struct people *people;      /* read on the loop */
    struct people_queue *queue; /* what is written */
    struct workers *workers;
    bool mails;  /* this server sends mail: notices that people want mailed are marked so */
    bool shared; /* or another may, of the same cluster */
    /* Something was told of the draft; NULL: of a meeting. */
    void (*told)(void *context, const char *draft);
    void *context;
};

struct teller *teller_create(const struct teller_grounds *grounds);
/* Gives every draft a turn. STATUS_IO, STATUS_CORRUPT. */
enum status teller_start(struct teller *teller) MUST_CHECK;
/* There are new durable ops in a draft's log. */
void teller_note(struct teller *teller, const char *draft);
/* Nothing more is begun. */
void teller_stop(struct teller *teller);
void teller_destroy(struct teller *teller); /* when no work is under way; NULL is fine */

#endif

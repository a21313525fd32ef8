/* Sends what lies in the queue of mails (store/mails.h), one at a time. What is written goes through the queue of people (store/people_queue.h), and a
 * thread of its own waits for the mail server.
 *
 *   notices that are due ──mails_gather──► news, waiting
 *   waiting ──► `sending`, durable ──► the letter is written ──► a thread gives it to the mail server ──► sent, waiting for later, failed, uncertain
 *
 * A mail that was not accepted is tried again after a while that doubles, up to MAIL_MOST_WAIT_MS, and given up after MAIL_MOST_AGE_MS. A mail server
 * that cannot be reached is left alone for as long, whatever else waits. What was being sent when the server was killed is uncertain: it is not
 * sent again by itself. Alone, a server says so when it starts; where others share the queue, and may be sending just then, once MAIL_SENDING_MS are over. */
#ifndef NOTIFY_POSTMAN_H
#define NOTIFY_POSTMAN_H

#include "base/loop.h"
#include "store/mails.h"

#define MAIL_MOST_AGE_MS  (INT64_C(2) * 86400000)
#define MAIL_MOST_WAIT_MS (INT64_C(2) * 3600000)
#define MAIL_SENDING_MS   (INT64_C(5) * 60000) /* outbound/smtp.c takes less than two minutes */

struct postman;

/* Who carries a letter: outbound/smtp.h, or a test. Called on a thread, one at a time. */
enum carried { CARRIED_SENT, CARRIED_LATER, CARRIED_REFUSED, CARRIED_UNCERTAIN };

struct carrier {
    enum carried (*carry)(void *context, const char *to, const struct buf *letter, struct buf *why);
    void *context;
};

/* Borrowed. */
struct postman_grounds {
    struct loop *loop;
    struct people *people;      /* read on the loop */
    struct people_queue *queue; /* what is written */
    struct carrier carrier;
    const char *base_url; /* where people reach the server; no slash behind it */
    const char *from;     /* an address, or Name <address> */
    uint64_t retry_ms;    /* the first wait */
    bool shared;          /* others send from the same queue */
};

/* STATUS_IO, STATUS_STORAGE, STATUS_CORRUPT. */
enum status postman_create(const struct postman_grounds *grounds, struct postman **out) MUST_CHECK;
/* There may be something to send; it looks by itself too, every few seconds. */
void postman_wake(struct postman *postman);
void postman_stop(struct postman *postman);    /* begins nothing more */
void postman_destroy(struct postman *postman); /* when nothing is being carried; NULL is fine */
/* Prometheus text about the queue. */
void postman_write_metrics(const struct postman *postman, struct buf *out);

#endif

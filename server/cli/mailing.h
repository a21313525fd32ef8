/* Mail as the running server sends it: the queue (notify/postman.h) and the line to the mail server (outbound/smtp.h), put together from the
 * settings. */
#ifndef CLI_MAILING_H
#define CLI_MAILING_H

#include "config.h"
#include "notify/postman.h"

struct mailing;
struct service;

/* Reads what lies in files, before the sandbox. `*out` is NULL where no mail is sent. STATUS_USAGE, STATUS_IO with a sentence in `why`. */
enum status mailing_prepare(const struct config *config, struct buf *why, struct mailing **out) MUST_CHECK;
/* Begins to send. Borrows. */
enum status mailing_start(struct mailing *mailing, const struct service *service) MUST_CHECK;
void mailing_wake(struct mailing *mailing); /* there may be something; NULL is fine, as below */
/* What is being sent ends soon; to be settled by the loop before mailing_destroy. */
void mailing_stop(struct mailing *mailing);
void mailing_destroy(struct mailing *mailing);
void mailing_write_metrics(const struct mailing *mailing, struct buf *out);

#endif

/* One mail to one address, blocking, over SMTP by libcurl. TLS is required unless the server is on this machine or the settings say otherwise;
 * its certificate is checked. Nothing here keeps or repeats a mail. */
#ifndef OUTBOUND_SMTP_H
#define OUTBOUND_SMTP_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"

struct smtp; /* one connection that is kept between mails */

/* All borrowed for the call. */
struct smtp_settings {
    const char *url;    /* smtp://host:587 (STARTTLS) or smtps://host */
    const char *from;   /* the bare address */
    const char *secret; /* user:password; NULL: no login */
    const char *ca;     /* a file of certificates that are trusted besides the system's; NULL: none */
    bool plain;         /* TLS is used where the server has it, and not required */
};

enum smtp_outcome {
    SMTP_SENT,
    SMTP_LATER,    /* not accepted: no connection, a 4xx answer */
    SMTP_REFUSED,  /* a 5xx answer: never */
    SMTP_UNCERTAIN /* all of it was given, and the line broke before there was an answer */
};

/* STATUS_USAGE with a sentence in `why`: the settings are none that can be used. */
enum status smtp_create(const struct smtp_settings *settings, struct buf *why, struct smtp **out) MUST_CHECK;
void smtp_destroy(struct smtp *smtp); /* NULL is fine */

/* Ends what is being sent, soon: from any thread. Nothing is sent any more. */
void smtp_stop(struct smtp *smtp);

/* `message` with CRLF line ends; `why` gets what the server or the line said, one line. */
enum smtp_outcome smtp_send(struct smtp *smtp, const char *to, const struct buf *message, struct buf *why);

#endif

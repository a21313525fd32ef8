/* A mail to one person, written: plain text and HTML beside each other, and a calendar file where it tells of deadlines.
 *
 *   letter_begin(&letter, &to);
 *   letter_add_notice(&letter, notice);          once or more, or letter_set_invitation
 *   letter_finish(&letter, &out);                the bytes that go over SMTP
 *   letter_clear(&letter);
 */
#ifndef NOTIFY_LETTER_H
#define NOTIFY_LETTER_H

#include "base/buf.h"
#include "notify/letter_words.h"
#include "store/mails.h"

/* All borrowed while the letter is written. */
struct letter_to {
    const char
        *id; /* of the mail: its Message-ID follows from it, so that a mail that comes twice can be told */
    const struct mail_address *address;
    const char *lang;        /* a tag */
    const char *meeting;     /* its title */
    const char *participant; /* for the link that ends news */
    const char *base_url;    /* where people reach the server; no slash behind it */
    const char *from;        /* an address, or Name <address> */
    const char *secret;      /* of mails_secret */
    int64_t now;
};

struct letter {
    struct letter_to to;
    const struct letter_words *words;
    struct buf text, html, subject, calendar;
    size_t notices;
    char draft[ID_BYTES]; /* of the notice before */
};

void letter_begin(struct letter *letter, const struct letter_to *to);
void letter_set_invitation(struct letter *letter, const char *token);
void letter_add_notice(struct letter *letter, const struct notice *notice);
void letter_finish(struct letter *letter, struct buf *out);
void letter_clear(struct letter *letter);

/* What proves that a link to end news comes from us. */
#define UNSUBSCRIBE_BYTES 33
void unsubscribe_sign(const char *secret, const char *participant, char signature[UNSUBSCRIBE_BYTES]);
/* The address in `Name <address>`, or all of it; caller frees. */
char *letter_bare_address(const char *from);

#endif

/* Who is signed in with the login of the institution: a cookie for which a provider has vouched for an e-mail address.
 *
 * The address decides who one is: a login has, in each meeting, the seat of the person with that address, letters of ASCII compared without regard to
 * case and nothing else (no dots or + taken out: two addresses that differ otherwise are two people's). Seats are given to the cookie as a link gives them,
 * `cookie_seats`, only that they end with the login; so what is done to a person, and what asks who somebody is, needs to know nothing of logins.
 * Where two people of a meeting have one address, it opens neither.
 *
 * What changes who has which address calls logins_follow in its transaction, so that a login never opens what it opened before, and opens at once what
 * it should. Returned where not said otherwise: STATUS_OK, STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_LOGINS_H
#define STORE_LOGINS_H

#include "store/people.h"

/* For whom a provider, or a proxy, vouches. All borrowed. */
struct login {
    const char *issuer;
    const char *subject;
    const char *session; /* the provider's name of it; or NULL */
    const char *email;
    const char *name;     /* or NULL */
    const char *id_token; /* or NULL */
    int64_t expires_at;
};

/* Makes a fresh cookie that holds the login and what `old` (may be NULL, or anything that a browser sent) held. `nonce` (may be NULL) is used up:
 * STATUS_CONFLICT where it was before. `most`: beyond so many, the oldest logins of the address end. */
enum status logins_begin(struct people *people, const struct login *login, const char *old, const char *nonce,
                         int64_t now, struct cookie_bounds bounds,
                         char cookie[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Brings the seats of all logins in a meeting up to date, in the transaction that has changed it. */
enum status logins_follow(struct people *people, const char *meeting, int64_t now) MUST_CHECK;
/* The login of a cookie; borrowed. STATUS_NOT_FOUND: none that has not ended. */
enum status logins_find(struct people *people, const char *cookie, int64_t now,
                        void (*tell)(void *context, const struct login *login), void *context) MUST_CHECK;
/* Whether the cookie's login is that person. */
enum status logins_is_person(struct people *people, const char *cookie, const char *person, int64_t now,
                             bool *yes) MUST_CHECK;
/* Whether the address is that of two people in a meeting, who thus cannot sign in there. */
enum status logins_clash(struct people *people, const char *email, bool *yes) MUST_CHECK;
/* The provider says that they are over: those of the session, or where it is NULL all of the subject. `*ended`: how many. */
enum status logins_end(struct people *people, const char *issuer, const char *subject, const char *session,
                       int *ended) MUST_CHECK;

/* Ends the logins of an address and takes back what it has asked for, in a transaction; adds to `*erased` how many there were. */
enum status logins_erase(struct people *people, const char *email, uint64_t *erased) MUST_CHECK;

#endif

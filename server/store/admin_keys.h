/* How administrators get in: tokens, each with a name, and the cookies that browsers get for them. Both are stored as hashes and open nothing but the
 * host's view (protocol/admin.md); no seat opens that.
 *
 * A command of the program that asks the running server makes a key for itself, which is good for a minute: whoever can write the data
 * folder is the host.
 *
 * `by` and the names in the audit log: "admin:NAME", or PEOPLE_HOST for such a key. All times are milliseconds since the epoch. Returned where not said
 * otherwise: STATUS_OK, STATUS_IO, STATUS_STORAGE or STATUS_CORRUPT. */
#ifndef STORE_ADMIN_KEYS_H
#define STORE_ADMIN_KEYS_H

#include "store/people.h"

#define ADMIN_KEYS_MAX    50
#define ADMIN_NAME_MAX    40
#define ADMIN_COOKIE_MS   INT64_C(43200000) /* half a day */
#define ADMIN_HOST_KEY_MS INT64_C(60000)

/* A new token, shown once. `name` is an id (draft/types.h) of at most ADMIN_NAME_MAX bytes. `expires_at` 0: never. STATUS_EXISTS: there is one of that name; STATUS_LIMIT: there are
 * ADMIN_KEYS_MAX. */
enum status admin_token_add(struct people *people, const char *name, int64_t expires_at, int64_t now,
                            char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Ends it and the cookies that it gave. STATUS_NOT_FOUND. */
enum status admin_token_end(struct people *people, const char *name, int64_t now) MUST_CHECK;
enum status admin_tokens_list(struct people *people,
                              bool (*each)(void *context, const char *name, int64_t created_at,
                                           int64_t expires_at),
                              void *context) MUST_CHECK;
/* A key for a command on this machine, and its end. */
enum status admin_host_key_add(struct people *people, int64_t now,
                               char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;
enum status admin_host_key_end(struct people *people, const char *token) MUST_CHECK;

/* Who it is. STATUS_UNAUTHORIZED: it is unknown, or at its end. */
enum status admin_by_token(struct people *people, const char *token, int64_t now,
                           char by[PEOPLE_ID_BYTES]) MUST_CHECK;
enum status admin_by_cookie(struct people *people, const char *cookie, int64_t now,
                            char by[PEOPLE_ID_BYTES]) MUST_CHECK;
/* Lets a browser in for ADMIN_COOKIE_MS, noted in the audit log. STATUS_UNAUTHORIZED. */
enum status admin_cookie_add(struct people *people, const char *token, int64_t now,
                             char cookie[PEOPLE_SECRET_BYTES]) MUST_CHECK;
enum status admin_cookie_end(struct people *people, const char *cookie) MUST_CHECK;

#endif

/* Administrators' calls: by a token or a cookie of their own, which no seat has. */
#ifndef API_ADMIN_ACCESS_H
#define API_ADMIN_ACCESS_H

#include "api/request.h"

#define ADMIN_COOKIE "plenaria-admin"

/* Fills in call->seat.participant with who it is, as the audit log names them. STATUS_UNAUTHORIZED; STATUS_LIMIT: too many wrong tokens came from that
 * address, and it is not looked at. */
enum status call_find_admin(struct call *call) MUST_CHECK;
/* The same for a token that came in a body, against a cookie. */
enum status call_admin_enter(struct call *call, const char *token,
                             char cookie[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* Their cookie's name here, and its value, copied to `out`; false where there is none. */
const char *call_admin_cookie_name(const struct call *call);
bool call_admin_cookie(const struct call *call, char *out, size_t room);

#endif

/* Administrators' calls: by a token or a cookie of their own, which no seat has. */
#ifndef API_ADMIN_ACCESS_H
#define API_ADMIN_ACCESS_H

#include "api/request.h"

#define ADMIN_COOKIE "plenaria-admin"

/* Fills in call->seat.participant with who it is, as the audit log names them. STATUS_UNAUTHORIZED; STATUS_LIMIT: too many wrong tokens came from that
 * address, and it is not looked at. */
enum status call_find_admin(struct call *call) MUST_CHECK;
/* The same for an act, which was let in before: no try is counted. */
enum status call_know_admin(struct call *call) MUST_CHECK;
/* False: too many wrong tokens came from the caller's address, and nothing that they show is looked at. */
bool call_may_try_admin(const struct call *call);
/* A wrong token costs the address a try, and the log gets one entry a minute, however many come. */
void call_note_refused_admin(const struct call *call);
/* Their cookie's name here, and its value, copied to `out`; false where there is none. */
const char *call_admin_cookie_name(const struct call *call);
bool call_admin_cookie(const struct call *call, char *out, size_t room);

#endif

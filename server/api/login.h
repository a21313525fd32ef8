/* The login of the institution, for the calls beside it. */
#ifndef API_LOGIN_H
#define API_LOGIN_H

#include "api/request.h"

/* Whether this server has one. */
bool api_has_login(const struct api *api);
/* Appends where the browser with this cookie ends its session at the provider; nothing where it has none there. */
void call_write_leave(const struct call *call, const char *cookie, struct buf *out);
/* The address that the caller's login is of, copied; NULL where there is none. Caller frees. `name` (may be NULL) likewise. */
char *call_login_email(const struct call *call, char **name);

#endif

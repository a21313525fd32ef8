/* What durable ops set going beside the sessions: notices and mail, hooks, rolls. */
#ifndef CLI_SERVE_NOTICES_H
#define CLI_SERVE_NOTICES_H

#include "cli/server.h"

/* Both once the drafts are open. A sentence in `server->why`. */
enum status server_open_rolls(struct server *server) MUST_CHECK;
enum status server_open_notices(struct server *server) MUST_CHECK;
void server_look_at_hooks(void *server); /* somebody did something to a hook */

#endif

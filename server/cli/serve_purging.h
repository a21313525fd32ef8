/* What was deleted so long ago that nobody can take it back any more goes for good, by itself. */
#ifndef CLI_SERVE_PURGING_H
#define CLI_SERVE_PURGING_H

#include "cli/server.h"

/* From soon on, then each hour; sooner again where something could not go, as another server has it open. */
void server_start_purging(struct server *server);
void server_end_purging(struct server *server); /* what is under way goes on */

#endif

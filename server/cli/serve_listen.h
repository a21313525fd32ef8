/* The server's doors: one for people, one for the other servers of its cluster; behind both the sessions and the HTTP API. */
#ifndef CLI_SERVE_LISTEN_H
#define CLI_SERVE_LISTEN_H

#include "cli/server.h"

void server_create_api(struct server *server);
/* Opens a door; STATUS_USAGE, STATUS_IO with a sentence in `server->why`. Nobody is answered before the loop runs. */
enum status server_listen_for_people(struct server *server) MUST_CHECK;
enum status server_listen_for_nodes(struct server *server) MUST_CHECK;
/* Writes into the lock file where commands on this machine reach the server. */
void server_announce_to_commands(const struct server *server);
void server_announce(const struct server *server); /* on stdout, and to the service manager */

#endif

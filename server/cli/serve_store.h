/* Where the server's drafts and people lie: in its own folder, or in the database that it shares with the other servers of its cluster. */
#ifndef CLI_SERVE_STORE_H
#define CLI_SERVE_STORE_H

#include "cli/server.h"

bool server_is_in_a_cluster(const struct server *server);
/* Opens the log and the people, with both of their connections. As log_sqlite_open, cluster_open and people_open, with a sentence in `server->why`. */
enum status server_open_store(struct server *server) MUST_CHECK;
void server_close_log(struct server *server);

/* Each of these does nothing where the server is alone. */
void server_watch_cluster(struct server *server);
void server_end_cluster_watch(struct server *server); /* before the listeners go */
void server_write_cluster_metrics(const struct server *server, struct buf *out);
void server_list_nodes(void *server, struct buf *out); /* as cluster_list_others has it */
/* A request that came from people; those that other servers hand us are ours. */
void server_route(void *server, struct http_request *request);

#endif

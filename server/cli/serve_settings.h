/* What is set: the configuration file, and the command line, which counts more. It is read again when the host says so. */
#ifndef CLI_SERVE_SETTINGS_H
#define CLI_SERVE_SETTINGS_H

#include "cli/server.h"

/* Parts HOST:PORT, [v6]:PORT or :PORT; `host` has room for `room` bytes. False where it is none of these. */
bool server_split_listen(const char *listen, char *host, size_t room, int *port);
/* The file, then the command line, over the defaults that `config` holds. STATUS_USAGE, STATUS_IO with a sentence in `why`. */
enum status server_configure(const struct serve_flags *flags, struct config *config,
                             struct buf *why) MUST_CHECK;
/* Reads the configuration again, and what lies in files that the host may have replaced: certificate, signing key. A configuration in which
 * anything is wrong changes nothing. `report` gets a JSON object that says what came of it, `why` a sentence. `by` is who asked. */
enum status server_reload(void *server, const char *by, struct buf *report, struct buf *why) MUST_CHECK;
void server_reload_by_signal(void *server);
void server_write_settings(void *server, struct buf *out); /* JSON, without what is secret */

#endif

/* What only the running server knows: how it is, who is connected where, the settings in force; and reading them again. The commands ask the server of the data
 * folder, whose address is in its lock file, by a key that they make for themselves (store/admin_keys.h). */
#include "cli/admin.h"

#include <stdio.h>
#include <stdlib.h>

#include "outbound/fetch.h"
#include "store/admin_keys.h"
#include "store/data_folder.h"

#define ANSWER_BYTES (16u << 20)

static enum status ask(const char *server, const char *token, const char *path, bool post, struct buf *out,
                       struct buf *why)
{
    struct buf url = BUF_EMPTY;
    struct fetcher *fetcher = fetcher_create();
    buf_format(&url, "%s/api/admin%s", server, path);
    fetcher_trust_this_machine(fetcher, url.bytes);
    enum status status = post ? fetcher_post(fetcher, url.bytes, token, ANSWER_BYTES, out, why)
                              : fetcher_get(fetcher, url.bytes, token, ANSWER_BYTES, out, why);
    fetcher_destroy(fetcher);
    buf_clear(&url);
    return status;
}

static int ask_with_key(const char *dir, const char *server, const char *path, bool post)
{
    char token[PEOPLE_SECRET_BYTES];
    struct people *people = NULL;
    struct buf out = BUF_EMPTY, why = BUF_EMPTY;
    int code = admin_open(dir, &people);
    if (code != EXIT_OK)
        return code;
    enum status status = admin_host_key_add(people, loop_now_ms(), token);
    if (status == STATUS_OK) {
        status = ask(server, token, path, post, &out, &why);
        enum status ended = admin_host_key_end(people, token);
        status = status == STATUS_OK ? ended : status;
    }
    if (status == STATUS_OK)
        puts(out.bytes);
    else
        code = args_fail("%s %s", why.len ? why.bytes : status_message(status), out.len ? out.bytes : "");
    buf_clear(&out);
    buf_clear(&why);
    people_close(people);
    return code;
}

static int run_at(const struct command *command, int argc, char **argv, const char *path, bool post)
{
    const char *dir = NULL, *url = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder of the running server", true, &dir},
        {"url", "URL", "where the server is; where its lock file says", false, &url},
        {0},
    };
    bool helped;
    int code = args_read(command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    char *found = url ? NULL : data_folder_server(dir);
    if (url || found)
        code = ask_with_key(dir, url ? url : found, path, post);
    else
        code = args_fail("No server runs on %s; start it, or say where it is with --url.", dir);
    free(found);
    return code;
}

static int run_health(int argc, char **argv)
{
    return run_at(&admin_health_command, argc, argv, "", false);
}

static int run_connections(int argc, char **argv)
{
    return run_at(&admin_connections_command, argc, argv, "/connections", false);
}

static int run_settings(int argc, char **argv)
{
    return run_at(&admin_settings_command, argc, argv, "/settings", false);
}

static int run_reload(int argc, char **argv)
{
    return run_at(&admin_reload_command, argc, argv, "/reload", true);
}

const struct command admin_health_command = {
    "admin health", "how the running server is: memory, disk, connections, last backup", NULL, run_health};
const struct command admin_connections_command = {"admin connections", "who is connected to which draft",
                                                  NULL, run_connections};
const struct command admin_settings_command = {"admin settings", "the settings in force", NULL, run_settings};
const struct command admin_reload_command = {"admin reload", "read the configuration and certificate again",
                                             NULL, run_reload};

#include "cli/serve_settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "store/audit_later.h"

bool server_split_listen(const char *listen, char *host, size_t room, int *port)
{
    const char *colon = strrchr(listen, ':');
    char *end = NULL;
    if (!colon || (size_t)(colon - listen) >= room)
        return false;
    snprintf(host, room, "%.*s", (int)(colon - listen), listen);
    size_t len = strlen(host);
    if (len > 2 && host[0] == '[' && host[len - 1] == ']') {
        memmove(host, host + 1, len - 2);
        host[len - 2] = '\0';
    }
    long number = strtol(colon + 1, &end, 10);
    *port = (int)number;
    return colon[1] && !*end && number >= 0 && number <= 65535;
}

static enum status one_of(const char *name, const char *value, const char *const *words, struct buf *why)
{
    for (size_t i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return STATUS_OK;
    buf_format(why, "Give %s as %s", name, words[0]);
    for (size_t i = 1; words[i]; i++)
        buf_format(why, "%s %s", words[i + 1] ? "," : " or", words[i]);
    buf_char(why, '.');
    return STATUS_USAGE;
}

enum status server_configure(const struct serve_flags *flags, struct config *config, struct buf *why)
{
    static const char *const safeties[] = {"strict", "any", NULL};
    static const char *const sandboxes[] = {"on", "off", "require", NULL};
    const struct {
        const char *name, *value;
    } given[] = {{"listen", flags->listen},
                 {"web", flags->web},
                 {"tls_cert", flags->tls_cert},
                 {"tls_key", flags->tls_key},
                 {"origin", flags->origin}};
    char host[256];
    int port;
    enum status status = flags->config ? config_read(config, flags->config, why) : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof given / sizeof *given; i++)
        if (given[i].value)
            status = config_set(config, given[i].name, given[i].value, why);
    if (status == STATUS_OK && !server_split_listen(config->listen, host, sizeof host, &port)) {
        buf_text(why, "Give --listen as HOST:PORT, for example 127.0.0.1:8080.");
        status = STATUS_USAGE;
    }
    if (status == STATUS_OK)
        status = one_of("database_safety", config->database_safety, safeties, why);
    return status == STATUS_OK ? one_of("sandbox", config->sandbox, sandboxes, why) : status;
}

/* Those that follow from how many connections there can be stay as they were fitted. */
static void renew_limits(struct server *server)
{
    struct limits limits = server->config.limits;
    limits.sessions = server->service.limits.sessions;
    limits.observers = server->service.limits.observers;
    server->service.limits = limits;
    diag_set_level((enum diag_level)server->config.log_level);
}

static void note_reload(const struct server *server, const char *by, const char *detail)
{
    const struct audit_entry entry = {
        .at = loop_now_ms(), .act = "settings.reload", .by = by, .detail = detail};
    audit_note_later(server->service.acts, &entry, 0);
}

enum status server_reload(void *context, const char *by, struct buf *report, struct buf *why)
{
    struct server *server = context;
    struct config fresh;
    struct buf changed = BUF_EMPTY, waiting = BUF_EMPTY;
    config_init(&fresh);
    enum status status = server_configure(&server->flags, &fresh, why);
    if (status == STATUS_OK)
        status = signing_keys_reload(server->keys, loop_now_ms(), why);
    if (status == STATUS_OK && *server->config.tls_cert)
        status = listener_reload_certificate(server->listener, why);
    if (status == STATUS_OK) {
        config_reload(&server->config, &fresh, &changed, &waiting);
        renew_limits(server);
    }
    buf_format(report, "{\"changed\":[%s],\"waiting\":[%s]}", changed.len ? changed.bytes : "",
               waiting.len ? waiting.bytes : "");
    if (status == STATUS_OK)
        note_reload(server, by, report->bytes);
    config_clear(&fresh);
    buf_clear(&changed);
    buf_clear(&waiting);
    return status;
}

void server_reload_by_signal(void *context)
{
    struct buf report = BUF_EMPTY, why = BUF_EMPTY;
    if (server_reload(context, PEOPLE_HOST, &report, &why) == STATUS_OK)
        diag(DIAG_INFO, "settings read again: %s", report.bytes);
    else
        diag(DIAG_ERROR, "settings not read again: %s", why.bytes);
    buf_clear(&report);
    buf_clear(&why);
}

void server_write_settings(void *context, struct buf *out)
{
    const struct server *server = context;
    config_write_json(&server->config, out);
}

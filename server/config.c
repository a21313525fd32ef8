#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"

enum setting_type { SETTING_TEXT, SETTING_NUMBER };

/* When a change of a setting takes effect. */
enum setting_effect { AT_START, AT_ONCE };

static const struct setting {
    const char *name;
    enum setting_type type;
    size_t offset;
    const char *text; /* default of a text */
    uint64_t number, least, most;
    enum setting_effect effect;
    bool secret; /* is shown to nobody */
} settings[] = {
#define NAMED(name, member, type) #name, type, offsetof(struct config, member)
#define TEXT(name, initial)                                                                                  \
    {                                                                                                        \
        NAMED(name, name, SETTING_TEXT), initial, 0, 0, 0, AT_START, false                                   \
    }
#define SECRET(name, initial)                                                                                \
    {                                                                                                        \
        NAMED(name, name, SETTING_TEXT), initial, 0, 0, 0, AT_START, true                                    \
    }
#define NUMBER(name, initial, least, most, effect)                                                           \
    {                                                                                                        \
        NAMED(name, name, SETTING_NUMBER), NULL, initial, least, most, effect, false                         \
    }
#define LIMIT(name, least, most, effect)                                                                     \
    {                                                                                                        \
        NAMED(name, limits.name, SETTING_NUMBER), NULL, UINT64_MAX, least, most, effect, false               \
    }
    TEXT(listen, "127.0.0.1:8080"),
    TEXT(web, ""),
    TEXT(tls_cert, ""),
    TEXT(tls_key, ""),
    TEXT(origin, ""),
    TEXT(trusted_proxy, ""),
    TEXT(sandbox, "on"),
    SECRET(database, ""),
    TEXT(database_safety, "strict"),
    TEXT(node_name, ""),
    TEXT(internal_listen, ""),
    SECRET(cluster_secret, ""),
    TEXT(security_contact, ""),
    TEXT(pdf_command, ""),
    TEXT(oidc_issuer, ""),
    TEXT(oidc_client, ""),
    TEXT(oidc_secret_file, ""),
    TEXT(oidc_email_claim, "email"),
    TEXT(oidc_email_verified, "require"),
    TEXT(proxy_user_header, ""),
    TEXT(proxy_secret_file, ""),
    TEXT(proxy_socket, ""),
    TEXT(login_name, ""),
    NUMBER(login_ms, 43200000, 1000, UINT64_C(31) * 86400000, AT_START),
    TEXT(smtp_url, ""),
    TEXT(smtp_from, ""),
    TEXT(smtp_secret_file, ""),
    TEXT(smtp_ca_file, ""),
    TEXT(smtp_tls, "required"),
    NUMBER(smtp_retry_seconds, 60, 1, 3600, AT_START),
    TEXT(hook_file, ""),
    TEXT(hook_allow, ""),
    TEXT(hook_tls, "required"),
    TEXT(hook_ca_file, ""),
    NUMBER(hook_timeout_seconds, 10, 1, 60, AT_START),
    NUMBER(hook_retry_seconds, 5, 1, 3600, AT_START),
    NUMBER(hook_pause_seconds, UINT64_C(7) * 86400, 1, UINT64_C(366) * 86400, AT_START),
    NUMBER(max_connections, 20000, 10, 1000000, AT_START),
    NUMBER(max_per_address, 2000, 0, 1000000, AT_START),
    NUMBER(max_body, 4u << 20, 1024, 64u << 20, AT_START),
    NUMBER(input_bytes, 64u << 20, 1u << 20, UINT64_C(1) << 40, AT_START),
    NUMBER(max_database_bytes, UINT64_C(8) << 30, 0, UINT64_C(4) << 40, AT_START),
    NUMBER(log_level, 1, 0, 3, AT_ONCE),
    NUMBER(deleted_days, 30, 0, 3650, AT_ONCE),
    LIMIT(hello_ms, 100, 600000, AT_ONCE),
    LIMIT(idle_ms, 0, 86400000, AT_ONCE),
    LIMIT(snapshot_ops, 10, 1000000, AT_ONCE),
    LIMIT(history_ops, 1, 10000, AT_ONCE),
    LIMIT(outbox_bytes, 65536, 1u << 30, AT_ONCE),
    LIMIT(waiting_bytes, 1u << 20, UINT64_C(1) << 40, AT_START),
    LIMIT(lagging_ms, 1000, 86400000, AT_ONCE),
    LIMIT(ops_per_second, 1, 1000000, AT_ONCE),
    LIMIT(ops_burst, 1, 1000000, AT_ONCE),
    LIMIT(ops_in_flight, 1, 10000, AT_ONCE),
    LIMIT(seat_message_bytes_per_second, 1024, 1u << 30, AT_ONCE),
    LIMIT(seat_message_bytes_burst, 1u << 19, 1u << 30, AT_ONCE),
    LIMIT(seat_work_per_second, 1000, 1000000000, AT_ONCE),
    LIMIT(seat_work_burst, 1500000, 1000000000, AT_ONCE),
    LIMIT(delegation_work_per_second, 1000, 1000000000, AT_ONCE),
    LIMIT(delegation_work_burst, 1500000, 1000000000, AT_ONCE),
    LIMIT(delegation_bytes_per_minute, 1024, 1u << 30, AT_ONCE),
    LIMIT(delegation_bytes_burst, 1 << 18, 1u << 30, AT_ONCE),
    LIMIT(draft_bytes, 1 << 20, UINT64_C(1) << 32, AT_ONCE),
    LIMIT(draft_log_bytes, 1 << 20, UINT64_C(1) << 40, AT_ONCE),
    LIMIT(sessions, 1, 1000000, AT_START),
    LIMIT(observer_percent, 0, 100, AT_START),
    LIMIT(seat_connections, 1, 1000000, AT_ONCE),
    LIMIT(seat_answers, 1, 1000, AT_ONCE),
    LIMIT(seat_streams, 1, 1000, AT_ONCE),
    LIMIT(streams, 1, 1000000, AT_ONCE),
    LIMIT(seat_jobs, 1, 1000, AT_ONCE),
    LIMIT(meeting_acts_per_minute, 1, 1000000, AT_ONCE),
    LIMIT(meeting_acts_burst, 100, 1000000, AT_ONCE),
    LIMIT(admin_tries_per_minute, 1, 1000000, AT_ONCE),
    LIMIT(admin_tries_burst, 1, 1000000, AT_ONCE),
    LIMIT(workers, 1, 3, AT_START),
    LIMIT(cache_bytes, 0, 1u << 30, AT_START),
    LIMIT(record_bytes, 0, UINT64_C(1) << 34, AT_START),
    LIMIT(cookie_ms, 1000, INT64_C(366) * 86400000, AT_ONCE),
};

#define SETTINGS (sizeof settings / sizeof *settings)

void config_init(struct config *config)
{
    *config = (struct config){.limits = LIMITS_DEFAULT};
    for (size_t i = 0; i < SETTINGS; i++) {
        void *target = (char *)config + settings[i].offset;
        if (settings[i].type == SETTING_TEXT)
            *(char **)target = mem_copy_string(settings[i].text);
        else if (settings[i].number != UINT64_MAX)
            *(uint64_t *)target = settings[i].number;
    }
}

void config_clear(struct config *config)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].type == SETTING_TEXT)
            free(*(char **)(void *)((char *)config + settings[i].offset));
    *config = (struct config){0};
}

static enum status set_number(const struct setting *setting, const char *value, uint64_t *target,
                              struct buf *why)
{
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(value, &end, 10);
    if (*value >= '0' && *value <= '9' && !*end && !errno && number >= setting->least &&
        number <= setting->most) {
        *target = number;
        return STATUS_OK;
    }
    buf_format(why, "Give %s as a number from %llu to %llu.", setting->name,
               (unsigned long long)setting->least, (unsigned long long)setting->most);
    return STATUS_USAGE;
}

enum status config_set(struct config *config, const char *name, const char *value, struct buf *why)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        if (strcmp(settings[i].name, name) != 0)
            continue;
        void *target = (char *)config + settings[i].offset;
        if (settings[i].type == SETTING_NUMBER)
            return set_number(&settings[i], value, target, why);
        free(*(char **)target);
        *(char **)target = mem_copy_string(value);
        return STATUS_OK;
    }
    buf_format(why, "There is no setting called %s.", name);
    return STATUS_USAGE;
}

static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t\r\n", text[len - 1]))
        text[--len] = '\0';
    return text;
}

static enum status read_line(struct config *config, char *line, struct buf *why)
{
    line[strcspn(line, "#")] = '\0';
    line = trim(line);
    if (!*line)
        return STATUS_OK;
    char *equals = strchr(line, '=');
    if (!equals) {
        buf_text(why, "Write name = value.");
        return STATUS_USAGE;
    }
    *equals = '\0';
    return config_set(config, trim(line), trim(equals + 1), why);
}

enum status config_read(struct config *config, const char *path, struct buf *why)
{
    FILE *file = fopen(path, "r");
    char line[4096];
    enum status status = STATUS_OK;
    if (!file) {
        buf_format(why, "The configuration file %s cannot be read: %s.", path, strerror(errno));
        return STATUS_USAGE;
    }
    for (unsigned number = 1; status == STATUS_OK && fgets(line, sizeof line, file); number++) {
        struct buf wrong = BUF_EMPTY;
        status = read_line(config, line, &wrong);
        if (status != STATUS_OK)
            buf_format(why, "%s:%u: %s", path, number, wrong.bytes);
        buf_clear(&wrong);
    }
    fclose(file);
    return status;
}

static bool is_text(const struct setting *setting)
{
    return setting->type == SETTING_TEXT;
}

static void write_setting(const struct setting *setting, const void *value, struct buf *out)
{
    json_write_comma(out);
    json_write_key(out, setting->name);
    buf_text(out, "{\"value\":");
    if (!is_text(setting))
        buf_format(out, "%llu", (unsigned long long)*(const uint64_t *)value);
    else if (setting->secret && **(char *const *)value)
        buf_text(out, "null");
    else
        json_write_string(out, *(char *const *)value);
    buf_text(out, ",\"at_once\":");
    json_write_bool(out, setting->effect == AT_ONCE);
    buf_char(out, '}');
}

void config_write_json(const struct config *config, struct buf *out)
{
    buf_char(out, '{');
    for (size_t i = 0; i < SETTINGS; i++)
        write_setting(&settings[i], (const char *)config + settings[i].offset, out);
    buf_char(out, '}');
}

static bool differs(const struct setting *setting, const void *a, const void *b)
{
    return is_text(setting) ? strcmp(*(char *const *)a, *(char *const *)b) != 0
                            : *(const uint64_t *)a != *(const uint64_t *)b;
}

void config_reload(struct config *config, const struct config *fresh, struct buf *changed,
                   struct buf *waiting)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings[i];
        void *now = (char *)config + setting->offset;
        const void *then = (const char *)fresh + setting->offset;
        if (!differs(setting, now, then))
            continue;
        struct buf *told = setting->effect == AT_ONCE ? changed : waiting;
        json_write_comma(told);
        json_write_string(told, setting->name);
        if (setting->effect ==
            AT_ONCE) /* all of these are numbers: texts are borrowed by who was built with them */
            *(uint64_t *)now = *(const uint64_t *)then;
    }
}

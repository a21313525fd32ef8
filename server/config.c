#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum setting_type { SETTING_TEXT, SETTING_NUMBER };

static const struct setting {
    const char *name;
    enum setting_type type;
    size_t offset;
    const char *text; /* default of a text */
    uint64_t number, least, most;
} settings[] = {
#define NAMED(name, member, type) #name, type, offsetof(struct config, member)
#define TEXT(name, initial)                                                                                  \
    {                                                                                                        \
        NAMED(name, name, SETTING_TEXT), initial, 0, 0, 0                                                    \
    }
#define NUMBER(name, initial, least, most)                                                                   \
    {                                                                                                        \
        NAMED(name, name, SETTING_NUMBER), NULL, initial, least, most                                        \
    }
#define LIMIT(name, least, most)                                                                             \
    {                                                                                                        \
        NAMED(name, limits.name, SETTING_NUMBER), NULL, UINT64_MAX, least, most                              \
    }
    TEXT(listen, "127.0.0.1:8080"),
    TEXT(web, ""),
    TEXT(tls_cert, ""),
    TEXT(tls_key, ""),
    TEXT(origin, ""),
    TEXT(trusted_proxy, ""),
    TEXT(sandbox, "on"),
    TEXT(database, ""),
    TEXT(database_safety, "strict"),
    TEXT(node_name, ""),
    TEXT(internal_listen, ""),
    TEXT(cluster_secret, ""),
    TEXT(security_contact, ""),
    TEXT(pdf_command, ""),
    NUMBER(max_connections, 20000, 10, 1000000),
    NUMBER(max_per_address, 2000, 0, 1000000),
    NUMBER(max_body, 4u << 20, 1024, 64u << 20),
    NUMBER(input_bytes, 64u << 20, 1u << 20, UINT64_C(1) << 40),
    NUMBER(max_database_bytes, UINT64_C(8) << 30, 0, UINT64_C(4) << 40),
    NUMBER(log_level, 1, 0, 3),
    LIMIT(hello_ms, 100, 600000),
    LIMIT(idle_ms, 0, 86400000),
    LIMIT(snapshot_ops, 10, 1000000),
    LIMIT(history_ops, 1, 10000),
    LIMIT(outbox_bytes, 65536, 1u << 30),
    LIMIT(waiting_bytes, 1u << 20, UINT64_C(1) << 40),
    LIMIT(lagging_ms, 1000, 86400000),
    LIMIT(ops_per_second, 1, 1000000),
    LIMIT(ops_burst, 1, 1000000),
    LIMIT(ops_in_flight, 1, 10000),
    LIMIT(seat_message_bytes_per_second, 1024, 1u << 30),
    LIMIT(seat_message_bytes_burst, 1u << 19, 1u << 30),
    LIMIT(seat_work_per_second, 1000, 1000000000),
    LIMIT(seat_work_burst, 1500000, 1000000000),
    LIMIT(delegation_work_per_second, 1000, 1000000000),
    LIMIT(delegation_work_burst, 1500000, 1000000000),
    LIMIT(delegation_bytes_per_minute, 1024, 1u << 30),
    LIMIT(delegation_bytes_burst, 1 << 18, 1u << 30),
    LIMIT(draft_bytes, 1 << 20, UINT64_C(1) << 32),
    LIMIT(draft_log_bytes, 1 << 20, UINT64_C(1) << 40),
    LIMIT(sessions, 1, 1000000),
    LIMIT(observer_percent, 0, 100),
    LIMIT(seat_connections, 1, 1000000),
    LIMIT(seat_answers, 1, 1000),
    LIMIT(seat_jobs, 1, 1000),
    LIMIT(meeting_acts_per_minute, 1, 1000000),
    LIMIT(meeting_acts_burst, 100, 1000000),
    LIMIT(workers, 1, 3),
    LIMIT(cache_bytes, 0, 1u << 30),
    LIMIT(record_bytes, 0, UINT64_C(1) << 34),
    LIMIT(cookie_ms, 1000, INT64_C(366) * 86400000),
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

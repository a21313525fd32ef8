#include "cli/hooking.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/read_file.h"

#define SECRETS_BYTES 2048
#define SPARE_SECONDS 5 /* of an errand beside its call */

struct hooking {
    const struct config *config;
    struct hook_list hooks;
    struct address_ranges allowed;
    struct poster *posters[HOOKS_MAX];
    struct errands *errands;
    struct courier *courier; /* NULL: not started */
    bool stopped;
};

static enum status read_secrets(const char *path, struct buf *out)
{
    return read_file(path, SECRETS_BYTES, out);
}

static enum status read_hooks(struct hooking *hooking, struct buf *why)
{
    const char *path = hooking->config->hook_file;
    struct buf bytes = BUF_EMPTY;
    enum status status = read_file(path, HOOK_FILE_BYTES, &bytes);
    if (status != STATUS_OK)
        buf_format(why, "The hook_file %s cannot be read, or is too large.", path);
    else
        status = hook_list_read(&bytes, read_secrets, why, &hooking->hooks);
    buf_clear(&bytes);
    return status;
}

static enum status check(struct hooking *hooking, struct buf *why)
{
    const struct config *config = hooking->config;
    enum status status = address_ranges_read(config->hook_allow, &hooking->allowed);
    if (status != STATUS_OK)
        buf_text(why,
                 "Give hook_allow as addresses and ranges with commas, for example 10.1.2.3, fd00:1::/64.");
    else if (strcmp(config->hook_tls, "required") != 0 && strcmp(config->hook_tls, "optional") != 0) {
        buf_text(why, "Give hook_tls as required or optional.");
        status = STATUS_USAGE;
    }
    return status;
}

static enum status open_lines(struct hooking *hooking, struct buf *why)
{
    const struct config *config = hooking->config;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < hooking->hooks.count; i++) {
        const struct poster_settings settings = {.url = hooking->hooks.all[i].url,
                                                 .ca = *config->hook_ca_file ? config->hook_ca_file : NULL,
                                                 .plain = strcmp(config->hook_tls, "optional") == 0,
                                                 .allowed = &hooking->allowed,
                                                 .seconds = (long)config->hook_timeout_seconds};
        status = poster_create(&settings, why, &hooking->posters[i]);
    }
    return status;
}

enum status hooking_prepare(const struct config *config, struct loop *loop, struct buf *why,
                            struct hooking **out)
{
    *out = NULL;
    if (!*config->hook_file)
        return STATUS_OK;
    struct hooking *hooking = mem_zero(1, sizeof *hooking);
    hooking->config = config;
    enum status status = check(hooking, why);
    if (status == STATUS_OK)
        status = read_hooks(hooking, why);
    if (status == STATUS_OK)
        status = open_lines(hooking, why);
    if (status == STATUS_OK && hooking->hooks.count) {
        hooking->errands = errands_create(loop, hooking->hooks.count, hooking->hooks.count,
                                          (long)config->hook_timeout_seconds + SPARE_SECONDS);
        *out = hooking;
    } else {
        hooking_destroy(hooking);
    }
    return status;
}

enum status hooking_start(struct hooking *hooking, struct courier_grounds *grounds)
{
    if (!hooking)
        return STATUS_OK;
    grounds->hooks = &hooking->hooks;
    grounds->posters = hooking->posters;
    grounds->errands = hooking->errands;
    grounds->retry_ms = hooking->config->hook_retry_seconds * 1000;
    grounds->pause_ms = hooking->config->hook_pause_seconds * 1000;
    return courier_create(grounds, &hooking->courier);
}

void hooking_note(struct hooking *hooking, const char *draft)
{
    if (hooking && hooking->courier)
        courier_note(hooking->courier, draft);
}

void hooking_look(struct hooking *hooking)
{
    if (hooking && hooking->courier)
        courier_look(hooking->courier);
}

void hooking_stop(struct hooking *hooking)
{
    if (!hooking || hooking->stopped)
        return;
    hooking->stopped = true;
    for (size_t i = 0; i < hooking->hooks.count; i++)
        poster_stop(hooking->posters[i]);
    courier_stop(hooking->courier);
}

void hooking_settle(struct hooking *hooking)
{
    if (!hooking)
        return;
    hooking_stop(hooking);
    errands_stop(hooking->errands);
    courier_settle(hooking->courier);
}

void hooking_destroy(struct hooking *hooking)
{
    if (!hooking)
        return;
    courier_destroy(hooking->courier);
    errands_destroy(hooking->errands);
    for (size_t i = 0; i < HOOKS_MAX; i++)
        poster_destroy(hooking->posters[i]);
    hook_list_clear(&hooking->hooks);
    free(hooking);
}

void hooking_write_metrics(const struct hooking *hooking, struct buf *out)
{
    if (hooking && hooking->courier)
        courier_write_metrics(hooking->courier, out);
}

#include "cli/mailing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/read_file.h"
#include "notify/letter.h"
#include "outbound/smtp.h"
#include "people/roster.h"
#include "session/service.h"

#define SECRET_BYTES 1024

struct mailing {
    const struct config *config;
    struct smtp *smtp;
    struct postman *postman; /* NULL: not started */
    char *base_url;
};

/* The first line of the file; caller frees. NULL: no file is named. */
static enum status read_secret(const char *path, char **out, struct buf *why)
{
    struct buf bytes = BUF_EMPTY;
    *out = NULL;
    if (!*path)
        return STATUS_OK;
    enum status status = read_file(path, SECRET_BYTES, &bytes);
    if (status != STATUS_OK)
        buf_format(why, "The smtp_secret_file %s cannot be read; write user:password into it.", path);
    else
        *out =
            mem_copy_bytes(bytes.bytes ? bytes.bytes : "", strcspn(bytes.bytes ? bytes.bytes : "", "\r\n"));
    buf_clear(&bytes);
    return status;
}

static const char *check(const struct config *config, const char *from)
{
    if (!email_valid(from))
        return "Give smtp_from as an address, or as Name <name@example.org>.";
    if (!*config->origin)
        return "Give origin, where people reach this server: mails link to it.";
    if (strcmp(config->smtp_tls, "required") != 0 && strcmp(config->smtp_tls, "optional") != 0)
        return "Give smtp_tls as required or optional.";
    return NULL;
}

static enum status open_line(struct mailing *mailing, const char *from, struct buf *why)
{
    const struct config *config = mailing->config;
    char *secret;
    enum status status = read_secret(config->smtp_secret_file, &secret, why);
    const struct smtp_settings settings = {.url = config->smtp_url,
                                           .from = from,
                                           .secret = secret,
                                           .ca = *config->smtp_ca_file ? config->smtp_ca_file : NULL,
                                           .plain = strcmp(config->smtp_tls, "optional") == 0};
    if (status == STATUS_OK)
        status = smtp_create(&settings, why, &mailing->smtp);
    free(secret);
    return status;
}

enum status mailing_prepare(const struct config *config, struct buf *why, struct mailing **out)
{
    *out = NULL;
    if (!*config->smtp_url)
        return STATUS_OK;
    char *from = letter_bare_address(config->smtp_from);
    const char *wrong = check(config, from);
    enum status status = wrong ? STATUS_USAGE : STATUS_OK;
    if (wrong)
        buf_text(why, wrong);
    struct mailing *mailing = mem_zero(1, sizeof *mailing);
    mailing->config = config;
    size_t len = strlen(config->origin);
    mailing->base_url = mem_copy_bytes(config->origin, len && config->origin[len - 1] == '/' ? len - 1 : len);
    if (status == STATUS_OK)
        status = open_line(mailing, from, why);
    free(from);
    if (status == STATUS_OK)
        *out = mailing;
    else
        mailing_destroy(mailing);
    return status;
}

static enum carried carry(void *context, const char *to, const struct buf *letter, struct buf *why)
{
    switch (smtp_send(context, to, letter, why)) {
    case SMTP_SENT:
        return CARRIED_SENT;
    case SMTP_REFUSED:
        return CARRIED_REFUSED;
    case SMTP_UNCERTAIN:
        return CARRIED_UNCERTAIN;
    case SMTP_LATER:
        break;
    }
    return CARRIED_LATER;
}

enum status mailing_start(struct mailing *mailing, const struct service *service)
{
    const struct postman_grounds grounds = {.loop = service->loop,
                                            .people = service->people,
                                            .queue = service->acts,
                                            .carrier = {carry, mailing->smtp},
                                            .base_url = mailing->base_url,
                                            .from = mailing->config->smtp_from,
                                            .retry_ms = mailing->config->smtp_retry_seconds * 1000,
                                            .shared = *mailing->config->database != '\0'};
    return postman_create(&grounds, &mailing->postman);
}

void mailing_wake(struct mailing *mailing)
{
    if (mailing && mailing->postman)
        postman_wake(mailing->postman);
}

void mailing_stop(struct mailing *mailing)
{
    if (!mailing)
        return;
    smtp_stop(mailing->smtp);
    if (mailing->postman)
        postman_stop(mailing->postman);
}

void mailing_destroy(struct mailing *mailing)
{
    if (!mailing)
        return;
    postman_destroy(mailing->postman);
    smtp_destroy(mailing->smtp);
    free(mailing->base_url);
    free(mailing);
}

void mailing_write_metrics(const struct mailing *mailing, struct buf *out)
{
    if (mailing && mailing->postman)
        postman_write_metrics(mailing->postman, out);
}

#include "cli/login_setup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "login/provider.h"
#include "net/request_head.h"
#include "outbound/errands.h"

#define THREADS      4
#define MOST_ERRANDS 64 /* browsers that wait for the provider */
#define CALL_SECONDS 10
#define MOST_SECRET  4096
#define LEAST_SECRET 16 /* characters that a proxy shows */

/* The first line of a file. */
static enum status read_secret(const char *path, const char *setting, struct buf *out, struct buf *why)
{
    char line[MOST_SECRET];
    FILE *file = fopen(path, "r");
    bool read = file && fgets(line, sizeof line, file);
    int error = errno;
    if (file)
        fclose(file);
    if (!read) {
        buf_format(why, "The file of %s, %s, cannot be read: %s.", setting, path,
                   file ? "it is empty" : strerror(error));
        return STATUS_USAGE;
    }
    line[strcspn(line, "\r\n")] = '\0';
    buf_text(out, line);
    memset(line, 0, sizeof line);
    return STATUS_OK;
}

/* What browsers keep of a sign-in can be read by every server that has the same settings; where nothing in them is secret, by this one until it stops. */
static struct sha256 make_key(const struct config *config, const struct buf *secret)
{
    struct sha256 random;
    struct buf words = BUF_EMPTY;
    random_fill(&random, sizeof random);
    buf_format(&words, "plenaria sign-in\n%s\n%s\n", secret->len ? secret->bytes : "",
               config->cluster_secret);
    struct sha256 key = sha256_of(words.bytes, words.len, NULL, 0);
    buf_clear(&words);
    return secret->len || *config->cluster_secret ? key : random;
}

static enum status open_provider(const struct config *config, struct loop *loop, struct buf *why,
                                 struct login_setup *out)
{
    bool assume = strcmp(config->oidc_email_verified, "assume") == 0;
    enum status status = STATUS_OK;
    if (!assume && strcmp(config->oidc_email_verified, "require") != 0) {
        buf_text(why, "Give oidc_email_verified as require or assume.");
        return STATUS_USAGE;
    }
    if (*config->oidc_secret_file)
        status = read_secret(config->oidc_secret_file, "oidc_secret_file", &out->secret, why);
    struct provider_settings settings = {.issuer = config->oidc_issuer,
                                         .client = config->oidc_client,
                                         .secret = out->secret.len ? out->secret.bytes : NULL,
                                         .email_claim = config->oidc_email_claim,
                                         .assume_verified = assume};
    if (status == STATUS_OK)
        status = provider_create(&settings, why, &out->ways.provider);
    if (status != STATUS_OK)
        return status;
    out->ways.errands = errands_create(loop, THREADS, MOST_ERRANDS, CALL_SECONDS);
    out->ways.key = make_key(config, &out->secret);
    return STATUS_OK;
}

static enum status open_proxy(const struct config *config, struct buf *why, struct login_setup *out)
{
    if (!request_head_name_proxy_user(config->proxy_user_header)) {
        buf_text(why,
                 "Give proxy_user_header as the name of a header of its own, for example X-Forwarded-Email.");
        return STATUS_USAGE;
    }
    enum status status =
        *config->proxy_secret_file
            ? read_secret(config->proxy_secret_file, "proxy_secret_file", &out->proxy_secret, why)
            : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    bool by_socket = *config->proxy_socket && !*config->proxy_secret_file;
    if (!by_socket && out->proxy_secret.len < LEAST_SECRET) {
        buf_text(why,
                 "Give proxy_secret_file, of what the proxy shows in Plenaria-Proxy-Secret, 16 characters or "
                 "more; or proxy_socket, by which only the proxy comes.");
        return STATUS_USAGE;
    }
    out->ways.proxy_header = config->proxy_user_header;
    out->ways.proxy_secret = by_socket ? NULL : out->proxy_secret.bytes;
    return STATUS_OK;
}

enum status login_setup_open(const struct config *config, struct loop *loop, struct buf *why,
                             struct login_setup *out)
{
    *out = (struct login_setup){.ways = {.name = *config->login_name ? config->login_name : NULL,
                                         .lifetime_ms = (int64_t)config->login_ms}};
    if (*config->oidc_issuer && *config->proxy_user_header) {
        buf_text(why, "Give oidc_issuer or proxy_user_header; there is one login.");
        return STATUS_USAGE;
    }
    if (*config->oidc_issuer)
        return open_provider(config, loop, why, out);
    return *config->proxy_user_header ? open_proxy(config, why, out) : STATUS_OK;
}

void login_setup_stop(struct login_setup *setup)
{
    if (setup->ways.errands)
        errands_stop(setup->ways.errands);
}

void login_setup_close(struct login_setup *setup)
{
    errands_destroy(setup->ways.errands);
    provider_destroy(setup->ways.provider);
    buf_clear(&setup->secret);
    buf_clear(&setup->proxy_secret);
    setup->ways = (struct login_ways){0};
}

#include "outbound/fetch.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

#define CONNECT_SECONDS 15L
#define SILENCE_SECONDS 60L /* less than a byte a second for so long: given up */

struct fetcher {
    CURL *curl;
    char error[CURL_ERROR_SIZE];
    struct curl_slist *headers; /* of every call; NULL: none */
    const atomic_bool *stop;    /* NULL: nothing but time ends a call */
};

struct body {
    struct buf *out;
    size_t left;
};

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    struct body *body = context;
    size_t len = size * count;
    if (len > body->left)
        return 0; /* libcurl ends the transfer */
    buf_add(body->out, bytes, len);
    body->left -= len;
    return len;
}

struct fetcher *fetcher_create(void)
{
    struct fetcher *fetcher = mem_zero(1, sizeof *fetcher);
    ALWAYS(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    fetcher->curl = curl_easy_init();
    ALWAYS(fetcher->curl != NULL);
    curl_easy_setopt(fetcher->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(fetcher->curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(fetcher->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(fetcher->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(fetcher->curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(fetcher->curl, CURLOPT_LOW_SPEED_TIME, SILENCE_SECONDS);
    curl_easy_setopt(fetcher->curl, CURLOPT_ERRORBUFFER, fetcher->error);
    curl_easy_setopt(fetcher->curl, CURLOPT_WRITEFUNCTION, take);
    return fetcher;
}

/* libcurl asks about once a second: whether to break off. */
static int look_whether_to_stop(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct fetcher *fetcher = context;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(fetcher->stop);
}

void fetcher_bound(struct fetcher *fetcher, long seconds, const atomic_bool *stop)
{
    fetcher->stop = stop;
    curl_easy_setopt(fetcher->curl, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(fetcher->curl, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
    curl_easy_setopt(fetcher->curl, CURLOPT_XFERINFODATA, fetcher);
    curl_easy_setopt(fetcher->curl, CURLOPT_NOPROGRESS, 0L);
}

void fetcher_add_header(struct fetcher *fetcher, const char *header)
{
    fetcher->headers = curl_slist_append(fetcher->headers, header);
}

void fetcher_destroy(struct fetcher *fetcher)
{
    if (!fetcher)
        return;
    curl_slist_free_all(fetcher->headers);
    curl_easy_cleanup(fetcher->curl);
    curl_global_cleanup();
    free(fetcher);
}

static enum status judge(const char *url, long code, struct buf *why)
{
    if (code == 200)
        return STATUS_OK;
    buf_format(why, "%s was answered with %ld", url, code);
    if (code == 401 || code == 403) {
        buf_text(why, "; the token is not, or no longer, good.");
        return STATUS_UNAUTHORIZED;
    }
    if (code == 400) {
        buf_text(why, "; it does not take what was asked.");
        return STATUS_BAD_MESSAGE;
    }
    buf_text(why, code == 404 ? "; check the address and the draft." : "; try again later.");
    return code == 404 ? STATUS_NOT_FOUND : STATUS_IO;
}

static enum status perform(struct fetcher *fetcher, const char *url, size_t max_bytes, struct buf *out,
                           struct buf *why)
{
    struct body body = {out, max_bytes};
    long code = 0;
    fetcher->error[0] = '\0';
    curl_easy_setopt(fetcher->curl, CURLOPT_URL, url);
    curl_easy_setopt(fetcher->curl, CURLOPT_WRITEDATA, &body);
    CURLcode result = curl_easy_perform(fetcher->curl);
    curl_easy_getinfo(fetcher->curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_WRITE_ERROR && body.left < max_bytes) {
        buf_format(why, "%s sent more than expected.", url);
        return STATUS_TOO_LARGE;
    }
    if (result != CURLE_OK) {
        buf_format(why, "%s cannot be reached: %s.", url,
                   fetcher->error[0] ? fetcher->error : curl_easy_strerror(result));
        return STATUS_IO;
    }
    return judge(url, code, why);
}

static enum status perform_with_token(struct fetcher *fetcher, const char *url, const char *token,
                                      size_t max_bytes, struct buf *out, struct buf *why)
{
    struct curl_slist *headers = NULL;
    for (const struct curl_slist *always = fetcher->headers; always; always = always->next)
        headers = curl_slist_append(headers, always->data);
    if (token) {
        struct buf header = BUF_EMPTY;
        buf_format(&header, "Authorization: Bearer %s", token);
        headers = curl_slist_append(headers, header.bytes);
        buf_clear(&header);
    }
    curl_easy_setopt(fetcher->curl, CURLOPT_HTTPHEADER, headers);
    enum status status = perform(fetcher, url, max_bytes, out, why);
    curl_easy_setopt(fetcher->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return status;
}

enum status fetcher_get(struct fetcher *fetcher, const char *url, const char *token, size_t max_bytes,
                        struct buf *out, struct buf *why)
{
    curl_easy_setopt(fetcher->curl, CURLOPT_HTTPGET, 1L);
    return perform_with_token(fetcher, url, token, max_bytes, out, why);
}

enum status fetcher_post(struct fetcher *fetcher, const char *url, const char *token, size_t max_bytes,
                         struct buf *out, struct buf *why)
{
    curl_easy_setopt(fetcher->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(fetcher->curl, CURLOPT_POSTFIELDS, "");
    return perform_with_token(fetcher, url, token, max_bytes, out, why);
}

enum status fetcher_post_form(struct fetcher *fetcher, const char *url, const char *user,
                              const char *password, const char *form, size_t max_bytes, struct buf *out,
                              struct buf *why)
{
    curl_easy_setopt(fetcher->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(fetcher->curl, CURLOPT_POSTFIELDS, form);
    curl_easy_setopt(fetcher->curl, CURLOPT_USERNAME, user);
    curl_easy_setopt(fetcher->curl, CURLOPT_PASSWORD, user ? password : NULL);
    enum status status = perform(fetcher, url, max_bytes, out, why);
    curl_easy_setopt(fetcher->curl, CURLOPT_USERNAME, NULL);
    curl_easy_setopt(fetcher->curl, CURLOPT_PASSWORD, NULL);
    return status;
}

void fetch_escape(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        bool plain = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
                     strchr("-._~", *c);
        if (plain)
            buf_char(out, *c);
        else
            buf_format(out, "%%%02X", (unsigned char)*c);
    }
}

void fetcher_trust_this_machine(struct fetcher *fetcher, const char *url)
{
    static const char *const here[] = {"https://127.0.0.1:", "https://[::1]:", "https://localhost:"};
    for (size_t i = 0; i < sizeof here / sizeof *here; i++)
        if (strncmp(url, here[i], strlen(here[i])) == 0) {
            curl_easy_setopt(fetcher->curl, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(fetcher->curl, CURLOPT_SSL_VERIFYHOST, 0L);
        }
}

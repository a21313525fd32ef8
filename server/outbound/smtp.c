#include "outbound/smtp.h"

#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/always.h"
#include "base/mem.h"

#define CONNECT_SECONDS 15L
#define WHOLE_SECONDS   90L
#define ANSWER_BYTES    300

struct smtp {
    CURL *curl;
    char *from;
    atomic_bool stopped;
    char error[CURL_ERROR_SIZE];
    char answer[ANSWER_BYTES]; /* the last line of the server that says no */
};

/* What is being given to the server. */
struct giving {
    const struct buf *message;
    size_t at;
};

static size_t give(char *out, size_t size, size_t count, void *context)
{
    struct giving *giving = context;
    size_t len = giving->message->len - giving->at, room = size * count;
    if (len > room)
        len = room;
    memcpy(out, giving->message->bytes + giving->at, len);
    giving->at += len;
    return len;
}

/* The answers of the server come here as headers. */
static size_t take_answer(char *line, size_t size, size_t count, void *context)
{
    struct smtp *smtp = context;
    size_t len = size * count;
    if (len && (line[0] == '4' || line[0] == '5')) {
        size_t keep = len < ANSWER_BYTES ? len : ANSWER_BYTES - 1;
        memcpy(smtp->answer, line, keep);
        smtp->answer[keep] = '\0';
        smtp->answer[strcspn(smtp->answer, "\r\n")] = '\0';
    }
    return len;
}

static int go_on(void *context, curl_off_t down, curl_off_t downloaded, curl_off_t up, curl_off_t uploaded)
{
    const struct smtp *smtp = context;
    (void)down;
    (void)downloaded;
    (void)up;
    (void)uploaded;
    return atomic_load(&smtp->stopped);
}

static bool is_of_scheme(const char *url, const char *scheme)
{
    return strncasecmp(url, scheme, strlen(scheme)) == 0;
}

static bool is_loopback(const char *url)
{
    static const char *const names[] = {"localhost", "127.", "[::1]"};
    const char *host = strstr(url, "://") + 3;
    const char *at = strchr(host, '@');
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(at ? at + 1 : host, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static void set_up(struct smtp *smtp, const struct smtp_settings *settings)
{
    CURL *curl = smtp->curl;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_URL, settings->url);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     (long)(settings->plain || is_loopback(settings->url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (settings->ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings->ca);
    if (settings->secret)
        curl_easy_setopt(curl, CURLOPT_USERPWD, settings->secret);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, WHOLE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->error);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, smtp->from);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_answer);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, smtp);
}

enum status smtp_create(const struct smtp_settings *settings, struct buf *why, struct smtp **out)
{
    if (!is_of_scheme(settings->url, "smtp://") && !is_of_scheme(settings->url, "smtps://")) {
        buf_text(why, "Give smtp_url as smtp://HOST:PORT or smtps://HOST.");
        return STATUS_USAGE;
    }
    struct smtp *smtp = mem_zero(1, sizeof *smtp);
    ALWAYS(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    smtp->curl = curl_easy_init();
    ALWAYS(smtp->curl != NULL);
    smtp->from = mem_copy_string(settings->from);
    set_up(smtp, settings);
    *out = smtp;
    return STATUS_OK;
}

void smtp_destroy(struct smtp *smtp)
{
    if (!smtp)
        return;
    curl_easy_cleanup(smtp->curl);
    curl_global_cleanup();
    free(smtp->from);
    free(smtp);
}

void smtp_stop(struct smtp *smtp)
{
    atomic_store(&smtp->stopped, true);
}

static enum smtp_outcome judge(const struct smtp *smtp, CURLcode result, const struct giving *giving)
{
    long code = 0;
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_OK)
        return SMTP_SENT;
    if (smtp->answer[0] == '5' && code >= 500)
        return SMTP_REFUSED;
    if (smtp->answer[0] == '4' && code >= 400)
        return SMTP_LATER;
    return giving->at == giving->message->len ? SMTP_UNCERTAIN : SMTP_LATER;
}

enum smtp_outcome smtp_send(struct smtp *smtp, const char *to, const struct buf *message, struct buf *why)
{
    struct giving giving = {message, 0};
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    smtp->error[0] = smtp->answer[0] = '\0';
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(smtp->curl, CURLOPT_READDATA, &giving);
    CURLcode result = curl_easy_perform(smtp->curl);
    enum smtp_outcome outcome = judge(smtp, result, &giving);
    if (outcome != SMTP_SENT)
        buf_text(why, smtp->answer[0]  ? smtp->answer
                      : smtp->error[0] ? smtp->error
                                       : curl_easy_strerror(result));
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(recipients);
    return outcome;
}

#include "outbound/post.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/always.h"
#include "base/mem.h"

#define RETRY_AFTER_MOST 86400

struct poster {
    CURL *curl;
    const struct address_ranges *allowed;
    atomic_bool stopped;
    bool refused;  /* an address of this call */
    size_t answer; /* bytes of it, this call */
    char error[CURL_ERROR_SIZE];
};

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct poster *poster = context;
    (void)purpose;
    if (!address_may_be_called(&address->addr, poster->allowed)) {
        poster->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t count_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct poster *poster = context;
    size_t len = size * count;
    (void)bytes;
    poster->answer += len;
    return poster->answer > POST_ANSWER_BYTES ? 0 : len;
}

static int look_whether_to_stop(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct poster *poster = context;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&poster->stopped);
}

static void set_up(struct poster *poster, const struct poster_settings *settings)
{
    CURL *curl = poster->curl;
    curl_easy_setopt(curl, CURLOPT_URL, settings->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, settings->plain ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_DNS_CACHE_TIMEOUT, 0L); /* who has moved is found at once */
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, poster);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, poster);
    if (settings->ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, settings->ca);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, settings->seconds);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, poster->error);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, poster);
}

/* A name and a password in it would be sent, and shown in lists. */
static bool is_callable(const struct poster_settings *settings)
{
    CURLU *url = curl_url();
    char *scheme = NULL, *user = NULL;
    bool good = url && curl_url_set(url, CURLUPART_URL, settings->url, 0) == CURLUE_OK &&
                curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_NO_USER &&
                (strcmp(scheme, "https") == 0 || (settings->plain && strcmp(scheme, "http") == 0));
    curl_free(scheme);
    curl_free(user);
    curl_url_cleanup(url);
    return good;
}

enum status poster_create(const struct poster_settings *settings, struct buf *why, struct poster **out)
{
    if (!is_callable(settings)) {
        buf_format(why, "%s cannot be called; give it as %shttps://HOST/PATH, without a user.", settings->url,
                   settings->plain ? "http://HOST/PATH or " : "");
        return STATUS_USAGE;
    }
    struct poster *poster = mem_zero(1, sizeof *poster);
    ALWAYS(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    poster->allowed = settings->allowed;
    poster->curl = curl_easy_init();
    ALWAYS(poster->curl != NULL);
    set_up(poster, settings);
    *out = poster;
    return STATUS_OK;
}

void poster_destroy(struct poster *poster)
{
    if (!poster)
        return;
    curl_easy_cleanup(poster->curl);
    curl_global_cleanup();
    free(poster);
}

void poster_stop(struct poster *poster)
{
    atomic_store(&poster->stopped, true);
}

/* A status that came counts, also where what was behind it was too long, or broke off. */
static void judge(const struct poster *poster, CURLcode result, struct post_answer *out)
{
    curl_off_t after = 0;
    *out = (struct post_answer){.status = 0};
    curl_easy_getinfo(poster->curl, CURLINFO_RESPONSE_CODE, &out->status);
    curl_easy_getinfo(poster->curl, CURLINFO_RETRY_AFTER, &after);
    out->retry_after_ms = (uint64_t)(after > RETRY_AFTER_MOST ? RETRY_AFTER_MOST : after) * 1000;
    if (result == CURLE_OK || (out->status >= 200 && result == CURLE_WRITE_ERROR))
        return;
    out->status = 0;
    snprintf(out->why, sizeof out->why, "%s",
             poster->refused
                 ? "The address is inside a network that is not public; hook_allow lets it be called."
             : poster->error[0] ? poster->error
                                : curl_easy_strerror(result));
}

void poster_post(struct poster *poster, const char *const *headers, const struct buf *body,
                 struct post_answer *out)
{
    struct curl_slist *list = NULL;
    for (; *headers; headers++)
        list = curl_slist_append(list, *headers);
    poster->refused = false;
    poster->answer = 0;
    poster->error[0] = '\0';
    curl_easy_setopt(poster->curl, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(poster->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->len);
    curl_easy_setopt(poster->curl, CURLOPT_POSTFIELDS, body->bytes);
    judge(poster, curl_easy_perform(poster->curl), out);
    curl_easy_setopt(poster->curl, CURLOPT_HTTPHEADER, NULL);
    curl_easy_setopt(poster->curl, CURLOPT_POSTFIELDS, "");
    curl_slist_free_all(list);
}

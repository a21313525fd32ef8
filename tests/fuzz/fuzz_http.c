/* What strangers put into a request line and its headers is read within its bounds, and means the same however it is asked for. The
 * input is a path and header values, one a line, in the order in which they are taken below. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/path.h"
#include "base/always.h"
#include "base/mem.h"
#include "draft_states.h"
#include "net/address.h"
#include "net/header_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* The next line as a string that ends exactly where its memory does; NULL at the end of the input. */
static char *next_string(const char **at, const char *end)
{
    const char *line;
    size_t len;
    if (!states_next_line(at, end, &line, &len))
        return NULL;
    char *whole = mem_copy_bytes(line, len), *exact = mem_copy_string(whole);
    free(whole);
    return exact;
}

static void hold_path(const char *path)
{
    char segments[API_SEGMENTS][ID_BYTES];
    size_t count, len = 0;
    if (!path || !path_split(path, segments, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        ALWAYS(path[len] == '/' && strncmp(path + len + 1, segments[i], strlen(segments[i])) == 0);
        len += 1 + strlen(segments[i]);
    }
    ALWAYS(count == 0 ? path[0] != '/' : path[len] == '\0');
}

static void hold_cookie(const char *cookies)
{
    char *value = header_cookie(cookies, "plenaria");
    ALWAYS(!value || (cookies && strstr(cookies, value) && !strchr(value, ';')));
    free(value);
}

static void hold_bearer(const char *authorization)
{
    const char *secret = header_bearer(authorization);
    ALWAYS(!secret || secret == authorization + strlen("Bearer "));
}

static void hold_lists(const char *list)
{
    if (header_accepts_gzip(list))
        ALWAYS(header_lists(list, "gzip") || header_lists(list, "*"));
    (void)header_matches_etag(list, "\"abc-7\"");
}

static void hold_length(const char *value)
{
    uint64_t length;
    if (value && header_length(value, &length))
        ALWAYS(length < UINT64_C(1) << 53);
}

static void hold_address(const char *peer, const char *forwarded_for, const char *trusted)
{
    char normal[ADDRESS_MAX], group[ADDRESS_MAX], party[ADDRESS_MAX];
    address_normalise(peer ? peer : "", normal);
    address_group(normal, group);
    address_behind_proxies(normal, forwarded_for, trusted, party);
    ALWAYS(strlen(normal) < ADDRESS_MAX && strlen(group) < ADDRESS_MAX && strlen(party) < ADDRESS_MAX);
    (void)address_is_loopback(normal);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    enum { PATH, COOKIE, BEARER, LIST, LENGTH, PEER, FORWARDED, TRUSTED, STRINGS };
    const char *at = (const char *)bytes, *end = at + len;
    char *strings[STRINGS];
    for (size_t i = 0; i < STRINGS; i++)
        strings[i] = next_string(&at, end);
    hold_path(strings[PATH]);
    hold_cookie(strings[COOKIE]);
    hold_bearer(strings[BEARER]);
    hold_lists(strings[LIST]);
    hold_length(strings[LENGTH]);
    hold_address(strings[PEER], strings[FORWARDED], strings[TRUSTED]);
    for (size_t i = 0; i < STRINGS; i++)
        free(strings[i]);
    return 0;
}

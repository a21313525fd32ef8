#include "net/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

void address_normalise(const char *address, char out[ADDRESS_MAX])
{
    struct in6_addr six;
    if (inet_pton(AF_INET6, address, &six) == 1) {
        if (IN6_IS_ADDR_V4MAPPED(&six))
            inet_ntop(AF_INET, &six.s6_addr[12], out, ADDRESS_MAX);
        else
            inet_ntop(AF_INET6, &six, out, ADDRESS_MAX);
        return;
    }
    snprintf(out, ADDRESS_MAX, "%s", address);
}

bool address_is_loopback(const char *normalised)
{
    struct in_addr four;
    if (inet_pton(AF_INET, normalised, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    return strcmp(normalised, "::1") == 0;
}

void address_group(const char *normalised, char out[ADDRESS_MAX])
{
    struct in6_addr six;
    if (inet_pton(AF_INET6, normalised, &six) != 1) {
        snprintf(out, ADDRESS_MAX, "%s", normalised);
        return;
    }
    memset(&six.s6_addr[8], 0, 8);
    inet_ntop(AF_INET6, &six, out, ADDRESS_MAX);
}

/* The entry of a comma-separated list that ends at `end`, without blanks; returns its start. */
static const char *entry_before(const char *list, const char *end, char out[ADDRESS_MAX])
{
    const char *start = end;
    while (start > list && start[-1] != ',')
        start--;
    const char *from = start;
    while (from < end && (*from == ' ' || *from == '\t'))
        from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    char text[ADDRESS_MAX];
    snprintf(text, sizeof text, "%.*s", (int)(end - from), from);
    address_normalise(text, out);
    return start;
}

bool address_in_list(const char *normalised, const char *list)
{
    if (!list)
        return false;
    for (const char *end = list + strlen(list);; end--) {
        char entry[ADDRESS_MAX];
        end = entry_before(list, end, entry);
        if (strcmp(entry, normalised) == 0)
            return true;
        if (end == list)
            return false;
    }
}

static bool is_address(const char *text)
{
    struct in6_addr any;
    return inet_pton(AF_INET, text, &any) == 1 || inet_pton(AF_INET6, text, &any) == 1;
}

void address_behind_proxies(const char *peer, const char *forwarded_for, const char *trusted,
                            char out[ADDRESS_MAX])
{
    address_normalise(peer, out);
    if (!forwarded_for || !*forwarded_for)
        return;
    for (const char *end = forwarded_for + strlen(forwarded_for); address_in_list(out, trusted); end--) {
        char entry[ADDRESS_MAX];
        end = entry_before(forwarded_for, end, entry);
        if (!is_address(entry))
            return;
        memcpy(out, entry, ADDRESS_MAX);
        if (end == forwarded_for)
            return;
    }
}

bool address_read(const char *text, struct sockaddr_storage *out)
{
    char host[ADDRESS_MAX];
    const char *colon = strrchr(text, ':');
    if (!colon || colon == text || (size_t)(colon - text) >= sizeof host)
        return false;
    size_t len = (size_t)(colon - text);
    bool v6 = text[0] == '[' && text[len - 1] == ']';
    memcpy(host, text + v6, len - 2 * (size_t)v6);
    host[len - 2 * (size_t)v6] = '\0';
    int port = (int)strtol(colon + 1, NULL, 10);
    return (v6 ? uv_ip6_addr(host, port, (struct sockaddr_in6 *)out)
               : uv_ip4_addr(host, port, (struct sockaddr_in *)out)) == 0;
}

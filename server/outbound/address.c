#include "outbound/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#define MAPPED_BITS 96 /* in front of an IPv4 address that is written as an IPv6 one */

static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
static const unsigned char nat64[12] = {0, 0x64, 0xff, 0x9b};

/* Of IPv4 (RFC 6890 and the registry that it made): what is not public. */
static const struct {
    unsigned char bytes[4];
    unsigned bits;
} inner_v4[] = {
    {{0}, 8},
    {{10}, 8},
    {{100, 64}, 10},
    {{127}, 8},
    {{169, 254}, 16},
    {{172, 16}, 12},
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},
    {{192, 88, 99}, 24},
    {{192, 168}, 16},
    {{198, 18}, 15},
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 3}, /* multicast, reserved, broadcast */
};

/* Of 2000::/3, outside of which nothing of IPv6 is public: what is not. */
static const struct address_range inner_v6[] = {
    {{0x20, 0x01}, 23},             /* protocols, with Teredo */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* examples */
    {{0x20, 0x02}, 16},             /* 6to4 */
    {{0x3f, 0xff}, 20},             /* examples */
};

static bool begins_with(const unsigned char *bytes, const unsigned char *range, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(bytes, range, whole) != 0)
        return false;
    return !rest || (unsigned char)((bytes[whole] ^ range[whole]) >> (8 - rest)) == 0;
}

static void map_v4(unsigned char out[16], const void *v4)
{
    memcpy(out, mapped, sizeof mapped);
    memcpy(out + sizeof mapped, v4, 4);
}

/* The 16 bytes of an address; those of an IPv4 one, however it is written, are mapped. */
static bool read_sockaddr(const struct sockaddr *address, unsigned char out[16])
{
    if (address->sa_family == AF_INET) {
        map_v4(out, &((const struct sockaddr_in *)(const void *)address)->sin_addr);
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(out, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    if (memcmp(out, nat64, sizeof nat64) == 0)
        memcpy(out, mapped, sizeof mapped);
    return true;
}

static bool v4_is_public(const unsigned char *bytes)
{
    for (size_t i = 0; i < sizeof inner_v4 / sizeof *inner_v4; i++)
        if (begins_with(bytes, inner_v4[i].bytes, inner_v4[i].bits))
            return false;
    return true;
}

static bool v6_is_public(const unsigned char *bytes)
{
    static const unsigned char global[] = {0x20};
    for (size_t i = 0; i < sizeof inner_v6 / sizeof *inner_v6; i++)
        if (begins_with(bytes, inner_v6[i].bytes, inner_v6[i].bits))
            return false;
    return begins_with(bytes, global, 3);
}

bool address_is_public(const struct sockaddr *address)
{
    unsigned char bytes[16];
    if (!read_sockaddr(address, bytes))
        return false;
    return memcmp(bytes, mapped, sizeof mapped) == 0 ? v4_is_public(bytes + sizeof mapped)
                                                     : v6_is_public(bytes);
}

bool address_may_be_called(const struct sockaddr *address, const struct address_ranges *allowed)
{
    unsigned char bytes[16];
    if (!read_sockaddr(address, bytes))
        return false;
    for (size_t i = 0; i < allowed->count; i++)
        if (begins_with(bytes, allowed->all[i].bytes, allowed->all[i].bits))
            return true;
    return address_is_public(address);
}

/* One address or range; `word` is cut in two at its slash. */
static bool read_range(char *word, struct address_range *out)
{
    char *slash = strchr(word, '/'), *end = NULL;
    unsigned char v4[4];
    *out = (struct address_range){.bits = 128};
    if (slash)
        *slash = '\0';
    bool is_v4 = inet_pton(AF_INET, word, v4) == 1;
    if (is_v4)
        map_v4(out->bytes, v4);
    else if (inet_pton(AF_INET6, word, out->bytes) != 1)
        return false;
    if (!slash)
        return true;
    unsigned long bits = strtoul(slash + 1, &end, 10);
    if (slash[1] < '0' || slash[1] > '9' || *end || bits > (is_v4 ? 32 : 128))
        return false;
    out->bits = (unsigned)bits + (is_v4 ? MAPPED_BITS : 0);
    return true;
}

enum status address_ranges_read(const char *text, struct address_ranges *out)
{
    *out = (struct address_ranges){.count = 0};
    for (;;) {
        char word[64];
        text += strspn(text, " ,\t");
        size_t len = strcspn(text, " ,\t");
        if (!len)
            return STATUS_OK;
        if (len >= sizeof word || out->count == ADDRESS_RANGES_MAX)
            return STATUS_USAGE;
        memcpy(word, text, len);
        word[len] = '\0';
        if (!read_range(word, &out->all[out->count++]))
            return STATUS_USAGE;
        text += len;
    }
}

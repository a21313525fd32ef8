/* Which addresses may be called where it is not we who choose them: those of the public Internet, and what the host allows. A name is no guide, as whoever owns it
 * has it lead where they like, at each look-up anew; so it is the address of a connection that is judged, in the moment in which it is made (outbound/post.h).
 *
 * Not public: this machine (127.0.0.0/8, ::1, 0.0.0.0/8), private networks (10/8, 172.16/12, 192.168/16, fc00::/7), those of providers (100.64/10), links
 * (169.254/16 with the metadata of clouds, fe80::/10), multicast, what is reserved or for examples, and every way to write one of these inside
 * another: IPv4 in IPv6 (::ffff:0:0/96) and behind a NAT64 (64:ff9b::/96) counts as that IPv4; 6to4 and Teredo count as not public. */
#ifndef OUTBOUND_ADDRESS_H
#define OUTBOUND_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct sockaddr;

#define ADDRESS_RANGES_MAX 32

/* Addresses, IPv4 as ::ffff:a.b.c.d, and how many of the leading bits count. */
struct address_range {
    unsigned char bytes[16];
    unsigned bits;
};

struct address_ranges {
    struct address_range all[ADDRESS_RANGES_MAX];
    size_t count;
};

/* Addresses and ranges (10.1.0.0/16, fd00::/8, 127.0.0.1), with commas or blanks between them; none is fine. STATUS_USAGE: one is none, or they are too many. */
enum status address_ranges_read(const char *text, struct address_ranges *out) MUST_CHECK;

bool address_is_public(const struct sockaddr *address);
bool address_may_be_called(const struct sockaddr *address, const struct address_ranges *allowed);

#endif

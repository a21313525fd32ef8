/* Network addresses as text: made comparable, and put into groups for counting. */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#define ADDRESS_MAX 64 /* any address as text, with its NUL */

struct sockaddr_storage;

/* HOST:PORT, numeric, as [HOST]:PORT where it is IPv6. */
bool address_read(const char *text, struct sockaddr_storage *out);
/* Takes the IPv4 address out of an IPv6 one that wraps it (::ffff:192.0.2.1); copies any other as it is, cut to size. */
void address_normalise(const char *address, char out[ADDRESS_MAX]);
bool address_is_loopback(const char *normalised);
/* What one party usually has to itself: an IPv4 address, the /64 of an IPv6 address. */
void address_group(const char *normalised, char out[ADDRESS_MAX]);
/* Whether a comma-separated list names the address. The list may be NULL. */
bool address_in_list(const char *normalised, const char *list);
/* Who is behind a chain of proxies: the last entry of X-Forwarded-For that is not itself a trusted proxy, or the peer where
 * there is none. Entries that are no addresses end the search. */
void address_behind_proxies(const char *peer, const char *forwarded_for, const char *trusted,
                            char out[ADDRESS_MAX]);

#endif

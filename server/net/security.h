/* The headers that every answer carries, whoever makes it. */
#ifndef NET_SECURITY_H
#define NET_SECURITY_H

#include <stdbool.h>
#include <stddef.h>

#include "net/http.h"

/* The fields for a listener with or without TLS; static. */
const struct http_field *security_fields(bool tls, size_t *count);

#endif

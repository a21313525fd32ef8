#include "net/security.h"

/* The first one is for TLS alone: without it, it is left out by starting at the second. */
static const struct http_field fields[] = {
    {"strict-transport-security", "max-age=31536000"},
    {"content-security-policy",
     "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
     "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

const struct http_field *security_fields(bool tls, size_t *count)
{
    *count = sizeof fields / sizeof *fields - !tls;
    return fields + !tls;
}

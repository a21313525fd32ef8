#include "net/security.h"

/* The page brings all it needs from here, sets styles through the object model alone, and makes no code from text: what is pasted is parsed
 * under the two policies that are named (ours and ProseMirror's), into documents that are only read. Nobody else may frame, embed or
 * open what we serve. The first field is for TLS alone: without it, it is left out by starting at the second. */
static const struct http_field fields[] = {
    {"strict-transport-security", "max-age=31536000"},
    {"content-security-policy",
     "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
     "form-action 'self'; require-trusted-types-for 'script'; trusted-types plenaria ProseMirrorClipboard"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-embedder-policy", "require-corp"},
    {"cross-origin-resource-policy", "same-origin"},
    {"permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

const struct http_field *security_fields(bool tls, size_t *count)
{
    *count = sizeof fields / sizeof *fields - !tls;
    return fields + !tls;
}

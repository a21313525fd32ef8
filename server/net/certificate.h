/* Checks a certificate before libwebsockets gets it, which says nothing when a pair is bad. */
#ifndef NET_CERTIFICATE_H
#define NET_CERTIFICATE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* Whether both PEM files can be read and belong together. STATUS_USAGE, with the reason in `why`. */
enum status certificate_check(const char *cert_file, const char *key_file, struct buf *why) MUST_CHECK;
/* When the first certificate of the file ends, milliseconds since the epoch. STATUS_USAGE where there is none. */
enum status certificate_end(const char *cert_file, int64_t *out) MUST_CHECK;

#endif

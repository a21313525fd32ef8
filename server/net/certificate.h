/* Checks a certificate before libwebsockets gets it, which says nothing when a pair is bad. */
#ifndef NET_CERTIFICATE_H
#define NET_CERTIFICATE_H

#include "base/buf.h"
#include "base/status.h"

/* Whether both PEM files can be read and belong together. STATUS_USAGE, with the reason in `why`. */
enum status certificate_check(const char *cert_file, const char *key_file, struct buf *why) MUST_CHECK;

#endif

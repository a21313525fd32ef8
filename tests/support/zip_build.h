/* Zip archives for tests, byte by byte, so that they can also lie: stored parts, or deflated ones that claim any size. */
#ifndef TESTS_SUPPORT_ZIP_BUILD_H
#define TESTS_SUPPORT_ZIP_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct zip_part {
    const char *name;
    const char *bytes;
    size_t len;
    bool deflate;
    bool encrypted;   /* sets the flag alone */
    uint32_t claimed; /* inflated size that the archive claims; 0: the true one */
};

/* Appends an archive with these parts. */
void zip_build(struct buf *out, const struct zip_part *parts, size_t count);

/* An archive of text parts: pairs of name and content, ended by NULL. */
void zip_build_texts(struct buf *out, const char *const *pairs);

#endif

#include "proof/checkpoint.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"

#define ORIGIN "plenaria/"

void checkpoint_write(struct buf *out, const struct checkpoint *checkpoint)
{
    buf_format(out, ORIGIN "%s\n%" PRIu64 "\n", checkpoint->draft, checkpoint->seq);
    base64_write(out, checkpoint->head.bytes, SHA256_BYTES);
    buf_format(out, "\ntime %" PRId64 "\n", checkpoint->time_ms);
}

/* The next line without its line feed; *at moves behind it. NULL at the end. */
static const char *next_line(const char **at, const char *end, size_t *len)
{
    const char *line = *at, *feed = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
    if (!feed)
        return NULL;
    *len = (size_t)(feed - line);
    *at = feed + 1;
    return line;
}

static bool read_decimal(const char *text, size_t len, uint64_t *out)
{
    *out = 0;
    if (!len || len > 16 || (len > 1 && *text == '0'))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (uint64_t)(text[i] - '0');
    }
    return true;
}

static bool read_draft(const char *line, size_t len, char out[ID_BYTES])
{
    size_t prefix = strlen(ORIGIN);
    if (len <= prefix || len - prefix >= ID_BYTES || memcmp(line, ORIGIN, prefix) != 0)
        return false;
    memcpy(out, line + prefix, len - prefix);
    out[len - prefix] = '\0';
    return id_valid(out) || strcmp(out, CHECKPOINT_AUDIT) == 0;
}

bool checkpoint_read(const char *text, size_t len, struct checkpoint *out, size_t *used)
{
    const char *at = text, *end = text + len, *line;
    size_t line_len;
    uint64_t time;
    *out = (struct checkpoint){0};
    if (!(line = next_line(&at, end, &line_len)) || !read_draft(line, line_len, out->draft) ||
        !(line = next_line(&at, end, &line_len)) || !read_decimal(line, line_len, &out->seq) ||
        !(line = next_line(&at, end, &line_len)) ||
        !base64_read(line, line_len, out->head.bytes, SHA256_BYTES) ||
        !(line = next_line(&at, end, &line_len)) || line_len < 5 || memcmp(line, "time ", 5) != 0 ||
        !read_decimal(line + 5, line_len - 5, &time))
        return false;
    out->time_ms = (int64_t)time;
    *used = (size_t)(at - text);
    return true;
}

void checkpoint_fingerprint(const struct sha256 *head, char out[FINGERPRINT_BYTES])
{
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | head->bytes[i];
    number %= UINT64_C(10000000000000000);
    snprintf(out, FINGERPRINT_BYTES, "%04u %04u %04u %04u", (unsigned)(number / UINT64_C(1000000000000)),
             (unsigned)(number / 100000000 % 10000), (unsigned)(number / 10000 % 10000),
             (unsigned)(number % 10000));
}

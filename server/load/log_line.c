#include "load/log_line.h"

#include <string.h>

#define HEAD "{\"op\":"
#define MID  ",\"hash\":\""
#define TAIL "\"}"

void log_line_write(struct buf *out, const struct log_op *op)
{
    char hex[SHA256_HEX + 1];
    sha256_hex(&op->hash, hex);
    buf_text(out, HEAD);
    buf_add(out, op->bytes, op->len);
    buf_format(out, MID "%s" TAIL "\n", hex);
}

bool log_line_read(const char *line, size_t len, struct log_op *out)
{
    size_t head = strlen(HEAD), mid = strlen(MID), tail = strlen(TAIL), behind = mid + SHA256_HEX + tail;
    *out = (struct log_op){0};
    if (len <= head + behind || memcmp(line, HEAD, head) != 0 || memcmp(line + len - behind, MID, mid) != 0 ||
        memcmp(line + len - tail, TAIL, tail) != 0)
        return false;
    out->bytes = line + head;
    out->len = len - head - behind;
    return sha256_read(line + len - tail - SHA256_HEX, &out->hash);
}

bool log_op_author(const struct log_op *op, const char **by, size_t *len)
{
    static const char key[] = ",\"by\":\"";
    /* seq and at come first, and hold nothing but digits. */
    const char *found = memmem(op->bytes, op->len < 80 ? op->len : 80, key, sizeof key - 1);
    if (!found)
        return false;
    *by = found + sizeof key - 1;
    const char *quote = memchr(*by, '"', (size_t)(op->bytes + op->len - *by));
    if (!quote)
        return false;
    *len = (size_t)(quote - *by);
    return true;
}

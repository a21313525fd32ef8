#include "base/base64.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/always.h"

void base64_write(struct buf *out, const void *bytes, size_t len)
{
    ALWAYS(len < 1 << 20);
    buf_reserve(out, BASE64_LEN(len) + 1);
    out->len += (size_t)EVP_EncodeBlock((unsigned char *)out->bytes + out->len, bytes, (int)len);
}

bool base64_read(const char *text, size_t len, void *out, size_t room)
{
    unsigned char bytes[BASE64_MOST + 3];
    ALWAYS(room <= BASE64_MOST);
    if (len != BASE64_LEN(room) || EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)len) < (int)room)
        return false;
    /* OpenSSL lets blanks, too much padding and stray bits pass: what is not spelled as we would is refused. */
    struct buf again = BUF_EMPTY;
    base64_write(&again, bytes, room);
    bool same = memcmp(again.bytes, text, len) == 0;
    buf_clear(&again);
    if (same)
        memcpy(out, bytes, room);
    return same;
}

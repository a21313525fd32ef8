#include "net/ws_frame.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

#include "base/always.h"

/* How long the header is, as far as can be said; the first two bytes say all. */
static size_t whole_len(const struct ws_head *head)
{
    if (head->len < 2)
        return 2;
    switch (head->bytes[1] & 0x7f) {
    case 126:
        return 8;
    case 127:
        return 14;
    default:
        return 6;
    }
}

static uint64_t big_endian(const unsigned char *bytes, size_t count)
{
    uint64_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number << 8 | bytes[i];
    return number;
}

static bool is_known(unsigned opcode)
{
    return opcode <= WS_BINARY || (opcode >= WS_CLOSE && opcode <= WS_PONG);
}

static bool decode(const struct ws_head *head, struct ws_frame *out)
{
    unsigned first = head->bytes[0], second = head->bytes[1], opcode = first & 0x0f;
    bool is_control = opcode >= WS_CLOSE;
    out->opcode = (enum ws_opcode)opcode;
    out->is_last = first & 0x80;
    out->len = second & 0x7f;
    if (out->len == 126) {
        out->len = big_endian(head->bytes + 2, 2);
        if (out->len < 126)
            return false;
    } else if (out->len == 127) {
        out->len = big_endian(head->bytes + 2, 8);
        if (out->len < 65536 || out->len >> 63)
            return false;
    }
    memcpy(out->mask, head->bytes + head->len - 4, 4);
    return !is_control || (out->is_last && out->len <= WS_CONTROL_MAX);
}

/* Judges what the first two bytes say already. */
static bool starts_well(const struct ws_head *head)
{
    return !(head->bytes[0] & 0x70) && is_known(head->bytes[0] & 0x0f) &&
           (head->len < 2 || head->bytes[1] & 0x80);
}

size_t ws_head_take(struct ws_head *head, const char *bytes, size_t len, enum ws_found *found,
                    struct ws_frame *out)
{
    size_t used = 0;
    *found = WS_FOUND_PART;
    while (used < len && head->len < whole_len(head)) {
        head->bytes[head->len++] = (unsigned char)bytes[used++];
        if (!starts_well(head)) {
            *found = WS_FOUND_NONSENSE;
            return used;
        }
    }
    if (head->len == whole_len(head)) {
        *found = decode(head, out) ? WS_FOUND_HEAD : WS_FOUND_NONSENSE;
        *head = (struct ws_head){0};
    }
    return used;
}

void ws_unmask(const struct ws_frame *frame, uint64_t at, char *bytes, size_t len)
{
    unsigned char turned[8];
    uint64_t mask, word;
    for (size_t i = 0; i < sizeof turned; i++)
        turned[i] = frame->mask[(at + i) % 4];
    memcpy(&mask, turned, sizeof mask);
    size_t i = 0;
    for (; i + sizeof word <= len; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        word ^= mask;
        memcpy(bytes + i, &word, sizeof word);
    }
    for (; i < len; i++)
        bytes[i] = (char)((unsigned char)bytes[i] ^ turned[i % 8]);
}

size_t ws_head_put(enum ws_opcode opcode, char *payload, size_t len)
{
    size_t extra = len < 126 ? 0 : len < 65536 ? 2 : 8;
    char *head = payload - 2 - extra;
    head[0] = (char)(0x80 | opcode);
    head[1] = (char)(extra == 0 ? len : extra == 2 ? 126 : 127);
    for (size_t i = 0; i < extra; i++)
        head[2 + i] = (char)(len >> 8 * (extra - 1 - i));
    return 2 + extra;
}

size_t ws_head_of_server(const char *bytes, size_t len, enum ws_found *found, struct ws_frame *out)
{
    struct ws_head head = {0};
    size_t part = len < WS_HEAD_MAX - sizeof out->mask ? len : WS_HEAD_MAX - sizeof out->mask;
    memcpy(head.bytes, bytes, part);
    *found = WS_FOUND_PART;
    if (part < 2)
        return 0;
    if (head.bytes[0] & 0x70 || !is_known(head.bytes[0] & 0x0f) || head.bytes[1] & 0x80) {
        *found = WS_FOUND_NONSENSE;
        return 0;
    }
    head.len = 2;
    size_t whole = whole_len(&head) - sizeof out->mask;
    if (part < whole)
        return 0;
    head.len = whole + sizeof out->mask;
    memset(head.bytes + whole, 0, sizeof out->mask);
    *found = decode(&head, out) ? WS_FOUND_HEAD : WS_FOUND_NONSENSE;
    return whole;
}

void ws_head_as_client(struct buf *out, enum ws_opcode opcode, size_t len)
{
    char room[WS_HEAD_OURS];
    size_t head = ws_head_put(opcode, room + sizeof room, len);
    char *start = room + sizeof room - head;
    start[1] = (char)(start[1] | 0x80);
    buf_add(out, start, head);
    buf_add(out, "\0\0\0\0", 4);
}

bool ws_close_read(const char *payload, size_t len, uint16_t *code)
{
    *code = 1000;
    if (!len)
        return true;
    if (len < 2)
        return false;
    *code = (uint16_t)big_endian((const unsigned char *)payload, 2);
    return (*code >= 1000 && *code <= 1014 && *code != 1004 && *code != 1005 && *code != 1006) ||
           (*code >= 3000 && *code <= 4999);
}

bool ws_accept(const char *key, char out[WS_ACCEPT_BYTES])
{
    static const char suffix[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char both[24 + sizeof suffix];
    unsigned char hash[SHA_DIGEST_LENGTH];
    if (strlen(key) != 24 || strspn(key, digits) != 22 || strcmp(key + 22, "==") != 0)
        return false;
    snprintf(both, sizeof both, "%s%s", key, suffix);
    ALWAYS(SHA1((const unsigned char *)both, strlen(both), hash));
    EVP_EncodeBlock((unsigned char *)out, hash, sizeof hash);
    return true;
}

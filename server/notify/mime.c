#include "notify/mime.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/base64.h"

#define LINE_MOST  76
#define WORD_BYTES 42 /* of text in an encoded word: 56 characters of base64, 12 around them */

static bool is_plain(const char *words)
{
    for (const unsigned char *c = (const unsigned char *)words; *c; c++)
        if (*c < ' ' || *c > '~')
            return false;
    return !strstr(words, "=?");
}

/* As much of `words` as fits an encoded word without cutting a character. */
static size_t word_len(const char *words)
{
    size_t len = strnlen(words, WORD_BYTES);
    while (words[len] && len > 1 && ((unsigned char)words[len] & 0xc0) == 0x80)
        len--;
    return len;
}

static void add_clean(struct buf *out, const char *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buf_char(out, (unsigned char)words[i] < ' ' || words[i] == 0x7f ? ' ' : words[i]);
}

/* Encoded words, one a line; a blank between two of them is not shown. */
static void add_encoded(struct buf *out, const char *words)
{
    for (bool first = true; *words; first = false) {
        size_t len = word_len(words);
        struct buf piece = BUF_EMPTY;
        add_clean(&piece, words, len);
        buf_text(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        base64_write(out, piece.bytes, piece.len);
        buf_text(out, "?=");
        buf_clear(&piece);
        words += len;
    }
}

/* Plain words, folded at blanks where a line would be too long. */
static void add_folded(struct buf *out, const char *words, size_t column)
{
    while (*words) {
        size_t blanks = strspn(words, " "), len = blanks + strcspn(words + blanks, " ");
        if (blanks && column + len > LINE_MOST && words[blanks]) {
            buf_text(out, "\r\n");
            column = 0;
        }
        buf_add(out, words, len);
        column += len;
        words += len;
    }
}

/* Whether each of its words fits a line. */
static bool can_be_folded(const char *words)
{
    for (; *words; words += strspn(words, " ")) {
        size_t len = strcspn(words, " ");
        if (len > LINE_MOST - 20)
            return false;
        words += len;
    }
    return true;
}

void mime_header(struct buf *out, const char *name, const char *words)
{
    buf_format(out, "%s: ", name);
    if (is_plain(words) && can_be_folded(words))
        add_folded(out, words, strlen(name) + 2);
    else
        add_encoded(out, words);
    buf_text(out, "\r\n");
}

void mime_mailbox(struct buf *out, const char *name, const char *who, const char *address)
{
    buf_format(out, "%s: ", name);
    if (who && *who && is_plain(who) && strlen(who) < 50) {
        buf_char(out, '"');
        for (const char *c = who; *c; c++) {
            if (*c == '"' || *c == '\\')
                buf_char(out, '\\');
            buf_char(out, *c);
        }
        buf_text(out, "\"\r\n ");
    } else if (who && *who) {
        add_encoded(out, who);
        buf_text(out, "\r\n ");
    }
    buf_char(out, '<');
    add_clean(out, address, strlen(address));
    buf_text(out, ">\r\n");
}

void mime_date(struct buf *out, int64_t ms)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    buf_format(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday,
               months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Quoted-printable (RFC 2045 6.7). */
static void add_quoted(struct buf *out, const char *text)
{
    size_t column = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        bool ends = c[1] == '\n' || c[1] == '\r' || c[1] == '\0';
        bool plain = (*c > ' ' && *c <= '~' && *c != '=') || (*c == ' ' && !ends);
        if (*c == '\r')
            continue;
        if (*c == '\n') {
            buf_text(out, "\r\n");
            column = 0;
            continue;
        }
        if (column + (plain ? 1 : 3) >= LINE_MOST) {
            buf_text(out, "=\r\n");
            column = 0;
        }
        if (plain)
            buf_char(out, (char)*c);
        else
            buf_format(out, "=%02X", *c);
        column += plain ? 1 : 3;
    }
    if (column)
        buf_text(out, "\r\n");
}

void mime_text_part(struct buf *out, const char *type, const char *text)
{
    buf_format(out, "Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
               type);
    add_quoted(out, text);
}

void mime_attachment(struct buf *out, const char *type, const char *name, const struct buf *bytes)
{
    struct buf coded = BUF_EMPTY;
    buf_format(out,
               "Content-Type: %s; charset=utf-8; name=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n"
               "Content-Disposition: attachment; filename=\"%s\"\r\n\r\n",
               type, name, name);
    base64_write(&coded, bytes->bytes, bytes->len);
    for (size_t at = 0; at < coded.len; at += LINE_MOST) {
        size_t len = coded.len - at < LINE_MOST ? coded.len - at : LINE_MOST;
        buf_add(out, coded.bytes + at, len);
        buf_text(out, "\r\n");
    }
    buf_clear(&coded);
}

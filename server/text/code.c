#include "text/code.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/always.h"
#include "base/buf.h"

/* What a character that is drawn like another is compared as: from the confusables of Unicode (UTS #39, confusables.txt), those of Greek, Cyrillic
 * and Armenian with a Latin letter, and dashes. Case is kept: what looks alike in one case need not in the other. */
static const struct {
    uint32_t from;
    char to;
} drawn_alike[] = {
    /* Greek */
    {0x391, 'A'},
    {0x392, 'B'},
    {0x395, 'E'},
    {0x396, 'Z'},
    {0x397, 'H'},
    {0x399, 'I'},
    {0x39A, 'K'},
    {0x39C, 'M'},
    {0x39D, 'N'},
    {0x39F, 'O'},
    {0x3A1, 'P'},
    {0x3A4, 'T'},
    {0x3A5, 'Y'},
    {0x3A7, 'X'},
    {0x3B1, 'a'},
    {0x3B3, 'y'},
    {0x3B9, 'i'},
    {0x3BD, 'v'},
    {0x3BF, 'o'},
    {0x3C1, 'p'},
    {0x3C3, 'o'},
    {0x3C5, 'u'},
    {0x3F2, 'c'},
    {0x3F3, 'j'},
    {0x3F9, 'C'},
    {0x37F, 'J'},
    /* Cyrillic */
    {0x405, 'S'},
    {0x406, 'I'},
    {0x408, 'J'},
    {0x410, 'A'},
    {0x412, 'B'},
    {0x415, 'E'},
    {0x41A, 'K'},
    {0x41C, 'M'},
    {0x41D, 'H'},
    {0x41E, 'O'},
    {0x420, 'P'},
    {0x421, 'C'},
    {0x422, 'T'},
    {0x423, 'Y'},
    {0x425, 'X'},
    {0x430, 'a'},
    {0x433, 'r'},
    {0x435, 'e'},
    {0x43E, 'o'},
    {0x440, 'p'},
    {0x441, 'c'},
    {0x443, 'y'},
    {0x445, 'x'},
    {0x455, 's'},
    {0x456, 'i'},
    {0x458, 'j'},
    {0x474, 'V'},
    {0x475, 'v'},
    {0x4AE, 'Y'},
    {0x4BB, 'h'},
    {0x4C0, 'I'},
    {0x4CF, 'l'},
    {0x501, 'd'},
    {0x50C, 'G'},
    {0x51A, 'Q'},
    {0x51B, 'q'},
    {0x51C, 'W'},
    {0x51D, 'w'},
    /* Armenian */
    {0x54D, 'U'},
    {0x54F, 'S'},
    {0x555, 'O'},
    {0x570, 'h'},
    {0x578, 'n'},
    {0x57D, 'u'},
    {0x581, 'g'},
    {0x585, 'o'},
    /* Latin, and dashes */
    {0x131, 'i'},
    {0x2010, '-'},
    {0x2011, '-'},
    {0x2012, '-'},
    {0x2013, '-'},
    {0x2212, '-'},
    {'0', 'O'},
};

/* Memory from libutf8proc; the caller frees. */
static char *mapped(const char *utf8, utf8proc_option_t options)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)utf8, 0, &out, UTF8PROC_NULLTERM | UTF8PROC_STABLE | options);
    ALWAYS(len >= 0); /* of valid UTF-8 it fails for want of memory only */
    return (char *)out;
}

/* The next character of valid UTF-8, 0 at the end. */
static uint32_t next_of(const char **at)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &point);
    ALWAYS(taken > 0);
    *at += taken;
    return (uint32_t)point;
}

char *code_normalise(const char *utf8)
{
    char *composed = mapped(utf8, UTF8PROC_COMPOSE);
    struct buf out = BUF_EMPTY;
    bool blank = false;
    for (const char *at = composed; *at;) {
        const char *from = at;
        if (utf8proc_category((utf8proc_int32_t)next_of(&at)) == UTF8PROC_CATEGORY_ZS) {
            blank = true;
            continue;
        }
        if (blank && out.len)
            buf_char(&out, ' ');
        buf_add(&out, from, (size_t)(at - from));
        blank = false;
    }
    free(composed);
    if (out.len == 2 && isalpha((unsigned char)out.bytes[0]) && isalpha((unsigned char)out.bytes[1]))
        for (size_t i = 0; i < 2; i++)
            out.bytes[i] = (char)toupper((unsigned char)out.bytes[i]);
    return buf_take(&out);
}

static char drawn_as(uint32_t point)
{
    for (size_t i = 0; i < sizeof drawn_alike / sizeof *drawn_alike; i++)
        if (drawn_alike[i].from == point)
            return drawn_alike[i].to;
    return 0;
}

/* As it is drawn: accents apart, each letter as the Latin one that it looks like. The caller frees. */
static char *drawing_of(const char *code)
{
    char *apart = mapped(code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    struct buf out = BUF_EMPTY;
    for (const char *at = apart; *at;) {
        const char *from = at;
        char alike = drawn_as(next_of(&at));
        if (alike)
            buf_char(&out, alike);
        else
            buf_add(&out, from, (size_t)(at - from));
    }
    free(apart);
    return buf_take(&out);
}

/* 1, l, | and I are one stroke. That holds in this case only: IL and LI are two countries. */
static void join_strokes(char *drawing)
{
    for (; *drawing; drawing++)
        if (strchr("1l|", *drawing))
            *drawing = 'I';
}

bool code_looks_like(const char *code, const char *other)
{
    char *one = drawing_of(code), *two = drawing_of(other);
    char *small_one = mapped(one, UTF8PROC_CASEFOLD), *small_two = mapped(two, UTF8PROC_CASEFOLD);
    join_strokes(one);
    join_strokes(two);
    bool alike = strcmp(small_one, small_two) == 0 || strcmp(one, two) == 0;
    free(one);
    free(two);
    free(small_one);
    free(small_two);
    return alike;
}

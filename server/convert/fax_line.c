#include "convert/fax_line.h"

#include <string.h>

#include "convert/digits.h"

#define LINE_BYTES 120 /* of a longer one the machine has no room */

/* "09:14", "9:14:05", "11:05AM". */
static bool is_hour(const char *at, const char *end)
{
    size_t hours = digits_count(at, end);

    at += hours;
    return hours >= 1 && hours <= 2 && end - at >= 3 && *at == ':' && digits_count(at + 1, end) == 2;
}

/* "P.01/03", "P2", "PAGE", "Pag.": how many bytes of it stand in front of the figures; 0: it is none. */
static size_t page_word(const char *at, const char *end)
{
    static const char *const words[] = {"PAGE", "Page", "PAG.", "Pag.", "PG.", "Pg.", "PAG", "P.", "P", "p."};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(end - at) >= len && memcmp(at, words[i], len) == 0 &&
            (at + len == end || digits_is_one(at[len])))
            return len;
    }
    return 0;
}

/* "01/03", "2", and nothing behind it. */
static bool is_page_count(const char *at, const char *end)
{
    size_t page = digits_count(at, end);

    at += page;
    if (page == 0 || page > 3)
        return false;
    return at == end || (*at == '/' && at + 1 < end && digits_count(at + 1, end) == (size_t)(end - at) - 1);
}

bool fax_line_is(const char *line, size_t len)
{
    const char *end = line + len;
    bool hour = false, page = false, named = false;

    for (const char *at = line; len <= LINE_BYTES && at < end;) {
        const char *blank = memchr(at, ' ', (size_t)(end - at)), *stop = blank ? blank : end;
        size_t word = page_word(at, stop);
        hour = hour || is_hour(at, stop);
        page = page || (named && is_page_count(at, stop)) || (word > 0 && is_page_count(at + word, stop));
        named = stop > at ? word > 0 && at + word == stop : named;
        at = blank ? blank + 1 : end;
    }
    return hour && page;
}

#include "draft/word_in_front.h"

#include <stddef.h>

static bool is_letter(char c, char first, char last)
{
    return (unsigned char)c >= 0x80 || (c >= first && c <= last);
}

/* Behind the character at `at`. */
static const char *next(const char *at)
{
    do
        at++;
    while (((unsigned char)*at & 0xc0) == 0x80);
    return at;
}

/* A capital, small letters, perhaps a stop, and a blank. Whatever is not ASCII counts as either, so that no table of letters has to be the same in
 * two programs. */
bool has_word_in_front(const char *path)
{
    const char *at = path;
    size_t letters = 0;

    while (is_letter(*at, letters ? 'a' : 'A', letters ? 'z' : 'Z')) {
        at = next(at);
        letters++;
    }
    at += *at == '.';
    return letters >= 2 && *at == ' ';
}

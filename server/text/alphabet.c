#include "text/alphabet.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/fold.h"

static bool is_lang(const char *lang, const char *wanted)
{
    size_t len = strlen(wanted);
    return strncasecmp(lang, wanted, len) == 0 && (!lang[len] || lang[len] == '-');
}

/* Letters without accents; ñ as n and what comes behind z. */
static char *letters_of(const char *lang, const char *name)
{
    struct buf spelled = BUF_EMPTY;
    bool spanish = is_lang(lang, "es");
    for (const char *at = name; *at; at++) {
        bool enye = spanish && at[0] == '\xc3' && (at[1] == '\xb1' || at[1] == '\x91');
        if (enye)
            buf_text(&spelled, "n~");
        else
            buf_char(&spelled, *at);
        at += enye;
    }
    char *letters = text_fold(spelled.len ? spelled.bytes : "", spelled.len);
    buf_clear(&spelled);
    return letters;
}

int alphabet_compare(const char *lang, const char *a, const char *b)
{
    char *letters_a = letters_of(lang, a), *letters_b = letters_of(lang, b);
    int order = strcmp(letters_a, letters_b);
    free(letters_a);
    free(letters_b);
    return order ? order : strcmp(a, b);
}

/* "y" is "e" before the sound of i: Francia e Italia; Francia y Hielo. */
static const char *spanish_and(const char *next)
{
    char *letters = text_fold(next, strlen(next));
    bool h = letters[0] == 'h', i = letters[h] == 'i';
    bool glides = h && i && (letters[2] == 'a' || letters[2] == 'e');
    free(letters);
    return i && !glides ? " e " : " y ";
}

/* What stands before the last of `count` names. */
static const char *joint(const char *lang, const char *last, size_t count)
{
    if (is_lang(lang, "es"))
        return spanish_and(last);
    if (is_lang(lang, "en"))
        return count > 2 ? ", and " : " and ";
    if (is_lang(lang, "fr"))
        return " et ";
    return is_lang(lang, "pt") ? " e " : ", ";
}

void alphabet_join(struct buf *out, const char *lang, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_text(out, i + 1 < count ? ", " : joint(lang, names[i], count));
        buf_text(out, names[i]);
    }
}

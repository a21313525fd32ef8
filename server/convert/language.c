#include "convert/language.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "convert/country.h"
#include "convert/country_names.h"

#define WORD_MAX 8
#define ENOUGH   2 /* small words at least */
#define TEXT_MAX 20000

/* Words that are common in one of them and rare or absent in the others. */
static const struct {
    const char *lang;
    const char *words; /* with a blank on both sides of each */
} languages[] = {
    {"es", " el los las del y con por una su al como es sus entre "},
    {"en", " the of and to for that with by on their be is its as "},
    {"fr", " le les des et du dans pour une au aux sur avec leur est ce "},
    {"pt", " o os do da em com não uma das dos ao no na pelo pela "},
};

#define LANGUAGES (sizeof languages / sizeof *languages)

static void count_word(const char *word, size_t len, unsigned counts[LANGUAGES])
{
    char padded[WORD_MAX + 3];

    if (len == 0 || len > WORD_MAX)
        return;
    padded[0] = ' ';
    for (size_t i = 0; i < len; i++)
        padded[i + 1] = (char)tolower((unsigned char)word[i]);
    padded[len + 1] = ' ';
    padded[len + 2] = '\0';
    for (size_t i = 0; i < LANGUAGES; i++)
        counts[i] += strstr(languages[i].words, padded) != NULL;
}

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

const char *language_guess(const char *utf8, size_t len)
{
    unsigned counts[LANGUAGES] = {0};
    size_t best = 0, start = 0, end = len < TEXT_MAX ? len : TEXT_MAX;
    unsigned second = 0;

    for (size_t i = 0; i <= end; i++) {
        if (i < end && is_letter(utf8[i]))
            continue;
        count_word(utf8 + start, i - start, counts);
        start = i + 1;
    }
    for (size_t i = 1; i < LANGUAGES; i++)
        best = counts[i] > counts[best] ? i : best;
    for (size_t i = 0; i < LANGUAGES; i++)
        second = i != best && counts[i] > second ? counts[i] : second;
    return counts[best] >= ENOUGH && counts[best] * 2 > second * 3 ? languages[best].lang : NULL;
}

const char *language_own_name(const char *tag)
{
    const struct country_language *language = country_language(tag);
    return language ? language->own : tag;
}

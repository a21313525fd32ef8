#include "convert/stretch.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

#define WORD_MAX 24 /* bytes of a word that a list may hold */

const char *stretch_at(const struct stretch *stretch)
{
    return stretch->text + stretch->from;
}

size_t stretch_len(const struct stretch *stretch)
{
    return stretch->to - stretch->from;
}

struct stretch stretch_trim(struct stretch stretch)
{
    while (stretch.from < stretch.to && stretch.text[stretch.from] == ' ')
        stretch.from++;
    while (stretch.to > stretch.from && stretch.text[stretch.to - 1] == ' ')
        stretch.to--;
    return stretch;
}

bool stretch_is_blank(const char *text, size_t from, size_t to)
{
    while (from < to && text[from] == ' ')
        from++;
    return from >= to;
}

char *stretch_fold(struct stretch stretch)
{
    stretch = stretch_trim(stretch);
    while (stretch.to > stretch.from && strchr(".;,: ", stretch.text[stretch.to - 1]))
        stretch.to--;
    return text_fold(stretch_at(&stretch), stretch_len(&stretch));
}

bool word_is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

size_t stretch_first_word(const struct stretch *stretch, const char *const *list)
{
    size_t len = 0;
    while (stretch->from + len < stretch->to && !strchr(" :", stretch->text[stretch->from + len]))
        len++;
    if (len == 0 || len > WORD_MAX)
        return 0;
    char *word = text_fold(stretch_at(stretch), len);
    bool found = word_is_one_of(word, list);
    free(word);
    while (found && stretch->from + len < stretch->to && stretch->text[stretch->from + len] == ' ')
        len++;
    return found ? len : 0;
}

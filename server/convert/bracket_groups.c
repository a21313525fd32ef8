#include "convert/bracket_groups.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

#define GAP_MAX 8 /* bytes between alternatives: " or " */

/* What may stand between two alternatives. */
static bool is_gap(const char *text, size_t from, size_t to)
{
    char *between = text_fold(text + from, to - from);
    size_t start = strspn(between, " ");
    size_t len = strlen(between + start);
    while (len > 0 && between[start + len - 1] == ' ')
        between[start + --len] = '\0';
    bool gap = word_is_one_of(between + start, (const char *const[]){"", "/", "o", "or", "ou", "u", NULL});
    free(between);
    return gap;
}

bool bracket_is_reading(const struct bracket *bracket)
{
    return bracket->meaning == BRACKET_INSERT || bracket->meaning == BRACKET_REPLACE;
}

/* Insertions side by side are readings of one place: where they say so, or where nothing but a blank stands between them. */
static bool are_alternatives(const struct bracket_finder *finder, const struct bracket *before,
                             const struct bracket *next)
{
    const char *text = bracket_finder_text(finder->outline, next->entry).text;
    bool said = before->alternative && next->alternative;
    bool apart = next->from > before->to;
    return bracket_is_reading(before) && bracket_is_reading(next) && next->alternative != 1 &&
           next->from >= before->to && next->from - before->to <= GAP_MAX &&
           is_gap(text, before->to, next->from) && (said || (apart && !finder->own));
}

static bool same_names(const struct bracket_names *a, const struct bracket_names *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const char *x = a->list[i].code ? a->list[i].code : a->list[i].words;
        const char *y = b->list[i].code ? b->list[i].code : b->list[i].words;
        if (strcmp(x, y) != 0)
            return false;
    }
    return true;
}

/* What somebody strikes and what they put in its place are one proposal. */
static bool is_replacement(const struct bracket *before, const struct bracket *next)
{
    bool both = (before->meaning == BRACKET_DELETE && next->meaning == BRACKET_INSERT) ||
                (bracket_is_reading(before) && next->meaning == BRACKET_DELETE);
    return both && next->from == before->to && before->encloses && next->encloses && !before->goes_on &&
           same_names(&before->who, &next->who);
}

void bracket_groups_inside(struct bracket_finder *finder, size_t first)
{
    struct bracket *list = finder->out->list;
    size_t last[MAX_NESTING + 1], around[MAX_NESTING + 1],
        depth = 0; /* at each level: the one before, the one around */
    last[0] = NOWHERE;
    for (size_t i = first; i < finder->out->count; i++) {
        while (depth > 0 && list[i].from >= list[around[depth]].to)
            depth--;
        struct bracket *before = last[depth] == NOWHERE ? NULL : &list[last[depth]];
        if (before && are_alternatives(finder, before, &list[i])) {
            if (!before->group)
                before->group = ++finder->groups;
            list[i].group = before->group;
        }
        list[i].goes_on = before && is_replacement(before, &list[i]);
        last[depth] = i;
        if (depth < MAX_NESTING) {
            around[++depth] = i;
            last[depth] = NOWHERE;
        }
    }
}

void bracket_groups_added(struct bracket_finder *finder)
{
    struct brackets *out = finder->out;
    struct bracket *before = NULL;
    for (size_t i = 0; i < out->count; i++) {
        struct bracket *bracket = &out->list[i];
        if (bracket->meaning != BRACKET_ADD || !bracket->alternative)
            continue;
        if (before && before->last_entry + 1 == bracket->entry && !bracket->group &&
            finder->outline->items[before->entry].depth == finder->outline->items[bracket->entry].depth) {
            before->group = before->group ? before->group : ++finder->groups;
            bracket->group = before->group;
        }
        before = bracket;
    }
}

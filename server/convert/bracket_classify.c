#include "convert/bracket_classify.h"

#include <stdint.h>
#include <string.h>

#include "convert/bracket_remark.h"
#include "convert/bracket_target.h"
#include "convert/bracket_words.h"

/* "del" alone may be the Spanish word: then only quotation marks or a number tell what is to be struck. */
static bool is_sure(const struct stretch *span)
{
    return !stretch_first_word(span, (const char *const[]){"del", NULL});
}

bool bracket_cut_names(struct stretch *content, struct bracket *bracket)
{
    static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
    size_t least = content->to > content->from + PREFIX_MAX ? content->to - PREFIX_MAX : content->from;
    for (size_t i = content->to; i-- > least;)
        for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
            size_t len = strlen(dashes[k]);
            struct stretch names = {content->text, i + len, content->to};
            if (i + len >= content->to || memcmp(content->text + i, dashes[k], len) != 0 ||
                memchr(stretch_at(&names), ']', stretch_len(&names)) ||
                !bracket_finder_names(&names, &bracket->who))
                continue;
            if (bracket->who.count > bracket->who.unknown || bracket->who.count == 0) {
                content->to = i;
                return true;
            }
            bracket_names_clear(&bracket->who);
        }
    return false;
}

size_t bracket_find_colon(const struct stretch *content)
{
    for (size_t i = content->from; i < content->to && i - content->from <= PREFIX_MAX; i++) {
        if (content->text[i] == ':')
            return i;
        if (strchr("[](", content->text[i]))
            return NOWHERE;
    }
    return NOWHERE;
}

/* "Alt 2", "Opción B, Canadá": the number, and the names are what is left. 0 where it is no such label. */
static unsigned cut_alternative(struct stretch *label)
{
    size_t skip = bracket_words_alternative(label);
    struct stretch rest = {label->text, label->from + skip, label->to};
    unsigned number = 0;
    if (!skip)
        return 0;
    while (rest.from < rest.to && rest.text[rest.from] >= '0' && rest.text[rest.from] <= '9' && number < 1000)
        number = number * 10 + (unsigned)(rest.text[rest.from++] - '0');
    bool letter = number == 0 && rest.from < rest.to && strchr("ABCDEFGH", rest.text[rest.from]) &&
                  (rest.from + 1 == rest.to || strchr(" ,", rest.text[rest.from + 1]));
    if (letter)
        number = (unsigned)(rest.text[rest.from++] - 'A' + 1);
    static const char *const joints[] = {", ", " - ", " \xe2\x80\x93 ", " ", ",", NULL};
    for (size_t i = 0; joints[i]; i++)
        if (stretch_len(&rest) >= strlen(joints[i]) &&
            memcmp(stretch_at(&rest), joints[i], strlen(joints[i])) == 0) {
            rest.from += strlen(joints[i]);
            break;
        }
    *label = rest;
    return number ? number : UINT32_MAX; /* "Alt:" without a number goes on with what is before it */
}

static void take_words(struct bracket *bracket, struct stretch words)
{
    bracket->words_from = words.from;
    bracket->words_to = words.to;
}

/* Where the arrow of a replacement stands, with a blank at both sides; not one that is in an inner bracket. */
static size_t find_arrow(const struct stretch *words)
{
    static const char arrow[] = " \xe2\x86\x92 ";
    size_t depth = 0, len = sizeof arrow - 1;
    for (size_t i = words->from; i + len < words->to; i++) {
        depth += words->text[i] == '[' ? 1 : 0;
        depth -= words->text[i] == ']' && depth > 0 ? 1 : 0;
        if (depth == 0 && i > words->from && memcmp(words->text + i, arrow, len) == 0)
            return i;
    }
    return NOWHERE;
}

/* What stands in the bracket is proposed, or around an arrow, proposed in place of something. In an export of ours every blank counts. */
static void take_insertion(const struct bracket_finder *finder, struct bracket *bracket, struct stretch words)
{
    size_t arrow = find_arrow(&words);
    take_words(bracket, words);
    bracket->meaning = arrow == NOWHERE ? BRACKET_INSERT : BRACKET_REPLACE;
    if (arrow == NOWHERE)
        return;
    while (words.text[arrow + 1] == ' ') /* the blank beside the arrow is the notation's */
        arrow++;
    bracket->arrow_from = arrow;
    bracket->arrow_to = arrow + strlen(" \xe2\x86\x92 ");
    if (finder->own)
        return;
    while (bracket->arrow_from > words.from && words.text[bracket->arrow_from - 1] == ' ')
        bracket->arrow_from--;
    while (bracket->arrow_to < words.to && words.text[bracket->arrow_to] == ' ')
        bracket->arrow_to++;
}

/* "old → new: Canada, Mexico": cuts the names off. */
static bool cut_names_of_replacement(struct stretch *content, struct bracket *bracket)
{
    if (find_arrow(content) == NOWHERE)
        return false;
    for (size_t i = content->to; i-- > content->from && content->to - i <= PREFIX_MAX;) {
        struct stretch names = {content->text, i + 1, content->to};
        if (strchr("[]", content->text[i]))
            return false;
        if (content->text[i] != ':' || !bracket_finder_names(&names, &bracket->who))
            continue;
        content->to = i;
        return true;
    }
    return false;
}

/* What the bracket would strike. False, and the bracket as it was: that is nowhere, as in "[del mismo modo]". */
static bool read_target(struct bracket_finder *finder, struct bracket *bracket, struct stretch target,
                        bool surely)
{
    struct bracket tried = *bracket;
    bool found = bracket_target_read(finder, &tried, target, surely);
    if (found)
        *bracket = tried;
    return found;
}

/* In front of a colon: names, "del. names", "Alt 1, names". */
static bool read_prefixed(struct bracket_finder *finder, struct bracket *bracket, struct stretch content)
{
    size_t colon = bracket_find_colon(&content);
    if (colon == NOWHERE)
        return false;
    struct stretch label = stretch_trim((struct stretch){content.text, content.from, colon});
    struct stretch words = {content.text, colon + 1, content.to};
    for (bool more = true; more && words.from < words.to && words.text[words.from] == ' ';
         more = !finder->own)
        words.from++;
    size_t insertion = bracket_words_insert(&label);
    label.from += insertion;
    bracket->meaning = BRACKET_INSERT;
    if (insertion)
        take_words(bracket, words);
    else
        take_insertion(finder, bracket, words);
    bracket->alternative = cut_alternative(&label);
    if (bracket->alternative)
        return stretch_len(&label) == 0 || bracket_finder_names(&label, &bracket->who);
    if (insertion && stretch_len(&label) == 0)
        return true;
    size_t strike = bracket_words_strike(&label);
    if (strike) {
        label.from += strike;
        bracket->meaning = BRACKET_DELETE;
        return stretch_len(&label) == 0 || bracket_finder_names(&label, &bracket->who);
    }
    if (!bracket_finder_names(&label, &bracket->who))
        return false;
    strike = finder->own ? 0 : bracket_words_strike(&words);
    if (strike)
        (void)read_target(finder, bracket, (struct stretch){words.text, words.from + strike, words.to},
                          is_sure(&words));
    return true;
}

void bracket_forget(struct bracket *bracket)
{
    bracket_names_clear(&bracket->who);
    bracket->words_from = bracket->from + 1;
    bracket->words_to = bracket->to - 1;
    bracket->target = bracket->entry;
    bracket->encloses = true;
    bracket->alternative = 0;
    bracket->status = ITEM_OPEN;
    bracket->pending = NULL;
}

void bracket_classify(struct bracket_finder *finder, struct bracket *bracket)
{
    struct stretch text = bracket_finder_text(finder->outline, bracket->entry);
    struct stretch content = {text.text, bracket->from + 1, bracket->to - 1};
    bracket->meaning = BRACKET_TEXT;
    if (bracket_words_are_note(content))
        return;
    if (bracket_remark_position(content, bracket)) {
        bracket->meaning = BRACKET_POSITION;
        return;
    }
    if (bracket_remark_status(content, bracket)) {
        bracket->meaning = BRACKET_STATUS;
        return;
    }
    bracket_forget(bracket);
    if (read_prefixed(finder, bracket, content))
        return;
    bracket_forget(bracket);
    size_t strike = bracket_words_strike(&content);
    struct stretch words = content;
    bool named = bracket_cut_names(&words, bracket);
    if (strike && read_target(finder, bracket, (struct stretch){words.text, words.from + strike, words.to},
                              is_sure(&content)))
        return;
    if (!named)
        cut_names_of_replacement(&words, bracket);
    take_insertion(finder, bracket, words);
}

#include "cli/ask_brackets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/types.h"
#include "text/code.h"
#include "text/utf.h"

#define SHOWN_BYTES 160 /* of a long bracket */

/* A line of the answers without blanks at its ends; false at their end. */
static bool read_answer(char *out, size_t size)
{
    fflush(stdout);
    if (!fgets(out, (int)size, stdin))
        return false;
    size_t skip = strspn(out, " \t"), len;
    memmove(out, out + skip, strlen(out + skip) + 1);
    for (len = strlen(out); len > 0 && strchr(" \t\r\n", out[len - 1]); len--)
        out[len - 1] = '\0';
    return true;
}

static void print_words(const struct outline *outline, const struct bracket *bracket)
{
    const struct delta *text = &outline->items[bracket->entry].text;
    bool whole = bracket->to <= bracket->from || bracket->last_entry != bracket->entry;
    size_t from = whole ? 0 : bracket->from, to = whole ? text->len_bytes : bracket->to;
    bool cut = to - from > SHOWN_BYTES;
    if (cut)
        to = from + SHOWN_BYTES;
    while (cut && to > from && ((unsigned char)text->bytes[to] & 0xc0) == 0x80)
        to--;
    printf("%.*s%s", (int)(to - from), text->bytes ? text->bytes + from : "", cut ? " \xe2\x80\xa6" : "");
}

static void print_bracket(const struct outline *outline, const struct bracket *bracket)
{
    printf("line %u: ", (unsigned)outline->items[bracket->entry].line_first);
    print_words(outline, bracket);
    printf("\n    %s", bracket_meaning_name(bracket->meaning));
    if (bracket->group)
        printf(", an alternative");
    for (size_t i = 0; i < bracket->who.count; i++)
        printf("%s%s", i ? ", " : " by ",
               bracket->who.list[i].code ? bracket->who.list[i].code : bracket->who.list[i].words);
    printf("? [y/n/a/k/q] ");
}

/* The code for one name, for this bracket and all later ones. */
static bool ask_name(struct brackets *brackets, size_t from, const char *words)
{
    char answer[256];
    printf("    code of the delegation %s (empty: under that name)? ", words);
    if (!read_answer(answer, sizeof answer))
        return false;
    char *code = utf_valid(answer, strlen(answer)) ? code_normalise(answer) : mem_copy_string("");
    for (size_t i = from; name_valid(code) && i < brackets->count; i++)
        for (size_t k = 0; k < brackets->list[i].who.count; k++) {
            struct bracket_name *name = &brackets->list[i].who.list[k];
            if (!name->code && strcmp(name->words, words) == 0)
                name->code = mem_copy_string(code);
        }
    free(code);
    return true;
}

static bool ask_names(struct brackets *brackets, size_t index)
{
    const struct bracket_names *who = &brackets->list[index].who;
    for (size_t k = 0; k < who->count; k++)
        if (!who->list[k].code && !ask_name(brackets, index, who->list[k].words))
            return false;
    return true;
}

bool ask_brackets(const struct outline *outline, struct brackets *brackets)
{
    char answer[16];
    char all = '\0'; /* a or k, once it was said */
    for (size_t i = 0; i < brackets->count; i++) {
        struct bracket *bracket = &brackets->list[i];
        if (bracket->meaning == BRACKET_TEXT)
            continue;
        if (!all) {
            print_bracket(outline, bracket);
            if (!read_answer(answer, sizeof answer) || answer[0] == 'q')
                return false;
            all = answer[0] == 'a' || answer[0] == 'k' ? answer[0] : '\0';
        }
        bracket->taken = all ? all == 'a' : answer[0] == 'y';
        if (bracket->taken && !all && !ask_names(brackets, i))
            return false;
    }
    return true;
}

#include "convert/bracket_remark.h"

#include <stdlib.h>
#include <string.h>

#include "convert/bracket_finder.h"
#include "convert/glyph.h"
#include "convert/pending_words.h"
#include "text/fold.h"

#define POSITION_MAX 24 /* bytes of a word that names a position, with blanks and signs around it */

static const char *const agreed_words[] = {
    "agreed",   "agreed ad ref",   "agreed ad referendum",   "ad ref",    "ad referendum",
    "acordado", "acordado ad ref", "acordado ad referendum", "convenido", "convenido ad referendum",
    "convenu",  "convenu ad ref",  "convenu ad referendum",  NULL};
static const char *const approved_words[] = {"approved", "aprobado", "adopted", "adoptado", "approuve",
                                             "adopte",   "aprovado", "adotado", NULL};
static const char *const review_words[] = {"under review", "en revision", "en examen", "a l'examen",
                                           "a l’examen",   "em revisao",  NULL};

static const struct {
    const char *word;
    enum position_value value;
} position_words[] = {
    {"reserve", POSITION_RESERVE},     {"reserves", POSITION_RESERVE},   {"reserva", POSITION_RESERVE},
    {"reservation", POSITION_RESERVE}, {"se reserva", POSITION_RESERVE}, {"objects", POSITION_OBJECT},
    {"object", POSITION_OBJECT},       {"objection", POSITION_OBJECT},   {"objeta", POSITION_OBJECT},
    {"objecion", POSITION_OBJECT},     {"supports", POSITION_SUPPORT},   {"support", POSITION_SUPPORT},
    {"apoya", POSITION_SUPPORT},       {"accepts", POSITION_ACCEPT},     {"accept", POSITION_ACCEPT},
    {"acepta", POSITION_ACCEPT},       {"appuie", POSITION_SUPPORT},     {"soutient", POSITION_SUPPORT},
    {"apoia", POSITION_SUPPORT},       {"accepte", POSITION_ACCEPT},     {"aceita", POSITION_ACCEPT},
    {"objecao", POSITION_OBJECT},      {"objecte", POSITION_OBJECT},
};

static enum position_value position_of(const char *word)
{
    for (size_t i = 0; i < sizeof position_words / sizeof *position_words; i++)
        if (strcmp(position_words[i].word, word) == 0)
            return position_words[i].value;
    return POSITION_NONE;
}

bool bracket_remark_position(struct stretch content, struct bracket *out)
{
    content = stretch_trim(content);
    if (stretch_len(&content) == 0 || stretch_len(&content) > REMARK_MAX)
        return false;
    for (size_t i = content.from; i < content.to; i++) { /* names, then the word */
        if ((content.text[i] != ':' && content.text[i] != ' ') || content.to - i > POSITION_MAX)
            continue;
        char *word = stretch_fold((struct stretch){content.text, i + 1, content.to});
        enum position_value value = position_of(word);
        free(word);
        struct stretch names = {content.text, content.from, i};
        if (value != POSITION_NONE && bracket_finder_names(&names, &out->who)) {
            if (out->who.count > out->who.unknown || content.text[i] == ':') {
                out->position = value;
                return out->who.count > 0;
            }
            bracket_names_clear(&out->who);
        }
    }
    static const char *const openings[] = {"reserva de ", "reservation of ", "reserve of ",   "objecion de ",
                                           "reserve du ", "objection de ",   "objection du ", "reserva do ",
                                           "reserva da ", "objecao de ",     "objecao do ",   "objecao da ",
                                           NULL};
    char *words = text_fold(stretch_at(&content), stretch_len(&content));
    size_t skip = 0;
    bool objection = strncmp(words, "obj", 3) == 0;
    const char *pending = pending_words_find(words);
    if (pending)
        skip = strlen(pending);
    for (size_t i = 0; openings[i] && !skip; i++)
        if (strncmp(words, openings[i], strlen(openings[i])) == 0)
            skip = strlen(openings[i]);
    free(words);
    /* accents are left out of the folded words: count characters */
    struct stretch names = content;
    for (size_t i = 0; i < skip && names.from < names.to; i++) {
        const char *next = stretch_at(&names);
        glyph_next(&next, names.text + names.to);
        names.from = (size_t)(next - names.text);
    }
    if (!skip || !bracket_finder_names(&names, &out->who))
        return false;
    if (out->who.count == out->who.unknown) {
        bracket_names_clear(&out->who);
        return false;
    }
    out->position = objection ? POSITION_OBJECT : POSITION_RESERVE;
    out->status = pending ? ITEM_REVIEW : ITEM_OPEN;
    out->pending = pending;
    return true;
}

bool bracket_remark_status(struct stretch content, struct bracket *out)
{
    if (stretch_len(&content) > REMARK_MAX)
        return false;
    char *words = stretch_fold(content);
    bool agreed = word_is_one_of(words, agreed_words), approved = word_is_one_of(words, approved_words);
    bool review = word_is_one_of(words, review_words);
    free(words);
    out->status = agreed ? ITEM_AGREED : approved ? ITEM_APPROVED : ITEM_REVIEW;
    return agreed || approved || review;
}

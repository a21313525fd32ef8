#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/brackets.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/own_source.h"
#include "text/fold.h"

#define MAX_NESTING  16
#define PREFIX_MAX   160    /* bytes in front of a colon that may be names */
#define REMARK_MAX   160    /* bytes of "(agreed ad ref)" and the like */
#define SPAN_MAX     64     /* entries that one bracket goes over at most */
#define GAP_MAX      8      /* bytes between alternatives: " or " */
#define POSITION_MAX 24     /* bytes of a word that names a position, with blanks and signs around it */
#define NEAR_BYTES   1024   /* how far from the bracket the words may stand that it would strike */
#define FOUND_MAX    10000  /* brackets that are looked at; what comes behind them stays text */
#define REMARKS_MAX  100000 /* round brackets that are looked at, most of which say nothing */
#define NOWHERE      SIZE_MAX

/* A stretch of an entry's text. */
struct span {
    const char *text; /* of the whole entry */
    size_t from;
    size_t to;
};

static const char *at(const struct span *span)
{
    return span->text + span->from;
}

static size_t length(const struct span *span)
{
    return span->to - span->from;
}

static struct span trimmed(struct span span)
{
    while (span.from < span.to && span.text[span.from] == ' ')
        span.from++;
    while (span.to > span.from && span.text[span.to - 1] == ' ')
        span.to--;
    return span;
}

/* Small letters without accents and without blanks or a full stop at the ends. Caller frees. */
static char *folded(struct span span)
{
    span = trimmed(span);
    while (span.to > span.from && strchr(".;,: ", span.text[span.to - 1]))
        span.to--;
    return text_fold(at(&span), length(&span));
}

/* ---- words that mean something ---- */

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static bool starts_with_one_of(const char *words, const char *const *list)
{
    for (; *list; list++)
        if (strncmp(words, *list, strlen(*list)) == 0)
            return true;
    return false;
}

/* The bytes of a first word of `list` and the blanks behind it, 0 where the span starts with none of them. */
static size_t first_word(const struct span *span, const char *const *list)
{
    size_t len = 0;
    while (span->from + len < span->to && !strchr(" :", span->text[span->from + len]))
        len++;
    if (len == 0 || len > 24)
        return 0;
    char *word = text_fold(at(span), len);
    bool found = is_one_of(word, list);
    free(word);
    while (found && span->from + len < span->to && span->text[span->from + len] == ' ')
        len++;
    return found ? len : 0;
}

static const char *const strike_words[] = {"del",       "del.",     "delete",    "deletion",  "supr",
                                           "supr.",     "suprimir", "supresion", "suprimase", "eliminar",
                                           "borrar",    "omitir",   "supprimer", "suppr.",    "suppression",
                                           "supressao", NULL};
static const char *const insert_words[] = {"ins", "ins.", NULL};
static const char *const alternative_words[] = {"alt",    "alt.",     "alternative", "alternativa", "opcion",
                                                "option", "variante", "opcao",       NULL};
static const char *const whole_words[] = {"",
                                          "all",
                                          "todo",
                                          "paragraph",
                                          "the paragraph",
                                          "entire paragraph",
                                          "the entire paragraph",
                                          "para",
                                          "this paragraph",
                                          "parrafo",
                                          "el parrafo",
                                          "todo el parrafo",
                                          "este parrafo",
                                          "paragraphe",
                                          "le paragraphe",
                                          "tout le paragraphe",
                                          "ce paragraphe",
                                          "paragrafo",
                                          "o paragrafo",
                                          "todo o paragrafo",
                                          "este paragrafo",
                                          "punto",
                                          "el punto",
                                          "este punto",
                                          NULL};
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

/* Notes of translators and editors, citations, "[sic]", "[...]", "[ ]": words that nobody contests. */
static bool is_note(struct span content)
{
    static const char *const openings[] = {
        "nota",        "note",        "n. de",      "n. del",   "n.b",    "traduccion",
        "translat",    "traducido",   "traduction", "traducao", "voir ",  "original:",
        "original en", "original in", "see ",       "ver ",     "vease",  "cf.",
        "http",        "sic",         "plenaria:",  "fin de",   "end of", "firma",
        "signed",      "inaudible",   "page ",      "pagina ",  NULL};
    content = trimmed(content);
    bool letters = false;
    for (const char *here = at(&content), *end = here + length(&content); here < end && !letters;)
        letters = glyph_is_letter(glyph_next(&here, end));
    if (!letters)
        return true;
    char *words = text_fold(at(&content), length(&content) < 24 ? length(&content) : 24);
    bool note = starts_with_one_of(words, openings) || is_one_of(words, (const char *const[]){"sic", NULL});
    free(words);
    /* "A/RES/73/195": a symbol, or "Smith 2003, 12": no blank and a digit */
    bool symbol = memchr(at(&content), '/', length(&content)) &&
                  !memchr(at(&content), ' ', length(&content)) && at(&content)[length(&content) - 1] >= '0' &&
                  at(&content)[length(&content) - 1] <= '9';
    return note || symbol;
}

/* ---- one bracket ---- */

/* An entry by its number. */
struct numbered {
    enum marker_series series;
    enum marker_style style;
    uint32_t value;
    size_t entry;
};

struct finder {
    const struct outline *outline;
    struct brackets *out;
    struct numbered *numbered; /* in order; NULL: nobody has asked yet */
    size_t numbered_count;
    size_t remarks; /* round brackets that were looked at */
    bool own;       /* an export of ours: alternatives are always marked as such */
    unsigned groups;
};

static struct bracket *add(struct finder *finder, size_t entry, size_t from, size_t to)
{
    struct brackets *out = finder->out;
    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    struct bracket *bracket = &out->list[out->count++];
    *bracket = (struct bracket){.entry = entry,
                                .last_entry = entry,
                                .from = from,
                                .to = to,
                                .words_from = from + 1,
                                .words_to = to - 1,
                                .encloses = true,
                                .target = entry};
    return bracket;
}

static struct span text_of(const struct outline *outline, size_t entry)
{
    const struct delta *text = &outline->items[entry].text;
    return (struct span){text->bytes ? text->bytes : "", 0, text->len_bytes};
}

static bool read_names(const struct span *span, struct bracket_names *out)
{
    *out = (struct bracket_names){.list = NULL};
    return length(span) <= PREFIX_MAX && bracket_names_read(at(span), length(span), out);
}

/* "Canada: reserve", "US reserve", "reserva de México", "pending only Canada". */
static bool read_position(struct span content, struct bracket *out)
{
    content = trimmed(content);
    if (length(&content) == 0 || length(&content) > REMARK_MAX)
        return false;
    for (size_t i = content.from; i < content.to; i++) { /* names, then the word */
        if ((content.text[i] != ':' && content.text[i] != ' ') || content.to - i > POSITION_MAX)
            continue;
        char *word = folded((struct span){content.text, i + 1, content.to});
        enum position_value value = position_of(word);
        free(word);
        struct span names = {content.text, content.from, i};
        if (value != POSITION_NONE && read_names(&names, &out->who)) {
            if (out->who.count > out->who.unknown || content.text[i] == ':') {
                out->position = value;
                return out->who.count > 0;
            }
            bracket_names_clear(&out->who);
        }
    }
    static const char *const openings[] = {
        "reserva de ",   "reservation of ", "reserve of ",        "objecion de ",          "reserve du ",
        "objection de ", "objection du ",   "reserva do ",        "reserva da ",           "objecao de ",
        "objecao do ",   "objecao da ",     "pending only ",      "pendiente solo de ",    "pending ",
        "pendiente de ", "pendiente ",      "solo pendiente de ", "pending agreement of ", NULL};
    char *words = text_fold(at(&content), length(&content));
    size_t skip = 0;
    bool objection = strncmp(words, "obj", 3) == 0, pending = strstr(words, "pend") != NULL;
    for (size_t i = 0; openings[i] && !skip; i++)
        if (strncmp(words, openings[i], strlen(openings[i])) == 0)
            skip = strlen(openings[i]);
    free(words);
    /* accents are left out of the folded words: count characters */
    struct span names = content;
    for (size_t i = 0; i < skip && names.from < names.to; i++) {
        const char *next = at(&names);
        glyph_next(&next, names.text + names.to);
        names.from = (size_t)(next - names.text);
    }
    if (!skip || !read_names(&names, &out->who))
        return false;
    if (out->who.count == out->who.unknown) {
        bracket_names_clear(&out->who);
        return false;
    }
    out->position = objection ? POSITION_OBJECT : POSITION_RESERVE;
    out->status = pending ? ITEM_REVIEW : ITEM_OPEN;
    return true;
}

static bool read_status(struct span content, struct bracket *out)
{
    if (length(&content) > REMARK_MAX)
        return false;
    char *words = folded(content);
    bool agreed = is_one_of(words, agreed_words), approved = is_one_of(words, approved_words);
    bool review = is_one_of(words, review_words);
    free(words);
    out->status = agreed ? ITEM_AGREED : approved ? ITEM_APPROVED : ITEM_REVIEW;
    return agreed || approved || review;
}

static int compare_numbers(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    if (x->series != y->series)
        return x->series < y->series ? -1 : 1;
    if (x->style != y->style)
        return x->style < y->style ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static int compare_numbered(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    int order = compare_numbers(x, y);
    return order ? order : x->entry < y->entry ? -1 : 1;
}

/* Puts the entries in the order of their numbers, once for all brackets that name one. */
static void number_entries(struct finder *finder)
{
    const struct outline *outline = finder->outline;
    finder->numbered = mem_zero(outline->count + 1, sizeof *finder->numbered);
    for (size_t i = 0; i < outline->count; i++) {
        struct marker found;
        const char *removed = outline->items[i].removed ? outline->items[i].removed : "";
        if (marker_parse(removed, strlen(removed), &found) && !found.extra)
            finder->numbered[finder->numbered_count++] =
                (struct numbered){found.series, found.readings[0].style, found.readings[0].value, i};
    }
    qsort(finder->numbered, finder->numbered_count, sizeof *finder->numbered, compare_numbered);
}

/* The first entry that "OP3", "PP2", "párrafo 4" names; NOWHERE. */
static size_t find_entry(struct finder *finder, const struct span *name)
{
    static const char *const words[] = {"parrafo", "paragraph", "para", "para.", "parr.",
                                        "punto",   "numeral",   "item", NULL};
    struct span rest = *name;
    struct marker wanted;
    rest.from += first_word(&rest, words);
    if (!marker_parse(at(&rest), length(&rest), &wanted) || !wanted.alone)
        return NOWHERE;
    if (!finder->numbered)
        number_entries(finder);
    struct numbered key = {wanted.series, wanted.readings[0].style, wanted.readings[0].value, 0};
    size_t low = 0, high = finder->numbered_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_numbers(&finder->numbered[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < finder->numbered_count && compare_numbers(&finder->numbered[low], &key) == 0;
    return there ? finder->numbered[low].entry : NOWHERE;
}

/* The words in quotation marks, where the span is nothing else. */
static bool unquote(struct span *span)
{
    static const char *const pairs[][2] = {{"\"", "\""},
                                           {"\xe2\x80\x9c", "\xe2\x80\x9d"},
                                           {"\xc2\xab", "\xc2\xbb"},
                                           {"\xe2\x80\x98", "\xe2\x80\x99"},
                                           {"'", "'"}};
    struct span inner = trimmed(*span);
    while (inner.to > inner.from && strchr(".,;", inner.text[inner.to - 1]))
        inner.to--;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t front = strlen(pairs[i][0]), back = strlen(pairs[i][1]);
        if (length(&inner) > front + back && memcmp(at(&inner), pairs[i][0], front) == 0 &&
            memcmp(inner.text + inner.to - back, pairs[i][1], back) == 0) {
            *span = (struct span){inner.text, inner.from + front, inner.to - back};
            return true;
        }
    }
    return false;
}

/* The nearest place in the entry, in front of the bracket if there is one, that reads so. */
static size_t find_words(const struct span *text, const struct span *words, const struct bracket *bracket)
{
    size_t len = length(words), found = NOWHERE;
    size_t first = bracket->from > NEAR_BYTES ? bracket->from - NEAR_BYTES : 0;
    size_t last = text->to - bracket->to > NEAR_BYTES ? bracket->to + NEAR_BYTES : text->to;
    for (size_t i = first; len > 0 && i + len <= last; i++) {
        if (i + len > bracket->from && i < bracket->to) /* not in the bracket itself */
            continue;
        if (memcmp(text->text + i, at(words), len) != 0)
            continue;
        if (i > bracket->from && found != NOWHERE)
            break;
        found = i;
        if (i > bracket->from)
            break;
    }
    return found;
}

/* "del" alone may be the Spanish word: then only quotation marks or a number tell what is to be struck. */
static bool is_sure(const struct span *span)
{
    return !first_word(span, (const char *const[]){"del", NULL});
}

/* What "del. …" is about. */
static bool read_target(struct finder *finder, struct bracket *bracket, struct span target, bool surely)
{
    struct span text = text_of(finder->outline, bracket->entry);
    char *words = folded(target);
    bool whole = is_one_of(words, whole_words);
    free(words);
    bracket->meaning = BRACKET_REMOVE;
    bracket->encloses = false;
    bracket->target = whole ? bracket->entry : find_entry(finder, &target);
    if (bracket->target != NOWHERE)
        return true;
    target = trimmed(target);
    bool quoted = unquote(&target);
    bracket->target = bracket->entry;
    size_t found = surely || quoted ? find_words(&text, &target, bracket) : NOWHERE;
    if (found == NOWHERE)
        return false;
    bracket->meaning = BRACKET_DELETE;
    bracket->words_from = found;
    bracket->words_to = found + length(&target);
    return true;
}

/* "text – Costa Rica, Belize": cuts the names off. */
static bool cut_names(struct span *content, struct bracket *bracket)
{
    static const char *const dashes[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
    size_t least = content->to > content->from + PREFIX_MAX ? content->to - PREFIX_MAX : content->from;
    for (size_t i = content->to; i-- > least;)
        for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
            size_t len = strlen(dashes[k]);
            struct span names = {content->text, i + len, content->to};
            if (i + len >= content->to || memcmp(content->text + i, dashes[k], len) != 0 ||
                memchr(at(&names), ']', length(&names)) || !read_names(&names, &bracket->who))
                continue;
            if (bracket->who.count > bracket->who.unknown || bracket->who.count == 0) {
                content->to = i;
                return true;
            }
            bracket_names_clear(&bracket->who);
        }
    return false;
}

/* Where the colon behind the names stands, if there is one in front of all inner brackets. */
static size_t find_colon(const struct span *content)
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
static unsigned cut_alternative(struct span *label)
{
    size_t skip = first_word(label, alternative_words);
    struct span rest = {label->text, label->from + skip, label->to};
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
        if (length(&rest) >= strlen(joints[i]) && memcmp(at(&rest), joints[i], strlen(joints[i])) == 0) {
            rest.from += strlen(joints[i]);
            break;
        }
    *label = rest;
    return number ? number : UINT32_MAX; /* "Alt:" without a number goes on with what is before it */
}

static void take_words(struct bracket *bracket, struct span words)
{
    bracket->words_from = words.from;
    bracket->words_to = words.to;
}

/* Where the arrow of a replacement stands, with a blank at both sides; not one that is in an inner bracket. */
static size_t find_arrow(const struct span *words)
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
static void take_insertion(const struct finder *finder, struct bracket *bracket, struct span words)
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
static bool cut_names_of_replacement(struct span *content, struct bracket *bracket)
{
    if (find_arrow(content) == NOWHERE)
        return false;
    for (size_t i = content->to; i-- > content->from && content->to - i <= PREFIX_MAX;) {
        struct span names = {content->text, i + 1, content->to};
        if (strchr("[]", content->text[i]))
            return false;
        if (content->text[i] != ':' || !read_names(&names, &bracket->who))
            continue;
        content->to = i;
        return true;
    }
    return false;
}

/* In front of a colon: names, "del. names", "Alt 1, names". */
static bool read_prefixed(struct finder *finder, struct bracket *bracket, struct span content)
{
    size_t colon = find_colon(&content);
    if (colon == NOWHERE)
        return false;
    struct span label = trimmed((struct span){content.text, content.from, colon});
    struct span words = {content.text, colon + 1, content.to};
    for (bool more = true; more && words.from < words.to && words.text[words.from] == ' ';
         more = !finder->own)
        words.from++;
    size_t insertion = first_word(&label, insert_words);
    label.from += insertion;
    bracket->meaning = BRACKET_INSERT;
    if (insertion)
        take_words(bracket, words);
    else
        take_insertion(finder, bracket, words);
    bracket->alternative = cut_alternative(&label);
    if (bracket->alternative)
        return length(&label) == 0 || read_names(&label, &bracket->who);
    if (insertion && length(&label) == 0)
        return true;
    size_t strike = first_word(&label, strike_words);
    if (strike) {
        label.from += strike;
        bracket->meaning = BRACKET_DELETE;
        return length(&label) == 0 || read_names(&label, &bracket->who);
    }
    if (!read_names(&label, &bracket->who))
        return false;
    strike = finder->own ? 0 : first_word(&words, strike_words);
    struct bracket tried = *bracket;
    struct span target = {words.text, words.from + strike, words.to};
    if (strike && read_target(finder, &tried, target, is_sure(&words)))
        *bracket = tried;
    return true;
}

static void forget(struct bracket *bracket)
{
    bracket_names_clear(&bracket->who);
    bracket->words_from = bracket->from + 1;
    bracket->words_to = bracket->to - 1;
    bracket->target = bracket->entry;
    bracket->encloses = true;
    bracket->alternative = 0;
    bracket->status = ITEM_OPEN;
}

static void classify(struct finder *finder, struct bracket *bracket)
{
    struct span text = text_of(finder->outline, bracket->entry);
    struct span content = {text.text, bracket->from + 1, bracket->to - 1};
    bracket->meaning = BRACKET_TEXT;
    if (is_note(content))
        return;
    if (read_position(content, bracket)) {
        bracket->meaning = BRACKET_POSITION;
        return;
    }
    if (read_status(content, bracket)) {
        bracket->meaning = BRACKET_STATUS;
        return;
    }
    forget(bracket);
    if (read_prefixed(finder, bracket, content))
        return;
    forget(bracket);
    size_t strike = first_word(&content, strike_words);
    struct span words = content;
    bool named = cut_names(&words, bracket);
    if (strike) {
        struct span target = {words.text, words.from + strike, words.to};
        if (read_target(finder, bracket, target, is_sure(&content)))
            return;
        if (!named) { /* "[del mismo modo]" */
            forget(bracket);
            words = content;
        }
    }
    if (!named)
        cut_names_of_replacement(&words, bracket);
    take_insertion(finder, bracket, words);
}

/* ---- the brackets of one entry ---- */

/* What is left open. */
struct loose {
    size_t open;  /* the first opening bracket that nobody closes; NOWHERE */
    size_t close; /* the first closing one that nobody opened; NOWHERE */
    size_t count;
};

/* Of each place of a text, whether nothing but remarks in round brackets and stops stand from there on. Caller frees. */
static bool *find_ends(const struct span *text)
{
    bool *ends = mem_zero(text->to + 2, sizeof *ends);
    size_t close = NOWHERE; /* the next closing one */
    ends[text->to] = true;
    for (size_t i = text->to; i-- > 0;) {
        close = text->text[i] == ')' ? i : close;
        if (text->text[i] == '(')
            ends[i] = close != NOWHERE && ends[close + 1];
        else
            ends[i] = strchr(" .;,", text->text[i]) && ends[i + 1];
    }
    return ends;
}

/* Round brackets say something about the entry where they hold nothing else. `ends`: of find_ends. */
static void find_remark(struct finder *finder, size_t entry, const struct span *text, size_t from,
                        const bool *ends)
{
    size_t to = from + 1;
    while (to < text->to && text->text[to] != ')' && text->text[to] != '(' && to - from <= REMARK_MAX)
        to++;
    if (to >= text->to || text->text[to] != ')')
        return;
    struct span content = {text->text, from + 1, to};
    struct bracket remark = {.entry = entry};
    if (finder->remarks++ >= REMARKS_MAX)
        return;
    bool position = read_position(content, &remark);
    if (!position && !((ends[to + 1] || from == 0) && read_status(content, &remark)))
        return;
    struct bracket *bracket = add(finder, entry, from, to + 1);
    bracket->meaning = position ? BRACKET_POSITION : BRACKET_STATUS;
    bracket->status = remark.status;
    bracket->position = remark.position;
    bracket->who = remark.who;
}

static int compare_places(const void *a, const void *b)
{
    const struct bracket *x = a, *y = b;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Pairs of brackets, those inside others too. */
static struct loose pair(struct finder *finder, size_t entry)
{
    struct span text = text_of(finder->outline, entry);
    struct loose loose = {NOWHERE, NOWHERE, 0};
    size_t open[MAX_NESTING], depth = 0;
    bool *ends = find_ends(&text);
    for (size_t i = 0; i < text.to; i++) {
        if (text.text[i] == '[') {
            if (depth < MAX_NESTING)
                open[depth] = i;
            depth++;
        } else if (text.text[i] == ']' && depth > 0) {
            depth--;
            if (depth < MAX_NESTING && i > open[depth] + 1 && finder->out->count < FOUND_MAX)
                add(finder, entry, open[depth], i + 1);
        } else if (text.text[i] == ']') {
            loose.close = loose.close == NOWHERE ? i : loose.close;
            loose.count++;
        } else if (text.text[i] == '(' && finder->out->count < FOUND_MAX) {
            find_remark(finder, entry, &text, i, ends);
        }
    }
    free(ends);
    loose.count += depth;
    loose.open = depth ? open[0] : NOWHERE;
    return loose;
}

static bool is_blank(const char *text, size_t from, size_t to)
{
    while (from < to && text[from] == ' ')
        from++;
    return from >= to;
}

/* A bracket around all words of an entry, or around all words of such a bracket, is about the entry. */
static void lift_to_entry(struct finder *finder, size_t first)
{
    struct brackets *out = finder->out;
    size_t from = 0, to = 0;
    for (size_t i = first; i < out->count; i++) {
        struct bracket *bracket = &out->list[i];
        struct span text = text_of(finder->outline, bracket->entry);
        if (i == first)
            to = text.to;
        if (bracket->meaning == BRACKET_STATUS || bracket->meaning == BRACKET_POSITION) {
            if (bracket->from <= from) /* a remark in front of it */
                from = bracket->to;
            continue;
        }
        size_t end = to; /* remarks and a stop may stand behind it */
        for (size_t k = i + 1; k < out->count; k++)
            if (out->list[k].from >= bracket->to &&
                (out->list[k].meaning == BRACKET_STATUS || out->list[k].meaning == BRACKET_POSITION) &&
                out->list[k].from < end)
                end = out->list[k].from;
        bool whole = is_blank(text.text, from, bracket->from) && is_blank(text.text, bracket->to, end) &&
                     bracket->from >= from && bracket->to <= to && !bracket->group;
        if (!whole || !bracket->encloses ||
            (bracket->meaning != BRACKET_INSERT && bracket->meaning != BRACKET_DELETE))
            return;
        bracket->meaning = bracket->meaning == BRACKET_INSERT ? BRACKET_ADD : BRACKET_REMOVE;
        from = bracket->words_from;
        to = bracket->words_to;
    }
}

/* What may stand between two alternatives. */
static bool is_gap(const char *text, size_t from, size_t to)
{
    char *between = text_fold(text + from, to - from);
    size_t start = strspn(between, " ");
    size_t len = strlen(between + start);
    while (len > 0 && between[start + len - 1] == ' ')
        between[start + --len] = '\0';
    bool gap = is_one_of(between + start, (const char *const[]){"", "/", "o", "or", "ou", "u", NULL});
    free(between);
    return gap;
}

static bool is_reading(const struct bracket *bracket)
{
    return bracket->meaning == BRACKET_INSERT || bracket->meaning == BRACKET_REPLACE;
}

/* Insertions side by side are readings of one place: where they say so, or where nothing but a blank stands between them. */
static bool are_alternatives(const struct finder *finder, const struct bracket *before,
                             const struct bracket *next)
{
    const char *text = text_of(finder->outline, next->entry).text;
    bool said = before->alternative && next->alternative;
    bool apart = next->from > before->to;
    return is_reading(before) && is_reading(next) && next->alternative != 1 && next->from >= before->to &&
           next->from - before->to <= GAP_MAX && is_gap(text, before->to, next->from) &&
           (said || (apart && !finder->own));
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
                (is_reading(before) && next->meaning == BRACKET_DELETE);
    return both && next->from == before->to && before->encloses && next->encloses && !before->goes_on &&
           same_names(&before->who, &next->who);
}

/* Neighbours are those with the same bracket around them, or none. */
static void group(struct finder *finder, size_t first)
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

static struct loose find_in_entry(struct finder *finder, size_t entry)
{
    struct brackets *out = finder->out;
    size_t first = out->count;
    struct loose loose = pair(finder, entry);
    size_t count = out->count - first;
    if (count == 0)
        return loose;
    qsort(out->list + first, count, sizeof *out->list, compare_places);
    for (size_t i = 0; i < count; i++)
        if (out->list[first + i].meaning == BRACKET_TEXT)
            classify(finder, &out->list[first + i]);
    group(finder, first);
    lift_to_entry(finder, first);
    return loose;
}

/* ---- brackets over several entries ---- */

/* "[1. Uno." … "2. Dos.]": opened in front of the words of one entry, closed behind those of a later one. */
static void span_entries(struct finder *finder, const struct loose *loose)
{
    const struct outline *outline = finder->outline;
    for (size_t i = 0; i < outline->count; i++) {
        struct span text = text_of(outline, i);
        if (loose[i].count != 1 || loose[i].open == NOWHERE || !is_blank(text.text, 0, loose[i].open))
            continue;
        size_t k = i + 1;
        while (k < outline->count && k - i < SPAN_MAX && loose[k].count == 0)
            k++;
        if (k >= outline->count || k - i >= SPAN_MAX || loose[k].count != 1 || loose[k].close == NOWHERE)
            continue;
        struct span end = text_of(outline, k);
        if (!is_blank(end.text, loose[k].close + 1, end.to) ||
            outline->items[k].depth < outline->items[i].depth)
            continue;
        struct bracket *bracket = add(finder, i, loose[i].open, loose[k].close + 1);
        bracket->last_entry = k;
        bracket->meaning = BRACKET_ADD;
        struct span content = {text.text, loose[i].open + 1, text.to};
        size_t colon = find_colon(&content);
        struct span label = {text.text, content.from, colon};
        bracket->words_to = loose[k].close;
        if (colon != NOWHERE && read_names(&label, &bracket->who)) {
            bracket->words_from = colon + 1;
            while (bracket->words_from < text.to && text.text[bracket->words_from] == ' ')
                bracket->words_from++;
            continue;
        }
        struct span tail = {end.text, 0, loose[k].close};
        if (cut_names(&tail, bracket))
            bracket->words_to = tail.to;
    }
}

/* ---- entries whose number says that they are proposed ---- */

static bool has_alternative_number(const char *removed)
{
    char *words = text_fold(removed, strlen(removed));
    bool alt = strstr(words, "alt") != NULL;
    free(words);
    return alt;
}

/* Of each entry: the bracket that adds it, from 1; 0: none does. Caller frees. */
static size_t *find_added(const struct finder *finder)
{
    const struct brackets *found = finder->out;
    size_t *added = mem_zero(finder->outline->count + 1, sizeof *added);
    for (size_t i = 0; i < found->count; i++)
        for (size_t entry = found->list[i].entry;
             found->list[i].meaning == BRACKET_ADD && entry <= found->list[i].last_entry; entry++)
            added[entry] = i + 1;
    return added;
}

/* "OP3 alt", "PP2bis", "4 ter.": proposed, with a bracket or without. Those that are `alt` of one number are alternatives. */
static void find_numbered(struct finder *finder)
{
    const struct outline *outline = finder->outline;
    struct brackets *out = finder->out;
    size_t *added = find_added(finder);
    struct marker marker, last = {.count = 0};
    size_t last_bracket = NOWHERE;
    for (size_t i = 0; i < outline->count; i++) {
        const char *removed = outline->items[i].removed ? outline->items[i].removed : "";
        if (!marker_parse(removed, strlen(removed), &marker) || !marker.extra ||
            marker.readings[0].style != MARKER_DECIMAL)
            continue;
        if (!added[i]) {
            struct bracket *bracket = add(finder, i, 0, 0);
            bracket->meaning = BRACKET_ADD;
            bracket->words_from = 0;
            bracket->words_to = 0;
            added[i] = out->count;
        }
        if (!has_alternative_number(removed))
            continue;
        struct bracket *bracket = &out->list[added[i] - 1];
        struct bracket *before = last_bracket == NOWHERE ? NULL : &out->list[last_bracket];
        if (before && marker.series == last.series && marker.readings[0].value == last.readings[0].value) {
            if (!before->group)
                before->group = ++finder->groups;
            bracket->group = before->group;
        }
        last = marker;
        last_bracket = added[i] - 1;
    }
    free(added);
}

/* "[Alt 1: …]" and "[Alt 2: …]" around whole entries that stand beside each other are alternatives, too. */
static void group_added(struct finder *finder)
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

/* ---- the whole ---- */

bool brackets_need_name(const char *words, size_t len)
{
    struct outline outline = OUTLINE_EMPTY;
    struct brackets found = {.list = NULL};
    struct finder finder = {.outline = &outline, .out = &found, .own = true};
    struct buf text = BUF_EMPTY;
    buf_char(&text, '[');
    buf_add(&text, words, len);
    buf_char(&text, ']');
    struct outline_item *item = outline_add(&outline, 1, KIND_PARAGRAPH);
    delta_insert(&item->text, text.bytes, text.len, NULL);
    struct bracket *bracket = add(&finder, 0, 0, text.len);
    classify(&finder, bracket);
    bool plain = is_reading(bracket) && bracket->who.count == 0 && !bracket->alternative &&
                 bracket->words_from == 1 && bracket->words_to == text.len - 1;
    free(finder.numbered);
    brackets_clear(&found);
    outline_clear(&outline);
    buf_clear(&text);
    return !plain;
}

static bool is_own(const struct outline *outline)
{
    for (size_t i = 0; i < outline->aside_count; i++)
        if (own_source_is(outline->aside[i].text, strlen(outline->aside[i].text)))
            return true;
    return false;
}

/* "[Canada: ]", "[Canada:  → ]": whatever it means, there are no words to mark. */
static bool is_empty(const struct outline *outline, const struct bracket *bracket)
{
    const char *text = text_of(outline, bracket->entry).text;
    if (bracket->meaning == BRACKET_INSERT)
        return is_blank(text, bracket->words_from, bracket->words_to);
    return bracket->meaning == BRACKET_REPLACE && is_blank(text, bracket->words_from, bracket->arrow_from) &&
           is_blank(text, bracket->arrow_to, bracket->words_to);
}

void brackets_find(const struct outline *outline, struct brackets *out)
{
    struct finder finder = {.outline = outline, .out = out, .own = is_own(outline)};
    struct loose *loose = mem_zero(outline->count + 1, sizeof *loose);
    *out = (struct brackets){.list = NULL};
    for (size_t i = 0; i < outline->count; i++)
        loose[i] = find_in_entry(&finder, i);
    span_entries(&finder, loose);
    find_numbered(&finder);
    free(finder.numbered);
    free(loose);
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, compare_places);
    group_added(&finder);
    for (size_t i = 0; i < out->count; i++) {
        if (is_empty(outline, &out->list[i])) {
            forget(&out->list[i]);
            out->list[i].meaning = BRACKET_TEXT;
        }
        out->list[i].taken = out->list[i].meaning != BRACKET_TEXT;
    }
}

#include "convert/block_look.h"

#include <stdlib.h>
#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/part_name.h"
#include "text/fold.h"
#include "text/utf.h"

#define SHORT_WORD     3 /* bytes: "de", "la", "at" */
#define SENTENCE_WORDS 2 /* of more bytes, and with a small letter */

uint32_t block_units(const struct block *block)
{
    /* Measuring long paragraphs to learn that they are long would take most of the time. */
    return block->text.len > (size_t)4 * TITLE_U16 ? TITLE_U16 + 1
                                                   : utf_len_u16(block->text.bytes, block->text.len);
}

/* Its length without the signs of footnotes behind it: "examiné le rapport ;¹". */
static size_t len_without_notes(const struct block *block)
{
    size_t len = block->text.len;
    char bytes[4];

    for (uint32_t last; len > 0 && glyph_is_note(last = glyph_last(block->text.bytes, len));)
        len -= glyph_encode(last, bytes);
    return len;
}

uint32_t block_last_glyph(const struct block *block)
{
    return glyph_last(block->text.bytes, len_without_notes(block));
}

bool block_starts_lower(const struct block *block)
{
    return glyph_is_lower(glyph_first(block->text.bytes, block->text.len));
}

bool block_stops(const struct block *block)
{
    return block_last_glyph(block) == ',' || glyph_ends_sentence(block->text.bytes, block->text.len);
}

bool block_is_capitals(const struct block *block)
{
    return glyph_all_capitals(block->text.bytes, block->text.len, 4);
}

/* A note of a translator or an editor. */
bool block_is_bracketed(const struct block *block)
{
    return block->text.len > 0 && block->text.bytes[0] == '[' && block_last_glyph(block) == ']';
}

bool block_has(const struct block *block, const char *words)
{
    return memmem(block->text.bytes, block->text.len, words, strlen(words)) != NULL;
}

bool block_word_is_of(const char *word, const char *const *words, size_t count)
{
    bool found = false;
    for (size_t i = 0; !found && i < count; i++)
        found = strcmp(word, words[i]) == 0;
    return found;
}

/* The first word, folded, without a bracket in front of it; the caller frees it. */
char *block_first_word(const struct block *block)
{
    const char *text = block->text.bytes, *end = text + block->text.len;

    text += text < end && *text == '[';
    const char *blank = memchr(text, ' ', (size_t)(end - text));
    return text_fold(text, (size_t)((blank ? blank : end) - text));
}

/* Whether the first word is one of these, folded. */
bool block_begins_with(const struct block *block, const char *const *words, size_t count)
{
    char *word = block_first_word(block);
    bool found = block_word_is_of(word, words, count);

    free(word);
    return found;
}

/* "The Working Group", "El Comité", "We, the Ministers": who acts. */
bool block_begins_with_an_actor(const struct block *block)
{
    static const char *const words[] = {"the",  "el", "la",  "los",      "las",       "le",        "les",
                                        "o",    "os", "as",  "we,",      "nosotros,", "nosotras,", "nous,",
                                        "nos,", "we", "nos", "nosotros", "nosotras",  "nous"};
    char *word = block_first_word(block);
    bool names = block_word_is_of(word, words, sizeof words / sizeof *words) || strncmp(word, "l'", 2) == 0 ||
                 strncmp(word, "l\xe2\x80\x99", 4) == 0;

    free(word);
    return names;
}

/* "The Conference of the Parties": who acts, though no comma says so. */
bool block_names_a_body(const struct block *block)
{
    static const char *const words[] = {
        "conference", "assembly",  "council",    "committee",   "commission", "board",     "ministers",
        "heads",      "parties",   "states",     "conferencia", "asamblea",   "consejo",   "comite",
        "comision",   "ministros", "jefes",      "partes",      "estados",    "assemblee", "conseil",
        "ministres",  "chefs",     "assembleia", "conselho",    "comissao"};
    const char *blank = memchr(block->text.bytes, ' ', block->text.len);
    if (!blank || !block_begins_with_an_actor(block))
        return false;
    const char *second = blank + 1, *end = block->text.bytes + block->text.len;
    const char *next = memchr(second, ' ', (size_t)(end - second));
    char *word = text_fold(second, (size_t)((next ? next : end) - second));
    bool names = block_word_is_of(word, words, sizeof words / sizeof *words);

    free(word);
    return names;
}

/* "We, the Ministers": so no title begins. */
bool block_calls_itself(const struct block *block)
{
    static const char *const words[] = {"we,", "nosotros,", "nosotras,", "nous,", "nos,"};

    return block_begins_with(block, words, sizeof words / sizeof *words);
}

/* "Hecho en San José", "Done at Brava": how the last sentence of what is signed begins. */
bool block_says_where_done(const struct block *block)
{
    static const char *const words[] = {"hecho", "hecha", "dado",  "dada",  "firmado", "suscrito",
                                        "done",  "fait",  "feito", "feita", "signed"};

    return block_begins_with(block, words, sizeof words / sizeof *words);
}

/* "The next meeting will be held in Lima": words that no place has, several of them and neither names nor short. */
static bool is_more_than_place(const char *text, const char *end)
{
    size_t words = 0;

    for (const char *blank; text < end; text = blank ? blank + 1 : end) {
        blank = memchr(text, ' ', (size_t)(end - text));
        size_t len = (size_t)((blank ? blank : end) - text);
        words += len > SHORT_WORD && glyph_is_lower(glyph_first(text, len));
    }
    return words >= SENTENCE_WORDS;
}

/* A line that ends with a day of a year, and begins with a place: "San Marcos, 8 de diciembre de 2027". */
bool block_ends_with_date(const struct block *block)
{
    const char *text = block->text.bytes;
    size_t len = block->text.len - (block_last_glyph(block) == '.');
    const char *comma = memchr(text, ',', len);

    if (!comma || len < 12 || block_units(block) > BLOCK_HEADING_U16 || text[len - 5] != ' ')
        return false;
    for (size_t i = len - 4; i < len; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    if (is_more_than_place(text, comma))
        return false;
    for (const char *at = comma; at < text + len - 4; at++)
        if (*at >= '0' && *at <= '9')
            return true;
    return false;
}

/* "Fecha: 14 de mayo": one word and what it says. */
bool block_is_note(const struct block *block)
{
    const char *colon = memmem(block->text.bytes, block->text.len, ": ", 2);

    return colon && !memchr(block->text.bytes, ' ', (size_t)(colon - block->text.bytes));
}

/* "ANNEX: COMPOSITION OF THE COMMITTEE", "Anexo – Lista": the only one, so it has a name and no number. */
static bool is_annex_with_name(const struct block *block)
{
    static const char *const signs[] = {": ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
    const char *text = block->text.bytes;
    size_t word = 0, at = 0;

    while (word < block->text.len && !strchr(" :", text[word]))
        word++;
    for (size_t i = 0; at == 0 && i < sizeof signs / sizeof *signs; i++) {
        size_t len = strlen(signs[i]);
        if (block->text.len > word + len && memcmp(text + word, signs[i], len) == 0)
            at = word + len;
    }
    return at > 0 && block->space_above && glyph_is_upper(glyph_first(text, word)) &&
           glyph_is_upper(glyph_first(text + at, block->text.len - at)) && part_name_is_annex(text, word) &&
           block_units(block) <= LOOSE_HEADING_U16 && !block_stops(block);
}

/* "CAPÍTULO I", "Annex 2", "ANEXO", "EJE 1. PREVENCIÓN": such a word, at most a number behind it, and what it is about. */
bool block_is_division(const struct block *block)
{
    const char *text = block->text.bytes;
    const char *blank = memchr(text, ' ', block->text.len);
    size_t word = blank ? (size_t)(blank - text) : block->text.len, at = word + 1;

    if (is_annex_with_name(block))
        return true;
    if (word == 0 || word > 12 || !glyph_is_upper(glyph_first(text, word)))
        return false;
    if (at < block->text.len)
        at += part_name_ordinal(text + at, block->text.len - at);
    while (at < block->text.len && at < word + 8 && strchr("IVXLC0123456789", text[at]))
        at++;
    if (at == word + 1 && at < block->text.len && text[at] >= 'A' && text[at] <= 'Z') /* "Section B. Goals" */
        at++;
    bool titled = at > word + 1 && at + 2 < block->text.len && strchr(".:", text[at]) && text[at + 1] == ' ';
    if (at < block->text.len && !(titled && block_units(block) <= LOOSE_HEADING_U16 && !block_stops(block)))
        return false;
    return part_name_is_first(text, word);
}

bool block_is_annex(const struct block *block)
{
    return is_annex_with_name(block) ||
           (block_is_division(block) && part_name_is_annex(block->text.bytes, block->text.len));
}

bool block_is_article(const struct block *block)
{
    struct marker marker;

    return block->removed.len > 0 && marker_parse(block->removed.bytes, block->removed.len, &marker) &&
           (marker.series == SERIES_ARTICLE || marker.series == SERIES_CLAUSE);
}

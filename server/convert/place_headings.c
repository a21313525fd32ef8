#include "convert/place_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/block_look.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/outline.h"
#include "convert/part_name.h"
#include "text/fold.h"

#define LABEL_BYTES 24

/* "Annex I: List of participants" right below or above "Annex II: Agenda": they are listed, and nothing of them is here. */
static bool is_listed_division(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];
    bool above = i > 0 && !block->space_above && block_is_division(block - 1);
    bool below = i + 1 < blocks->count && !block[1].space_above && block_is_division(block + 1);
    if (!above && !below)
        return false;
    char *word = block_first_word(block), *other = block_first_word(above ? block - 1 : block + 1);
    bool same = strcmp(word, other) == 0;

    free(word);
    free(other);
    return same;
}

/* Below such a line, right below or short: what the part is about. */
static bool is_below_division(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];

    return i > 0 && (!block->space_above || block_units(block) <= LOOSE_HEADING_U16) &&
           blocks->list[i - 1].role == BLOCK_PLAIN && block_is_division(&blocks->list[i - 1]) &&
           !block_stops(block);
}

/* "PRESIDENTA DEL CONSEJO", "Minister of Labour": begins with what somebody is. */
static bool names_a_post(const struct block *block)
{
    static const char *const words[] = {
        "presidente",   "presidenta",   "president",    "vicepresidente", "vicepresidenta", "secretario",
        "secretaria",   "secretary",    "secretaire",   "ministro",       "ministra",       "minister",
        "ministre",     "viceministro", "viceministra", "director",       "directora",      "diretor",
        "diretora",     "directeur",    "directrice",   "embajador",      "embajadora",     "ambassador",
        "ambassadeur",  "embaixador",   "embaixadora",  "coordinador",    "coordinadora",   "coordenador",
        "coordenadora", "coordinator",  "chair",        "chairperson",    "chairman",       "procurador",
        "procuradora",  "gobernador",   "gobernadora",  "governador",     "governadora",    "alcalde",
        "alcaldesa",    "mayor",        "prefeito",     "prefeita",       "relator",        "relatora"};

    return block_begins_with(block, words, sizeof words / sizeof *words);
}

/* "ANA LÓPEZ MORA", and right below it "Presidenta del Consejo". */
static bool is_signatory(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];

    return i + 1 < blocks->count && block->space_above && block_is_capitals(block) && !block_stops(block) &&
           !block_is_division(block) && block_units(block) <= LOOSE_HEADING_U16 &&
           memchr(block->text.bytes, ' ', block->text.len) && block[1].role == BLOCK_PLAIN &&
           !block[1].space_above && !block_stops(&block[1]) && names_a_post(&block[1]);
}

/* Where the signatures begin: behind the last item, of the text or of what stands in front of an annex, with a place and a date, or a name and what its bearer is. blocks->count: nowhere. */
static size_t find_signatures(const struct blocks *blocks, size_t first)
{
    size_t found = blocks->count;
    bool listed = false;

    for (size_t i = first; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        if (found < blocks->count && block->role == BLOCK_PLAIN && block_is_division(block))
            break;
        if (block->role == BLOCK_ITEM)
            found = blocks->count;
        listed = listed || block->role == BLOCK_ITEM;
        if (listed && found == blocks->count && block->role == BLOCK_PLAIN &&
            (block_says_where_done(block) || block_ends_with_date(block) || is_signatory(blocks, i)))
            found = i;
    }
    return found;
}

static bool is_list(const struct block *block)
{
    return block->role == BLOCK_ITEM || block->role == BLOCK_PARAGRAPH;
}

/* "I. Mitigation", "Objetivo 1.2. Prevenir", "OBJECTIVE 1: SAVE LIVES": what stands above it is what all such parts are about. */
static bool is_part_below(const struct block *block)
{
    struct marker marker;

    return block->role == BLOCK_HEADING && block->space_above &&
           (marker_parse(block->text.bytes, block->text.len, &marker) ||
            part_name_numbered(block->text.bytes, block->text.len) > 0);
}

/* "THE COUNCIL INVITES THE COMMISSION TO:", right below a short line that is set apart: the sentence has a subject, so the line is none. */
static bool is_sentence_below(const struct block *block)
{
    return block->role == BLOCK_HEADING && block->space_above && block_last_glyph(block) == ':' &&
           block_is_capitals(block) && block_begins_with_an_actor(block);
}

/* "Pendientes:", alone, and paragraphs below it. */
static bool is_label(const struct block *block, const struct block *below)
{
    return block->space_above && block->text.len <= LABEL_BYTES &&
           !memchr(block->text.bytes, ' ', block->text.len) && below->role == BLOCK_PLAIN &&
           below->space_above && !block_starts_lower(below) && block_units(below) > block_units(block) &&
           block_stops(below);
}

/* Sets `guess` where only looks speak for it. */
static bool is_heading(const struct blocks *blocks, size_t i, bool markdown, bool *guess)
{
    const struct block *block = &blocks->list[i];
    const struct block *next = i + 1 < blocks->count ? &blocks->list[i + 1] : NULL;
    uint32_t length = block_units(block);
    uint32_t last = block_last_glyph(block);

    *guess = false;
    if (block->guesses & OUTLINE_GUESS_ROW || length > BLOCK_HEADING_U16 || block_starts_lower(block) ||
        block_is_bracketed(block) || block_calls_itself(block) || block_is_lead(block) ||
        blocks_announce_more(block->text.bytes, block->text.len))
        return false;
    if (is_listed_division(blocks, i))
        return false;
    if (block_is_division(block) || is_below_division(blocks, i) ||
        part_name_is_opening(block->text.bytes, block->text.len))
        return true;
    if (block_is_capitals(block) && last != '.' && last != ';' && last != ',')
        return true;
    if (block->bold && !block_stops(block))
        return true;
    if (markdown && block->text.len > 4 && block->text.bytes[0] == '*' && block->text.bytes[1] == '*' &&
        last == '*')
        return true;
    if (!next)
        return false;
    *guess = true;
    if (length == 1 && glyph_is_upper(glyph_first(block->text.bytes, block->text.len)) && block->space_above)
        return next->role == BLOCK_HEADING; /* "A", and below it what the part is about */
    if (last == ':' && i > 0 && block[-1].role == BLOCK_ITEM && block_is_article(block - 1))
        return false; /* "Art. 3. – Rest", "Every seafarer is entitled:" */
    if (last == ':')
        return is_list(next) || (next->role == BLOCK_HEADING && next->level == 0) || is_label(block, next);
    if (block_stops(block) || last == ']' || (block_names_a_body(block) && next->number == 1) ||
        length > LOOSE_HEADING_U16 || !block->space_above)
        return false;
    return is_list(next) || is_part_below(next) ||
           (is_sentence_below(next) && !block_begins_with_an_actor(block)) ||
           (next->role == BLOCK_PLAIN && next->space_above && block_units(next) > length &&
            block_stops(next));
}

/* "Decision 4/1: Border management", and somewhere else "Decision 4/2: Labour migration": the names of parts, short and apart. */
void place_named_parts(struct blocks *blocks, size_t first)
{
    struct map seen = {NULL, 0, 0}; /* word -> the first block that begins with it */
    char **words = mem_zero(blocks->count + 1, sizeof *words);
    size_t count = 0;

    for (size_t i = first; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        size_t word = part_name_numbered(block->text.bytes, block->text.len);
        if (word == 0 || block_is_capitals(block) || block->role != BLOCK_PLAIN || !block->space_above ||
            block_stops(block) || block_units(block) > LOOSE_HEADING_U16)
            continue;
        char *folded = text_fold(block->text.bytes, word);
        struct block *other = map_get(&seen, folded);
        if (other) {
            other->role = block->role = BLOCK_HEADING;
            other->guesses |= OUTLINE_GUESS_HEADING;
            block->guesses |= OUTLINE_GUESS_HEADING;
        } else {
            map_put(&seen, folded, block);
        }
        words[count++] = folded;
    }
    map_clear(&seen);
    while (count > 0)
        free(words[--count]);
    free(words);
}

void place_headings(struct blocks *blocks, size_t first, bool markdown)
{
    size_t signatures = find_signatures(blocks, first), signed_to = signatures;

    while (signed_to < blocks->count && blocks->list[signed_to].role == BLOCK_PLAIN &&
           !block_is_division(&blocks->list[signed_to]))
        signed_to++;
    /* Backwards: a line that introduces a heading is one itself. */
    for (size_t i = blocks->count; i-- > first;) {
        struct block *block = &blocks->list[i];
        bool guess = false;
        if (block->role != BLOCK_PLAIN || (i >= signatures && i < signed_to) ||
            !is_heading(blocks, i, markdown, &guess))
            continue;
        block->role = BLOCK_HEADING;
        if (guess)
            block->guesses |= OUTLINE_GUESS_HEADING;
    }
}

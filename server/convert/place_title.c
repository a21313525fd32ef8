#include "convert/place_parts.h"

#include <stdlib.h>
#include <string.h>

#include "convert/block_look.h"
#include "convert/glyph.h"
#include "convert/outline.h"
#include "convert/part_name.h"

#define TITLE_BLOCKS 6
#define HEAD_BLOCKS  12 /* above the line with which a body begins to speak */

/* "CHAPTER 11", "ANEXO II": the only such part, so it is what the text is called. */
static bool is_only_part(const struct blocks *blocks)
{
    const struct block *first = &blocks->list[0];
    char *word = block_first_word(first);
    bool only = block_is_division(first);

    for (size_t i = 1; only && i < blocks->count; i++) {
        char *other = block_is_division(&blocks->list[i]) ? block_first_word(&blocks->list[i]) : NULL;
        only = !other || strcmp(other, word) != 0;
        free(other);
    }
    free(word);
    return only;
}

/* "sobre el retorno digno": a small letter, and not that of a formula. */
static bool begins_with_small_word(const struct block *block)
{
    const char *at = block->text.bytes, *end = at + block->text.len;
    bool letters = block_starts_lower(block);

    while (letters && at < end && *at != ' ')
        letters = glyph_is_letter(glyph_next(&at, end));
    return letters;
}

/* Only what goes on with a title may begin with a small letter: "sobre el retorno digno". */
static bool may_be_title(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];

    return (!block_starts_lower(block) || (i > 0 && begins_with_small_word(block))) &&
           block->role == BLOCK_PLAIN && !block->kept && !(block->guesses & OUTLINE_GUESS_ROW) &&
           !block_is_bracketed(block) && (!block_is_division(block) || (i == 0 && is_only_part(blocks))) &&
           !part_name_is_opening(block->text.bytes, block->text.len) && block_units(block) <= TITLE_U16 &&
           !block_stops(block) && !blocks_announce_more(block->text.bytes, block->text.len) &&
           !block_calls_itself(block);
}

/* "Puebla, México", "San Pedro, octubre": few words, those in front of the comma with capitals. */
static bool is_place(const struct block *block)
{
    const char *comma = memchr(block->text.bytes, ',', block->text.len);
    bool start = true;

    if (!comma || block_units(block) > 60)
        return false;
    for (const char *at = block->text.bytes, *end = comma; at < end;) {
        uint32_t glyph = glyph_next(&at, end);
        if (start && glyph_is_lower(glyph) &&
            !(end - at > 2 && (memcmp(at - 1, "de ", 3) == 0 || memcmp(at - 1, "la ", 3) == 0)))
            return false;
        start = glyph == ' ';
    }
    return true;
}

/* "“Moving Together”": what a meeting stands under. */
static bool is_quotation(const struct block *block)
{
    uint32_t first = glyph_first(block->text.bytes, block->text.len), last = block_last_glyph(block);

    return (first == '"' && last == '"') || (first == 0x201c && last == 0x201d) ||
           (first == 0xab && last == 0xbb);
}

/* "LEY DE PROTECCIÓN" right above "TÍTULO PRIMERO": what is divided. */
static bool is_name_above_parts(const struct blocks *blocks, size_t i)
{
    return i + 1 < blocks->count && block_is_capitals(&blocks->list[i]) &&
           block_is_division(&blocks->list[i + 1]);
}

/* What stands apart below a title line belongs to it where it is in capitals too, a date, or in brackets: a short first paragraph does not. */
static bool goes_on_title(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];
    bool digits = false;

    if (part_name_is_subject(block->text.bytes, block->text.len) || is_name_above_parts(blocks, i))
        return true;
    if (i > 0 && (block->space_above ? block_has(block, ": ") : block_is_note(block)))
        return false;
    if (i == 0 || !block->space_above || block_starts_lower(block))
        return true;
    for (size_t k = 0; k < block->text.len && !digits; k++)
        digits = block->text.bytes[k] >= '0' && block->text.bytes[k] <= '9';
    return digits || block->text.bytes[0] == '(' || is_quotation(block) ||
           (block_is_capitals(&blocks->list[0]) && block_is_capitals(block)) || is_place(block);
}

/* Above "The Assembly,", the line with which a body begins to speak, stands what it speaks of: the session, the agenda, the title, however far they
 * are from each other. How many blocks they are; 0: nobody begins so. */
static size_t find_head(const struct blocks *blocks)
{
    size_t count = 0;
    uint32_t length = 0;

    while (count < blocks->count && count < HEAD_BLOCKS && may_be_title(blocks, count) &&
           (count == 0 || !block_is_note(&blocks->list[count])))
        length += block_units(&blocks->list[count++]) + 1;
    if (count == 0 || count == blocks->count || length > TITLE_U16)
        return 0;
    const struct block *opening = &blocks->list[count];
    bool portuguese = opening->text.len > 2 && memcmp(opening->text.bytes, "A ", 2) == 0;
    bool speaks = opening->role == BLOCK_PLAIN && opening->space_above &&
                  (block_last_glyph(opening) == ',' || block_last_glyph(opening) == ';');
    return speaks && (portuguese || block_begins_with_an_actor(opening)) ? count : 0;
}

/* "Nouakchott, le 11 juin 2026", in Markdown also in bold, right below the title. */
static bool is_place_and_date(const struct block *block)
{
    struct block words = *block;

    while (words.text.len > 0 && words.text.bytes[0] == '*') {
        words.text.bytes++;
        words.text.len--;
    }
    while (words.text.len > 0 && words.text.bytes[words.text.len - 1] == '*')
        words.text.len--;
    return block->role == BLOCK_PLAIN && words.text.len > 0 && is_place(&words) &&
           block_ends_with_date(&words);
}

/* How many blocks at the start are the title. */
size_t place_title(const struct blocks *blocks)
{
    size_t count = 0;
    uint32_t length = 0;

    while (count < blocks->count && blocks->list[count].role == BLOCK_TITLE && !blocks->list[count].kept)
        count++;
    if (count > 0)
        return count;
    if (blocks->count > 0 && blocks->list[0].role == BLOCK_HEADING && blocks->list[0].level == 1)
        return blocks->count > 1 && is_place_and_date(&blocks->list[1]) ? 2 : 1;
    size_t head = find_head(blocks);
    if (head > 0)
        return head;
    while (count < blocks->count && count < TITLE_BLOCKS && may_be_title(blocks, count) &&
           goes_on_title(blocks, count)) {
        length += block_units(&blocks->list[count]) + 1;
        if (length > TITLE_U16)
            break;
        count++;
    }
    if (count == blocks->count)
        return count > 1 ? 1 : 0; /* all short lines: the rest is the text */
    /* A short line right above the first number heads the list, if there is a title without it. In parentheses it says something of the text. */
    const struct block *above = &blocks->list[count > 0 ? count - 1 : 0];
    if (count > 1 && blocks->list[count].role == BLOCK_ITEM && above->space_above &&
        above->text.bytes[0] != '(')
        count--;
    return count;
}

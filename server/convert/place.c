#include "convert/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/marker.h"
#include "convert/part_name.h"
#include "text/fold.h"
#include "text/utf.h"

#define TITLE_BLOCKS      6
#define HEAD_BLOCKS       12 /* above the line with which a body begins to speak */
#define TITLE_U16         300
#define HEADING_U16       120
#define FAR_RIGHT         24 /* columns: further in than any list, as the date of a signature */
#define LOOSE_HEADING_U16 80 /* one that neither ends with a colon nor is in capitals */

static uint32_t units(const struct block *block)
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

static uint32_t last_glyph(const struct block *block)
{
    return glyph_last(block->text.bytes, len_without_notes(block));
}

static bool starts_lower(const struct block *block)
{
    return glyph_is_lower(glyph_first(block->text.bytes, block->text.len));
}

static bool stops(const struct block *block)
{
    return last_glyph(block) == ',' || glyph_ends_sentence(block->text.bytes, block->text.len);
}

static bool is_capitals(const struct block *block)
{
    return glyph_all_capitals(block->text.bytes, block->text.len, 4);
}

/* A note of a translator or an editor. */
static bool is_bracketed(const struct block *block)
{
    return block->text.len > 0 && block->text.bytes[0] == '[' && last_glyph(block) == ']';
}

static bool has(const struct block *block, const char *words)
{
    return memmem(block->text.bytes, block->text.len, words, strlen(words)) != NULL;
}

static bool is_word_of(const char *word, const char *const *words, size_t count)
{
    bool found = false;
    for (size_t i = 0; !found && i < count; i++)
        found = strcmp(word, words[i]) == 0;
    return found;
}

/* The first word, folded, without a bracket in front of it; the caller frees it. */
static char *first_word(const struct block *block)
{
    const char *text = block->text.bytes, *end = text + block->text.len;

    text += text < end && *text == '[';
    const char *blank = memchr(text, ' ', (size_t)(end - text));
    return text_fold(text, (size_t)((blank ? blank : end) - text));
}

/* What somebody does with the list: "Decide", "recommends". */
static bool is_verb_of_deciding(const char *word)
{
    static const char *const words[] = {
        "decide",     "decides",     "decided",     "deciden",      "decidieron",  "decidimos",
        "agree",      "agrees",      "agreed",      "declara",      "declaran",    "declaramos",
        "declare",    "declares",    "acuerda",     "acuerdan",     "acordaron",   "acordamos",
        "resuelve",   "resuelven",   "resolves",    "recomienda",   "recomiendan", "recommend",
        "recommends", "recommended", "conviene",    "convienen",    "convinieron", "decident",
        "convient",   "conviennent", "decidem",     "acordam",      "recomenda",   "recomendam",
        "acordaram",  "decidiram",   "resolveram",  "recomendaram", "concordaram", "convieram",
        "convenus",   "recommande",  "recommandent"};
    return is_word_of(word, words, sizeof words / sizeof *words);
}

/* What goes on in the list: "They asked the Agency to:". */
static bool is_word_of_passage(const char *word)
{
    static const char *const words[] = {"to",      "by",       "that",     "of",       "for",     "que",
                                        "a",       "de",       "para",     "con",      "asi",     "como",
                                        "follows", "suit",     "suivent",  "included", "include", "includes",
                                        "incluye", "incluyen", "comprende"};
    return is_word_of(word, words, sizeof words / sizeof *words);
}

/* The last word in front of the colon leads to the list, or the first one says what somebody does with it. In capitals it is a heading. */
static bool leads_by_its_words(const struct block *block)
{
    size_t end = block->text.len - 1;
    while (end > 0 &&
           (block->text.bytes[end - 1] == ' ' || (unsigned char)block->text.bytes[end - 1] == 0xa0 ||
            (unsigned char)block->text.bytes[end - 1] == 0xc2))
        end--;
    size_t start = end;
    while (start > 0 && block->text.bytes[start - 1] != ' ')
        start--;
    char *last = text_fold(block->text.bytes + start, end - start);
    char *first = first_word(block);
    bool leads = is_word_of_passage(last) || is_verb_of_deciding(last) || is_verb_of_deciding(first);
    free(last);
    free(first);
    return leads && !is_capitals(block);
}

/* "The Working Group", "El Comité", "We, the Ministers": who acts. */
static bool begins_with_an_actor(const struct block *block)
{
    static const char *const words[] = {"the",  "el", "la",  "los",      "las",       "le",        "les",
                                        "o",    "os", "as",  "we,",      "nosotros,", "nosotras,", "nous,",
                                        "nos,", "we", "nos", "nosotros", "nosotras",  "nous"};
    char *word = first_word(block);
    bool names = is_word_of(word, words, sizeof words / sizeof *words) || strncmp(word, "l'", 2) == 0 ||
                 strncmp(word, "l\xe2\x80\x99", 4) == 0;

    free(word);
    return names;
}

/* "The Conference of the Parties": who acts, though no comma says so. */
static bool names_a_body(const struct block *block)
{
    static const char *const words[] = {
        "conference", "assembly",  "council",    "committee",   "commission", "board",     "ministers",
        "heads",      "parties",   "states",     "conferencia", "asamblea",   "consejo",   "comite",
        "comision",   "ministros", "jefes",      "partes",      "estados",    "assemblee", "conseil",
        "ministres",  "chefs",     "assembleia", "conselho",    "comissao"};
    const char *blank = memchr(block->text.bytes, ' ', block->text.len);
    if (!blank || !begins_with_an_actor(block))
        return false;
    const char *second = blank + 1, *end = block->text.bytes + block->text.len;
    const char *next = memchr(second, ' ', (size_t)(end - second));
    char *word = text_fold(second, (size_t)((next ? next : end) - second));
    bool names = is_word_of(word, words, sizeof words / sizeof *words);

    free(word);
    return names;
}

/* "We, the Ministers": so no title begins. */
static bool calls_itself(const struct block *block)
{
    static const char *const words[] = {"we,", "nosotros,", "nosotras,", "nous,", "nos,"};
    char *word = first_word(block);
    bool calls = is_word_of(word, words, sizeof words / sizeof *words);

    free(word);
    return calls;
}

/* "Participants:", and nothing else. */
static bool is_an_actor(const struct block *block)
{
    static const char *const words[] = {
        "participants:", "delegations:",   "delegates:",    "ministers:", "leaders:",   "parties:",
        "members:",      "participantes:", "delegaciones:", "delegados:", "ministros:", "viceministros:",
        "partes:",       "miembros:",      "delegacoes:",   "membros:",   "ministres:", "delegues:"};
    char *word = first_word(block);
    bool names = is_word_of(word, words, sizeof words / sizeof *words);

    free(word);
    return names;
}

/* "The Working Group:", "El Comité recomienda al Pleno:", "Participants:": whose acts the list tells. */
static bool leads_by_its_subject(const struct block *block)
{
    return !is_capitals(block) && (begins_with_an_actor(block) || is_an_actor(block));
}

/* "Considerando que", "Recalling": with such a word a recital begins. */
static bool begins_as_recital(const struct block *block)
{
    static const char *const words[] = {
        "considerando", "considerant",  "considering", "whereas",     "recordando",    "recalling",
        "rappelant",    "reconociendo", "recognizing", "recognising", "reconnaissant", "reconhecendo",
        "teniendo",     "tendo",        "tenant",      "noting",      "observando",    "notant",
        "reafirmando",  "reaffirming",  "reaffirmant", "destacando",  "subrayando",    "soulignant"};
    char *word = first_word(block);
    bool begins = is_word_of(word, words, sizeof words / sizeof *words);

    free(word);
    return begins;
}

/* "Considerando que la libre circulación:", of more than the word alone. */
static bool leads_as_recital(const struct block *block)
{
    return memchr(block->text.bytes, ' ', block->text.len) && !is_capitals(block) && begins_as_recital(block);
}

/* "... agreed on the following measures:", "Meeting in Lima, they decided:" lead to a list, in a sentence. */
static bool is_lead(const struct block *block)
{
    static const char *const words[] = {" siguiente", " following",         " suivant",      " seguinte",
                                        ", ",         "or the purposes of", "los efectos de"};
    bool leads = false;

    if (last_glyph(block) != ':' || (is_capitals(block) && units(block) <= LOOSE_HEADING_U16))
        return false;
    for (size_t i = 0; !leads && i < sizeof words / sizeof *words; i++)
        leads = has(block, words[i]);
    return leads || leads_by_its_words(block) || leads_by_its_subject(block) || leads_as_recital(block);
}

/* "CAPÍTULO I", "Annex 2", "ANEXO", "EJE 1. PREVENCIÓN": such a word, at most a number behind it, and what it is about. */
static bool is_division(const struct block *block)
{
    const char *text = block->text.bytes;
    const char *blank = memchr(text, ' ', block->text.len);
    size_t word = blank ? (size_t)(blank - text) : block->text.len, at = word + 1;

    if (word == 0 || word > 12 || !glyph_is_upper(glyph_first(text, word)))
        return false;
    if (at < block->text.len)
        at += part_name_ordinal(text + at, block->text.len - at);
    while (at < block->text.len && at < word + 8 && strchr("IVXLC0123456789", text[at]))
        at++;
    if (at == word + 1 && at < block->text.len && text[at] >= 'A' && text[at] <= 'Z') /* "Section B. Goals" */
        at++;
    bool titled = at > word + 1 && at + 2 < block->text.len && strchr(".:", text[at]) && text[at + 1] == ' ';
    if (at < block->text.len && !(titled && units(block) <= LOOSE_HEADING_U16 && !stops(block)))
        return false;
    return part_name_is_first(text, word);
}

static bool is_annex(const struct block *block)
{
    return is_division(block) && part_name_is_annex(block->text.bytes, block->text.len);
}

/* "Annex I: List of participants" right below or above "Annex II: Agenda": they are listed, and nothing of them is here. */
static bool is_listed_division(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];
    bool above = i > 0 && !block->space_above && is_division(block - 1);
    bool below = i + 1 < blocks->count && !block[1].space_above && is_division(block + 1);
    if (!above && !below)
        return false;
    char *word = first_word(block), *other = first_word(above ? block - 1 : block + 1);
    bool same = strcmp(word, other) == 0;

    free(word);
    free(other);
    return same;
}

/* Below such a line, right below or short: what the part is about. */
static bool is_below_division(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];

    return i > 0 && (!block->space_above || units(block) <= LOOSE_HEADING_U16) &&
           blocks->list[i - 1].role == BLOCK_PLAIN && is_division(&blocks->list[i - 1]) && !stops(block);
}

/* "Hecho en San José", "Done at Brava": how the last sentence of what is signed begins. */
static bool says_where_done(const struct block *block)
{
    static const char *const words[] = {"hecho", "hecha", "dado",  "dada",  "firmado", "suscrito",
                                        "done",  "fait",  "feito", "feita", "signed"};
    char *word = first_word(block);
    bool done = is_word_of(word, words, sizeof words / sizeof *words);

    free(word);
    return done;
}

/* A line that ends with a day of a year: "San Marcos, 8 de diciembre de 2027". */
static bool ends_with_date(const struct block *block)
{
    const char *text = block->text.bytes;
    size_t len = block->text.len - (last_glyph(block) == '.');
    const char *comma = memchr(text, ',', len);

    if (!comma || len < 12 || units(block) > HEADING_U16 || text[len - 5] != ' ')
        return false;
    for (size_t i = len - 4; i < len; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    for (const char *at = comma; at < text + len - 4; at++)
        if (*at >= '0' && *at <= '9')
            return true;
    return false;
}

/* Where the signatures begin: behind the last item, of the text or of what stands in front of an annex, with a place and a date. blocks->count: nowhere. */
static size_t find_signatures(const struct blocks *blocks, size_t first)
{
    size_t found = blocks->count;
    bool listed = false;

    for (size_t i = first; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        if (found < blocks->count && block->role == BLOCK_PLAIN && is_division(block))
            break;
        if (block->role == BLOCK_ITEM)
            found = blocks->count;
        listed = listed || block->role == BLOCK_ITEM;
        if (listed && found == blocks->count && block->role == BLOCK_PLAIN &&
            (says_where_done(block) || ends_with_date(block)))
            found = i;
    }
    return found;
}

/* "CHAPTER 11", "ANEXO II": the only such part, so it is what the text is called. */
static bool is_only_part(const struct blocks *blocks)
{
    const struct block *first = &blocks->list[0];
    char *word = first_word(first);
    bool only = is_division(first);

    for (size_t i = 1; only && i < blocks->count; i++) {
        char *other = is_division(&blocks->list[i]) ? first_word(&blocks->list[i]) : NULL;
        only = !other || strcmp(other, word) != 0;
        free(other);
    }
    free(word);
    return only;
}

/* Only what goes on with a title may begin with a small letter: "sobre el retorno digno". */
static bool may_be_title(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];

    return (i > 0 || !starts_lower(block)) && block->role == BLOCK_PLAIN && !block->kept &&
           !(block->guesses & OUTLINE_GUESS_ROW) && !is_bracketed(block) &&
           (!is_division(block) || (i == 0 && is_only_part(blocks))) &&
           !part_name_is_opening(block->text.bytes, block->text.len) && units(block) <= TITLE_U16 &&
           !stops(block) && !blocks_announce_more(block->text.bytes, block->text.len) && !calls_itself(block);
}

/* "Puebla, México", "San Pedro, octubre": few words, those in front of the comma with capitals. */
static bool is_place(const struct block *block)
{
    const char *comma = memchr(block->text.bytes, ',', block->text.len);
    bool start = true;

    if (!comma || units(block) > 60)
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

/* "Fecha: 14 de mayo": one word and what it says. */
static bool is_note(const struct block *block)
{
    const char *colon = memmem(block->text.bytes, block->text.len, ": ", 2);

    return colon && !memchr(block->text.bytes, ' ', (size_t)(colon - block->text.bytes));
}

/* "“Moving Together”": what a meeting stands under. */
static bool is_quotation(const struct block *block)
{
    uint32_t first = glyph_first(block->text.bytes, block->text.len), last = last_glyph(block);

    return (first == '"' && last == '"') || (first == 0x201c && last == 0x201d) ||
           (first == 0xab && last == 0xbb);
}

/* "LEY DE PROTECCIÓN" right above "TÍTULO PRIMERO": what is divided. */
static bool is_name_above_parts(const struct blocks *blocks, size_t i)
{
    return i + 1 < blocks->count && is_capitals(&blocks->list[i]) && is_division(&blocks->list[i + 1]);
}

/* What stands apart below a title line belongs to it where it is in capitals too, a date, or in brackets: a short first paragraph does not. */
static bool goes_on_title(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i];
    bool digits = false;

    if (part_name_is_subject(block->text.bytes, block->text.len) || is_name_above_parts(blocks, i))
        return true;
    if (i > 0 && (block->space_above ? has(block, ": ") : is_note(block)))
        return false;
    if (i == 0 || !block->space_above || starts_lower(block))
        return true;
    for (size_t k = 0; k < block->text.len && !digits; k++)
        digits = block->text.bytes[k] >= '0' && block->text.bytes[k] <= '9';
    return digits || block->text.bytes[0] == '(' || is_quotation(block) ||
           (is_capitals(&blocks->list[0]) && is_capitals(block)) || is_place(block);
}

/* Above "The Assembly,", the line with which a body begins to speak, stands what it speaks of: the session, the agenda, the title, however far they
 * are from each other. How many blocks they are; 0: nobody begins so. */
static size_t find_head(const struct blocks *blocks)
{
    size_t count = 0;
    uint32_t length = 0;

    while (count < blocks->count && count < HEAD_BLOCKS && may_be_title(blocks, count) &&
           (count == 0 || !is_note(&blocks->list[count])))
        length += units(&blocks->list[count++]) + 1;
    if (count == 0 || count == blocks->count || length > TITLE_U16)
        return 0;
    const struct block *opening = &blocks->list[count];
    bool portuguese = opening->text.len > 2 && memcmp(opening->text.bytes, "A ", 2) == 0;
    bool speaks = opening->role == BLOCK_PLAIN && opening->space_above &&
                  (last_glyph(opening) == ',' || last_glyph(opening) == ';');
    return speaks && (portuguese || begins_with_an_actor(opening)) ? count : 0;
}

/* How many blocks at the start are the title. */
static size_t find_title(const struct blocks *blocks)
{
    size_t count = 0;
    uint32_t length = 0;

    while (count < blocks->count && blocks->list[count].role == BLOCK_TITLE && !blocks->list[count].kept)
        count++;
    if (count > 0)
        return count;
    if (blocks->count > 0 && blocks->list[0].role == BLOCK_HEADING && blocks->list[0].level == 1)
        return 1;
    size_t head = find_head(blocks);
    if (head > 0)
        return head;
    while (count < blocks->count && count < TITLE_BLOCKS && may_be_title(blocks, count) &&
           goes_on_title(blocks, count)) {
        length += units(&blocks->list[count]) + 1;
        if (length > TITLE_U16)
            break;
        count++;
    }
    if (count == blocks->count)
        return count > 1 ? 1 : 0; /* all short lines: the rest is the text */
    /* A short line right above the first number heads the list, if there is a title without it. */
    if (count > 1 && blocks->list[count].role == BLOCK_ITEM && blocks->list[count - 1].space_above)
        count--;
    return count;
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

static bool is_article(const struct block *block)
{
    struct marker marker;

    return block->removed.len > 0 && marker_parse(block->removed.bytes, block->removed.len, &marker) &&
           (marker.series == SERIES_ARTICLE || marker.series == SERIES_CLAUSE);
}

/* Sets `guess` where only looks speak for it. */
static bool is_heading(const struct blocks *blocks, size_t i, bool markdown, bool *guess)
{
    const struct block *block = &blocks->list[i];
    const struct block *next = i + 1 < blocks->count ? &blocks->list[i + 1] : NULL;
    uint32_t length = units(block);
    uint32_t last = last_glyph(block);

    *guess = false;
    if (block->guesses & OUTLINE_GUESS_ROW || length > HEADING_U16 || starts_lower(block) ||
        is_bracketed(block) || calls_itself(block) || is_lead(block) ||
        blocks_announce_more(block->text.bytes, block->text.len))
        return false;
    if (is_listed_division(blocks, i))
        return false;
    if (is_division(block) || is_below_division(blocks, i) ||
        part_name_is_opening(block->text.bytes, block->text.len))
        return true;
    if (is_capitals(block) && last != '.' && last != ';' && last != ',')
        return true;
    if (block->bold && !stops(block))
        return true;
    if (markdown && block->text.len > 4 && block->text.bytes[0] == '*' && block->text.bytes[1] == '*' &&
        last == '*')
        return true;
    if (!next)
        return false;
    *guess = true;
    if (length == 1 && glyph_is_upper(glyph_first(block->text.bytes, block->text.len)) && block->space_above)
        return next->role == BLOCK_HEADING; /* "A", and below it what the part is about */
    if (last == ':' && i > 0 && block[-1].role == BLOCK_ITEM && is_article(block - 1))
        return false; /* "Art. 3. – Rest", "Every seafarer is entitled:" */
    if (last == ':')
        return is_list(next) || (next->role == BLOCK_HEADING && next->level == 0);
    if (stops(block) || last == ']' || (names_a_body(block) && next->number == 1) ||
        length > LOOSE_HEADING_U16 || !block->space_above)
        return false;
    return is_list(next) || is_part_below(next) ||
           (next->role == BLOCK_PLAIN && next->space_above && units(next) > length && stops(next));
}

/* "Decision 4/1: Border management", and somewhere else "Decision 4/2: Labour migration": the names of parts, short and apart. */
static void find_named_parts(struct blocks *blocks, size_t first)
{
    struct map seen = {NULL, 0, 0}; /* word -> the first block that begins with it */
    char **words = mem_zero(blocks->count + 1, sizeof *words);
    size_t count = 0;

    for (size_t i = first; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        size_t word = part_name_numbered(block->text.bytes, block->text.len);
        if (word == 0 || is_capitals(block) || block->role != BLOCK_PLAIN || !block->space_above ||
            stops(block) || units(block) > LOOSE_HEADING_U16)
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

static void find_headings(struct blocks *blocks, size_t first, bool markdown)
{
    size_t signatures = find_signatures(blocks, first), signed_to = signatures;

    while (signed_to < blocks->count && blocks->list[signed_to].role == BLOCK_PLAIN &&
           !is_division(&blocks->list[signed_to]))
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

/* After an item that ends with a colon, two or more plain blocks up to the next item are its list. */
static size_t find_unmarked(struct blocks *blocks, size_t opener)
{
    const struct block *item = &blocks->list[opener];
    size_t end = opener + 1;

    while (end < blocks->count && blocks->list[end].role == BLOCK_PLAIN &&
           !starts_lower(&blocks->list[end]) &&
           blocks->list[end].space_above == blocks->list[opener + 1].space_above)
        end++;
    if (end - opener < 3)
        return opener;
    bool followed = end < blocks->count && blocks->list[end].role == BLOCK_ITEM;
    if (followed && blocks->list[end].depth > item->depth)
        return opener; /* the list has markers; these lines only lead to it */
    if (!followed && blocks->list[opener + 1].space_above)
        return opener; /* closing paragraphs */
    for (size_t i = opener + 1; i < end; i++) {
        blocks->list[i].role = BLOCK_ITEM;
        blocks->list[i].depth = item->depth + 1;
        blocks->list[i].guesses |= OUTLINE_GUESS_UNMARKED;
    }
    return end - 1;
}

/* What has been considered, and is not yet what is decided. */
static bool is_recital(const struct block *block)
{
    return block->text.len > 4 &&
           (memcmp(block->text.bytes, "Que ", 4) == 0 || memcmp(block->text.bytes, "que ", 4) == 0);
}

/* Where a list stands that a plain block leads to: inside the item right above it, where that is one of several. */
static int depth_led_to(const struct blocks *blocks, size_t opener, size_t last)
{
    const struct block *item = opener > 0 ? &blocks->list[opener - 1] : NULL;
    const struct block *next = last + 1 < blocks->count ? &blocks->list[last + 1] : NULL;
    bool goes_on = item && next && item->role == BLOCK_ITEM && next->role == BLOCK_ITEM &&
                   next->depth == item->depth && next->number == item->number + 1;

    return goes_on ? item->depth + 1 : 1;
}

/* Clauses behind a colon, each but the last with a semicolon (or short ones with a comma) and the last with a full stop, are a list whatever they
 * begin with. */
static size_t find_clauses(struct blocks *blocks, size_t opener)
{
    const struct block *above = &blocks->list[opener];
    size_t last = opener + 1;

    while (last < blocks->count && blocks->list[last].role == BLOCK_PLAIN &&
           (blocks->list[last].clause ||
            blocks_announce_more(blocks->list[last].text.bytes, blocks->list[last].text.len)) &&
           !is_recital(&blocks->list[last]))
        last++;
    if (last - opener < 2 || last == blocks->count || blocks->list[last].role != BLOCK_PLAIN ||
        last_glyph(&blocks->list[last]) != '.')
        return opener;
    int depth = depth_led_to(blocks, opener, last);
    for (size_t i = opener + 1; i <= last; i++) {
        blocks->list[i].role = BLOCK_ITEM;
        blocks->list[i].depth = above->role == BLOCK_ITEM ? above->depth + 1 : depth;
        blocks->list[i].guesses |= OUTLINE_GUESS_UNMARKED;
    }
    return last;
}

static void find_unmarked_lists(struct blocks *blocks, size_t first, int max_depth)
{
    for (size_t i = first; i + 1 < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        bool item = block->role == BLOCK_ITEM && block->depth < max_depth;
        if (last_glyph(block) != ':' || (!item && block->role != BLOCK_PLAIN))
            continue;
        size_t last = find_clauses(blocks, i);
        i = last == i && item ? find_unmarked(blocks, i) : last;
    }
}

/* "Acordamos:" between two lists: it belongs to the one that it leads to. */
static bool leads_to_a_new_list(const struct blocks *blocks, size_t i)
{
    const struct block *next = i + 1 < blocks->count ? &blocks->list[i + 1] : NULL;

    return blocks->list[i].role == BLOCK_PLAIN && blocks->list[i].space_above &&
           last_glyph(&blocks->list[i]) == ':' && next && next->role == BLOCK_ITEM && next->number == 1;
}

/* "3. Entry into force", and below it what the last item says: of an article all its paragraphs. */
static bool says_what_it_is_about(const struct blocks *blocks, size_t i)
{
    const struct block *block = &blocks->list[i], *item = i > 0 ? block - 1 : NULL;

    while (item && item > blocks->list && item->role == BLOCK_PLAIN && item->depth > 1 && stops(item))
        item--;
    if (item && item + 1 < block && !is_article(item))
        return false;
    return item && item->role == BLOCK_ITEM && item->number > 0 && item->text.len > 0 && !stops(item) &&
           !starts_lower(item) && !starts_lower(block) && units(item) <= LOOSE_HEADING_U16 &&
           units(block) > units(item) && stops(block) && !says_where_done(block) && !ends_with_date(block) &&
           !is_note(block);
}

/* "Deeply concerned by the losses;" between a list inside the preamble and the list of what is decided: a clause as those above the first list. */
static bool is_clause_between_lists(const struct blocks *blocks, size_t i, const struct block *item)
{
    const struct block *block = &blocks->list[i];
    size_t next = i + 1;

    while (next < blocks->count && blocks->list[next].role != BLOCK_ITEM)
        next++;
    return item->depth == 1 && block->role == BLOCK_PLAIN && block->space_above && !starts_lower(block) &&
           (last_glyph(block) == ',' || blocks_announce_more(block->text.bytes, block->text.len)) &&
           next < blocks->count && blocks->list[next].depth == 1 && blocks->list[next].number == 1;
}

/* The last of a list below an item, "a) …; b) ….", and what comes next is no part of it: what stands between goes on with the item above. */
static bool closes_list(const struct block *item, const struct block *first, int next)
{
    const struct block *before = item - 1;

    return item->depth > 1 && next > 0 && next < item->depth && last_glyph(item) == '.' && before > first &&
           before->role == BLOCK_ITEM && before->depth == item->depth &&
           blocks_announce_more(before->text.bytes, before->text.len);
}

/* A heading stands beside the item that it heads: so letters run on below it. A paragraph stands inside the item before it,
 * beside that item's children if there are any; below a heading, beside the heading. What follows the last item closes the
 * document, unless it is indented. */
static void find_depths(struct blocks *blocks, size_t first, int max_depth)
{
    int next = 0; /* depth of the next item, 0 where there is none */

    for (size_t i = blocks->count; i-- > first;) {
        struct block *block = &blocks->list[i];
        if (block->role == BLOCK_ITEM)
            next = block->depth;
        else
            block->depth = next;
        if (block->role != BLOCK_ITEM && is_annex(block))
            next = 0; /* what stands in front of it is the end of the text */
    }
    const struct block *item = NULL; /* the last one */
    int heading = 0;                 /* depth of a heading since, else 0 */
    for (size_t i = first; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        bool last = block->depth == 0;
        if (block->role == BLOCK_ITEM) {
            item = block;
            heading = 0;
            continue;
        }
        if (block->said_depth && block->role == BLOCK_PARAGRAPH) {
            block->depth = block->said_depth;
            continue;
        }
        if (block->role == BLOCK_HEADING || block->role == BLOCK_TITLE) {
            block->depth = block->said_depth ? block->said_depth : last ? 1 : block->depth;
            heading = block->depth;
            continue;
        }
        if (block->role == BLOCK_BELOW && i > first) {
            const struct block *above = block - 1;
            block->depth = above->depth + (above->role == BLOCK_ITEM && above->depth < max_depth);
            continue;
        }
        bool indented = item && block->indent > item->indent + 1 && block->indent < item->indent + FAR_RIGHT;
        if (heading > 0)
            block->depth = heading;
        else if (leads_to_a_new_list(blocks, i))
            block->depth = block[1].depth;
        else if (!item || block->role == BLOCK_PARAGRAPH || is_clause_between_lists(blocks, i, item) ||
                 (last && !indented && !says_what_it_is_about(blocks, i)))
            block->depth = 1;
        else if (!indented && closes_list(item, blocks->list, block->depth))
            block->depth = item->depth;
        else
            block->depth = item->depth < max_depth ? item->depth + 1 : max_depth;
        if (block->role == BLOCK_PLAIN && item)
            block->guesses |= OUTLINE_GUESS_PLACE;
    }
}

static enum item_kind kind_of(enum block_role role)
{
    if (role == BLOCK_ITEM)
        return KIND_ITEM;
    return role == BLOCK_HEADING || role == BLOCK_TITLE ? KIND_HEADING : KIND_PARAGRAPH;
}

static const char *removed_of(const struct block *block)
{
    return block->removed.bytes ? block->removed.bytes : "";
}

static void take_title(const struct blocks *blocks, size_t count, bool markdown, struct outline *out)
{
    struct buf title = BUF_EMPTY;
    struct buf removed = BUF_EMPTY;

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks->list[i];
        if (title.len > 0)
            buf_char(&title, ' ');
        buf_add(&title, block->text.bytes, block->text.len);
        buf_text(&removed, removed_of(block));
        out->title_guesses |= block->guesses;
    }
    char *words = buf_take(&title);
    char *taken = buf_take(&removed);
    entry_add_title(out, markdown, words, count > 0 ? strlen(words) : 0, taken);
    free(words);
    free(taken);
}

enum status place_blocks(struct blocks *blocks, const struct import_options *options, bool markdown,
                         struct outline *out)
{
    find_named_parts(blocks, 1);
    size_t first = find_title(blocks);

    take_title(blocks, first, markdown, out);
    find_headings(blocks, first, markdown);
    find_unmarked_lists(blocks, first, options->max_depth);
    find_depths(blocks, first, options->max_depth);
    for (size_t i = first; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        struct entry entry = {
            .depth = block->depth,
            .kind = kind_of(block->role),
            .text = block->text.bytes ? block->text.bytes : "",
            .len = block->text.len,
            .removed = removed_of(block),
            .words = block->words,
            .number = block->number,
            .line_first = block->line_first,
            .line_last = block->line_last,
            .guesses = block->guesses,
        };
        enum status st = entry_add(out, options, markdown, &entry);
        if (st != STATUS_OK)
            return st;
    }
    return STATUS_OK;
}

/* Whether a block that ends with a colon leads to a list in a sentence, or heads it. */
#include <stdlib.h>
#include <string.h>

#include "convert/block_look.h"
#include "convert/glyph.h"
#include "text/fold.h"

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
    return block_word_is_of(word, words, sizeof words / sizeof *words);
}

/* What goes on in the list: "They asked the Agency to:". */
static bool is_word_of_passage(const char *word)
{
    static const char *const words[] = {"to",      "by",       "that",     "of",       "for",     "que",
                                        "a",       "de",       "para",     "con",      "asi",     "como",
                                        "follows", "suit",     "suivent",  "included", "include", "includes",
                                        "incluye", "incluyen", "comprende"};
    return block_word_is_of(word, words, sizeof words / sizeof *words);
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
    char *first = block_first_word(block);
    bool leads = is_word_of_passage(last) || is_verb_of_deciding(last) || is_verb_of_deciding(first);
    free(last);
    free(first);
    return leads && !block_is_capitals(block);
}

/* "Participants:", and nothing else. */
static bool is_an_actor(const struct block *block)
{
    static const char *const words[] = {
        "participants:", "delegations:",   "delegates:",    "ministers:", "leaders:",   "parties:",
        "members:",      "participantes:", "delegaciones:", "delegados:", "ministros:", "viceministros:",
        "partes:",       "miembros:",      "delegacoes:",   "membros:",   "ministres:", "delegues:"};

    return block_begins_with(block, words, sizeof words / sizeof *words);
}

/* "The Working Group:", "El Comité recomienda al Pleno:", "Participants:": whose acts the list tells. */
static bool leads_by_its_subject(const struct block *block)
{
    return !block_is_capitals(block) && (block_begins_with_an_actor(block) || is_an_actor(block));
}

/* "Se acordó:", "Il a été décidé :", "It was agreed:", "Decidiu-se:": a sentence, though it names nobody who acts. */
static bool leads_without_naming(const struct block *block)
{
    static const char *const words[] = {"se", "it", "il", "foi", "foram", "fue", "fueron", "ficou", "quedo"};
    bool sentence = block->text.len > 1 && glyph_is_lower((unsigned char)block->text.bytes[1]); /* no "IT" */
    char *first = block_first_word(block);
    size_t len = strcspn(first, ":");
    bool reflexive = len > 3 && memcmp(first + len - 3, "-se", 3) == 0;
    bool leads = sentence && (reflexive || block_word_is_of(first, words, sizeof words / sizeof *words));

    free(first);
    return leads;
}

/* "Considerando que", "Recalling": with such a word a recital begins. */
static bool begins_as_recital(const struct block *block)
{
    static const char *const words[] = {
        "considerando", "considerant",  "considering", "whereas",     "recordando",    "recalling",
        "rappelant",    "reconociendo", "recognizing", "recognising", "reconnaissant", "reconhecendo",
        "teniendo",     "tendo",        "tenant",      "noting",      "observando",    "notant",
        "reafirmando",  "reaffirming",  "reaffirmant", "destacando",  "subrayando",    "soulignant"};

    return block_begins_with(block, words, sizeof words / sizeof *words);
}

/* "Considerando que la libre circulación:", of more than the word alone. */
static bool leads_as_recital(const struct block *block)
{
    return memchr(block->text.bytes, ' ', block->text.len) && !block_is_capitals(block) &&
           begins_as_recital(block);
}

/* "... agreed on the following measures:", "Meeting in Lima, they decided:" lead to a list, in a sentence. */
bool block_is_lead(const struct block *block)
{
    static const char *const words[] = {" siguiente", " following",         " suivant",      " seguinte",
                                        ", ",         "or the purposes of", "los efectos de"};
    bool leads = false;

    if (block_last_glyph(block) != ':' ||
        (block_is_capitals(block) && block_units(block) <= LOOSE_HEADING_U16))
        return false;
    for (size_t i = 0; !leads && i < sizeof words / sizeof *words; i++)
        leads = block_has(block, words[i]);
    return leads || leads_by_its_words(block) || leads_by_its_subject(block) || leads_without_naming(block) ||
           leads_as_recital(block);
}

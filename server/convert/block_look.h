/* What a block looks like, and what its words say of it by themselves: how it begins and ends, who acts, whether it divides the text. */
#ifndef CONVERT_BLOCK_LOOK_H
#define CONVERT_BLOCK_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "convert/blocks.h"

#define TITLE_U16         300
#define LOOSE_HEADING_U16 80 /* of a heading that neither ends with a colon nor is in capitals */

/* Length in UTF-16 units; TITLE_U16 + 1 where it is longer than that. */
uint32_t block_units(const struct block *block);
/* The signs of footnotes behind it set aside: "examiné le rapport ;¹" ends with the semicolon. */
uint32_t block_last_glyph(const struct block *block);
bool block_starts_lower(const struct block *block);
bool block_stops(const struct block *block); /* ends with a comma or as a sentence does */
bool block_is_capitals(const struct block *block);
bool block_is_bracketed(const struct block *block); /* a note of a translator or an editor */
bool block_has(const struct block *block, const char *words);

/* The first word, folded, without a bracket in front of it. Caller frees. */
char *block_first_word(const struct block *block);
bool block_word_is_of(const char *word, const char *const *words, size_t count);
bool block_begins_with(const struct block *block, const char *const *words,
                       size_t count); /* with one of them, folded */

bool block_begins_with_an_actor(
    const struct block *block); /* "The Working Group", "El Comité", "We, the Ministers" */
bool block_names_a_body(
    const struct block *block); /* "The Conference of the Parties": who acts, though no comma says so */
bool block_calls_itself(const struct block *block); /* "We, the Ministers": so no title begins */
/* "... agreed on the following measures:", "Meeting in Lima, they decided:" lead to a list, in a sentence (block_lead.c). */
bool block_is_lead(const struct block *block);
bool block_says_where_done(
    const struct block *block); /* "Hecho en San José": so the last sentence of what is signed begins */
bool block_ends_with_date(const struct block *block); /* "San Marcos, 8 de diciembre de 2027" */
bool block_is_note(const struct block *block);        /* "Fecha: 14 de mayo": one word and what it says */
/* "CAPÍTULO I", "Annex 2", "ANEXO", "EJE 1. PREVENCIÓN": such a word, at most a number behind it, and what it is about. */
bool block_is_division(const struct block *block);
bool block_is_annex(const struct block *block);
bool block_is_article(const struct block *block); /* it had such a number */

#endif

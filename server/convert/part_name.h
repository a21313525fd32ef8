/* What the parts of a long text are called: "CAPÍTULO I", "Annex 2", "EJE 1. PREVENCIÓN". They head what stands below them. */
#ifndef CONVERT_PART_NAME_H
#define CONVERT_PART_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the first word of a text is such a name, in any case and with or without accents. Borrows. */
bool part_name_is_first(const char *text, size_t len);

/* Whether it is that of a part that stands behind the end of the text: an annex. */
bool part_name_is_annex(const char *text, size_t len);

/* Whether it is, as a whole, that of a part with which a text begins: "EXPOSICIÓN DE MOTIVOS", "Background". */
bool part_name_is_opening(const char *text, size_t len);

/* Whether the first word is that of one of several texts for the same place: "OPTION 1". */
bool part_name_is_option(const char *text, size_t len);

/* Bytes of an ordinal in words at the front, as in "TÍTULO PRIMERO" and "CAPÍTULO ÚNICO", the last word or with a stop behind it; 0: there is none. */
size_t part_name_ordinal(const char *text, size_t len);

/* "Subject: Stowaways", "Asunto: …": what a letter or a cover is about. */
bool part_name_is_subject(const char *text, size_t len);

/* "Decision 4/1: Border management", "Objetivo 1.2. Prevenir", "Point 2 de l’ordre du jour : Visas", "Paragraph 2": a word with a capital, a number, and a stop (a colon
 * may stand behind further words) and what it is about. The length of the word; 0: it is none. */
size_t part_name_numbered(const char *text, size_t len);

#endif

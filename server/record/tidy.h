/* From exact parts (parts.h) to what people read: in whole words, and as the view shows them.
 *
 *   parts_view   brackets: all words. clean, base: as if the proposals that were open at each moment were accepted, or were not there; so words
 *                that both moments have can still be deleted or inserted, by a decision or by a mark.
 *   parts_tidy   where a change ends inside a word, the rest of the word goes along, deleted and inserted; blanks alone between two changes
 *                too; of each change first what is deleted, then what is inserted; neighbours that are alike become one.
 *
 *   kept "colo" inserted "u" kept "r"   →   deleted "color" inserted "colour"
 */
#ifndef RECORD_TIDY_H
#define RECORD_TIDY_H

#include "convert/document.h"
#include "record/parts.h"

/* `before` and `after`: the text at the two moments, NULL where there is none. */
void parts_view(struct parts *parts, const struct delta *before, const struct delta *after,
                enum document_view view);
void parts_tidy(struct parts *parts, const struct weave *weave);

#endif

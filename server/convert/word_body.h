/* The parts of a Word file that hold paragraphs: the document itself, its notes, headers and footers. */
#ifndef CONVERT_WORD_BODY_H
#define CONVERT_WORD_BODY_H

#include "convert/word_file.h"
#include "ooxml/relationships.h"

#define WORD_MAX_PARAGRAPHS 40000
#define WORD_MAX_AUTHORS    500
#define WORD_MAX_NOTES      2000
#define WORD_MAX_SETS       1000 /* of marks on the same words */

/* Reads one part into `file`, whose styles and comments are known already. `flow` is where its paragraphs belong; notes are WORD_NOTE.
 * STATUS_LIMIT: one of the bounds above. STATUS_BAD_FILE also where the part takes in another document, which only Word can put in its
 * place. `why` gets a sentence. Borrows. */
enum status word_body_read(struct word_file *file, struct zip_reader *zip, const char *part,
                           const struct relationships *links, enum word_flow flow,
                           struct buf *why) MUST_CHECK;

#endif

/* Who wrote what: the lives of all texts of a draft (strand.h), folded from its op log.
 *
 *   struct weave *weave = weave_create();
 *   while (...)
 *       weave_fold(weave, &op);                                  // each op of the log, in order
 *   const struct strand *text = weave_text(weave, "i7", "es");   // every word that ever stood in it
 *
 * A weave knows no more of a draft than its words, who made each op and when; the tree, the names and the notes are in the state. It needs
 * no state to be folded: canonical ops say where words are cut and joined. Folding goes on where it stopped.
 *
 * What becomes of words:
 *   text          inserts are stretches written and come by this op; deletes go by it; marks change `under` and `struck`
 *   item.add      its texts are written by this op
 *   item.split    what stands behind the cut goes here and comes there, written by whom it was
 *   item.merge    what stands in the one goes there, and comes at the end of the other
 *   a decision    the server adds a text change: what is accepted stays, under its proposal, which the state says who decided; what is struck
 *                 or refused goes by this op
 * An item that is moved, removed or restored keeps its words, and so their authors.
 */
#ifndef RECORD_WEAVE_H
#define RECORD_WEAVE_H

#include "draft/op.h"
#include "record/names.h"
#include "record/proposal_sets.h"
#include "record/strand.h"

struct weave;

struct weave *weave_create(void);              /* of no ops; caller destroys */
void weave_destroy(struct weave *weave);       /* NULL is fine */
uint64_t weave_seq(const struct weave *weave); /* of the last op folded */
size_t weave_bytes(const struct weave *weave); /* about what it takes in memory */

/* Folds the next op, of a log that draft_fold accepts; borrows it. STATUS_CORRUPT where it is not the next one; STATUS_LIMIT where the log is
 * longer, or holds more words, than a weave can count (2^32). */
enum status weave_fold(struct weave *weave, const struct op *op) MUST_CHECK;

/* All of it as bytes, appended; and back, into an empty weave: false where they are broken, and the weave is then only to be destroyed. */
void weave_pack(const struct weave *weave, struct buf *out);
bool weave_unpack(struct weave *weave, struct packed *in);

/* The life of one text; NULL where nobody ever wrote in it. Borrowed until the next weave_fold. */
const struct strand *weave_text(const struct weave *weave, const char *item, const char *lang);
/* Every stretch of every text of a language, in no order of texts. */
void weave_visit(const struct weave *weave, const char *lang,
                 void (*visit)(void *context, const struct stretch *stretch), void *context);
/* The letters of a stretch, UTF-8, appended. */
void weave_write_words(const struct weave *weave, uint32_t at, uint32_t len, struct buf *out);
uint16_t weave_unit(const struct weave *weave, uint32_t at); /* one UTF-16 unit */

/* Who made an op (participant, or "system"), borrowed, and when, ms. `seq` from 1 to weave_seq. */
const char *weave_author(const struct weave *weave, uint64_t seq);
int64_t weave_time(const struct weave *weave, uint64_t seq);

/* What the numbers in the sets of `under` and `struck` stand for: ids of proposals. */
const struct proposal_sets *weave_sets(const struct weave *weave);
const char *weave_proposal(const struct weave *weave, uint32_t number);

#endif

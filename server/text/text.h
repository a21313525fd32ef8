/* The words of one item in one language: a document that deltas are applied to in place.
 *
 * Kept as a list of short spans of UTF-8 (a few hundred bytes), each knowing its length in bytes and in UTF-16 units, so that
 * an edit costs the same in a text of 60,000 units as in one of 60.
 *
 *   struct text *text = text_create();
 *   if (text_check(text, &delta) == STATUS_OK)
 *       text_apply(text, &delta);
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "text/delta.h"

#define TEXT_MAX_U16 65536

struct text;

struct text *text_create(void);       /* empty */
void text_destroy(struct text *text); /* NULL is fine */
struct text *text_copy(const struct text *text);

uint32_t text_len(const struct text *text); /* UTF-16 units */
/* About the bytes that it has when it is written. */
uint64_t text_bytes(const struct text *text);
/* In how many spans the words are kept: what a walk along the text costs. */
uint32_t text_spans(const struct text *text);

/* STATUS_BAD_OP: runs past the end, cuts a surrogate pair, or inserts text with a null attribute.
 * STATUS_TOO_LARGE: the result would be longer than TEXT_MAX_U16. */
enum status text_check(const struct text *text, const struct delta *delta) MUST_CHECK;
/* Applies a checked delta; one that runs past the end stops the process (ALWAYS). */
void text_apply(struct text *text, const struct delta *delta);
/* The change that would take a checked `delta` back; call it before text_apply. */
void text_invert(const struct text *text, const struct delta *delta, struct delta *out);

/* True where a surrogate pair lies across the position, or it is past the end. */
bool text_cuts_pair(const struct text *text, uint32_t position_u16);

/* From-to as an inserts-only delta in normal form; caller clears. The whole: 0, text_len(). Both ends must lie in the text (ALWAYS)
 * and should cut no pair: see text_cuts_pair. */
void text_slice(const struct text *text, uint32_t from_u16, uint32_t to_u16, struct delta *out);
/* The formatting of the unit at a position; NULL for none, and where there is no such unit. Borrowed until the next change. */
const struct attributes *text_attributes_at(const struct text *text, uint32_t position_u16);
/* Calls `visit` with the formatting of every stretch that has any, until it returns false. */
void text_visit_attributes(const struct text *text,
                           bool (*visit)(void *context, const struct attributes *attributes), void *context);
/* The words alone, UTF-8, appended. */
void text_write_plain(const struct text *text, struct buf *out);
void text_write_json(const struct text *text, struct buf *out); /* {"ops":[…]} in normal form */

#endif

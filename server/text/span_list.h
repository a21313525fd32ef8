/* The spans of one text, in order, in an array with a gap where the last edit was:
 *
 *     [span][span][span] . . . gap . . . [span][span]
 *      before_u16 units                   len_u16 - before_u16
 *
 * Seeking moves the gap span by span. So an edit near the last one finds its place at once, one elsewhere passes a few
 * hundred spans at most in a long plain text, and a change with thousands of ops passes each span once.
 *
 * Inside text/ only.
 */
#ifndef TEXT_SPAN_LIST_H
#define TEXT_SPAN_LIST_H

#include "text/span.h"

struct span_list {
    struct span *slots;
    uint32_t before; /* spans at the start of the array */
    uint32_t after;  /* spans at its end */
    uint32_t capacity;
    uint32_t before_u16; /* units in the spans before the gap */
    uint32_t len_u16;    /* units in all */
    uint64_t bytes;      /* sum of span_written_bytes */
};

void span_list_clear(struct span_list *list);
void span_list_copy(const struct span_list *from, struct span_list *out); /* out is overwritten */

/* Moves the gap to the start of the span that holds this position; at the very end: behind the last span. */
void span_list_seek(struct span_list *list, uint32_t position_u16);

/* The neighbours of the gap, NULL where there is none. Their lengths change through the calls below only. */
struct span *span_list_prev(const struct span_list *list);
struct span *span_list_next(const struct span_list *list);

void span_list_push(struct span_list *list, struct span span); /* before the gap; takes the span */
void span_list_pass(struct span_list *list);                   /* moves the next span before the gap */
void span_list_drop_next(struct span_list *list);
/* The next span is cut; what stands before the cut goes before the gap. */
void span_list_split_next(struct span_list *list, size_t at_bytes, uint32_t at_u16);
/* The next span gets this formatting; takes the reference. */
void span_list_format_next(struct span_list *list, struct attributes *attributes);
/* If the neighbours of the gap are small and formatted alike, they become one span before it. Else false. */
bool span_list_join(struct span_list *list);

void span_list_insert_prev(struct span_list *list, const char *utf8, size_t len_bytes,
                           uint32_t len_u16); /* at its end */
void span_list_insert_next(struct span_list *list, size_t at_bytes, const char *utf8, size_t len_bytes,
                           uint32_t len_u16);
void span_list_remove_next(struct span_list *list, size_t at_bytes, size_t len_bytes, uint32_t len_u16);

/* Reading, which leaves the gap where it is: a span and where it starts. */
struct span_place {
    uint32_t index;
    uint32_t start_u16;
};

/* A place at or before the position, found from the start or from the gap, whichever is nearer. */
struct span_place span_list_near(const struct span_list *list, uint32_t position_u16);
/* The span at a place, NULL behind the last. */
const struct span *span_list_at(const struct span_list *list, uint32_t index);
/* Goes on to the span that holds the position (which must not lie before the place); NULL at the very end. */
const struct span *span_list_find(const struct span_list *list, struct span_place *place,
                                  uint32_t position_u16);

#endif

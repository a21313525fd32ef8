/* The lists of a Word file: which number Word shows in front of a paragraph.
 *
 * A paragraph names a list (`num`), several of which may share one definition and then count together; a list may override the definition,
 * and start a level anew where it is first used. A level counts on until a higher one is used.
 */
#ifndef CONVERT_WORD_NUMBERING_H
#define CONVERT_WORD_NUMBERING_H

#include <stdbool.h>

#include "convert/word_styles.h"
#include "convert/marker.h"

#define WORD_LEVELS      9
#define WORD_LABEL_BYTES 128

struct word_numbering;

/* A number as it stands in front of its paragraph. */
struct word_label {
    char text[WORD_LABEL_BYTES]; /* "7.", "(a)", "Article 3", "•" */
    enum marker_style style;
    uint32_t value;
    uint32_t stop; /* as in struct marker */
    uint32_t list; /* of the definition, from 1 */
    int level;     /* from 0 */
    long indent;   /* of that level, twentieths of a point; -1: not said */
};

/* `part` NULL: a file without lists. Caller destroys `out`. */
enum status word_numbering_read(struct zip_reader *zip, const char *part, struct buf *why,
                                struct word_numbering **out) MUST_CHECK;
void word_numbering_destroy(struct word_numbering *numbering); /* NULL is fine */

/* The number of the next paragraph, in document order. `level` -1: the one whose definition names the style `style_id`, else 0. `counts`
 * false: shown, and not used up, as of a paragraph that is deleted. False where it has none: no such list, or one that shows nothing. */
bool word_numbering_next(struct word_numbering *numbering, long num, long level, const char *style_id,
                         bool counts, struct word_label *out);

#endif

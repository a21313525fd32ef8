/* The comments of a Word file: who said what, in answer to what, and whether it is settled. Where they hang, word_body finds out. */
#ifndef CONVERT_WORD_COMMENTS_H
#define CONVERT_WORD_COMMENTS_H

#include "convert/word_file.h"
#include "ooxml/package.h"

#define WORD_MAX_COMMENTS 20000

/* STATUS_LIMIT: more than WORD_MAX_COMMENTS; else as part_read. A file without comments has none. */
enum status word_comments_read(struct word_file *file, const struct package *package,
                               struct buf *why) MUST_CHECK;

#endif

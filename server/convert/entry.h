/* Words -> entries of an outline: formatting read, long texts cut, glued sentences noted. The last step of every import. */
#ifndef CONVERT_ENTRY_H
#define CONVERT_ENTRY_H

#include <stdbool.h>

#include "convert/import_text.h"
#include "convert/outline.h"

/* What is about to become an entry. Borrowed. */
struct entry {
    int depth;
    enum item_kind kind;
    const char *text;
    size_t len;
    const char *removed; /* NUL-terminated */
    const struct delta *
        words; /* the same text with its formatting, where the source has one; NULL: it is read from the text */
    uint32_t number; /* that it had in the source; 0: none */
    uint32_t line_first;
    uint32_t line_last;
    uint32_t guesses;
};

/* Appends it; a text that is too long continues in paragraphs inside the item. The depth is lowered where it is more than one
 * below the entry before. STATUS_LIMIT: more entries than allowed. */
enum status entry_add(struct outline *outline, const struct import_options *options, bool markdown,
                      const struct entry *entry) MUST_CHECK;

/* The words of a title: formatting is dropped into `title_removed`, as a title has none. Appends a blank and the words. */
void entry_add_title(struct outline *outline, bool markdown, const char *text, size_t len,
                     const char *removed);

#endif

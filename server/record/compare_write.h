/* A comparison as a file: a page to read and print, plain text, JSON for programs, or Word with tracked changes (protocol/record.md).
 *
 *   txt   7. Urge [-all-]{México} [+every+]{Canadá, decided by the Chair} State
 */
#ifndef RECORD_COMPARE_WRITE_H
#define RECORD_COMPARE_WRITE_H

#include "record/compare.h"

enum compare_format { COMPARE_HTML, COMPARE_TXT, COMPARE_JSON, COMPARE_DOCX, COMPARE_FORMAT_COUNT };

bool compare_format_from_name(const char *name, enum compare_format *out); /* "html", "txt", "json", "docx" */
const char *compare_format_name(enum compare_format format);
const char *compare_content_type(enum compare_format format); /* static */

/* In Word struck words of open proposals would pass for the text: the clean view. Else with brackets. */
enum document_view compare_usual_view(enum compare_format format);
/* STATUS_TOO_LARGE: a Word file that would take more memory than one may. */
enum status compare_write(struct buf *out, enum compare_format format,
                          const struct comparison *comparison) MUST_CHECK;

/* For the writers. */

/* The words that are not the draft's, in its language where there are such, else in English. */
struct compare_words {
    const char *changes;   /* heading */
    const char *from, *to; /* "from change 12, … to change 40, …" */
    const char *nothing;
    const char *added, *restored, *removed, *moved, *split, *joined; /* of items */
    const char *inserted, *deleted, *decided;                        /* "… by" */
    const char *status, *kind;
};
const struct compare_words *compare_words_for(const char *lang);

/* "México (Ana López)", or the name alone; nothing where nobody is known. */
void compare_write_person(struct buf *out, const struct comparison *comparison, const char *id);
/* The name of a delegation, or of a person without one. */
void compare_write_group(struct buf *out, const struct comparison *comparison, const char *group);
/* "México (Ana López), decided by Chair, 2026-03-02 14:05 UTC". */
void compare_write_author(struct buf *out, const struct comparison *comparison,
                          const struct authorship *author, const struct compare_words *words);
void compare_write_time(struct buf *out, int64_t at_ms);
/* Its number, or its first words, in the later document, else in the earlier one. */
void compare_write_item(struct buf *out, const struct comparison *comparison, const char *item);

void compare_write_html(struct buf *out, const struct comparison *comparison);
void compare_write_txt(struct buf *out, const struct comparison *comparison);
void compare_write_json(struct buf *out, const struct comparison *comparison);
enum status compare_write_docx(struct buf *out, const struct comparison *comparison) MUST_CHECK;

#endif

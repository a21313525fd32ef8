/* A Word file in, an outline out.
 *
 *   word_read      bytes -> what the file says: word_file.h; formulas as words: word_formula.h
 *   word_changes   change tracking, as a negotiator means it; or all accepted, or all rejected
 *   word_table     tables: layout, rows of facts, two languages side by side
 *   word_pieces    paragraphs and rows -> what becomes one entry each: words, number, look
 *   sequence, place, entry   as for every text (import_text.h): typed numbers and Word's own meet one logic
 *
 * Notes stand as paragraphs below what refers to them; headers, footers, text boxes, tables of contents and hidden words are set apart in the
 * outline. Every word of the file is in the outline, in its `aside`, or in `struck`.
 */
#ifndef CONVERT_IMPORT_WORD_H
#define CONVERT_IMPORT_WORD_H

#include "convert/import_text.h"
#include "convert/outline.h"

#define IMPORT_WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* What becomes of tracked changes. */
enum word_choice { WORD_PROPOSALS, WORD_ACCEPTED, WORD_REJECTED };

/* "proposals", "accepted", "rejected"; false where it is none of them. */
bool word_choice_from_name(const char *name, enum word_choice *out);

/* Whose an author's changes are. */
struct word_voice {
    const char *author;     /* as the file names them */
    const char *delegation; /* its code; "" for the secretariat, without attribution */
};

/* A table of them, with strings of its own. */
struct word_voice_list {
    struct word_voice *list;
    size_t count;
    size_t capacity;
};

#define WORD_VOICES_MAX 500

/* Reads "Ana López=MX; Luis=CR; Author=": the last equals sign of each counts, as names may hold others. False where it is no such table. The
 * caller clears `out`, in any case. */
bool word_voice_list_read(const char *text, struct word_voice_list *out);
void word_voice_list_clear(struct word_voice_list *voices);

struct word_options {
    enum word_choice choice;
    const struct word_voice *
        voices; /* of authors that the table does not name: a guess by their name, else a person of that name */
    size_t voice_count;
    const char *lang;  /* original language of the draft; NULL: that of the first column of a table */
    bool one_language; /* the draft has no other: tables of two languages are rows of facts */
};

/* An author of changes or comments, and what came of them. */
struct word_author {
    char *name;
    char *delegation; /* as the table says, or guessed; NULL: neither */
    bool guessed;     /* it was not in the table */
    size_t changes;   /* runs of words */
    size_t comments;
};

struct word_import {
    struct outline outline;  /* entries of a second column in another language are in that language */
    char *translation_lang;  /* "en"; NULL: none */
    char *translation_title; /* NULL: none */
    struct word_author *authors;
    size_t author_count;
    struct buf
        struck; /* words that went by the choice, or that their author took back; a line for each paragraph */
    struct buf numbers; /* typed in front of items, which the draft numbers by itself; a line for each */
    struct buf formats; /* changes of formatting, which are taken as they are: a line "who: words" for each */
    size_t changes;     /* tracked ones in the file */
};

/* Borrows. `limits` and `options` may be NULL: defaults, proposals. `out` is overwritten; the caller clears it, also after a failure.
 * STATUS_BAD_FILE, STATUS_TOO_LARGE, STATUS_LIMIT with one sentence in `why`. */
enum status import_word(const char *bytes, size_t len, const struct import_options *limits,
                        const struct word_options *options, struct word_import *out,
                        struct buf *why) MUST_CHECK;
void word_import_clear(struct word_import *import);

/* Whether bytes are to be read as a Word file: a zip archive by their start; or a file of another kind that is no text either (.doc, .rtf, .pdf), of
 * which import_word says what to do. */
bool import_is_word(const char *bytes, size_t len);

/* {"authors":[{"name","delegation"?,"guessed","changes","comments"}],"changes":n,"struck":[…],"formats":[…],"numbers":[…],"translation":"en"?}; `numbers` are
 * those that were typed, as they stood. */
void word_import_write_json(struct buf *out, const struct word_import *import);

#endif

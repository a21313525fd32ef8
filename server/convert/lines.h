/* The lines of a normalised text, blank ones left out, with what the eye sees of each: indentation, what is above it. */
#ifndef CONVERT_LINES_H
#define CONVERT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line {
    const char *at; /* without indentation; borrowed from the text */
    size_t len;
    uint32_t number; /* in the source, from 1 */
    uint32_t indent; /* columns */
    uint32_t blank_above;
    bool page_above; /* a form feed, or far more blank lines than usual */
    bool apart;      /* page furniture: set by furniture_find */
    bool section;   /* the number of a section, alone on its line: what it is called stands on the next one */
    bool row;       /* of a table: "| one | two |" */
    char underline; /* '=' or '-' where the next line underlines it */
    uint32_t level; /* of a Markdown heading, 1 … 6; 0: none */
    size_t column;  /* bytes of its first word, where a tab stood behind that; 0: none did */
};

struct lines {
    struct line *list;
    size_t count;
    size_t capacity;
};

#define LINES_EMPTY                                                                                          \
    {                                                                                                        \
        NULL, 0, 0                                                                                           \
    }

/* Borrows the text, which must outlive the lines; its tabs become blanks. */
void lines_split(char *text, size_t len, bool markdown, struct lines *out);
void lines_clear(struct lines *lines);
void lines_add(struct lines *lines, const struct line *line); /* copies it, not its text */

/* The next line from `index` on that is not set apart; lines->count where there is none. */
size_t lines_next(const struct lines *lines, size_t index);

/* Whether a line is a row of a table drawn with bars, and whether it only draws: "|---|---|". */
bool lines_is_row(const struct line *line);
bool lines_is_row_rule(const struct line *line);

/* A line of nothing but one of - = _ * ~ #, at least three times, with or without blanks. */
bool lines_is_rule(const struct line *line);

#endif

/* Who stands in a bracket: "Canada", "Costa Rica, Belize", "US and MX". */
#ifndef CONVERT_BRACKET_NAMES_H
#define CONVERT_BRACKET_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct bracket_name {
    char *code;  /* of a delegation; NULL: nobody is known by these words */
    char *words; /* as they stand in the text */
};

struct bracket_names {
    struct bracket_name *list;
    size_t count;
    size_t capacity;
    size_t unknown; /* so many have no code */
};

/* Reads a list of names, separated by commas, semicolons, slashes or "and" in the languages of the Conference. False, with nothing in `out`,
 * where it is none: where a part is no known delegation and does not look like a name either. Caller clears. */
bool bracket_names_read(const char *text, size_t len, struct bracket_names *out);
void bracket_names_clear(struct bracket_names *names);

#endif

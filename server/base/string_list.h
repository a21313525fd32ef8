/* A list of strings that it owns, in the order in which they were added.
 *
 *   struct string_list names = {0};
 *   string_list_add(&names, "a");
 *   string_list_clear(&names); */
#ifndef BASE_STRING_LIST_H
#define BASE_STRING_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* All zero is an empty one. */
struct string_list {
    char **strings;
    size_t count;
    bool there; /* it was given, even if empty, where a list may be left out */
};

void string_list_add(struct string_list *list, const char *string); /* copies */
bool string_list_has(const struct string_list *list, const char *string);
void string_list_clear(struct string_list *list);
void string_list_free(void *list); /* one on the heap; NULL is fine */
void string_list_copy(const struct string_list *from, struct string_list *out); /* overwrites `out` */

#endif

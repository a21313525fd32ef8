/* Hyphens at the ends of lines: those that a line break made, and those that belong to the word. */
#ifndef CONVERT_HYPHEN_H
#define CONVERT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a hyphen belongs to the word: "físico-" and "químico" do go together with one, "coopera-" and "ción" do not. `before` ends in front of
 * the hyphen, `after` starts behind the line break. Borrows. */
bool hyphen_stays(const char *before, size_t before_len, const char *after, size_t after_len);

#endif

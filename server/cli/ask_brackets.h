/* Asks at the terminal what is to become of each bracket of an imported text. */
#ifndef CLI_ASK_BRACKETS_H
#define CLI_ASK_BRACKETS_H

#include "convert/brackets.h"

/* Shows each bracket that may be taken with its line, what it would become and by whom, and reads an answer from standard input: y takes it, n
 * leaves it as words, a takes this and all that follow, k leaves them, q ends the import. Of a name that no delegation is known by it asks
 * the code. False where the import is to end, as it is where the answers end. */
bool ask_brackets(const struct outline *outline, struct brackets *brackets);

#endif

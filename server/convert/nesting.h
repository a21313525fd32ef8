/* How the brackets around words stand in each other. Marks are a set without order, so the notation follows from how far they reach:
 *
 * - What reaches further stands outside; of two that reach equally far, the insertion, then the lower id. What is around the whole item
 *   stands outside of all.
 * - Equal brackets are one, under all their names: two delegations that strike the same words strike them once.
 * - A deletion and the insertion behind it that belong to the same proposals are the halves of one replacement, under one name, but not
 *   inside what is struck, nor where something is inserted into what is struck.
 *
 * The page draws by the same rule (client-web/src/draft/nesting.ts); protocol/vectors/brackets.json holds both to it.
 */
#ifndef CONVERT_NESTING_H
#define CONVERT_NESTING_H

#include <stdbool.h>
#include <stddef.h>

#include "text/delta.h"

#define NESTING_MOST 64 /* brackets around one piece of words; of more, the inner ones are not there */

enum nesting_half { NESTING_WHOLE, NESTING_STRUCK, NESTING_INSTEAD };

struct nesting_bracket {
    bool deletes;
    enum nesting_half half;
    const char *const *proposals; /* whose it is: several where they want the same */
    size_t count;
    bool arrow; /* its own words, without those in inner brackets, hold an arrow like that of a replacement */
};

struct nesting_visitor {
    void (*open)(void *context, const struct nesting_bracket *bracket);
    void (*close)(void *context, const struct nesting_bracket *bracket);
    void (*words)(void *context, size_t op); /* index of an insert of the text */
    void *context;
};

/* The brackets that stand around a whole item. */
struct nesting_around {
    const char *const *removals; /* proposals that would remove it, in the order in which they were made */
    size_t removal_count;
    const char *insertion; /* the proposal that would add it; NULL: none */
};

/* Walks a text, which consists of inserts. Where it is empty, what is around it is opened and closed. Borrows everything; what the visitor
 * gets lasts until the call is over. */
void nesting_visit(const struct delta *text, const struct nesting_around *around,
                   const struct nesting_visitor *visitor);

#endif

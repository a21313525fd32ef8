/* Numbers that stay. People have the text on paper and speak by its numbers; once the chair has frozen them, each item that has a number keeps
 * it, whatever becomes of the others, until the chair renumbers.
 *
 * Freezing writes down what each item is called (`name`), under which numbered item (`home`) and in which order. From then on
 *
 *   an item that comes    is called after the one before it: 4 bis, 4 ter, …; in front of a list 0 bis
 *   a proposal            for the place where another proposal stands is its alternative: 4 bis alt, 4 bis alt 2
 *   an item that leaves   leaves its number behind: "5. [deleted]"; nobody else is called 5
 *   an item that moves    is called like one that comes, and shows what it was called before ("formerly 7.p"). Moved back to where it was
 *                         among the others, it has its own number again
 *   what is below         is called below it as it was: 7.p.i is 4 bis.i where 7.p is now 4 bis
 *
 * What an item is called after is its `base`: the id of an item that had its number when they were frozen; "^" and the id of the item above
 * ("^" alone at the top) in front of a list; "~" and the id of a proposal that it is an alternative to. How many names were given after each
 * base is counted, so that none is given twice.
 *
 * Everything here is called by what applies changes, and follows from the state alone: whoever folds the log gets the same names.
 */
#ifndef DRAFT_FROZEN_H
#define DRAFT_FROZEN_H

#include "draft/numbering.h"
#include "draft/state.h"

struct given {
    char key[FROZEN_KEY_BYTES];
    uint64_t count; /* names given after it */
};

/* What is known of a draft whose numbers are frozen. */
struct frozen {
    struct entries given; /* struct given, by key */
};

/* Freezes: every item that is there and has a number keeps it. The numbers must not be frozen. */
void frozen_begin(struct draft *draft);
/* Every item is numbered by its place again. */
void frozen_end(struct draft *draft);
void frozen_free(void *frozen); /* NULL is fine */
/* So many names have been given after `key`: for those who read a snapshot. */
void frozen_set_given(struct draft *draft, const char *key, uint64_t count);

/* The number of an item as people quote it, "7.p"; empty where it has none, or numbers are not frozen. */
void frozen_path(const struct draft *draft, const struct item *item, char path[NUMBERING_PATH_BYTES]);
/* An item has come, come back, or become one that has a number: it and what is below it get names where they have none. Does nothing
 * while numbers are not frozen, like those below. */
void frozen_came(struct draft *draft, struct item *item);
/* An item has moved; `path` is what frozen_path gave before. */
void frozen_moved(struct draft *draft, struct item *item, const char *path);
/* Items have come, from `first` on, from below one whose frozen_path was `path`, behind others that are there. */
void frozen_joined(struct draft *draft, struct item *first, const char *path);
/* The items below `above` have come there all together, with their names; `path` is what frozen_path gave for the one that they were below. */
void frozen_carried(struct draft *draft, struct item *above, const char *path);
/* Whether an item that is removed leaves its number behind. */
bool frozen_leaves_gap(const struct draft *draft, const struct item *item);

#endif

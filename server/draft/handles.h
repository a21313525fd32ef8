/* The permanent handle of an item, "K7Q": what people cite where a number may change. It is shown as §K7Q.
 *
 * A handle follows from the item's id alone: the id is hashed and the hash written in 25 signs, digits and capitals without those that look like
 * others (0 O 1 I L, 2 Z, 5 S, 8 B, U V) and without A and E, so that none spells a word. An item gets the first three signs. Where an item of the
 * draft that came before has just those, removed or not, it gets four, and so on; since an item that comes later never changes what an earlier
 * one has, a handle stays for good, and whoever folds the log gives the same ones:
 *
 *   signs of an id   K7QM2R…    first to come: K7Q
 *   of another one   K7QF4H…    then:          K7QF
 *
 * Whoever makes ids can look for one that has another's signs; beyond HANDLE_SIGNS a count goes on, so handles differ in any case.
 *
 * The page computes the same in draft/handles.ts; protocol/vectors/references.json holds both to it.
 */
#ifndef DRAFT_HANDLES_H
#define DRAFT_HANDLES_H

#include <stdbool.h>

#include "draft/state.h"

#define HANDLE_SHORTEST 3
#define HANDLE_SIGNS    24

/* All signs of an id. */
void handle_signs(const char *id, char signs[HANDLE_SIGNS + 1]);

/* Gives a new item, whose id is set, its handle. */
void handles_give(struct draft *draft, struct item *item);
/* Gives it the one that a snapshot says it has. False where that is none of its own, the shortest, or another's. Not while an op is applied. */
bool handles_restore(struct draft *draft, struct item *item, const char *handle);
/* The item of a handle as somebody may write it, "§k7q", where one sign may stand for another that looks like it; a removed one too. NULL: none. */
struct item *handles_find(const struct draft *draft, const char *written);
/* Whether it has the first signs alone, so that a snapshot need not say them. */
bool handle_is_short(const struct item *item);

#endif

/* In which order the contested things of an imported text are made, and by whom.
 *
 * The log of a new draft tells what the text shows as if it had been negotiated: first the words that nobody contests, then proposal by
 * proposal. Whoever proposes inside somebody else's proposal comes after them, so every proposal has a level: 1 where it stands in agreed
 * words, else one more than the deepest of those around it. All proposals of one level by one author are one step, and a step is one op.
 *
 *   [Canadá: a [México: b] c] … [México: d]       level 1: Canadá, México (d);  level 2: México (b)
 *   steps                                         1 Canadá, 2 México, 3 México
 *
 * The versions of a text in several languages are one draft. A proposal of a translation is the same as one of the original where it stands
 * in the same entry, has the same author and act, and is the same in number among such; else it is one of its own.
 */
#ifndef LOAD_SEED_PLAN_H
#define LOAD_SEED_PLAN_H

#include "convert/outline.h"
#include "load/draft_seed.h"

struct seed_author {
    const struct contested_author *who;
    struct participant participant; /* as the log knows them */
    bool introduced;
};

struct seed_proposal {
    const struct contested_proposal *from;
    char id[CONTESTED_ID_BYTES];
    size_t author;
    unsigned level;
    size_t step; /* from 1 */
};

struct seed_plan {
    const struct draft_seed *seed;
    struct seed_author *authors;
    size_t author_count;
    size_t author_capacity;
    struct seed_proposal *proposals;
    size_t proposal_count;
    size_t proposal_capacity;
    size_t *same[DRAFT_MAX_LANGS]; /* of each version: index of its proposals in `proposals` */
    size_t *
        owners; /* of each entry: the proposal that adds it or what it is below; CONTESTED_NONE: nobody does */
    size_t steps;
};

/* STATUS_BAD_OP, with a sentence in `why`, where a translation proposes to add or remove an entry and the original does not. Caller clears,
 * also after a failure. The seed must outlive it. */
enum status seed_plan_make(const struct draft_seed *seed, struct seed_plan *out, struct buf *why) MUST_CHECK;
void seed_plan_clear(struct seed_plan *plan);

/* The author of a comment or a position, added where the plan has none like it. An index. */
size_t seed_plan_author(struct seed_plan *plan, const struct contested_author *who);
/* The step at which an entry is added; 0: with the agreed words. */
size_t seed_plan_entry_step(const struct seed_plan *plan, size_t entry);

/* The words of an entry in one version as they are after a step, with the marks made by then, into `out` (overwritten; caller clears). */
void seed_plan_words(const struct seed_plan *plan, size_t version, size_t entry, size_t step,
                     struct delta *out);
/* The change that a step makes to them, from what they were after the step before. */
void seed_plan_change(const struct seed_plan *plan, size_t version, size_t entry, size_t step,
                      struct delta *out);

#endif

/* Who is to do something, with whose support and where, as a clause says it. */
#ifndef FOLLOW_PARTIES_H
#define FOLLOW_PARTIES_H

#include "follow/clauses.h"

/* Whether a country, a city or the like is called so; `name` is no string, it has `len` bytes. */
typedef bool (*place_is_known)(const char *name, size_t len);

struct party {
    size_t from, to; /* tokens; equal: none */
};

/* Who is asked, and where what they are asked for begins. */
struct asked {
    struct party who;
    size_t what;
};
struct asked parties_asked(const struct tokens *tokens, const struct clause *clause,
                           const struct lexicon *lexicon);
/* Where what is pledged begins: "hold" in "decides to hold". */
size_t parties_pledged(const struct tokens *tokens, const struct clause *clause,
                       const struct lexicon *lexicon);
/* "a cargo de la Secretaría" */
struct party parties_in_charge(const struct tokens *tokens, const struct clause *clause,
                               const struct lexicon *lexicon);
/* The next support from `at` on; the tokens of it and of what leads to it are passed. */
struct party parties_support(const struct tokens *tokens, size_t *at, const struct clause *clause,
                             const struct lexicon *lexicon);
struct party parties_place(const struct tokens *tokens, const struct clause *clause,
                           const struct lexicon *lexicon, place_is_known is_known);

#endif

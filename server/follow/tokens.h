/* A text as words and signs, each as it is compared (small letters, no accents) and where it stands. */
#ifndef FOLLOW_TOKENS_H
#define FOLLOW_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

struct token {
    const char *word; /* as it is compared; a sign: itself, one of ' for all apostrophes behind their word */
    size_t from, to;  /* bytes of the text */
    bool is_word;
    bool capital; /* begins with a large letter of Latin script */
};

struct tokens {
    const char *text; /* borrowed */
    struct token *all;
    size_t count;
    char *words; /* what the tokens' words point into */
};

/* Of valid UTF-8, which is borrowed as long as the tokens are used. Caller clears. Time and memory grow with `len` alone. */
void tokens_of(const char *text, size_t len, struct tokens *out);
void tokens_clear(struct tokens *tokens);

bool token_is(const struct tokens *tokens, size_t at, size_t end, const char *word);
/* Whether it is one of a list that NULL ends. */
bool token_is_one_of(const struct tokens *tokens, size_t at, size_t end, const char *const *list);
/* How many tokens from `at` on, before `end`, are the words of the phrase; 0: not all of them. */
size_t tokens_match(const struct tokens *tokens, size_t at, size_t end, const char *phrase);
/* The longest that matches of a list that NULL ends. */
size_t tokens_match_one(const struct tokens *tokens, size_t at, size_t end, const char *const *phrases);
/* The text from one token to before another, a copy; caller frees. Empty where there is none. */
char *tokens_copy(const struct tokens *tokens, size_t from, size_t to);

#endif

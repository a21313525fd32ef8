#include "follow/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/search_form.h"

#define APOSTROPHE "\xe2\x80\x99"

/* How many bytes of what is compared are a sign: no letter, no digit, no blank. */
static size_t sign_len(const char *at)
{
    unsigned char byte = (unsigned char)*at;
    if (byte >= 0x80)
        return memcmp(at, "\xe2\x80", 2) == 0                                     ? 3
               : memcmp(at, "\xc2\xab", 2) == 0 || memcmp(at, "\xc2\xbb", 2) == 0 ? 2
                                                                                  : 0;
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    return letter || byte <= ' ' ? 0 : 1;
}

static bool is_blank(const char *at)
{
    return (unsigned char)*at <= ' ' || memcmp(at, "\xc2\xa0", 2) == 0;
}

/* A hyphen within a word belongs to it: "pro-tempore". */
static bool joins(const char *at, size_t sign)
{
    return sign == 1 && *at == '-' && at[1] >= 'a' && at[1] <= 'z';
}

static size_t word_len(const char *at)
{
    size_t len = 0;
    while (at[len] && !is_blank(at + len)) {
        size_t sign = sign_len(at + len);
        if (sign && !(len && joins(at + len, sign)))
            break;
        len++;
    }
    return len;
}

static bool is_capital(const char *text)
{
    unsigned char first = (unsigned char)text[0], second = first ? (unsigned char)text[1] : 0;
    return (first >= 'A' && first <= 'Z') || (first == 0xc3 && second >= 0x80 && second <= 0x9e);
}

/* A word takes the apostrophe behind it along: "d'", "l'". */
static size_t apostrophe_len(const char *at)
{
    return *at == '\'' ? 1 : strncmp(at, APOSTROPHE, 3) == 0 ? 3 : 0;
}

struct writing {
    const struct search_form *form;
    struct tokens *out;
    size_t capacity, used; /* of out->all, of out->words */
};

static void add(struct writing *writing, size_t at, size_t len, size_t tail)
{
    struct tokens *out = writing->out;
    const struct search_form *form = writing->form;
    char *word = out->words + writing->used;
    out->all = mem_grow(out->all, out->count, &writing->capacity, sizeof *out->all);
    memcpy(word, form->bytes.bytes + at, len);
    if (tail)
        word[len] = '\'';
    word[len + (tail ? 1 : 0)] = '\0';
    writing->used += len + 2;
    out->all[out->count++] = (struct token){.word = word,
                                            .from = form->origins[at],
                                            .to = form->origins[at + len + tail],
                                            .is_word = sign_len(word) == 0,
                                            .capital = is_capital(out->text + form->origins[at])};
}

void tokens_of(const char *text, size_t len, struct tokens *out)
{
    struct search_form form;
    search_form_of(text, len, &form);
    const char *bytes = form.bytes.len ? form.bytes.bytes : "";
    struct writing writing = {.form = &form, .out = out};
    *out = (struct tokens){.text = text, .words = mem_alloc(form.bytes.len * 3 + 1)};
    for (size_t at = 0; at < form.bytes.len;) {
        size_t sign = is_blank(bytes + at) ? 0 : sign_len(bytes + at), word = word_len(bytes + at);
        size_t tail = word ? apostrophe_len(bytes + at + word) : 0;
        if (sign || word)
            add(&writing, at, word ? word : sign, tail);
        at += word ? word + tail : sign ? sign : 1;
    }
    search_form_clear(&form);
}

void tokens_clear(struct tokens *tokens)
{
    free(tokens->all);
    free(tokens->words);
    *tokens = (struct tokens){0};
}

bool token_is(const struct tokens *tokens, size_t at, size_t end, const char *word)
{
    return at < end && strcmp(tokens->all[at].word, word) == 0;
}

bool token_is_one_of(const struct tokens *tokens, size_t at, size_t end, const char *const *list)
{
    for (; *list; list++)
        if (token_is(tokens, at, end, *list))
            return true;
    return false;
}

size_t tokens_match(const struct tokens *tokens, size_t at, size_t end, const char *phrase)
{
    size_t count = 0;
    while (*phrase) {
        size_t len = strcspn(phrase, " ");
        if (at + count >= end || strncmp(tokens->all[at + count].word, phrase, len) != 0 ||
            tokens->all[at + count].word[len])
            return 0;
        count++;
        phrase += len + (phrase[len] == ' ');
    }
    return count;
}

size_t tokens_match_one(const struct tokens *tokens, size_t at, size_t end, const char *const *phrases)
{
    size_t longest = 0;
    for (; *phrases; phrases++) {
        size_t count = tokens_match(tokens, at, end, *phrases);
        longest = count > longest ? count : longest;
    }
    return longest;
}

char *tokens_copy(const struct tokens *tokens, size_t from, size_t to)
{
    if (from >= to)
        return mem_copy_string("");
    return mem_copy_bytes(tokens->text + tokens->all[from].from,
                          tokens->all[to - 1].to - tokens->all[from].from);
}

#include "support/random_change.h"

#include <string.h>

/* Accents as one character and as a combining mark, letters of three bytes, emoji of one and of several pairs. */
static const char *const pieces[] = {
    "a",
    "b",
    " ",
    "la ",
    "\"",
    "\xC3\xB1",
    "\xC3\xA1",
    "\xC2\xBF",
    "e\xCC\x81",
    "n\xCC\x83",
    "\xE2\x80\x93",
    "\xE4\xB8\xAD",
    "\xEF\xBF\xBD",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
    "\xF0\x9F\x87\xB2\xF0\x9F\x87\xBD",
    "un texto algo m\xC3\xA1s largo, para llenar tramos enteros ",
};

static struct naive_format random_format(struct choices *choices, bool nulls)
{
    struct naive_format format = {{0}};
    if (choices_one_in(choices, 2))
        return format;
    for (uint32_t count = 1 + choices_below(choices, 3); count > 0; count--) {
        uint32_t key = choices_below(choices, NAIVE_KEYS);
        bool link = key == NAIVE_KEYS - 1; /* the only key with a second value */
        format.values[key] = link && choices_one_in(choices, 2) ? 2 : 1;
        if (nulls && choices_one_in(choices, 3))
            format.values[key] = NAIVE_NULL;
    }
    return format;
}

static const char *random_piece(struct choices *choices)
{
    return pieces[choices_below(choices, sizeof pieces / sizeof *pieces)];
}

void random_document(struct choices *choices, uint32_t runs, struct naive_text *out)
{
    *out = (struct naive_text)NAIVE_EMPTY;
    for (uint32_t count = choices_below(choices, runs + 1); count > 0; count--) {
        struct naive_format format = random_format(choices, false);
        for (uint32_t length = 1 + choices_below(choices, 4); length > 0; length--)
            naive_insert(out, out->len, random_piece(choices), format);
    }
}

/* One insert at `at` of the new text, one to three pieces; yields its units. */
static size_t insert_step(struct choices *choices, struct naive_text *text, size_t at, struct delta *out)
{
    struct naive_format format = random_format(choices, false);
    struct attributes *attributes = naive_attributes(format);
    size_t units = 0;
    for (uint32_t count = 1 + choices_below(choices, 3); count > 0; count--) {
        const char *piece = random_piece(choices);
        units += naive_insert(text, at + units, piece, format);
        delta_insert(out, piece, strlen(piece), attributes);
    }
    attributes_unref(attributes);
    return units;
}

/* A length from `at` on that is there and cuts no pair; mostly short, now and then all the rest. */
static size_t random_len(struct choices *choices, const struct naive_text *text, size_t at)
{
    size_t rest = text->len - at;
    size_t limit = rest < 8 || choices_one_in(choices, 4) ? rest : 8;
    size_t len = 1 + choices_below(choices, (uint32_t)limit);
    return naive_cuts_pair(text, at + len) ? len + 1 : len;
}

static void keep_step(struct choices *choices, struct naive_text *text, size_t at, size_t len,
                      struct delta *out)
{
    struct naive_format format = random_format(choices, true);
    struct attributes *attributes = naive_attributes(format);
    naive_format(text, at, len, format);
    delta_retain(out, (uint32_t)len, attributes);
    attributes_unref(attributes);
}

void random_change(struct choices *choices, uint32_t steps, struct naive_text *text, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    size_t at = 0; /* in the new text */
    for (uint32_t count = choices_below(choices, steps + 1); count > 0; count--) {
        uint32_t step = choices_below(choices, 3);
        if (step == 0 || at == text->len) {
            at += insert_step(choices, text, at, out);
            continue;
        }
        size_t len = random_len(choices, text, at);
        if (step == 1) {
            naive_delete(text, at, len);
            delta_delete(out, (uint32_t)len);
        } else {
            keep_step(choices, text, at, len, out);
            at += len;
        }
    }
}

uint32_t random_position(struct choices *choices, const struct naive_text *text)
{
    uint32_t position = choices_below(choices, (uint32_t)text->len + 1);
    return naive_cuts_pair(text, position) ? position + 1 : position;
}

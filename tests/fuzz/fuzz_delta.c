/* Deltas and texts from bytes, in two ways: changes that fit, for which every law must hold, and changes that nobody checked, which
 * must be refused or do what compose says. */
#include <stdint.h>

#include "base/always.h"
#include "support/random_change.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct text *text_from(const struct delta *document)
{
    struct text *text = text_create();
    ALWAYS(text_check(text, document) == STATUS_OK);
    text_apply(text, document);
    return text;
}

/* Applies and says whether the text is now that document. */
static bool becomes(struct text *text, const struct delta *change, const struct delta *want)
{
    struct delta whole;
    ALWAYS(text_check(text, change) == STATUS_OK);
    text_apply(text, change);
    text_slice(text, 0, text_len(text), &whole);
    bool same = delta_equal(&whole, want);
    delta_clear(&whole);
    return same;
}

static void hold_compose(const struct delta *document, const struct delta *a, const struct delta *c,
                         const struct naive_text *after_both)
{
    struct delta both, want;
    struct text *text = text_from(document);
    delta_compose(a, c, &both);
    naive_document(after_both, &want);
    ALWAYS(becomes(text, &both, &want));
    delta_clear(&both);
    delta_clear(&want);
    text_destroy(text);
}

static void hold_invert(const struct delta *document, const struct delta *change)
{
    struct delta inverse, same;
    struct text *text = text_from(document);
    text_invert(text, change, &inverse);
    delta_invert(change, document, &same);
    ALWAYS(delta_equal(&inverse, &same));
    ALWAYS(text_check(text, change) == STATUS_OK);
    text_apply(text, change);
    ALWAYS(becomes(text, &inverse, document));
    delta_clear(&inverse);
    delta_clear(&same);
    text_destroy(text);
}

static void hold_transform(const struct delta *a, const struct delta *b)
{
    struct delta b_after_a, a_after_b, one, other;
    delta_transform(a, b, true, &b_after_a);
    delta_transform(b, a, false, &a_after_b);
    delta_compose(a, &b_after_a, &one);
    delta_compose(b, &a_after_b, &other);
    ALWAYS(delta_equal(&one, &other));
    struct delta *all[] = {&b_after_a, &a_after_b, &one, &other};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        delta_clear(all[i]);
}

/* Changes that fit: `a` and `b` the same document, `c` what `a` makes of it. */
static void fuzz_laws(struct choices *choices)
{
    struct naive_text twin, copy;
    struct delta document, a, b, c;
    random_document(choices, 12, &twin);
    naive_document(&twin, &document);
    naive_copy(&twin, &copy);
    random_change(choices, 8, &copy, &b);
    random_change(choices, 8, &twin, &a);
    random_change(choices, 8, &twin, &c);
    hold_compose(&document, &a, &c, &twin);
    hold_invert(&document, &a);
    hold_transform(&a, &b);
    struct delta *all[] = {&document, &a, &b, &c};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        delta_clear(all[i]);
    naive_clear(&twin);
    naive_clear(&copy);
}

/* Ops of any length and order, with nulls on inserts too; some lengths are as large as a length can be. */
static void unchecked_change(struct choices *choices, struct delta *out)
{
    static const char words[] = "a\xC3\xB1\xF0\x9F\x98\x80";
    static const struct naive_format formats[] = {{{0}}, {{1}}, {{NAIVE_NULL}}, {{0, 0, 1, 0, 1, 0, 2}}};
    *out = (struct delta)DELTA_EMPTY;
    for (uint32_t count = choices_below(choices, 12); count > 0; count--) {
        struct attributes *attributes = naive_attributes(formats[choices_below(choices, 4)]);
        uint32_t len_u16 = choices_below(choices, 16);
        if (len_u16 == 15)
            len_u16 = UINT32_MAX - choices_below(choices, 3);
        switch (choices_below(choices, 3)) {
        case 0:
            delta_insert(out, words, sizeof words - 1, attributes);
            break;
        case 1:
            delta_retain(out, len_u16, attributes);
            break;
        default:
            delta_delete(out, len_u16);
        }
        attributes_unref(attributes);
    }
}

static void fuzz_unchecked(struct choices *choices)
{
    struct naive_text twin;
    struct delta document, a, b, result, other;
    random_document(choices, 6, &twin);
    naive_document(&twin, &document);
    unchecked_change(choices, &a);
    unchecked_change(choices, &b);
    struct text *text = text_from(&document);
    delta_compose(&document, &a, &result);
    if (text_check(text, &a) == STATUS_OK)
        ALWAYS(becomes(text, &a, &result));
    delta_clear(&result);

    /* What follows has no right answer, but must keep within its memory and come to an end. */
    delta_compose(&a, &b, &result);
    delta_clear(&result);
    delta_transform(&a, &b, choices_one_in(choices, 2), &result);
    delta_clear(&result);
    delta_invert(&a, &document, &result);
    delta_clear(&result);
    delta_cut(&a, choices_below(choices, 32), &result, &other);
    delta_clear(&result);
    delta_clear(&other);
    (void)delta_transform_position(&a, choices_below(choices, 32), choices_one_in(choices, 2));
    delta_clear(&document);
    delta_clear(&a);
    delta_clear(&b);
    text_destroy(text);
    naive_clear(&twin);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct choices choices = choices_from_bytes(bytes, len);
    if (choices_one_in(&choices, 2))
        fuzz_laws(&choices);
    else
        fuzz_unchecked(&choices);
    return 0;
}

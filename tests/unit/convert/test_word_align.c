#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/word_align.h"

/* "[" and "]" around inserted words are signs of this test alone. */
static struct align_cells cells_of(const char *text)
{
    struct align_cells cells = {NULL, 0, 0};
    const char *end = text + strlen(text);
    bool inserted = false;

    while (text < end) {
        uint32_t glyph = glyph_next(&text, end);
        if (glyph == '[' || glyph == ']')
            inserted = glyph == '[';
        else
            align_cells_add(&cells, (struct align_cell){.glyph = glyph,
                                                        .source = (uint32_t)cells.count,
                                                        .inserted = inserted,
                                                        .units = 1});
    }
    return cells;
}

/* What it takes to come from one to the other: "Los {-pueden}{+deben} ir". */
static void write_change(const struct align_cells *was, const struct align_cells *now, const uint32_t *pairs,
                         struct buf *out)
{
    size_t at = 0;

    for (size_t i = 0; i <= now->count;) {
        size_t next = i < now->count && pairs[i] != ALIGN_NONE ? pairs[i] : SIZE_MAX;
        size_t end = i;
        while (end < now->count && pairs[end] == ALIGN_NONE)
            end++;
        if (next == SIZE_MAX)
            next = end < now->count ? pairs[end] : was->count;
        if (at < next) {
            buf_text(out, "{-");
            for (; at < next; at++)
                buf_char(out, (char)was->list[at].glyph);
            buf_char(out, '}');
        }
        if (end > i) {
            buf_text(out, "{+");
            for (; i < end; i++)
                buf_char(out, (char)now->list[i].glyph);
            buf_char(out, '}');
        } else if (i < now->count) {
            buf_char(out, (char)now->list[i++].glyph);
            at++;
        } else {
            i++;
        }
    }
}

static void assert_change(const char *before, const char *after, const char *expected)
{
    struct align_cells was = cells_of(before), now = cells_of(after);
    uint32_t *pairs = mem_alloc((now.count + 1) * sizeof *pairs);
    struct buf got = BUF_EMPTY;

    align_pair(&was, &now, pairs);
    write_change(&was, &now, pairs, &got);
    assert_string_equal(got.bytes ? got.bytes : "", expected);
    free(pairs);
    align_cells_clear(&was);
    align_cells_clear(&now);
    buf_clear(&got);
}

static void test_words_are_replaced_as_words(void **state)
{
    (void)state;
    assert_change("Los Estados pueden ir.", "Los Estados deben ir.", "Los Estados {-pueden}{+deben} ir.");
    assert_change("Los Estados ir.", "Los Estados todos ir.", "Los Estados {+todos }ir.");
    assert_change("uno dos tres", "uno tres", "uno {-dos }tres");
    assert_change("", "nuevo", "{+nuevo}");
    assert_change("viejo", "", "{-viejo}");
}

static void test_a_word_with_other_letters_in_it_is_another_word(void **state)
{
    (void)state;
    assert_change("los pueden.", "los puedan.", "los {-pueden}{+puedan}.");
    assert_change("cooperaci\xc3\xb3n", "cooperaciones", "{-cooperaci\xf3n}{+cooperaciones}");
}

static void test_what_is_put_into_a_word_is_no_more_than_that(void **state)
{
    (void)state;
    assert_change("cooperaciones", "cooperacion", "cooperacion{-es}");
    assert_change("cooperacion", "cooperaciones", "cooperacion{+es}");
    assert_change("los pueden.", "los pueden[deben].", "los pueden{+deben}.");
    assert_change("los pueden.", "los [deben]pueden.", "los {+deben}pueden.");
}

static void test_blanks_are_alike_however_many(void **state)
{
    (void)state;
    assert_change("a  b", "a b", "a {- }b");
    assert_change("a b",
                  "a\xc2\xa0"
                  "b",
                  "a\xa0"
                  "b");
}

/* Whatever two readings are, the pairs are equal characters, in order, and nothing is paired twice. */
static void test_pairs_are_equal_and_in_order(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        uint8_t bytes[400];
        uint32_t mix = seed * 2654435761u;
        for (size_t i = 0; i < sizeof bytes; i++) {
            mix = mix * 1664525u + 1013904223u;
            bytes[i] = (uint8_t)(mix >> 24);
        }
        struct buf text[2] = {BUF_EMPTY, BUF_EMPTY};
        for (size_t i = 0; i < sizeof bytes; i++)
            buf_char(&text[i % 2], " ab.cd"[bytes[i] % 6]);
        struct align_cells was = cells_of(text[0].bytes), now = cells_of(text[1].bytes);
        uint32_t *pairs = mem_alloc((now.count + 1) * sizeof *pairs);
        align_pair(&was, &now, pairs);
        uint32_t above = 0;
        for (size_t i = 0; i < now.count; i++) {
            if (pairs[i] == ALIGN_NONE)
                continue;
            assert_true(pairs[i] >= above);
            assert_true(pairs[i] < was.count);
            assert_int_equal(was.list[pairs[i]].glyph, now.list[i].glyph);
            above = pairs[i] + 1;
        }
        free(pairs);
        align_cells_clear(&was);
        align_cells_clear(&now);
        buf_clear(&text[0]);
        buf_clear(&text[1]);
    }
}

static void test_likeness_counts_shared_words(void **state)
{
    struct align_cells a = cells_of("uno dos tres cuatro"), b = cells_of("uno dos, tres cinco"),
                       c = cells_of("nada");

    (void)state;
    assert_int_equal(align_likeness(&a, &a), 1000);
    assert_int_equal(align_likeness(&a, &b), 750);
    assert_int_equal(align_likeness(&a, &c), 0);
    align_cells_clear(&a);
    align_cells_clear(&b);
    align_cells_clear(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_replaced_as_words),
        cmocka_unit_test(test_what_is_put_into_a_word_is_no_more_than_that),
        cmocka_unit_test(test_a_word_with_other_letters_in_it_is_another_word),
        cmocka_unit_test(test_blanks_are_alike_however_many),
        cmocka_unit_test(test_pairs_are_equal_and_in_order),
        cmocka_unit_test(test_likeness_counts_shared_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

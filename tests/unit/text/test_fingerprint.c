#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/fingerprint.h"

static void insert(struct text *text, uint32_t at, const char *words, const char *format)
{
    struct delta delta = DELTA_EMPTY;
    struct attribute attribute = {format, ATTRIBUTE_TRUE, NULL};
    struct attributes *attributes;
    assert_int_equal(attributes_create(&attribute, format ? 1 : 0, &attributes), STATUS_OK);
    delta_retain(&delta, at, NULL);
    delta_insert(&delta, words, strlen(words), attributes);
    text_apply(text, &delta);
    attributes_unref(attributes);
    delta_clear(&delta);
}

static void take(struct text *text, uint32_t at, uint32_t len)
{
    struct delta delta = DELTA_EMPTY;
    delta_retain(&delta, at, NULL);
    delta_delete(&delta, len);
    text_apply(text, &delta);
    delta_clear(&delta);
}

static void assert_same(struct fingerprint a, struct fingerprint b, bool same)
{
    assert_int_equal(a.len_u16 == b.len_u16 && a.hash == b.hash, same);
}

/* The hash of no bytes is the basis of FNV-1a. */
static void test_an_empty_text_has_the_basis(void **state)
{
    (void)state;
    struct text *text = text_create();
    assert_int_equal(fingerprint_of(NULL).hash, 0x811c9dc5);
    assert_same(fingerprint_of(text), fingerprint_of(NULL), true);
    text_destroy(text);
}

static void test_what_was_typed_and_taken_back_is_the_same_text(void **state)
{
    (void)state;
    struct text *text = text_create();
    insert(text, 0, "Recomendar que cooperen.", NULL);
    struct fingerprint before = fingerprint_of(text);
    insert(text, 11, "siempre ", "bold");
    assert_same(fingerprint_of(text), before, false);
    take(text, 11, 8);
    assert_same(fingerprint_of(text), before, true);
    text_destroy(text);
}

static void test_letters_formats_and_their_places_count(void **state)
{
    static const struct {
        const char *first, *format, *second;
    } texts[] = {{"ab", NULL, "c"},     {"ab", NULL, "d"},   {"ab", "bold", "c"},
                 {"ab", "italic", "c"}, {"a", "bold", "bc"}, {"ba", "bold", "c"}};
    enum { COUNT = sizeof texts / sizeof *texts };
    struct fingerprint all[COUNT];
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        struct text *text = text_create();
        insert(text, 0, texts[i].first, texts[i].format);
        insert(text, text_len(text), texts[i].second, NULL);
        all[i] = fingerprint_of(text);
        for (size_t k = 0; k < i; k++)
            assert_same(all[i], all[k], false);
        text_destroy(text);
    }
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_an_empty_text_has_the_basis),
        CASE(test_what_was_typed_and_taken_back_is_the_same_text),
        CASE(test_letters_formats_and_their_places_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "convert/contested.h"
#include "convert/number_words.h"
#include "convert/words.h"
#include "record/compare_write.h"
#include "text/locale.h"

static void test_a_tag_is_of_its_language_alone(void **state)
{
    (void)state;
    assert_int_equal(locale_of("pt-BR"), LOCALE_PT);
    assert_int_equal(locale_of("FR"), LOCALE_FR);
    assert_int_equal(locale_of("es"), LOCALE_ES);
    assert_int_equal(locale_of("est"), LOCALE_EN); /* Estonian, as ISO 639-2 has it */
    assert_int_equal(locale_of(""), LOCALE_EN);
    assert_int_equal(locale_of(NULL), LOCALE_EN);
}

/* A table of pointers to words: none is missing or empty. */
static void assert_whole(const void *table, size_t bytes)
{
    const char *const *words = table;
    for (size_t i = 0; i < bytes / sizeof *words; i++) {
        assert_non_null(words[i]);
        assert_true(words[i][0] != '\0');
    }
}

static void test_every_language_has_every_word(void **state)
{
    (void)state;
    static const char *const langs[LOCALE_COUNT] = {"en", "es", "fr", "pt"};
    for (size_t i = 0; i < LOCALE_COUNT; i++) {
        assert_int_equal(locale_of(langs[i]), i);
        assert_whole(words_for(langs[i]), sizeof(struct words));
        assert_whole(compare_words_for(langs[i]), sizeof(struct compare_words));
        assert_whole(number_words(langs[i]), sizeof(struct number_words));
        const char *nobody = contested_unattributed_name(langs[i]);
        assert_whole(&nobody, sizeof nobody);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tag_is_of_its_language_alone),
        cmocka_unit_test(test_every_language_has_every_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

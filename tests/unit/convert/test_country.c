#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "convert/country.h"
#include "convert/country_names.h"
#include "convert/language.h"

static void test_a_country_is_called_as_the_language_calls_it(void **state)
{
    (void)state;
    assert_string_equal(country_name("DO", "es"), "República Dominicana");
    assert_string_equal(country_name("US", "fr"), "États-Unis");
    assert_string_equal(country_name("KE", "pt-BR"), "Quênia");
    assert_string_equal(country_name("KE", "pt-PT"), "Quénia");
    assert_string_equal(country_name("MX", "zh"), "墨西哥");
    assert_string_equal(country_name("EU", "es"), "Unión Europea");
    assert_string_equal(country_name("CD", "en"), "Democratic Republic of the Congo");
    assert_string_equal(country_name("OIM", "es"), "OIM");
    assert_string_equal(country_name("MX", "tlh"), "MX");
    assert_string_equal(language_own_name("fr"), "Français");
    assert_string_equal(language_own_name("es-MX"), "Español");
    assert_string_equal(language_own_name("tlh"), "tlh");
}

static const char *found(const char *name)
{
    return country_find(name, strlen(name));
}

static void test_a_country_is_found_by_its_name_in_any_language(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"Belice", "BZ"},      {"THE BAHAMAS", "BS"},
                                           {"Brésil", "BR"},      {"o Brasil", "BR"},
                                           {"l’Argentine", "AR"}, {"Cote d'Ivoire", "CI"},
                                           {"Irã", "IR"},         {"Соединенные Штаты", "US"},
                                           {"МЕКСИКА", "MX"},     {"美国", "US"},
                                           {"المكسيك", "MX"},     {"Vereinigte Staaten", "US"},
                                           {"G-77", "G77"},       {"trinidad and tobago", "TT"},
                                           {"EE. UU.", "US"},     {"US", "US"},
                                           {"MEX", "MX"},         {"European Union", "EU"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_non_null(found(names[i][0]));
        assert_string_equal(found(names[i][0]), names[i][1]);
    }
}

static void test_words_that_are_no_names_find_nobody(void **state)
{
    (void)state;
    static const char *const words[] = {"",    "us",  "can", "CAD", "IRA", "Reunión", "Áo", "los Estados",
                                        "Aun", "mex", "the", "l'",  "o ",  "टग"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_null(found(words[i]));
}

/* What an export writes, an import reads: no name is taken for another country's. */
static void test_no_name_finds_another_country(void **state)
{
    (void)state;
    size_t nobody = 0;
    for (size_t i = 0; i < COUNTRY_LANGUAGES; i++)
        for (size_t k = 0; k < COUNTRY_COUNT; k++) {
            const char *code = found(country_languages[i].names[k]);
            nobody += !code && strcmp(country_codes[k], "RE") != 0;
            if (code)
                assert_string_equal(code, country_codes[k]);
        }
    assert_true(nobody <= 12); /* those of three bytes, and those that are two countries' */
}

static int compare_spanish(const void *left, const void *right)
{
    return country_compare(*(const char *const *)left, *(const char *const *)right, "es");
}

static void test_delegations_stand_in_the_order_of_the_language(void **state)
{
    (void)state;
    const char *table[] = {"DO", "OIM", "GT", "US", "BZ", "MX", "CL", "AE", "PA", "SICA"};
    /* Belice, Chile, Emiratos…, Estados Unidos, Guatemala, México, OIM, Panamá, República Dominicana, SICA */
    static const char *const wanted[] = {"BZ", "CL", "AE", "US", "GT", "MX", "OIM", "PA", "DO", "SICA"};
    qsort(table, sizeof table / sizeof *table, sizeof *table, compare_spanish);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(table[i], wanted[i]);
    assert_true(country_compare("DO", "CA", "en") > 0); /* Canada, Dominican Republic */
    assert_true(country_compare("CL", "CZ", "zh") > 0); /* jiékè, zhìlì */
    assert_true(country_compare("US", "GT", "tlh") > 0);
    assert_int_equal(country_compare("OIM", "OIM", "fr"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_country_is_called_as_the_language_calls_it),
        cmocka_unit_test(test_a_country_is_found_by_its_name_in_any_language),
        cmocka_unit_test(test_words_that_are_no_names_find_nobody),
        cmocka_unit_test(test_no_name_finds_another_country),
        cmocka_unit_test(test_delegations_stand_in_the_order_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

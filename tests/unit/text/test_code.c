#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "text/code.h"

static void a_code_has_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *written, *code;
    } cases[] = {
        {"MX", "MX"},
        {"mx", "MX"},
        {" mX\u00a0", "MX"},
        {"  Santa \u2003  Sede ", "Santa Sede"},
        {"Me\u0301xico", "M\u00e9xico"},
        {"\u212bland", "\u00c5land"},
        {"eu-27", "eu-27"},
        {"\u0440\u0444", "\u0440\u0444"},
        {" \u3000 ", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *code = code_normalise(cases[i].written);
        assert_string_equal(code, cases[i].code);
        char *again = code_normalise(code);
        assert_string_equal(again, code);
        free(again);
        free(code);
    }
}

static void what_is_drawn_alike_is_found(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"MX", "\u041c\u0425"}, /* Cyrillic */
        {"MX", "\u039cX"},      /* one letter of Greek */
        {"MX", "\uff2d\uff38"}, /* full width */
        {"CO", "C0"},           /* a digit */
        {"IL", "1L"},
        {"Il-27", "1I-27"},
        {"EU-27", "eu-27"},
        {"M\u00e9xico", "M\u00c9XICO"},
        {"EU-27", "EU\u201327"},
        {"M\u00e9xico", "M\u0435\u0301xico"},
        {"Per\u00fa", "P\u0435r\u00fa"},
        {"MX", "MX"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(code_looks_like(cases[i][0], cases[i][1]));
        assert_true(code_looks_like(cases[i][1], cases[i][0]));
    }
}

static void codes_of_two_countries_are_two(void **state)
{
    (void)state;
    /* All of ISO 3166 that have an I, L or O, against each other. */
    static const char *const codes[] = {
        "AI", "AL", "AO", "BI", "BL", "BO",          "CI",     "CL",           "CO", "DO", "FI", "FO",
        "GI", "GL", "HN", "IC", "ID", "IE",          "IL",     "IM",           "IN", "IO", "IQ", "IR",
        "IS", "IT", "JO", "KI", "LA", "LB",          "LC",     "LI",           "LK", "LR", "LS", "LT",
        "LU", "LV", "LY", "MO", "ML", "NI",          "NL",     "NO",           "OM", "PL", "RO", "SI",
        "SL", "SO", "TL", "TO", "VI", "M\u00e9xico", "Mexico", "\u0420\u0424", "PF"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        for (size_t j = 0; j < sizeof codes / sizeof *codes; j++)
            assert_int_equal(code_looks_like(codes[i], codes[j]), i == j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_has_one_spelling),
        cmocka_unit_test(what_is_drawn_alike_is_found),
        cmocka_unit_test(codes_of_two_countries_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The table that says how a text was read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "convert/brackets.h"
#include "convert/explain.h"
#include "convert/import_text.h"

static void expect(const char *text, const char *lang, bool proposals, const char *wanted)
{
    struct outline outline;
    struct brackets brackets;
    struct buf out = BUF_EMPTY;
    assert_int_equal(import_text(text, strlen(text), NULL, &outline), STATUS_OK);
    if (proposals) {
        brackets_find(&outline, &brackets);
        brackets_apply(&brackets, &outline);
        brackets_clear(&brackets);
    }
    explain_write(&out, &outline, lang);
    assert_string_equal(out.bytes, wanted);
    buf_clear(&out);
    outline_clear(&outline);
}

static void test_numbers_are_those_of_the_language(void **state)
{
    (void)state;
    const char *text = "Artículo 1. Se crea la red.\nArtículo 2. Entra en vigor.\n";
    expect(text, "es", false,
           "line    kind       depth  number      guess             text\n"
           "1       item       1      Artículo 1.                   Se crea la red.\n"
           "2       item       1      Artículo 2.                   Entra en vigor.\n");
    expect(text, "en", false,
           "line    kind       depth  number     guess             text\n"
           "1       item       1      Article 1.                   Se crea la red.\n"
           "2       item       1      Article 2.                   Entra en vigor.\n");
}

static void test_what_is_proposed_stands_in_its_brackets(void **state)
{
    (void)state;
    expect("1. Los Estados [Canadá: deberán] [del. México: pueden] cooperar [Costa Rica: [Belize: muy] "
           "pronto].\n"
           "2. Otra [bastante] cosa. [delete OP1 – Nicaragua]\n",
           "es", true,
           "line    kind       depth  number   guess             text\n"
           "1       item       1      1.                         Los Estados [CA: deberán] [del. MX: pueden] "
           "cooperar "
           "[CR: [BZ: muy] pronto].\n"
           "                                                       remove by NI\n"
           "2       item       1      2.                         Otra [bastante] cosa.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_those_of_the_language),
        cmocka_unit_test(test_what_is_proposed_stands_in_its_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

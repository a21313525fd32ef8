/* Lists of people as they are pasted: whole ones, ragged ones, and what nobody would paste. The same over HTTP: tests/integration/meetings.test.mjs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "people/roster.h"

static const char meeting[] =
    "{\"title\":{\"es\":\"x\"},\"delegations\":["
    "{\"code\":\"GT\",\"names\":{\"es\":\"Guatemala\"},\"kind\":\"member\"},"
    "{\"code\":\"OIM\",\"names\":{\"es\":\"OIM\"},\"kind\":\"observer-organisation\"}]}";

static struct roster *read_list(const char *text)
{
    struct roster *roster = calloc(1, sizeof *roster);
    struct meeting_document document;
    ALWAYS(meeting_document_parse(meeting, &document));
    roster_read(text, &document, roster);
    meeting_document_clear(&document);
    return roster;
}

static void done(struct roster *roster)
{
    roster_clear(roster);
    free(roster);
}

static void test_ragged_lines_are_rows_with_what_they_have(void **state)
{
    (void)state;
    struct roster *roster =
        read_list("\n\n ; ;\r\nAna;GT;;;;;;;;;;;;;;;;x\nLuis\n\"Eva\n Ruiz\";gt;\"eva@x.gt\"");
    assert_int_equal(roster->count, 3);
    assert_string_equal(roster->rows[0].name, "Ana");
    assert_string_equal(roster->rows[0].delegation, "GT");
    assert_null(roster->rows[0].problem);
    assert_int_equal(roster->rows[1].role, ROLE_OBSERVER);
    assert_string_equal(roster->rows[2].name, "Eva  Ruiz");
    assert_string_equal(roster->rows[2].email, "eva@x.gt");
    done(roster);
}

static void test_what_nobody_would_paste_is_read_without_harm(void **state)
{
    static const char *const lists[] = {"",     "\"",      "\"\"\"", ";",      "\t\t\t",   "\"a\"b;c",
                                        "@",    "a@;@b;@", "a\n",    "nombre", "nombre\n", "\r\n;",
                                        ",,,,", "\"a;\nb", "x@.",    "x@y."};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        done(read_list(lists[i]));
}

static void test_addresses(void **state)
{
    (void)state;
    assert_true(email_valid("ana.lopez@sre.gob.mx"));
    assert_true(email_valid("ñandú@exterior.example"));
    for (const char *wrong =
             "ana\0ana@\0@x.mx\0ana@x\0ana@.mx\0ana@x.\0a b@x.mx\0a@b@x.mx\0<a@x.mx>\0a@x.mx,b\0";
         *wrong; wrong += strlen(wrong) + 1)
        assert_false(email_valid(wrong));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ragged_lines_are_rows_with_what_they_have),
        cmocka_unit_test(test_what_nobody_would_paste_is_read_without_harm),
        cmocka_unit_test(test_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

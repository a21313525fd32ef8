/* Which role somebody has in a draft of a meeting: every cell of the rule, and who may give which role. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "people/access.h"

static const char *const names[] = {NULL, ACCESS_NONE, "observer", "delegation", "secretariat", "chair"};

/* The rule once more, in words of its own. */
static const char *expected(enum role role, const char *of_draft, const char *of_group, bool closed,
                            bool archived)
{
    const char *found = of_draft ? of_draft : of_group;
    if (!found)
        found = closed && role == ROLE_OBSERVER ? ACCESS_NONE : role_name(role);
    return archived && strcmp(found, ACCESS_NONE) != 0 ? "observer" : found;
}

static void check_cell(struct access_question question)
{
    enum role role;
    bool seated = access_role(&question, &role);
    assert_string_equal(
        seated ? role_name(role) : ACCESS_NONE,
        expected(question.role, question.of_draft, question.of_group, question.closed, question.archived));
}

static void test_every_cell_of_the_rule(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++)
        for (size_t draft = 0; draft < 6; draft++)
            for (size_t group = 0; group < 6; group++)
                for (int flags = 0; flags < 4; flags++)
                    check_cell((struct access_question){(enum role)role, names[draft], names[group],
                                                        flags & 1, (flags & 2) != 0});
}

static void test_nobody_gives_a_role_above_their_own(void **state)
{
    (void)state;
    for (int own = 0; own < ROLE_COUNT; own++) {
        bool keeps = own >= ROLE_SECRETARIAT;
        assert_int_equal(access_keeps((enum role)own), keeps);
        assert_int_equal(access_may_give((enum role)own, ACCESS_NONE), keeps);
        for (int wanted = 0; wanted < ROLE_COUNT; wanted++)
            assert_int_equal(access_may_give((enum role)own, role_name((enum role)wanted)),
                             keeps && wanted <= own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_cell_of_the_rule),
        cmocka_unit_test(test_nobody_gives_a_role_above_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

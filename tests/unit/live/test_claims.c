/* live/claims: whose a replica is that has written nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "live/claims.h"

static void test_an_id_stays_with_who_had_it_first(void **state)
{
    (void)state;
    struct claims claims = {0};
    assert_string_equal(claims_take(&claims, "tab", "ana"), "ana");
    assert_string_equal(claims_take(&claims, "tab", "rosa"), "ana");
    assert_string_equal(claims_take(&claims, "tab", "ana"), "ana");
    assert_string_equal(claims_take(&claims, "other", "rosa"), "rosa");
    claims_clear(&claims);
}

static void test_who_claims_many_loses_the_oldest_of_their_own_and_of_nobody_else(void **state)
{
    (void)state;
    struct claims claims = {0};
    char name[16];
    assert_string_equal(claims_take(&claims, "rosas", "rosa"), "rosa");
    for (int i = 0; i <= CLAIMS_EACH; i++) {
        snprintf(name, sizeof name, "c%d", i);
        assert_string_equal(claims_take(&claims, name, "ana"), "ana");
    }
    assert_string_equal(claims_take(&claims, "c1", "rosa"), "ana");
    assert_string_equal(claims_take(&claims, "c0", "rosa"), "rosa");
    assert_string_equal(claims_take(&claims, "rosas", "ana"), "rosa");
    claims_clear(&claims);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_id_stays_with_who_had_it_first),
        cmocka_unit_test(test_who_claims_many_loses_the_oldest_of_their_own_and_of_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

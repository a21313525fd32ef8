/* How long a hook waits after failures, and what a signature is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hooks/backoff.h"
#include "hooks/signature.h"

#define EXPECTED "3ef0ae61ed1c2605e33f6b8d6f1673f46a820decb304412d57987a5b6b59b5bf"

static void test_waits_double_up_to_the_longest_and_are_spread_over_their_upper_half(void **state)
{
    (void)state;
    int64_t whole = 5000;
    for (uint64_t failures = 1; failures < 100; failures++) {
        int64_t least = INT64_MAX, most = 0;
        for (uint32_t random = 0; random < 5000; random += 7) {
            int64_t wait = backoff_ms(failures, 5000, random);
            least = wait < least ? wait : least;
            most = wait > most ? wait : most;
        }
        assert_int_equal(most, whole);
        assert_true(least >= whole / 2 && least <= whole / 2 + whole / 100);
        whole = whole * 2 < HOOK_MOST_WAIT_MS ? whole * 2 : HOOK_MOST_WAIT_MS;
    }
    assert_int_equal(backoff_ms(UINT64_MAX, INT64_C(3600000) * 5, 0), HOOK_MOST_WAIT_MS);
    assert_true(backoff_ms(1, 1000, UINT32_MAX) >= 500);
}

/* The hash is what `printf '1700000000.{}' | openssl dgst -sha256 -hmac SECRET` says. */
static void test_a_signature_is_hmac_over_time_and_body_with_each_secret(void **state)
{
    (void)state;
    static const char *const secrets[] = {"a secret of hooks, long", "another, of sixteen"};
    struct buf body = BUF_EMPTY, out = BUF_EMPTY;
    buf_text(&body, "{}");
    signature_write(&out, secrets, 1, 1700000000999, &body);
    assert_string_equal(out.bytes, "plenaria-signature: t=1700000000,v1=" EXPECTED);
    buf_reset(&out);
    signature_write(&out, secrets, 2, 1700000000000, &body);
    assert_int_equal(out.len, strlen("plenaria-signature: t=1700000000,v1=,v1=") + 2 * 64);
    assert_non_null(strstr(out.bytes, ",v1=" EXPECTED ",v1="));
    buf_clear(&body);
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waits_double_up_to_the_longest_and_are_spread_over_their_upper_half),
        cmocka_unit_test(test_a_signature_is_hmac_over_time_and_body_with_each_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

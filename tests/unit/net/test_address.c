#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "net/address.h"
#include "net/address_count.h"

static void assert_normalised(const char *address, const char *expected)
{
    char out[ADDRESS_MAX];
    address_normalise(address, out);
    assert_string_equal(out, expected);
}

static void assert_group(const char *address, const char *expected)
{
    char out[ADDRESS_MAX];
    address_group(address, out);
    assert_string_equal(out, expected);
}

static void assert_behind(const char *peer, const char *forwarded, const char *trusted, const char *expected)
{
    char out[ADDRESS_MAX];
    address_behind_proxies(peer, forwarded, trusted, out);
    assert_string_equal(out, expected);
}

static void test_wrapped_ipv4_is_unwrapped(void **state)
{
    (void)state;
    assert_normalised("::ffff:192.0.2.1", "192.0.2.1");
    assert_normalised("192.0.2.1", "192.0.2.1");
    assert_normalised("2001:DB8:0::1", "2001:db8::1");
    assert_normalised("nonsense", "nonsense");
}

static void test_all_of_127_is_loopback(void **state)
{
    (void)state;
    assert_true(address_is_loopback("127.0.0.1"));
    assert_true(address_is_loopback("127.3.2.1"));
    assert_true(address_is_loopback("::1"));
    assert_false(address_is_loopback("128.0.0.1"));
    assert_false(address_is_loopback("::2"));
    assert_false(address_is_loopback("1270.0.0.1"));
}

static void test_group_of_ipv6_is_its_64(void **state)
{
    (void)state;
    assert_group("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    assert_group("192.0.2.77", "192.0.2.77");
}

static void test_list_is_compared_by_whole_entries(void **state)
{
    (void)state;
    assert_true(address_in_list("10.0.0.1", "10.0.0.9, 10.0.0.1"));
    assert_true(address_in_list("10.0.0.9", "10.0.0.9, 10.0.0.1"));
    assert_false(address_in_list("10.0.0.1", "10.0.0.11,110.0.0.1"));
    assert_false(address_in_list("10.0.0.1", ""));
    assert_false(address_in_list("10.0.0.1", NULL));
}

static void test_forwarded_address_of_stranger_is_not_believed(void **state)
{
    (void)state;
    assert_behind("203.0.113.5", "1.2.3.4", "10.0.0.1", "203.0.113.5");
    assert_behind("203.0.113.5", "1.2.3.4", NULL, "203.0.113.5");
}

static void test_last_untrusted_hop_counts(void **state)
{
    (void)state;
    assert_behind("10.0.0.1", "1.2.3.4, 203.0.113.5", "10.0.0.1", "203.0.113.5");
    assert_behind("10.0.0.1", "1.2.3.4, 203.0.113.5 , 10.0.0.2", "10.0.0.1,10.0.0.2", "203.0.113.5");
    assert_behind("10.0.0.1", "10.0.0.2", "10.0.0.1,10.0.0.2", "10.0.0.2");
}

static void test_junk_in_forwarded_header_ends_the_search(void **state)
{
    (void)state;
    assert_behind("10.0.0.1", "1.2.3.4, <junk>", "10.0.0.1", "10.0.0.1");
    assert_behind("10.0.0.1", "", "10.0.0.1", "10.0.0.1");
    assert_behind("10.0.0.1", ",,,", "10.0.0.1", "10.0.0.1");
}

static void test_counts_follow_who_comes_and_goes(void **state)
{
    (void)state;
    struct address_counts counts = {0};
    struct address_count *a = address_counts_enter(&counts, "2001:db8::1");
    struct address_count *b = address_counts_enter(&counts, "2001:db8::2");
    struct address_count *c = address_counts_enter(&counts, "192.0.2.1");
    assert_int_equal(address_counts_open(&counts, "2001:db8::3"), 2);
    assert_int_equal(address_counts_open(&counts, "192.0.2.1"), 1);
    assert_int_equal(address_counts_open(&counts, "192.0.2.2"), 0);
    address_counts_leave(&counts, a);
    address_counts_leave(&counts, c);
    assert_int_equal(address_counts_open(&counts, "2001:db8::1"), 1);
    assert_int_equal(address_counts_open(&counts, "192.0.2.1"), 0);
    address_counts_leave(&counts, b);
    address_counts_clear(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrapped_ipv4_is_unwrapped),
        cmocka_unit_test(test_all_of_127_is_loopback),
        cmocka_unit_test(test_group_of_ipv6_is_its_64),
        cmocka_unit_test(test_list_is_compared_by_whole_entries),
        cmocka_unit_test(test_forwarded_address_of_stranger_is_not_believed),
        cmocka_unit_test(test_last_untrusted_hop_counts),
        cmocka_unit_test(test_junk_in_forwarded_header_ends_the_search),
        cmocka_unit_test(test_counts_follow_who_comes_and_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

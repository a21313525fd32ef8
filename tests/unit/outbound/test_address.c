/* Which addresses may be called: the public ones, in every spelling, and what is allowed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "outbound/address.h"

union any {
    struct sockaddr generic;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

static union any address_of(const char *text)
{
    union any out;
    memset(&out, 0, sizeof out);
    out.generic.sa_family = strchr(text, ':') ? AF_INET6 : AF_INET;
    void *bytes = strchr(text, ':') ? (void *)&out.v6.sin6_addr : (void *)&out.v4.sin_addr;
    assert_int_equal(inet_pton(out.generic.sa_family, text, bytes), 1);
    return out;
}

static bool is_public(const char *text)
{
    union any address = address_of(text);
    return address_is_public(&address.generic);
}

static bool is_allowed(const char *text, const char *ranges)
{
    union any address = address_of(text);
    struct address_ranges allowed;
    assert_int_equal(address_ranges_read(ranges, &allowed), STATUS_OK);
    return address_may_be_called(&address.generic, &allowed);
}

static void check_all(const char *const *texts, bool expected)
{
    for (; *texts; texts++)
        if (is_public(*texts) != expected)
            fail_msg("%s is %spublic", *texts, expected ? "not " : "");
}

static void test_what_is_inside_is_not_public(void **state)
{
    (void)state;
    static const char *const inside[] = {"0.0.0.0",
                                         "0.1.2.3",
                                         "10.0.0.0",
                                         "10.255.255.255",
                                         "100.64.0.0",
                                         "100.127.255.255",
                                         "127.0.0.1",
                                         "127.255.255.255",
                                         "169.254.169.254",
                                         "172.16.0.1",
                                         "172.31.255.255",
                                         "192.0.0.1",
                                         "192.0.2.1",
                                         "192.88.99.1",
                                         "192.168.0.1",
                                         "198.18.0.1",
                                         "198.19.255.255",
                                         "198.51.100.7",
                                         "203.0.113.7",
                                         "224.0.0.1",
                                         "239.255.255.255",
                                         "240.0.0.1",
                                         "255.255.255.255",
                                         "::",
                                         "::1",
                                         "::127.0.0.1",
                                         "::ffff:127.0.0.1",
                                         "::ffff:10.1.2.3",
                                         "::ffff:169.254.169.254",
                                         "64:ff9b::10.0.0.1",
                                         "64:ff9b::169.254.169.254",
                                         "64:ff9b:1::1",
                                         "100::1",
                                         "2001::1",
                                         "2001:0:7f00:1::",
                                         "2001:db8::1",
                                         "2002:7f00:1::",
                                         "2002:a00:1::1",
                                         "3fff::1",
                                         "3fff:fff::1",
                                         "4000::1",
                                         "fc00::1",
                                         "fd00:ec2::254",
                                         "fe80::1",
                                         "fec0::1",
                                         "ff02::1",
                                         NULL};
    check_all(inside, false);
}

static void test_what_is_outside_is_public(void **state)
{
    (void)state;
    static const char *const outside[] = {"1.1.1.1",          "9.255.255.255",
                                          "11.0.0.0",         "100.63.255.255",
                                          "100.128.0.0",      "126.255.255.255",
                                          "128.0.0.0",        "169.253.255.255",
                                          "169.255.0.0",      "172.15.255.255",
                                          "172.32.0.0",       "192.0.1.1",
                                          "192.167.255.255",  "192.169.0.0",
                                          "198.17.255.255",   "198.20.0.0",
                                          "223.255.255.255",  "::ffff:8.8.8.8",
                                          "64:ff9b::8.8.8.8", "2000::1",
                                          "2001:200::1",      "2001:dba::1",
                                          "2003::1",          "2606:4700::1",
                                          "3ffe:ffff::1",     NULL};
    check_all(outside, true);
}

static void test_other_kinds_of_addresses_are_never_called(void **state)
{
    (void)state;
    union any local;
    struct address_ranges all;
    memset(&local, 0, sizeof local);
    local.generic.sa_family = AF_UNIX;
    assert_int_equal(address_ranges_read("0.0.0.0/0 ::/0", &all), STATUS_OK);
    assert_false(address_is_public(&local.generic));
    assert_false(address_may_be_called(&local.generic, &all));
}

static void test_what_is_allowed_is_that_and_no_more(void **state)
{
    (void)state;
    assert_true(is_allowed("127.0.0.1", "127.0.0.1"));
    assert_true(is_allowed("::ffff:127.0.0.1", "127.0.0.1"));
    assert_true(is_allowed("64:ff9b::127.0.0.1", "127.0.0.1"));
    assert_false(is_allowed("127.0.0.2", "127.0.0.1"));
    assert_false(is_allowed("::1", "127.0.0.1"));
    assert_true(is_allowed("10.1.255.1", "192.168.0.0/16, 10.1.0.0/16"));
    assert_false(is_allowed("10.2.0.0", "192.168.0.0/16,10.1.0.0/16"));
    assert_true(is_allowed("fd00:1::9", "fd00:1::/33"));
    assert_false(is_allowed("fd00:1:8000::9", "fd00:1::/33"));
    assert_true(is_allowed("10.9.9.9", "0.0.0.0/0"));
    assert_false(is_allowed("fd00::1", "0.0.0.0/0"));
    assert_true(is_allowed("8.8.8.8", ""));
}

static void test_what_is_no_range_is_refused(void **state)
{
    (void)state;
    struct address_ranges out;
    static const char *const wrong[] = {"localhost",       "10.0.0.0/33", "::/129",     "10.0.0.0/",
                                        "10.0.0.0/-1",     "10.0.0/8",    "1.2.3.4/8x", "[::1]",
                                        "1.2.3.4;1.2.3.5", NULL};
    for (size_t i = 0; wrong[i]; i++)
        assert_int_equal(address_ranges_read(wrong[i], &out), STATUS_USAGE);
    char many[ADDRESS_RANGES_MAX * 4 + 8] = "";
    for (int i = 0; i <= ADDRESS_RANGES_MAX; i++)
        strcat(many, "::1 ");
    assert_int_equal(address_ranges_read(many, &out), STATUS_USAGE);
    assert_int_equal(address_ranges_read(" , ", &out), STATUS_OK);
    assert_int_equal(out.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_inside_is_not_public),
        cmocka_unit_test(test_what_is_outside_is_public),
        cmocka_unit_test(test_other_kinds_of_addresses_are_never_called),
        cmocka_unit_test(test_what_is_allowed_is_that_and_no_more),
        cmocka_unit_test(test_what_is_no_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

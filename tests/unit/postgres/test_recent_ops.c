/* What an owner gives back to a database that lost it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "postgres/recent_ops.h"
#include "wire/op_codec.h"

enum { OPS = 5 };

static struct log_op chain[OPS];
static struct sha256 start;

static void make_chain(void)
{
    static const char *const texts[OPS] = {"one", "two", "three", "four", "five"};
    memset(start.bytes, 7, sizeof start.bytes);
    for (size_t i = 0; i < OPS; i++) {
        chain[i] = (struct log_op){.seq = 11 + i, .bytes = texts[i], .len = strlen(texts[i])};
        chain[i].hash = op_chain_hash(i ? &chain[i - 1].hash : &start, texts[i], chain[i].len);
    }
}

static size_t after(struct recent_ops *recent, uint64_t seq, const struct sha256 *hash)
{
    size_t count;
    const struct log_op *ops = recent_ops_after(recent, "d", seq, hash, &count);
    if (!ops)
        return SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        assert_int_equal(ops[i].seq, seq + 1 + i);
    return count;
}

static void test_all_that_it_wrote_is_given_back(void **state)
{
    struct recent_ops *recent = recent_ops_create();
    (void)state;
    recent_ops_add(recent, "d", chain, OPS);
    assert_int_equal(after(recent, 15, &chain[4].hash), 0);
    assert_int_equal(after(recent, 12, &chain[1].hash), 3);
    assert_int_equal(after(recent, 11, &chain[0].hash), 4);
    assert_int_equal(after(recent, 10, &start), OPS); /* the database ends where this server began */
    recent_ops_destroy(recent);
}

static void test_another_log_gets_nothing(void **state)
{
    struct recent_ops *recent = recent_ops_create();
    (void)state;
    assert_int_equal(after(recent, 10, &start), SIZE_MAX);
    recent_ops_add(recent, "d", chain, OPS);
    assert_int_equal(after(recent, 10, &chain[0].hash), SIZE_MAX);
    assert_int_equal(after(recent, 9, &start), SIZE_MAX);
    assert_int_equal(after(recent, 12, &chain[2].hash), SIZE_MAX);
    assert_int_equal(after(recent, 16, &chain[4].hash), SIZE_MAX);
    recent_ops_destroy(recent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_that_it_wrote_is_given_back),
        cmocka_unit_test(test_another_log_gets_nothing),
    };
    make_chain();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

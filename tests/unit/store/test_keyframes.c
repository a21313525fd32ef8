/* Which snapshots are kept of a draft that grows and grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/keyframes.h"

struct stored {
    struct keyframe all[SNAPSHOTS_KEPT + 1];
    size_t count;
};

static void put(struct stored *stored, uint64_t seq, uint64_t bytes)
{
    memmove(stored->all + 1, stored->all, stored->count * sizeof *stored->all);
    stored->all[0] = (struct keyframe){seq, bytes};
    stored->count++;
    for (size_t index; (index = keyframes_drop(stored->all, stored->count)) < stored->count;)
        memmove(stored->all + index, stored->all + index + 1,
                (--stored->count - index) * sizeof *stored->all);
}

static uint64_t widest_gap(const struct stored *stored)
{
    uint64_t widest = stored->all[stored->count - 1].seq;
    for (size_t i = 0; i + 1 < stored->count; i++) {
        uint64_t gap = stored->all[i].seq - stored->all[i + 1].seq;
        widest = gap > widest ? gap : widest;
    }
    return widest;
}

static void test_of_a_million_ops_they_are_spread_evenly_and_bounded(void **state)
{
    (void)state;
    struct stored stored = {.count = 0};
    for (uint64_t seq = 1000; seq <= 1000000; seq += 1000) {
        put(&stored, seq, 100000);
        assert_true(stored.count <= SNAPSHOTS_KEPT);
        assert_int_equal(stored.all[0].seq, seq);
        assert_true(widest_gap(&stored) <= 2 * (seq / SNAPSHOTS_KEPT + 1000) + 1000);
    }
    assert_int_equal(stored.count, SNAPSHOTS_KEPT);
}

static void test_of_large_ones_fewer_are_kept_but_the_newest_three(void **state)
{
    (void)state;
    struct stored stored = {.count = 0};
    for (uint64_t seq = 1; seq <= 50; seq++)
        put(&stored, seq * 1000, KEYFRAME_BYTES / 4);
    assert_int_equal(stored.count, SNAPSHOTS_NEWEST + 4);
    for (uint64_t seq = 51; seq <= 60; seq++)
        put(&stored, seq * 1000, KEYFRAME_BYTES * 2);
    assert_int_equal(stored.all[2].seq, 58000);
    for (size_t i = SNAPSHOTS_NEWEST; i < stored.count; i++)
        assert_int_equal(stored.all[i].bytes, KEYFRAME_BYTES / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_a_million_ops_they_are_spread_evenly_and_bounded),
        cmocka_unit_test(test_of_large_ones_fewer_are_kept_but_the_newest_three),
    };
    return cmocka_run_group_tests_name("keyframes", tests, NULL, NULL);
}

/* bounds/workers: one piece of work for each seat at a time, seats in turns, and stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "bounds/workers.h"

struct place {
    struct loop *loop;
    struct workers *workers;
    struct buf done; /* names, in the order in which they were done */
    int left;
};

struct piece {
    struct place *place;
    const char *name;
    bool worked;
};

static void work(void *context)
{
    ((struct piece *)context)->worked = true;
}

static void done(void *context)
{
    struct piece *piece = context;
    buf_text(&piece->place->done, piece->name);
    buf_text(&piece->place->done, piece->worked ? " " : "! ");
    if (--piece->place->left == 0)
        loop_stop(piece->place->loop);
}

static void add(struct place *place, const char *seat, struct piece *piece, const char *name)
{
    *piece = (struct piece){place, name, false};
    place->left++;
    workers_add(place->workers, seat, work, done, piece);
}

static struct place open_place(size_t running)
{
    struct loop *loop = loop_create();
    return (struct place){loop, workers_create(loop, running), BUF_EMPTY, 0};
}

static void close_place(struct place *place)
{
    workers_destroy(place->workers);
    loop_destroy(place->loop);
    buf_clear(&place->done);
}

static void test_seats_take_turns(void **state)
{
    (void)state;
    struct place place = open_place(1);
    struct piece pieces[5];
    add(&place, "a", &pieces[0], "a1");
    add(&place, "a", &pieces[1], "a2");
    add(&place, "a", &pieces[2], "a3");
    add(&place, "b", &pieces[3], "b1");
    add(&place, "c", &pieces[4], "c1");
    assert_int_equal(workers_waiting(place.workers), 4);
    loop_run(place.loop);
    assert_string_equal(place.done.bytes, "a1 b1 c1 a2 a3 ");
    close_place(&place);
}

static void test_stopping_does_no_more_work_and_tells_all(void **state)
{
    (void)state;
    struct place place = open_place(1);
    struct piece pieces[4];
    add(&place, "a", &pieces[0], "a1");
    add(&place, "a", &pieces[1], "a2");
    add(&place, "b", &pieces[2], "b1");
    workers_stop(place.workers);
    add(&place, "b", &pieces[3], "b2");
    loop_run(place.loop);
    assert_true(pieces[0].worked);
    assert_false(pieces[1].worked || pieces[2].worked || pieces[3].worked);
    assert_non_null(strstr(place.done.bytes, "b2! "));
    close_place(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seats_take_turns),
        cmocka_unit_test(test_stopping_does_no_more_work_and_tells_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

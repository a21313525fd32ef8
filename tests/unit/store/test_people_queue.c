#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "base/loop.h"
#include "store/notices.h"
#include "store/people_queue.h"
#include "support/store_fixture.h"

enum { NOW = 1000000 };

struct fixture {
    char *dir;
    struct loop *loop;
    struct people *people; /* the loop's own */
    struct people_queue *queue;
    char steps[256]; /* what happened on the loop, in order */
};

static int open_queue(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct people *writing;
    fixture->dir = fixture_folder();
    fixture->loop = loop_create();
    ALWAYS(people_open(fixture->dir, true, NULL, &fixture->people) == STATUS_OK);
    ALWAYS(people_open(fixture->dir, true, NULL, &writing) == STATUS_OK);
    fixture->queue = people_queue_create(fixture->loop, writing);
    *state = fixture;
    return 0;
}

static int close_queue(void **state)
{
    struct fixture *fixture = *state;
    people_queue_destroy(fixture->queue);
    people_close(fixture->people);
    loop_destroy(fixture->loop);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

struct act {
    struct fixture *fixture;
    const char *draft;
    const char *wants; /* a draft that must be there by then; NULL: none */
    enum status status;
};

static void add_draft(void *context, struct people *people)
{
    struct act *act = context;
    act->status = act->wants ? people_draft_exists(people, act->wants) : STATUS_OK;
    if (act->status == STATUS_OK)
        act->status = people_add_draft(people, act->draft, NOW);
}

/* Durable by now: the loop's own connection sees it. */
static void note(void *context)
{
    const struct act *act = context;
    struct fixture *fixture = act->fixture;
    size_t len = strlen(fixture->steps);
    enum status seen = people_draft_exists(fixture->people, act->draft);
    snprintf(fixture->steps + len, sizeof fixture->steps - len, "%s:%s:%s ", act->draft,
             status_code(act->status), status_code(seen));
}

static void acts_come_in_their_order_and_see_those_before_them(void **state)
{
    struct fixture *fixture = *state;
    struct act acts[] = {{fixture, "a", NULL, STATUS_OK},
                         {fixture, "b", "a", STATUS_OK},
                         {fixture, "c", "b", STATUS_OK},
                         {fixture, "a", "c", STATUS_OK}};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        people_queue_add(fixture->queue, add_draft, note, &acts[i]);
    assert_string_equal(fixture->steps, ""); /* never from within the call */
    assert_int_equal(people_queue_length(fixture->queue), 4);
    loop_settle(fixture->loop);
    assert_string_equal(fixture->steps, "a:ok:ok b:ok:ok c:ok:ok a:exists:ok ");
    assert_int_equal(people_queue_length(fixture->queue), 0);
}

static void what_is_refused_leaves_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct act act = {fixture, "b", "nowhere", STATUS_OK};
    people_queue_add(fixture->queue, add_draft, note, &act);
    loop_settle(fixture->loop);
    assert_string_equal(fixture->steps, "b:not-found:not-found ");
}

struct moving {
    struct fixture *fixture;
    uint64_t seq;
    enum status end; /* what the transaction comes to when it has written */
};

static enum status move(void *context, struct people *people)
{
    const struct moving *moving = context;
    enum status status = notices_move(people, "a", moving->seq, NULL);
    return status == STATUS_OK ? moving->end : status;
}

static void is_moved(void *context, enum status status)
{
    const struct moving *moving = context;
    struct fixture *fixture = moving->fixture;
    size_t len = strlen(fixture->steps);
    uint64_t seen = 0;
    ALWAYS(notices_position(fixture->people, "a", &seen) == STATUS_OK);
    snprintf(fixture->steps + len, sizeof fixture->steps - len, "%s:%llu ", status_code(status),
             (unsigned long long)seen);
}

static void a_transaction_is_kept_where_it_ends_well_and_else_nothing_of_it(void **state)
{
    struct fixture *fixture = *state;
    struct moving moves[] = {{fixture, 7, STATUS_OK}, {fixture, 9, STATUS_CONFLICT}, {fixture, 8, STATUS_OK}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        people_queue_write(fixture->queue, move, is_moved, &moves[i]);
    loop_settle(fixture->loop);
    assert_string_equal(fixture->steps, "ok:7 conflict:7 ok:8 ");
}

static void add_another(void *context)
{
    struct act *act = context;
    note(act);
    if (strcmp(act->draft, "a") != 0)
        return;
    act->draft = "b";
    people_queue_add(act->fixture->queue, add_draft, add_another, act);
    snprintf(act->fixture->steps + strlen(act->fixture->steps), 16, "added ");
}

static void an_act_may_lead_to_another_one(void **state)
{
    struct fixture *fixture = *state;
    struct act act = {fixture, "a", NULL, STATUS_OK};
    people_queue_add(fixture->queue, add_draft, add_another, &act);
    loop_settle(fixture->loop);
    assert_string_equal(fixture->steps, "a:ok:ok added b:ok:ok ");
}

struct beginning {
    struct fixture *fixture;
    bool began_early; /* before the one before had ended on the loop */
    bool *ended;
};

static void look_back(void *context, struct people *people)
{
    struct beginning *beginning = context;
    (void)people;
    beginning->began_early = beginning->ended && !*beginning->ended;
}

static void end(void *context)
{
    (void)context;
}

static void end_first(void *ended)
{
    *(bool *)ended = true;
}

static void nothing_to_do(void *context, struct people *people)
{
    (void)context;
    (void)people;
}

static void an_act_begins_when_the_one_before_has_taken_effect(void **state)
{
    struct fixture *fixture = *state;
    bool ended = false;
    struct beginning second = {fixture, false, &ended};
    people_queue_add(fixture->queue, nothing_to_do, end_first, &ended);
    people_queue_add(fixture->queue, look_back, end, &second);
    loop_settle(fixture->loop);
    assert_false(second.began_early);
    assert_true(ended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(acts_come_in_their_order_and_see_those_before_them, open_queue,
                                        close_queue),
        cmocka_unit_test_setup_teardown(what_is_refused_leaves_nothing, open_queue, close_queue),
        cmocka_unit_test_setup_teardown(a_transaction_is_kept_where_it_ends_well_and_else_nothing_of_it,
                                        open_queue, close_queue),
        cmocka_unit_test_setup_teardown(an_act_may_lead_to_another_one, open_queue, close_queue),
        cmocka_unit_test_setup_teardown(an_act_begins_when_the_one_before_has_taken_effect, open_queue,
                                        close_queue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

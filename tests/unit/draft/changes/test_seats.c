#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "wire/snapshot_codec.h"

#define ADD(number, seat, participant)                                                                       \
    "[{'type':'seat.add','act':" number ",'at':10,'seat':'" seat "','participant':{'id':'" participant       \
    "','role':'delegation','name':'Ana','delegation':'MX'},'pending':true,'expires':900}]"
#define DO(kind, number) "[{'type':'seat." kind "','act':" number ",'at':20,'seat':'s1'}]"

static void assert_people(const struct sitting *sitting, const char *want)
{
    char *json = double_quoted(want);
    assert_memory_equal(sitting_snapshot_from(sitting, "\"participants\":"), json, strlen(json));
    free(json);
}

static void test_the_state_tells_what_was_done_to_a_seat(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_serve_for(&sitting, "host", 0, ADD("1", "s1", "p1")), STATUS_OK);
    assert_people(&sitting,
                  "'participants':[{'id':'p1','role':'delegation','name':'Ana','delegation':'MX',"
                  "'seat':{'id':'s1','by':'host','at':10,'expires':900,'pending':true}}],'acts':1,");
    assert_int_equal(sitting_serve_for(&sitting, "host", 0, DO("enter", "2")), STATUS_OK);
    assert_int_equal(sitting_serve_for(&sitting, "host", 0, DO("confirm", "3")), STATUS_OK);
    assert_int_equal(sitting_serve_for(&sitting, "host", 0, DO("end", "4")), STATUS_OK);
    assert_people(
        &sitting,
        "'participants':[{'id':'p1','role':'delegation','name':'Ana','delegation':'MX','seat':{'id':'s1','by'"
        ":'host','at':10,'expires':900,'confirmed':{'by':'host','at':20},'entered':20,'ended':{'by':'host','"
        "at'"
        ":20}}}],'acts':4,");
    sitting_close(&sitting);
}

static void test_each_act_is_told_once_and_in_order(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_serve(&sitting, ADD("2", "s1", "p1")), STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, DO("end", "1")), STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, DO("end", "3")), STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, DO("end", "2")), STATUS_OK);
    sitting_close(&sitting);
}

static void test_a_participant_has_one_seat_and_a_seat_must_be_known(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_serve(&sitting, DO("enter", "1")), STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    assert_int_equal(sitting_serve(&sitting, ADD("2", "s1", "p2")), STATUS_EXISTS);
    assert_int_equal(sitting_serve(&sitting, ADD("2", "s2", "p1")), STATUS_EXISTS);
    sitting_close(&sitting);
}

static void test_nobody_but_the_server_tells_of_seats(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    for (enum role role = ROLE_OBSERVER; role < ROLE_COUNT; role++)
        assert_int_equal(sitting_ask(&sitting, role, ADD("1", "s1", "p1")), STATUS_FORBIDDEN);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    static const char *const acts[] = {DO("confirm", "2"), DO("end", "2"), DO("enter", "2")};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, acts[i]), STATUS_FORBIDDEN);
    sitting_close(&sitting);
}

/* Who has a seat has been introduced. */
static void test_a_seat_introduces_its_participant(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct participant ana = {(char[]){"p1"}, ROLE_DELEGATION, (char[]){"Ana"}, (char[]){"MX"}, false};
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    assert_int_equal(sitting_ask_as(&sitting, &ana, 0, "[{'type':'item.remove','item':'d'}]"), STATUS_OK);
    assert_null(strstr(sitting_last(&sitting), "participant.set"));
    ana.name = (char[]){"Ana B."};
    assert_int_equal(sitting_ask_as(&sitting, &ana, 0, "[{'type':'item.restore','item':'d'}]"), STATUS_OK);
    assert_people(&sitting,
                  "'participants':[{'id':'p1','role':'delegation','name':'Ana B.','delegation':'MX','seat':"
                  "{'id':'s1',");
    sitting_close(&sitting);
}

static void test_an_op_that_is_refused_leaves_no_seat(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(
        sitting_serve(
            &sitting,
            "[{'type':'seat.add','act':1,'at':1,'seat':'s1','participant':{'id':'p1','role':'chair','name':'"
            "A'}},"
            "{'type':'seat.end','act':2,'at':1,'seat':'s1'},{'type':'seat.end','act':9,'at':1,'seat':'s1'}]"),
        STATUS_BAD_OP);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    sitting_close(&sitting);
}

static void test_an_adopted_draft_still_tells_of_its_seats(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open_with("[{'type':'draft.set','title':{},'langs':['es']},{'type':'"
                                               "item.add','item':'a','parent':null,'after':null,"
                                               "'kind':'item'}]");
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'approved'}]"),
        STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'draft.adopt'}]"), STATUS_OK);
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'a'}]"),
                     STATUS_ADOPTED);
    sitting_close(&sitting);
}

/* The server's own replica writes for whoever acts, and never becomes theirs. */
static void test_who_acts_does_not_get_the_replica_of_the_server(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct submission submission = {.by = "p9", .client = SYSTEM_ID, .n = 2, .base = 1};
    assert_int_equal(sitting_changes(ADD("1", "s1", "p1"), &submission.changes, &sitting.refusal), STATUS_OK);
    assert_int_equal(sitting_submit(&sitting, &submission), SUBMIT_ACCEPTED);
    assert_non_null(strstr(sitting_last(&sitting), "\"by\":\"p9\",\"client\":\"system\",\"n\":2"));
    struct buf clients = BUF_EMPTY;
    snapshot_write_clients(&clients, sitting.draft);
    assert_non_null(strstr(clients.bytes, "\"system\":[\"system\""));
    assert_null(strstr(clients.bytes, "[\"p9\""));
    buf_clear(&clients);
    sitting_close(&sitting);
}

static void test_a_snapshot_holds_the_seats(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    struct draft *read;
    assert_int_equal(sitting_serve(&sitting, ADD("1", "s1", "p1")), STATUS_OK);
    assert_int_equal(sitting_serve(&sitting, DO("confirm", "2")), STATUS_OK);
    assert_int_equal(sitting_serve(&sitting, DO("end", "3")), STATUS_OK);
    struct buf json = BUF_EMPTY, again = BUF_EMPTY;
    snapshot_write_json(&json, sitting.draft, &sitting.head);
    assert_int_equal(snapshot_decode(json.bytes, json.len, "{}", 2, &read), STATUS_OK);
    snapshot_write_json(&again, read, &sitting.head);
    assert_string_equal(again.bytes, json.bytes);
    draft_destroy(read);
    buf_clear(&json);
    buf_clear(&again);
    sitting_close(&sitting);
}

#define CASE(test) cmocka_unit_test(test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_the_state_tells_what_was_done_to_a_seat),
        CASE(test_each_act_is_told_once_and_in_order),
        CASE(test_a_participant_has_one_seat_and_a_seat_must_be_known),
        CASE(test_nobody_but_the_server_tells_of_seats),
        CASE(test_a_seat_introduces_its_participant),
        CASE(test_an_op_that_is_refused_leaves_no_seat),
        CASE(test_an_adopted_draft_still_tells_of_its_seats),
        CASE(test_who_acts_does_not_get_the_replica_of_the_server),
        CASE(test_a_snapshot_holds_the_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

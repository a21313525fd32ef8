/* What follows from a meeting: links, seats in drafts, and the acts that their logs take over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "people/meeting.h"
#include "store/acts.h"
#include "support/store_fixture.h"

enum { NOW = 1000000, LIFETIME = 5000000 };

static const struct cookie_bounds bounds = {LIFETIME, 3};

struct fixture {
    char *dir;
    struct people *people;
    char id[PEOPLE_SECRET_BYTES];
    struct meeting_act act;
    struct meeting_invited chair, secretary, ana, luis, guest;
};

static struct meeting_invited invite(struct fixture *fixture, const char *name, const char *role,
                                     const char *delegation)
{
    struct meeting_invited out;
    struct person_row row = {.name = name, .role = role, .delegation = delegation};
    assert_int_equal(meeting_invite(&fixture->act, &row, 1, false, &out), STATUS_OK);
    return out;
}

static void put(struct fixture *fixture, const char *draft, const char *group, bool closed)
{
    struct agenda_row row = {draft, group, closed};
    assert_int_equal(meeting_put_draft(&fixture->act, &row), STATUS_OK);
}

static int open_meeting(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct meeting_document document;
    fixture->dir = fixture_folder();
    ALWAYS(people_open(fixture->dir, true, NULL, &fixture->people) == STATUS_OK);
    meeting_document_init(&document);
    lang_map_add(&document.title, "es")->words = strdup("Reunión");
    ALWAYS(meeting_create(fixture->people, &document, NULL, NOW, fixture->id) == STATUS_OK);
    meeting_document_clear(&document);
    fixture->act = (struct meeting_act){fixture->people, fixture->id, PEOPLE_HOST, NOW};
    fixture->chair = invite(fixture, "Chair", "chair", "MX");
    fixture->secretary = invite(fixture, "Rosa", "secretariat", NULL);
    fixture->ana = invite(fixture, "Ana", "delegation", "MX");
    fixture->luis = invite(fixture, "Luis", "delegation", "GT");
    fixture->guest = invite(fixture, "Guest", "observer", NULL);
    for (const char *draft = "a\0b\0c\0"; *draft; draft += 2)
        ALWAYS(people_add_draft(fixture->people, draft, NOW) == STATUS_OK);
    put(fixture, "a", NULL, false);
    put(fixture, "b", "protection", false);
    put(fixture, "c", NULL, true);
    *state = fixture;
    return 0;
}

static int close_meeting(void **state)
{
    struct fixture *fixture = *state;
    people_close(fixture->people);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

/* The role that a link gives in a draft, or the code of the status where it gives none. Static. */
static const char *role_in(struct fixture *fixture, const struct meeting_invited *who, const char *draft)
{
    static char role[16];
    struct seat seat;
    enum status status = people_seat_by_token(fixture->people, who->token, draft, NOW, &seat);
    snprintf(role, sizeof role, "%s", status == STATUS_OK ? seat.role : status_code(status));
    seat_clear(&seat);
    return role;
}

static bool print_act(void *context, const struct act *act)
{
    static const char *const kinds[] = {"", "add", "confirm", "end", "enter"};
    buf_format(context, "%s %s %s; ", kinds[act->kind], act->name, act->role);
    return true;
}

static char *acts_after(struct fixture *fixture, const char *draft, uint64_t after)
{
    struct buf out = BUF_EMPTY;
    assert_int_equal(people_acts_since(fixture->people, draft, after, print_act, &out), STATUS_OK);
    return buf_take(&out);
}

static bool count_act(void *context, const struct act *act)
{
    *(uint64_t *)context = act->number;
    return true;
}

static uint64_t acts_of(struct fixture *fixture, const char *draft)
{
    uint64_t count = 0;
    assert_int_equal(people_acts_since(fixture->people, draft, 0, count_act, &count), STATUS_OK);
    return count;
}

static void test_one_link_opens_every_draft_with_the_role_of_the_meeting(void **state)
{
    struct fixture *fixture = *state;
    for (const char *draft = "a\0b\0c\0"; *draft; draft += 2) {
        assert_string_equal(role_in(fixture, &fixture->chair, draft), "chair");
        assert_string_equal(role_in(fixture, &fixture->secretary, draft), "secretariat");
        assert_string_equal(role_in(fixture, &fixture->ana, draft), "delegation");
    }
    assert_string_equal(role_in(fixture, &fixture->guest, "a"), "observer");
}

static void test_an_observer_has_no_seat_in_a_closed_draft(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(role_in(fixture, &fixture->guest, "c"), "not-found");
    put(fixture, "c", NULL, false);
    assert_string_equal(role_in(fixture, &fixture->guest, "c"), "observer");
    put(fixture, "c", NULL, true);
    assert_string_equal(role_in(fixture, &fixture->guest, "c"), "revoked");
}

static void test_a_delegate_chairs_a_working_group(void **state)
{
    struct fixture *fixture = *state;
    struct exception_row row = {fixture->ana.id, "group", "protection", "chair"};
    uint64_t before = acts_of(fixture, "b"), elsewhere = acts_of(fixture, "a");
    assert_int_equal(meeting_except(&fixture->act, &row), STATUS_OK);
    assert_string_equal(role_in(fixture, &fixture->ana, "b"), "chair");
    assert_string_equal(role_in(fixture, &fixture->ana, "a"), "delegation");
    char *acts = acts_after(fixture, "b", before);
    assert_string_equal(acts, "end Ana delegation; add Ana chair; ");
    free(acts);
    assert_int_equal(acts_of(fixture, "a"), elsewhere);
    row.role = NULL;
    assert_int_equal(meeting_except(&fixture->act, &row), STATUS_OK);
    assert_string_equal(role_in(fixture, &fixture->ana, "b"), "delegation");
}

static void test_the_chair_goes_to_another_delegation_in_every_draft_at_once(void **state)
{
    struct fixture *fixture = *state;
    uint64_t before = acts_of(fixture, "a");
    assert_int_equal(meeting_hand_over(&fixture->act, NULL, fixture->luis.id), STATUS_OK);
    for (const char *draft = "a\0b\0c\0"; *draft; draft += 2) {
        assert_string_equal(role_in(fixture, &fixture->luis, draft), "chair");
        assert_string_equal(role_in(fixture, &fixture->chair, draft), "delegation");
    }
    char *acts = acts_after(fixture, "a", before);
    assert_string_equal(acts, "end Chair chair; add Chair delegation; end Luis delegation; add Luis chair; ");
    free(acts);
    assert_int_equal(meeting_hand_over(&fixture->act, NULL, fixture->luis.id), STATUS_CONFLICT);
    assert_int_equal(meeting_hand_over(&fixture->act, fixture->ana.id, fixture->guest.id), STATUS_CONFLICT);
    assert_int_equal(meeting_hand_over(&fixture->act, NULL, "nobody"), STATUS_NOT_FOUND);
}

static void test_the_last_chair_stays(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(meeting_revoke(&fixture->act, fixture->chair.id), STATUS_LAST_CHAIR);
    assert_string_equal(role_in(fixture, &fixture->chair, "a"), "chair");
    struct exception_row row = {fixture->chair.id, "draft", "a", "none"};
    assert_int_equal(meeting_except(&fixture->act, &row), STATUS_LAST_CHAIR);
    assert_string_equal(role_in(fixture, &fixture->chair, "a"), "chair");
}

static void test_who_is_revoked_has_no_seat_anywhere(void **state)
{
    struct fixture *fixture = *state;
    char cookie[PEOPLE_SECRET_BYTES];
    struct seat seat;
    assert_int_equal(people_cookie_create(fixture->people, fixture->ana.token, NULL, NOW, bounds, cookie),
                     STATUS_OK);
    assert_int_equal(person_by_cookie(fixture->people, cookie, fixture->id, NOW, &seat), STATUS_OK);
    seat_clear(&seat);
    assert_int_equal(meeting_revoke(&fixture->act, fixture->ana.id), STATUS_OK);
    assert_int_equal(people_judge_token(fixture->people, fixture->ana.token, NOW), STATUS_REVOKED);
    assert_int_not_equal(person_by_cookie(fixture->people, cookie, fixture->id, NOW, &seat), STATUS_OK);
    assert_int_not_equal(people_seat_by_cookie(fixture->people, cookie, "a", NULL, NOW, &seat), STATUS_OK);
    char *acts = acts_after(fixture, "a", acts_of(fixture, "a") - 1);
    assert_string_equal(acts, "end Ana delegation; ");
    free(acts);
}

static void test_a_new_link_ends_the_former_one_and_on_request_its_devices(void **state)
{
    struct fixture *fixture = *state;
    char cookie[PEOPLE_SECRET_BYTES], token[PEOPLE_SECRET_BYTES];
    struct seat seat;
    assert_int_equal(people_cookie_create(fixture->people, fixture->ana.token, NULL, NOW, bounds, cookie),
                     STATUS_OK);
    assert_int_equal(meeting_new_link(&fixture->act, fixture->ana.id, false, token), STATUS_OK);
    assert_int_equal(people_judge_token(fixture->people, fixture->ana.token, NOW), STATUS_UNAUTHORIZED);
    assert_int_equal(people_judge_token(fixture->people, token, NOW), STATUS_OK);
    assert_int_equal(people_seat_by_cookie(fixture->people, cookie, "a", NULL, NOW, &seat), STATUS_OK);
    seat_clear(&seat);
    assert_int_equal(meeting_new_link(&fixture->act, fixture->ana.id, true, token), STATUS_OK);
    assert_int_not_equal(people_seat_by_cookie(fixture->people, cookie, "a", NULL, NOW, &seat), STATUS_OK);
}

static bool take_opened(void *context, const struct person_row *row)
{
    *(int64_t *)context = row->opened_at;
    assert_int_equal(row->devices, row->opened_at ? 1 : 0);
    return false;
}

static void test_it_is_known_who_has_opened_their_link(void **state)
{
    struct fixture *fixture = *state;
    char cookie[PEOPLE_SECRET_BYTES];
    int64_t opened = -1;
    assert_int_equal(persons_list(fixture->people, fixture->id, fixture->ana.id, take_opened, &opened),
                     STATUS_OK);
    assert_int_equal(opened, 0);
    assert_int_equal(people_cookie_create(fixture->people, fixture->ana.token, NULL, NOW, bounds, cookie),
                     STATUS_OK);
    assert_int_equal(persons_list(fixture->people, fixture->id, fixture->ana.id, take_opened, &opened),
                     STATUS_OK);
    assert_int_equal(opened, NOW);
}

static void test_an_archived_meeting_is_read_by_all_and_written_by_nobody(void **state)
{
    struct fixture *fixture = *state;
    struct invited own;
    struct new_seat seat = {
        .draft = "a", .role = "secretariat", .name = "Own", .by = PEOPLE_HOST, .sure = true};
    assert_int_equal(people_invite(fixture->people, &seat, NOW, &own), STATUS_OK);
    struct meeting_invited as_person = {{0}, {0}, false};
    memcpy(as_person.token, own.token, sizeof own.token);
    assert_string_equal(role_in(fixture, &as_person, "a"), "secretariat");
    assert_int_equal(meeting_archive(&fixture->act, true), STATUS_OK);
    assert_string_equal(role_in(fixture, &fixture->chair, "a"), "observer");
    assert_string_equal(role_in(fixture, &fixture->ana, "c"), "observer");
    assert_string_equal(role_in(fixture, &fixture->guest, "c"), "not-found");
    assert_string_equal(role_in(fixture, &as_person, "a"), "observer");
    assert_int_equal(meeting_archive(&fixture->act, false), STATUS_OK);
    assert_string_equal(role_in(fixture, &fixture->chair, "a"), "chair");
}

static void test_a_seat_of_the_draft_gives_way_where_its_holder_is_in_the_meeting(void **state)
{
    struct fixture *fixture = *state;
    struct invited own;
    struct meeting_invited person;
    struct new_seat seat = {.draft = "d", .role = "chair", .name = "Olga", .by = PEOPLE_HOST, .sure = true};
    assert_int_equal(people_add_draft(fixture->people, "d", NOW), STATUS_OK);
    assert_int_equal(people_invite(fixture->people, &seat, NOW, &own), STATUS_OK);
    struct person_row row = {.participant = own.id, .name = "Olga", .role = "secretariat"};
    assert_int_equal(meeting_invite(&fixture->act, &row, 1, false, &person), STATUS_OK);
    assert_string_equal(person.token, "");
    memcpy(person.token, own.token, sizeof own.token);
    assert_string_equal(role_in(fixture, &person, "d"), "chair");
    put(fixture, "d", NULL, false);
    assert_string_equal(role_in(fixture, &person, "d"), "secretariat");
    assert_string_equal(role_in(fixture, &person, "a"), "secretariat");
    assert_string_equal(role_in(fixture, &fixture->chair, "d"), "chair");
    assert_int_equal(meeting_invite(&fixture->act, &row, 1, false, &person), STATUS_EXISTS);
}

static void test_revoking_a_seat_in_its_draft_is_an_exception_of_the_person(void **state)
{
    struct fixture *fixture = *state;
    struct seat seat;
    assert_int_equal(people_seat_by_token(fixture->people, fixture->ana.token, "a", NOW, &seat), STATUS_OK);
    assert_int_equal(people_revoke(fixture->people, "a", seat.invitation, PEOPLE_HOST, false, NOW),
                     STATUS_OK);
    seat_clear(&seat);
    assert_string_equal(role_in(fixture, &fixture->ana, "a"), "revoked");
    invite(fixture, "Eva", "delegation", "GT");
    assert_string_equal(role_in(fixture, &fixture->ana, "a"), "revoked");
    assert_string_equal(role_in(fixture, &fixture->ana, "b"), "delegation");
}

static void test_all_are_invited_or_nobody(void **state)
{
    struct fixture *fixture = *state;
    struct meeting_invited out[2];
    struct person_row rows[2] = {{.name = "One", .role = "observer"},
                                 {.name = "Ana", .role = "observer", .participant = fixture->ana.id}};
    uint64_t before = acts_of(fixture, "a");
    assert_int_equal(meeting_invite(&fixture->act, rows, 2, false, out), STATUS_EXISTS);
    assert_int_equal(acts_of(fixture, "a"), before);
    assert_int_equal(people_judge_token(fixture->people, out[0].token, NOW), STATUS_UNAUTHORIZED);
}

static bool take_draft(void *context, const struct agenda_row *row)
{
    strcat(context, row->draft);
    return true;
}

static void test_the_agenda_keeps_its_order(void **state)
{
    struct fixture *fixture = *state;
    const char *const order[] = {"c", "a"};
    char drafts[8] = "";
    assert_int_equal(meeting_order(&fixture->act, order, 2), STATUS_OK);
    assert_int_equal(agenda_list(fixture->people, fixture->id, take_draft, drafts), STATUS_OK);
    assert_string_equal(drafts, "cab");
    assert_int_equal(meeting_drop_draft(&fixture->act, "c"), STATUS_OK);
    assert_string_equal(role_in(fixture, &fixture->ana, "c"), "delegation");
    assert_int_equal(meeting_revoke(&fixture->act, fixture->ana.id), STATUS_OK);
}

static void test_a_document_is_written_as_it_was_read(void **state)
{
    (void)state;
    static const char bytes[] =
        "{\"title\":{\"es\":\"Reunión\",\"en\":\"Meeting\"},\"place\":{\"es\":\"Ciudad de Guatemala\"},"
        "\"starts\":\"2026-11-27\",\"ends\":\"2026-11-28\",\"langs\":[\"es\",\"en\"],"
        "\"roles\":{\"chair\":{\"es\":\"Presidencia Pro Témpore\"}},"
        "\"delegations\":[{\"code\":\"GT\",\"names\":{\"es\":\"Guatemala\"},\"kind\":\"member\",\"present\":"
        "true},"
        "{\"code\":\"OIM\",\"names\":{\"es\":\"Organización\"},\"short\":{\"es\":\"OIM\"},"
        "\"kind\":\"observer-organisation\",\"present\":false}],"
        "\"groups\":[{\"id\":\"g1\",\"names\":{\"es\":\"Protección\"}}],"
        "\"settings\":{\"head_speaks\":true,\"links\":true}}";
    struct meeting_document document;
    struct buf out = BUF_EMPTY;
    assert_true(meeting_document_parse(bytes, &document));
    meeting_document_write(&out, &document);
    assert_string_equal(out.bytes, bytes);
    buf_clear(&out);
    meeting_document_clear(&document);
}

static void check_refused(const char *bytes)
{
    struct meeting_document document;
    struct json_doc *doc = json_parse(bytes, strlen(bytes), 100000);
    meeting_document_init(&document);
    assert_non_null(doc);
    assert_non_null(meeting_document_read(json_root(doc), &document));
    meeting_document_clear(&document);
    json_free(doc);
}

static void test_a_document_out_of_bounds_is_refused(void **state)
{
    (void)state;
    check_refused("{}");
    check_refused("{\"title\":{\"es\":\"\"}}");
    check_refused("{\"title\":{\"es\":\"x\"},\"starts\":\"28.11.2026\"}");
    check_refused("{\"title\":{\"es\":\"x\"},\"starts\":\"2026-11-28\",\"ends\":\"2026-11-27\"}");
    check_refused("{\"title\":{\"es\":\"x\"},\"roles\":{\"king\":{\"es\":\"x\"}}}");
    check_refused("{\"title\":{\"es\":\"x\"},\"delegations\":[{\"code\":\"MX\",\"names\":{\"es\":\"a\"}},"
                  "{\"code\":\"mx\",\"names\":{\"es\":\"b\"}}]}");
    check_refused("{\"title\":{\"es\":\"x\"},\"delegations\":[{\"code\":\"MX\",\"names\":{\"es\":\"a\"},"
                  "\"kind\":\"enemy\"}]}");
    check_refused("{\"title\":{\"es\":\"x\"},\"groups\":[{\"id\":\"a b\",\"names\":{\"es\":\"a\"}}]}");
    check_refused("{\"title\":{\"es\":\"x\"},\"settings\":{\"head_speaks\":\"no\"}}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_meeting, close_meeting)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_link_opens_every_draft_with_the_role_of_the_meeting),
        TEST(test_an_observer_has_no_seat_in_a_closed_draft),
        TEST(test_a_delegate_chairs_a_working_group),
        TEST(test_the_chair_goes_to_another_delegation_in_every_draft_at_once),
        TEST(test_the_last_chair_stays),
        TEST(test_who_is_revoked_has_no_seat_anywhere),
        TEST(test_a_new_link_ends_the_former_one_and_on_request_its_devices),
        TEST(test_it_is_known_who_has_opened_their_link),
        TEST(test_an_archived_meeting_is_read_by_all_and_written_by_nobody),
        TEST(test_a_seat_of_the_draft_gives_way_where_its_holder_is_in_the_meeting),
        TEST(test_revoking_a_seat_in_its_draft_is_an_exception_of_the_person),
        TEST(test_all_are_invited_or_nobody),
        TEST(test_the_agenda_keeps_its_order),
        cmocka_unit_test(test_a_document_is_written_as_it_was_read),
        cmocka_unit_test(test_a_document_out_of_bounds_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

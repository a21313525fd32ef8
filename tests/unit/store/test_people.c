#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/always.h"
#include "store/acts.h"
#include "store/data_folder.h"
#include "store/database.h"

#include "store/people.h"
#include "support/store_fixture.h"

enum { NOW = 1000000, LATER = 2000000, LIFETIME = 5000000 };

static const struct cookie_bounds bounds = {LIFETIME, 3};

struct fixture {
    char *dir;
    struct people *people;
};

static int open_people(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->dir = fixture_folder();
    ALWAYS(people_open(fixture->dir, true, NULL, &fixture->people) == STATUS_OK);
    ALWAYS(people_add_draft(fixture->people, "a", NOW) == STATUS_OK);
    ALWAYS(people_add_draft(fixture->people, "b", NOW + 1) == STATUS_OK);
    *state = fixture;
    return 0;
}

static int close_people(void **state)
{
    struct fixture *fixture = *state;
    people_close(fixture->people);
    fixture_remove(fixture->dir);
    free(fixture);
    return 0;
}

static struct people *people_of(void **state)
{
    return ((struct fixture *)*state)->people;
}

static struct invited invite_as(struct people *people, const struct new_seat *seat)
{
    struct invited guest;
    assert_int_equal(people_invite(people, seat, NOW, &guest), STATUS_OK);
    return guest;
}

static struct invited invite(struct people *people, const char *draft, const char *role, const char *name,
                             int64_t expires_at)
{
    return invite_as(people, &(struct new_seat){.draft = draft,
                                                .role = role,
                                                .name = name,
                                                .delegation = "MX",
                                                .expires_at = expires_at,
                                                .by = PEOPLE_HOST,
                                                .sure = true});
}

/* The name on the seat, or the code of the refusal. */
static const char *by_token(struct people *people, const char *token, const char *draft, int64_t now)
{
    static char answer[64];
    struct seat seat;
    enum status status = people_seat_by_token(people, token, draft, now, &seat);
    snprintf(answer, sizeof answer, "%s", status == STATUS_OK ? seat.name : status_code(status));
    seat_clear(&seat);
    return answer;
}

static const char *by_cookie(struct people *people, const char *cookie, const char *draft,
                             const char *participant, int64_t now)
{
    static char answer[64];
    struct seat seat;
    enum status status = people_seat_by_cookie(people, cookie, draft, participant, now, &seat);
    snprintf(answer, sizeof answer, "%s", status == STATUS_OK ? seat.name : status_code(status));
    seat_clear(&seat);
    return answer;
}

static void make_cookie(struct people *people, const char *token, const char *old, char *cookie)
{
    assert_int_equal(people_cookie_create(people, token, old, NOW, bounds, cookie), STATUS_OK);
}

static bool add_seat(void *context, const struct seat *seat)
{
    buf_format(context, "%s@%s ", seat->name, seat->draft);
    return true;
}

static void assert_seats_of_cookie(struct people *people, const char *cookie, int64_t now,
                                   const char *expected)
{
    struct buf seats = BUF_EMPTY;
    buf_text(&seats, "");
    assert_int_equal(people_seats_of_cookie(people, cookie, now, add_seat, &seats), STATUS_OK);
    assert_string_equal(seats.bytes, expected);
    buf_clear(&seats);
}

static bool add_draft(void *context, const char *draft, int64_t created_at)
{
    buf_format(context, "%s:%d ", draft, (int)(created_at - NOW));
    return true;
}

static void test_drafts_are_registered_once_and_listed(void **state)
{
    struct people *people = people_of(state);
    struct buf drafts = BUF_EMPTY;
    assert_int_equal(people_add_draft(people, "a", NOW), STATUS_EXISTS);
    assert_int_equal(people_draft_exists(people, "a"), STATUS_OK);
    assert_int_equal(people_draft_exists(people, "c"), STATUS_NOT_FOUND);
    assert_int_equal(people_list_drafts(people, add_draft, &drafts), STATUS_OK);
    assert_string_equal(drafts.bytes, "a:0 b:1 ");
    buf_clear(&drafts);
}

static void test_a_token_opens_the_seat_it_was_made_for(void **state)
{
    struct people *people = people_of(state);
    struct seat seat;
    struct invited rosa = invite(people, "a", "delegation", "Rosa", LATER);
    assert_int_equal(people_seat_by_token(people, rosa.token, NULL, NOW, &seat), STATUS_OK);
    assert_string_equal(seat.draft, "a");
    assert_string_equal(seat.role, "delegation");
    assert_string_equal(seat.name, "Rosa");
    assert_string_equal(seat.delegation, "MX");
    assert_string_equal(seat.invitation, rosa.id);
    assert_string_equal(seat.participant, rosa.id);
    assert_int_equal(seat.expires_at, LATER);
    seat_clear(&seat);
}

static void test_a_participant_may_have_no_delegation(void **state)
{
    struct people *people = people_of(state);
    struct seat seat;
    struct invited chair = invite_as(
        people, &(struct new_seat){.draft = "a", .role = "chair", .name = "Chair", .by = PEOPLE_HOST});
    assert_int_equal(people_seat_by_token(people, chair.token, "a", NOW, &seat), STATUS_OK);
    assert_null(seat.delegation);
    assert_int_equal(seat.expires_at, 0);
    seat_clear(&seat);
}

static void test_secrets_are_long_and_differ(void **state)
{
    struct invited one = invite(people_of(state), "a", "observer", "One", 0);
    struct invited two = invite(people_of(state), "a", "observer", "Two", 0);
    assert_int_equal(strlen(one.token), 22);
    assert_string_not_equal(one.token, two.token);
    assert_string_not_equal(one.id, two.id);
}

static bool file_contains(const char *path, const char *needle)
{
    char bytes[1 << 17];
    FILE *file = fopen(path, "rb");
    size_t len = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    return memmem(bytes, len, needle, strlen(needle)) != NULL;
}

static void test_neither_token_nor_cookie_is_on_the_disk(void **state)
{
    struct fixture *fixture = *state;
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(fixture->people, "a", "delegation", "Rosa", 0);
    make_cookie(fixture->people, rosa.token, NULL, cookie);
    people_close(fixture->people); /* moves all of it into the database */
    fixture->people = NULL;
    char *path = data_folder_database(fixture->dir);
    assert_true(file_contains(path, "Rosa"));
    assert_false(file_contains(path, rosa.token));
    assert_false(file_contains(path, cookie));
    free(path);
}

static void test_an_unknown_token_opens_nothing(void **state)
{
    struct people *people = people_of(state);
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    assert_string_equal(by_token(people, "", NULL, NOW), "unauthorized");
    assert_string_equal(by_token(people, rosa.id, NULL, NOW), "unauthorized");
    assert_string_equal(by_token(people, rosa.token, "b", NOW), "not-found");
    assert_string_equal(by_token(people, rosa.token, "c", NOW), "not-found");
}

static void test_an_invitation_ends_when_it_expires(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", LATER);
    make_cookie(people, rosa.token, NULL, cookie);
    assert_string_equal(by_token(people, rosa.token, "a", LATER - 1), "Rosa");
    assert_string_equal(by_cookie(people, cookie, "a", NULL, LATER - 1), "Rosa");
    assert_string_equal(by_token(people, rosa.token, "a", LATER), "unauthorized");
    assert_string_equal(by_cookie(people, cookie, "a", NULL, LATER), "expired");
    assert_seats_of_cookie(people, cookie, LATER, "");
}

static void test_an_end_before_the_epoch_is_in_the_past(void **state)
{
    struct invited rosa = invite(people_of(state), "a", "delegation", "Rosa", -5);
    assert_string_equal(by_token(people_of(state), rosa.token, "a", NOW), "unauthorized");
}

static void test_revoking_ends_token_and_cookie_at_once(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    struct invited luis = invite(people, "a", "delegation", "Luis", 0);
    make_cookie(people, rosa.token, NULL, cookie);
    assert_int_equal(people_revoke(people, "a", rosa.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    assert_string_equal(by_token(people, rosa.token, "a", NOW), "unauthorized");
    assert_string_equal(by_cookie(people, cookie, "a", NULL, NOW), "revoked");
    assert_string_equal(by_token(people, luis.token, "a", NOW), "Luis");
    assert_int_equal(people_cookie_create(people, rosa.token, NULL, NOW, bounds, cookie),
                     STATUS_UNAUTHORIZED);
}

static void test_the_holder_of_a_token_is_told_why_it_is_not_good(void **state)
{
    struct people *people = people_of(state);
    struct invited rosa = invite(people, "a", "delegation", "Rosa", LATER);
    struct invited luis = invite(people, "a", "delegation", "Luis", LATER);
    assert_int_equal(people_revoke(people, "a", luis.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    assert_int_equal(people_judge_token(people, rosa.token, NOW), STATUS_OK);
    assert_int_equal(people_judge_token(people, rosa.token, LATER), STATUS_EXPIRED);
    assert_int_equal(people_judge_token(people, luis.token, LATER), STATUS_REVOKED);
    assert_int_equal(people_judge_token(people, "nobody's", NOW), STATUS_UNAUTHORIZED);
}

static void test_only_invitations_of_that_draft_are_revoked(void **state)
{
    struct people *people = people_of(state);
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    assert_int_equal(people_revoke(people, "b", rosa.id, PEOPLE_HOST, true, NOW), STATUS_NOT_FOUND);
    assert_int_equal(people_revoke(people, "a", "nobody", PEOPLE_HOST, true, NOW), STATUS_NOT_FOUND);
    assert_string_equal(by_token(people, rosa.token, "a", NOW), "Rosa");
    assert_int_equal(people_revoke(people, "a", rosa.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    assert_int_equal(people_revoke(people, "a", rosa.id, PEOPLE_HOST, true, NOW), STATUS_OK);
}

static void test_an_invitation_needs_a_draft(void **state)
{
    struct invited guest;
    struct new_seat seat = {.draft = "c", .role = "chair", .name = "X", .by = PEOPLE_HOST};
    assert_int_equal(people_invite(people_of(state), &seat, NOW, &guest), STATUS_NOT_FOUND);
}

static bool add_invitation(void *context, const struct invitation *invitation)
{
    buf_format(context, "%s/%s%s%s ", invitation->name, invitation->role,
               invitation->granted ? "/granted" : "", invitation->revoked_at ? "/revoked" : "");
    return true;
}

static struct seat seat_of(struct people *people, const struct invited *guest)
{
    struct seat seat;
    assert_int_equal(people_seat_by_token(people, guest->token, NULL, NOW, &seat), STATUS_OK);
    return seat;
}

static void grant(struct people *people, const struct invited *guest, const char *draft)
{
    struct seat seat = seat_of(people, guest);
    invite(people, seat.draft, "chair", "Chair", 0);
    assert_int_equal(people_grant(people, &seat, draft, NOW), STATUS_OK);
    seat_clear(&seat);
}

static void test_invitations_are_listed_with_their_state(void **state)
{
    struct people *people = people_of(state);
    struct buf list = BUF_EMPTY;
    struct invited rosa = invite(people, "a", "secretariat", "Rosa", 0);
    struct invited luis = invite(people, "b", "observer", "Luis", 0);
    assert_int_equal(people_revoke(people, "b", luis.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    grant(people, &rosa, "b");
    assert_int_equal(people_list_invitations(people, "b", add_invitation, &list), STATUS_OK);
    assert_string_equal(list.bytes, "Luis/observer/revoked Rosa/secretariat/granted Chair/chair/granted ");
    buf_clear(&list);
}

static void test_a_grant_opens_another_draft_with_the_same_token(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct seat seat;
    struct invited rosa = invite(people, "a", "secretariat", "Rosa", LATER);
    make_cookie(people, rosa.token, NULL, cookie);
    grant(people, &rosa, "b");
    assert_string_equal(by_cookie(people, cookie, "b", NULL, NOW), "Rosa");
    assert_int_equal(people_seat_by_token(people, rosa.token, "b", NOW, &seat), STATUS_OK);
    assert_string_equal(seat.participant, rosa.id);
    assert_string_not_equal(seat.invitation, rosa.id);
    assert_string_equal(seat.role, "secretariat");
    assert_int_equal(seat.expires_at, LATER); /* with the token that opens it */
    seat_clear(&seat);
    assert_string_equal(by_token(people, rosa.token, NULL, NOW), "Rosa");
    struct buf seats = BUF_EMPTY;
    assert_int_equal(people_seats_of_token(people, rosa.token, NOW, add_seat, &seats), STATUS_OK);
    assert_string_equal(seats.bytes, "Rosa@b Rosa@a ");
    buf_clear(&seats);
}

static void test_a_seat_is_granted_once_and_only_in_a_draft(void **state)
{
    struct people *people = people_of(state);
    struct invited rosa = invite(people, "a", "secretariat", "Rosa", 0);
    struct seat seat = seat_of(people, &rosa);
    assert_int_equal(people_can_grant(people, &seat, NOW), STATUS_LAST_CHAIR);
    assert_int_equal(people_grant(people, &seat, "b", NOW), STATUS_LAST_CHAIR);
    invite(people, "a", "chair", "Chair", 0);
    assert_int_equal(people_can_grant(people, &seat, NOW), STATUS_OK);
    assert_int_equal(people_grant(people, &seat, "b", NOW), STATUS_OK);
    assert_int_equal(people_grant(people, &seat, "b", NOW), STATUS_EXISTS);
    assert_int_equal(people_grant(people, &seat, "a", NOW), STATUS_EXISTS);
    assert_int_equal(people_grant(people, &seat, "c", NOW), STATUS_NOT_FOUND);
    seat_clear(&seat);
}

static bool take_granted(void *context, const struct invitation *invitation)
{
    if (invitation->granted && strcmp(invitation->role, "chair") != 0)
        strcpy(context, invitation->id);
    return true;
}

static void test_to_revoke_ends_a_seat_in_its_draft_only(void **state)
{
    struct people *people = people_of(state);
    char granted[PEOPLE_ID_BYTES] = "";
    struct invited rosa = invite(people, "a", "secretariat", "Rosa", 0);
    grant(people, &rosa, "b");
    assert_int_equal(people_list_invitations(people, "b", take_granted, granted), STATUS_OK);
    assert_int_equal(people_revoke(people, "a", rosa.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_string_equal(by_token(people, rosa.token, "a", NOW), "revoked");
    assert_string_equal(by_token(people, rosa.token, "b", NOW), "Rosa");
    assert_int_equal(people_judge_token(people, rosa.token, NOW), STATUS_OK);
    assert_string_equal(by_token(people, rosa.token, NULL, NOW), "Rosa");
    assert_int_equal(people_revoke(people, "b", granted, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_int_equal(people_judge_token(people, rosa.token, NOW), STATUS_REVOKED);
}

/* The role on the seat of a token. */
static const char *role_of(struct people *people, const struct invited *guest)
{
    static char role[16];
    struct seat seat = seat_of(people, guest);
    snprintf(role, sizeof role, "%s", seat.role);
    seat_clear(&seat);
    return role;
}

static void test_a_second_voice_of_a_delegation_observes_until_it_is_confirmed(void **state)
{
    struct people *people = people_of(state);
    struct new_seat seat = {
        .draft = "a", .role = "delegation", .name = "Ana", .delegation = "MX", .by = "secretariat"};
    struct invited first = invite_as(people, &seat), second = invite_as(people, &seat);
    seat.delegation = "mx";
    struct invited third = invite_as(people, &seat);
    seat.delegation = "CA";
    struct invited other = invite_as(people, &seat);
    assert_false(first.pending || other.pending);
    assert_true(second.pending && third.pending);
    assert_string_equal(role_of(people, &first), "delegation");
    assert_string_equal(role_of(people, &second), "observer");
    assert_int_equal(people_confirm(people, "b", second.id, "chair", NOW), STATUS_NOT_FOUND);
    assert_int_equal(people_confirm(people, "a", second.id, "chair", NOW), STATUS_OK);
    assert_int_equal(people_confirm(people, "a", second.id, "chair", NOW), STATUS_OK);
    assert_string_equal(role_of(people, &second), "delegation");
    assert_string_equal(role_of(people, &third), "observer");
}

static void test_the_place_of_a_delegation_that_was_revoked_is_not_free(void **state)
{
    struct people *people = people_of(state);
    struct new_seat seat = {
        .draft = "a", .role = "delegation", .name = "Ana", .delegation = "MX", .by = "secretariat"};
    struct invited first = invite_as(people, &seat);
    assert_int_equal(people_revoke(people, "a", first.id, "secretariat", false, NOW), STATUS_OK);
    assert_true(invite_as(people, &seat).pending);
    seat.role = "secretariat"; /* with the name of a delegation */
    assert_true(invite_as(people, &seat).pending);
    seat.role = "observer";
    assert_false(invite_as(people, &seat).pending);
}

static void test_a_draft_keeps_a_chair(void **state)
{
    struct people *people = people_of(state);
    struct new_seat ends = {
        .draft = "a", .role = "chair", .name = "X", .expires_at = LATER, .by = PEOPLE_HOST};
    struct invited guest;
    assert_int_equal(people_invite(people, &ends, NOW, &guest), STATUS_LAST_CHAIR);
    struct invited one = invite(people, "a", "chair", "One", 0);
    struct invited other = invite(people, "a", "chair", "Other", LATER);
    assert_int_equal(people_revoke(people, "a", one.id, PEOPLE_HOST, false, NOW), STATUS_LAST_CHAIR);
    assert_int_equal(people_revoke(people, "a", other.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_int_equal(people_revoke(people, "a", one.id, PEOPLE_HOST, false, NOW), STATUS_LAST_CHAIR);
    struct invited next = invite(people, "a", "chair", "Next", 0);
    assert_int_equal(people_revoke(people, "a", one.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    assert_string_equal(by_token(people, next.token, "a", NOW), "Next");
    assert_int_equal(people_revoke(people, "a", next.id, PEOPLE_HOST, true, NOW), STATUS_OK);
}

static bool add_act(void *context, const struct act *act)
{
    static const char *const kinds[] = {"", "add", "confirm", "end", "enter"};
    buf_format(context, "%llu:%s:%s:%s%s ", (unsigned long long)act->number, kinds[act->kind], act->name,
               act->by, act->pending ? ":pending" : "");
    return true;
}

static void assert_acts(struct people *people, const char *draft, uint64_t after, const char *wanted)
{
    struct buf list = BUF_EMPTY;
    buf_text(&list, "");
    assert_int_equal(people_acts_since(people, draft, after, add_act, &list), STATUS_OK);
    assert_string_equal(list.bytes, wanted);
    buf_clear(&list);
}

static void test_what_is_done_to_seats_is_noted_once_and_without_a_gap(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct new_seat seat = {
        .draft = "a", .role = "delegation", .name = "Ana", .delegation = "MX", .by = "secretary"};
    struct invited ana = invite_as(people, &seat);
    seat.name = "Luis";
    struct invited luis = invite_as(people, &seat);
    invite(people, "b", "observer", "Elsewhere", 0);
    make_cookie(people, ana.token, NULL, cookie);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(people_confirm(people, "a", luis.id, "chair", NOW), STATUS_OK);
        assert_int_equal(people_revoke(people, "a", ana.id, "chair", false, NOW), STATUS_OK);
    }
    char wanted[256];
    snprintf(wanted, sizeof wanted,
             "1:add:Ana:secretary 2:add:Luis:secretary:pending 3:enter:Ana:%s 4:confirm:Luis:chair "
             "5:end:Ana:chair ",
             ana.id);
    assert_acts(people, "a", 0, wanted);
    assert_acts(people, "a", 3, "4:confirm:Luis:chair 5:end:Ana:chair ");
    assert_acts(people, "b", 0, "1:add:Elsewhere:host ");
    assert_acts(people, "b", 1, "");
}

static void test_a_browser_enters_once_and_a_link_only_so_often_in_an_hour(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES], again[PEOPLE_SECRET_BYTES];
    struct invited ana = invite(people, "a", "delegation", "Ana", 0);
    make_cookie(people, ana.token, NULL, cookie);
    make_cookie(people, ana.token, cookie, again);
    char wanted[160];
    snprintf(wanted, sizeof wanted, "2:enter:Ana:%s ", ana.id);
    assert_acts(people, "a", 1, wanted);
    for (int i = 0; i < 20; i++)
        make_cookie(people, ana.token, NULL, cookie);
    assert_acts(people, "a", 1 + PEOPLE_ENTRIES_AN_HOUR, "");
}

static void take_fresh(void *context, const char *draft, enum act_kind kind, const char *seat)
{
    (void)seat;
    buf_format(context, "%s%d ", draft, (int)kind);
}

static void test_fresh_acts_of_all_drafts_come_once(void **state)
{
    struct people *people = people_of(state);
    struct buf list = BUF_EMPTY;
    uint64_t mark = 0;
    invite(people, "a", "observer", "Before", 0);
    assert_int_equal(people_acts_fresh(people, &mark, NULL, NULL), STATUS_OK);
    struct invited ana = invite(people, "b", "observer", "Ana", 0);
    assert_int_equal(people_revoke(people, "b", ana.id, PEOPLE_HOST, false, NOW), STATUS_OK);
    invite(people, "a", "observer", "Luis", 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(people_acts_fresh(people, &mark, take_fresh, &list), STATUS_OK);
    assert_string_equal(list.bytes, "b1 b3 a1 ");
    buf_clear(&list);
}

static void test_signing_out_everywhere_ends_all_cookies_of_the_seats(void **state)
{
    struct people *people = people_of(state);
    char one[PEOPLE_SECRET_BYTES], other[PEOPLE_SECRET_BYTES], foreign[PEOPLE_SECRET_BYTES];
    struct invited ana = invite(people, "a", "delegation", "Ana", 0);
    struct invited luis = invite(people, "a", "delegation", "Luis", 0);
    make_cookie(people, ana.token, NULL, one);
    make_cookie(people, ana.token, NULL, other);
    make_cookie(people, luis.token, NULL, foreign);
    assert_int_equal(people_cookie_end(people, one, true), STATUS_OK);
    assert_int_equal(people_cookie_check(people, one, NOW), STATUS_UNAUTHORIZED);
    assert_int_equal(people_cookie_check(people, other, NOW), STATUS_UNAUTHORIZED);
    assert_int_equal(people_cookie_check(people, foreign, NOW), STATUS_OK);
}

static void test_a_cookie_opens_the_seat_of_its_token(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    make_cookie(people, rosa.token, NULL, cookie);
    assert_string_equal(by_cookie(people, cookie, "a", NULL, NOW), "Rosa");
    assert_string_equal(by_cookie(people, cookie, "b", NULL, NOW), "not-found");
    assert_string_equal(by_cookie(people, rosa.token, "a", NULL, NOW), "unauthorized");
    assert_string_equal(by_token(people, cookie, "a", NOW), "unauthorized");
}

static void test_a_cookie_ends_after_its_lifetime(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    make_cookie(people, rosa.token, NULL, cookie);
    assert_string_equal(by_cookie(people, cookie, "a", NULL, NOW + LIFETIME - 1), "Rosa");
    assert_string_equal(by_cookie(people, cookie, "a", NULL, NOW + LIFETIME), "unauthorized");
}

static void test_a_cookie_that_was_ended_opens_nothing(void **state)
{
    struct people *people = people_of(state);
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    make_cookie(people, rosa.token, NULL, cookie);
    assert_int_equal(people_cookie_end(people, cookie, false), STATUS_OK);
    assert_string_equal(by_cookie(people, cookie, "a", NULL, NOW), "unauthorized");
    assert_int_equal(people_cookie_end(people, cookie, false), STATUS_OK);
    assert_int_equal(people_cookie_end(people, "never was", false), STATUS_OK);
}

static void test_a_second_token_joins_the_cookie_and_rotates_it(void **state)
{
    struct people *people = people_of(state);
    char first[PEOPLE_SECRET_BYTES], second[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    struct invited luis = invite(people, "b", "delegation", "Luis", 0);
    make_cookie(people, rosa.token, NULL, first);
    make_cookie(people, luis.token, first, second);
    assert_string_not_equal(first, second);
    assert_string_equal(by_cookie(people, first, "a", NULL, NOW), "unauthorized");
    assert_string_equal(by_cookie(people, second, "a", NULL, NOW), "Rosa");
    assert_string_equal(by_cookie(people, second, "b", NULL, NOW), "Luis");
    assert_seats_of_cookie(people, second, NOW, "Luis@b Rosa@a ");
}

static void test_the_oldest_cookies_of_a_token_make_room_and_leave_the_seats_of_others(void **state)
{
    struct people *people = people_of(state);
    char alone[PEOPLE_SECRET_BYTES], shared[PEOPLE_SECRET_BYTES], newer[4][PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    struct invited luis = invite(people, "b", "delegation", "Luis", 0);
    make_cookie(people, rosa.token, NULL, alone);
    make_cookie(people, luis.token, NULL, newer[0]);
    make_cookie(people, rosa.token, newer[0], shared);
    make_cookie(people, rosa.token, NULL, newer[0]);
    assert_string_equal(by_cookie(people, alone, "a", NULL, NOW), "Rosa");
    for (int i = 1; i < 4; i++)
        assert_int_equal(people_cookie_create(people, rosa.token, NULL, NOW + 10 * i, bounds, newer[i]),
                         STATUS_OK);
    assert_string_equal(by_cookie(people, alone, "a", NULL, NOW), "unauthorized");
    assert_seats_of_cookie(people, shared, NOW, "Luis@b ");
    assert_string_equal(by_cookie(people, newer[0], "a", NULL, NOW), "unauthorized");
    for (int i = 1; i < 4; i++)
        assert_string_equal(by_cookie(people, newer[i], "a", NULL, NOW), "Rosa");
}

static void test_of_two_seats_in_a_draft_the_latest_is_taken_unless_one_is_named(void **state)
{
    struct people *people = people_of(state);
    char first[PEOPLE_SECRET_BYTES], second[PEOPLE_SECRET_BYTES], third[PEOPLE_SECRET_BYTES];
    struct invited chair = invite(people, "a", "chair", "Chair", 0);
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    make_cookie(people, chair.token, NULL, first);
    make_cookie(people, rosa.token, first, second);
    assert_string_equal(by_cookie(people, second, "a", NULL, NOW), "Rosa");
    assert_string_equal(by_cookie(people, second, "a", chair.id, NOW), "Chair");
    assert_string_equal(by_cookie(people, second, "a", "nobody", NOW), "not-found");
    make_cookie(people, chair.token, second, third); /* shown again: the latest now */
    assert_string_equal(by_cookie(people, third, "a", NULL, NOW), "Chair");
    assert_seats_of_cookie(people, third, NOW, "Chair@a Rosa@a ");
    assert_int_equal(people_revoke(people, "a", chair.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    assert_string_equal(by_cookie(people, third, "a", NULL, NOW), "Rosa");
    assert_string_equal(by_cookie(people, third, "a", chair.id, NOW), "revoked");
}

static void test_a_cookie_remembers_what_was_revoked(void **state)
{
    struct people *people = people_of(state);
    char first[PEOPLE_SECRET_BYTES], second[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    struct invited luis = invite(people, "b", "delegation", "Luis", 0);
    make_cookie(people, rosa.token, NULL, first);
    assert_int_equal(people_revoke(people, "a", rosa.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    make_cookie(people, luis.token, first, second);
    assert_string_equal(by_cookie(people, second, "a", NULL, NOW), "revoked");
    assert_seats_of_cookie(people, second, NOW, "Luis@b ");
}

static void test_an_old_cookie_that_is_not_good_gives_nothing(void **state)
{
    struct people *people = people_of(state);
    char first[PEOPLE_SECRET_BYTES], second[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(people, "a", "delegation", "Rosa", 0);
    struct invited luis = invite(people, "b", "delegation", "Luis", 0);
    make_cookie(people, rosa.token, NULL, first);
    assert_int_equal(people_cookie_create(people, luis.token, first, NOW + LIFETIME, bounds, second),
                     STATUS_OK);
    assert_string_equal(by_cookie(people, second, "a", NULL, NOW + LIFETIME), "not-found");
    assert_int_equal(people_cookie_create(people, luis.token, "rubbish'\";--", NOW, bounds, second),
                     STATUS_OK);
    assert_seats_of_cookie(people, second, NOW, "Luis@b ");
}

static void test_cookies_that_have_expired_are_removed(void **state)
{
    struct fixture *fixture = *state;
    char cookie[PEOPLE_SECRET_BYTES];
    struct invited rosa = invite(fixture->people, "a", "delegation", "Rosa", 0);
    for (int i = 0; i < 10; i++)
        make_cookie(fixture->people, rosa.token, NULL, cookie);
    assert_int_equal(people_cookie_create(fixture->people, rosa.token, NULL, NOW + LIFETIME, bounds, cookie),
                     STATUS_OK);
    sqlite3 *db = NULL;
    sqlite3_stmt *count = NULL;
    bool row;
    assert_int_equal(database_open(fixture->dir, DATABASE_READ, NULL, &db), STATUS_OK);
    assert_int_equal(
        database_prepare(db, "SELECT (SELECT count(*) FROM cookies) + (SELECT count(*) FROM cookie_seats)",
                         &count),
        STATUS_OK);
    assert_int_equal(database_step(count, &row), STATUS_OK);
    assert_int_equal(database_number(count, 0), 2);
    sqlite3_finalize(count);
    sqlite3_close(db);
}

static void test_what_another_process_does_is_seen_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct people *other = NULL;
    assert_int_equal(people_open(fixture->dir, false, NULL, &other), STATUS_OK);
    struct invited rosa = invite(other, "a", "delegation", "Rosa", 0);
    assert_string_equal(by_token(fixture->people, rosa.token, "a", NOW), "Rosa");
    assert_int_equal(people_revoke(other, "a", rosa.id, PEOPLE_HOST, true, NOW), STATUS_OK);
    assert_string_equal(by_token(fixture->people, rosa.token, "a", NOW), "unauthorized");
    people_close(other);
}

#define WITH_PEOPLE(test) cmocka_unit_test_setup_teardown(test, open_people, close_people)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PEOPLE(test_drafts_are_registered_once_and_listed),
        WITH_PEOPLE(test_a_token_opens_the_seat_it_was_made_for),
        WITH_PEOPLE(test_a_participant_may_have_no_delegation),
        WITH_PEOPLE(test_secrets_are_long_and_differ),
        WITH_PEOPLE(test_neither_token_nor_cookie_is_on_the_disk),
        WITH_PEOPLE(test_an_unknown_token_opens_nothing),
        WITH_PEOPLE(test_an_invitation_ends_when_it_expires),
        WITH_PEOPLE(test_an_end_before_the_epoch_is_in_the_past),
        WITH_PEOPLE(test_revoking_ends_token_and_cookie_at_once),
        WITH_PEOPLE(test_the_holder_of_a_token_is_told_why_it_is_not_good),
        WITH_PEOPLE(test_only_invitations_of_that_draft_are_revoked),
        WITH_PEOPLE(test_an_invitation_needs_a_draft),
        WITH_PEOPLE(test_invitations_are_listed_with_their_state),
        WITH_PEOPLE(test_a_grant_opens_another_draft_with_the_same_token),
        WITH_PEOPLE(test_a_seat_is_granted_once_and_only_in_a_draft),
        WITH_PEOPLE(test_to_revoke_ends_a_seat_in_its_draft_only),
        WITH_PEOPLE(test_a_second_voice_of_a_delegation_observes_until_it_is_confirmed),
        WITH_PEOPLE(test_the_place_of_a_delegation_that_was_revoked_is_not_free),
        WITH_PEOPLE(test_a_draft_keeps_a_chair),
        WITH_PEOPLE(test_what_is_done_to_seats_is_noted_once_and_without_a_gap),
        WITH_PEOPLE(test_a_browser_enters_once_and_a_link_only_so_often_in_an_hour),
        WITH_PEOPLE(test_fresh_acts_of_all_drafts_come_once),
        WITH_PEOPLE(test_signing_out_everywhere_ends_all_cookies_of_the_seats),
        WITH_PEOPLE(test_a_cookie_opens_the_seat_of_its_token),
        WITH_PEOPLE(test_a_cookie_ends_after_its_lifetime),
        WITH_PEOPLE(test_a_cookie_that_was_ended_opens_nothing),
        WITH_PEOPLE(test_a_second_token_joins_the_cookie_and_rotates_it),
        WITH_PEOPLE(test_the_oldest_cookies_of_a_token_make_room_and_leave_the_seats_of_others),
        WITH_PEOPLE(test_of_two_seats_in_a_draft_the_latest_is_taken_unless_one_is_named),
        WITH_PEOPLE(test_a_cookie_remembers_what_was_revoked),
        WITH_PEOPLE(test_an_old_cookie_that_is_not_good_gives_nothing),
        WITH_PEOPLE(test_cookies_that_have_expired_are_removed),
        WITH_PEOPLE(test_what_another_process_does_is_seen_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

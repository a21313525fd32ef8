#include "cli/cli.h"
#include "cli/people_place.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "base/loop.h"
#include "store/people.h"

struct revoke {
    const char *dir, *draft, *invitation, *everywhere, *force;
    struct people *people;
    struct buf drafts; /* where it was done, as JSON strings */
};

static enum status revoke_seat(struct revoke *revoke, const char *draft, const char *invitation)
{
    enum status status =
        people_revoke(revoke->people, draft, invitation, PEOPLE_HOST, revoke->force != NULL, loop_now_ms());
    if (status == STATUS_OK) {
        json_write_comma(&revoke->drafts);
        json_write_string(&revoke->drafts, draft);
    }
    return status;
}

struct target {
    char participant[PEOPLE_ID_BYTES];
    struct {
        char draft[PEOPLE_ID_BYTES], invitation[PEOPLE_ID_BYTES];
    } next;
};

static bool take_participant(void *context, const struct invitation *invitation)
{
    struct target *target = context;
    snprintf(target->participant, sizeof target->participant, "%s", invitation->participant);
    return false;
}

static bool take_first(void *context, const struct seat *seat)
{
    struct target *target = context;
    snprintf(target->next.draft, sizeof target->next.draft, "%s", seat->draft);
    snprintf(target->next.invitation, sizeof target->next.invitation, "%s", seat->invitation);
    return false;
}

/* One after the other: each that is revoked is no longer among the good ones. */
static enum status revoke_others(struct revoke *revoke, const struct target *of)
{
    enum status status = STATUS_OK;
    struct target target = *of;
    for (bool more = true; status == STATUS_OK && more;) {
        target.next.draft[0] = '\0';
        status = people_seats_of_participant(revoke->people, target.participant, loop_now_ms(), take_first,
                                             &target);
        more = target.next.draft[0];
        if (status == STATUS_OK && more)
            status = revoke_seat(revoke, target.next.draft, target.next.invitation);
    }
    return status;
}

static enum status revoke_all(struct revoke *revoke)
{
    struct target target = {0};
    enum status status =
        people_find_invitation(revoke->people, revoke->draft, revoke->invitation, take_participant, &target);
    if (status == STATUS_OK)
        status = revoke_seat(revoke, revoke->draft, revoke->invitation);
    if (status == STATUS_OK && revoke->everywhere)
        status = revoke_others(revoke, &target);
    return status;
}

static int store(struct revoke *revoke)
{
    struct buf why = BUF_EMPTY;
    int code = EXIT_OK;
    buf_text(&revoke->drafts, "{\"drafts\":[");
    enum status status = people_place_open(revoke->dir, false, &why, &revoke->people);
    if (status == STATUS_OK)
        status = revoke_all(revoke);
    buf_text(&revoke->drafts, "]}");
    if (status == STATUS_OK)
        puts(revoke->drafts.bytes);
    else if (status == STATUS_NOT_FOUND && revoke->people)
        code = args_fail("There is no invitation %s to draft %s in %s; plenaria seats lists them.",
                         revoke->invitation, revoke->draft, revoke->dir);
    else if (status == STATUS_LAST_CHAIR)
        code = args_fail("That is the last chair of the draft; invite the next one first, or say --force.");
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    people_close(revoke->people);
    buf_clear(&revoke->drafts);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    struct revoke revoke = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &revoke.dir},
        {"draft", "ID", "the draft", true, &revoke.draft},
        {"invitation", "ID", "which one; plenaria seats lists them", true, &revoke.invitation},
        {"everywhere", NULL, "the same person's seats in all other drafts as well", false,
         &revoke.everywhere},
        {"force", NULL, "also the last chair's, which leaves the draft without one", false, &revoke.force},
        {0},
    };
    bool helped;
    int code = args_read(&revoke_command, options, argc, argv, NULL, &helped);
    return code != EXIT_OK || helped ? code : store(&revoke);
}

const struct command revoke_command = {"revoke", "end a seat in a draft; its connections close", NULL, run};

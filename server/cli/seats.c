#include "cli/cli.h"
#include "cli/people_place.h"

#include <stdio.h>

#include "base/json_write.h"
#include "base/loop.h"
#include "store/people.h"

static const char *state_of(const struct invitation *invitation)
{
    if (invitation->revoked_at)
        return "revoked";
    if (invitation->expires_at && invitation->expires_at <= loop_now_ms())
        return "expired";
    return invitation->pending ? "pending" : "good";
}

static bool print_seat(void *context, const struct invitation *invitation)
{
    struct buf *out = context;
    buf_reset(out);
    buf_text(out, "{\"id\":");
    json_write_string(out, invitation->id);
    buf_text(out, ",\"role\":");
    json_write_string(out, invitation->role);
    buf_text(out, ",\"name\":");
    json_write_string(out, invitation->name);
    if (invitation->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, invitation->delegation);
    }
    buf_format(out, ",\"state\":\"%s\"}", state_of(invitation));
    puts(out->bytes);
    return true;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *draft = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"draft", "ID", "the draft", true, &draft},
        {0},
    };
    bool helped;
    struct buf why = BUF_EMPTY, out = BUF_EMPTY;
    struct people *people = NULL;
    int code = args_read(&seats_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    enum status status = people_place_open(dir, false, &why, &people);
    if (status == STATUS_OK)
        status = people_draft_exists(people, draft);
    if (status == STATUS_OK)
        status = people_list_invitations(people, draft, print_seat, &out);
    if (status == STATUS_NOT_FOUND && people)
        code = args_fail("There is no draft %s in %s.", draft, dir);
    else if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    people_close(people);
    buf_clear(&out);
    buf_clear(&why);
    return code;
}

const struct command seats_command = {"seats", "list the seats of a draft, one a line", NULL, run};

#include "cli/cli.h"
#include "cli/expiry.h"
#include "cli/people_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/loop.h"
#include "draft/types.h"
#include "store/people.h"
#include "text/utf.h"

struct invite {
    const char *dir, *draft, *role, *name, *delegation, *expires, *url;
    int64_t expires_at;
};

static int check(struct invite *invite)
{
    enum role role;
    if (!role_from_name(invite->role, &role))
        return args_misuse("Choose a role: observer, delegation, secretariat or chair.");
    if (!name_valid(invite->name) ||
        (invite->delegation &&
         (!name_valid(invite->delegation) || utf_is_blank(invite->delegation, strlen(invite->delegation)))))
        return args_misuse(
            "Names have 1 to 200 bytes of text without control characters and such as nobody sees.");
    if (role == ROLE_DELEGATION && !invite->delegation)
        return args_misuse("Say which delegation it is with --delegation, for example MX.");
    if (!invite->expires && role == ROLE_CHAIR)
        return EXIT_OK; /* a draft always has a chair */
    if (!expiry_read(invite->expires ? invite->expires : "30d", loop_now_ms(), &invite->expires_at))
        return args_misuse("Give --expires as a number and d, h or m, for example 30d.");
    return EXIT_OK;
}

static void print_result(const struct invite *invite, const struct invited *invited)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out, "{\"id\":\"%s\",\"token\":\"%s\",\"url\":", invited->id, invited->token);
    struct buf url = BUF_EMPTY;
    buf_format(&url, "%s/join#%s", invite->url ? invite->url : "http://127.0.0.1:8080", invited->token);
    json_write_string(&out, url.bytes);
    buf_char(&out, '}');
    puts(out.bytes);
    buf_clear(&url);
    buf_clear(&out);
}

static int store(const struct invite *invite)
{
    struct invited invited = {0};
    struct new_seat seat = {.draft = invite->draft,
                            .role = invite->role,
                            .name = invite->name,
                            .delegation = invite->delegation,
                            .expires_at = invite->expires_at,
                            .by = PEOPLE_HOST,
                            .sure = true};
    struct buf why = BUF_EMPTY;
    struct people *people = NULL;
    int code = EXIT_OK;
    enum status status = people_place_open(invite->dir, false, &why, &people);
    if (status == STATUS_OK)
        status = people_invite(people, &seat, loop_now_ms(), &invited);
    if (status == STATUS_OK)
        print_result(invite, &invited);
    else if (status == STATUS_NOT_FOUND && people)
        code = args_fail("There is no draft %s in %s; import one first.", invite->draft, invite->dir);
    else if (invited.like) {
        buf_format(&why,
                   "--delegation looks like %s, which the draft has; use that code, or one that nobody "
                   "confuses with it.",
                   invited.like);
        code = args_misuse(why.bytes);
    } else if (status == STATUS_LAST_CHAIR)
        code = args_fail("The draft has no chair whose seat stays; leave out --expires.");
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    people_close(people);
    free(invited.like);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    struct invite invite = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &invite.dir},
        {"draft", "ID", "the draft", true, &invite.draft},
        {"role", "R", "observer, delegation, secretariat or chair", true, &invite.role},
        {"name", "N", "name of the person or seat", true, &invite.name},
        {"delegation", "D", "country code (MX) or short name of the delegation", false, &invite.delegation},
        {"expires", "30d",
         "how long it is good: days, hours or minutes (30d, 12h, 45m); 30d, a chair's for good", false,
         &invite.expires},
        {"url", "URL", "where people reach the server, for the link; http://127.0.0.1:8080", false,
         &invite.url},
        {0},
    };
    bool helped;
    int code = args_read(&invite_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = check(&invite);
    return code == EXIT_OK ? store(&invite) : code;
}

const struct command invite_command = {"invite", "give somebody a seat in a draft; the token is shown once",
                                       NULL, run};

/* Administrators' tokens: who may open the admin page and the calls below /api/admin. */
#include "cli/admin.h"

#include <stdio.h>
#include <string.h>

#include "cli/expiry.h"
#include "draft/types.h"
#include "store/admin_keys.h"

static int run_token(int argc, char **argv)
{
    const char *dir = NULL, *name = NULL, *expires = NULL;
    char token[PEOPLE_SECRET_BYTES];
    int64_t now = loop_now_ms(), end = 0;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"name", "NAME", "whose it is, as the audit log shows it; host", false, &name},
        {"expires", "TIME", "30d, 12h or 45m from now; never", false, &expires},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    int code = args_read(&admin_token_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!name)
        name = PEOPLE_HOST;
    if (!id_valid(name) || strlen(name) > ADMIN_NAME_MAX)
        return args_misuse("Give --name as up to 40 letters, digits, - and _.");
    if (expires && !expiry_read(expires, now, &end))
        return args_misuse("Give --expires as 30d, 12h or 45m.");
    code = admin_open(dir, &people);
    if (code != EXIT_OK)
        return code;
    enum status status = admin_token_add(people, name, end, now, token);
    if (status == STATUS_EXISTS) {
        people_close(people);
        return args_fail("%s has a token already; plenaria admin token-end --name %s ends it.", name, name);
    }
    if (status == STATUS_OK)
        printf("{\"name\":\"%s\",\"token\":\"%s\"}\n", name, token);
    return admin_close(people, status, NULL);
}

const struct command admin_token_command = {"admin token", "a token for the admin page, shown once", NULL,
                                            run_token};

static int run_end(int argc, char **argv)
{
    const char *dir = NULL, *name = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"name", "NAME", "whose it is", true, &name},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    int code = args_read(&admin_token_end_command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = admin_open(dir, &people);
    if (code != EXIT_OK || helped)
        return code;
    return admin_close(people, admin_token_end(people, name, loop_now_ms()),
                       "Nobody of that name has a token; see plenaria admin tokens.");
}

const struct command admin_token_end_command = {"admin token-end",
                                                "end a token, and whoever is signed in by it", NULL, run_end};

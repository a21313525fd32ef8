/* What there is in a data folder, one JSON object a line: meetings, drafts, the audit log, tokens, all that is known of a person. */
#include "cli/admin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/expiry.h"
#include "host/host_view.h"

static int run_with(const struct command *command, int argc, char **argv,
                    enum status (*write)(struct people *people, struct buf *out))
{
    const char *dir = NULL;
    const struct option options[] = {{"data", "DIR", "the data folder", true, &dir}, {0}};
    bool helped;
    struct people *people = NULL;
    struct buf out = BUF_EMPTY;
    int code = args_read(command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = admin_open(dir, &people);
    if (code != EXIT_OK || helped)
        return code;
    enum status status = write(people, &out);
    if (status == STATUS_OK)
        admin_print_list(&out);
    buf_clear(&out);
    return admin_close(people, status, NULL);
}

static enum status write_drafts(struct people *people, struct buf *out)
{
    return host_write_drafts(people, NULL, NULL, out);
}

static int run_meetings(int argc, char **argv)
{
    return run_with(&admin_meetings_command, argc, argv, host_write_meetings);
}

static int run_drafts(int argc, char **argv)
{
    return run_with(&admin_drafts_command, argc, argv, write_drafts);
}

static int run_tokens(int argc, char **argv)
{
    return run_with(&admin_tokens_command, argc, argv, host_write_tokens);
}

const struct command admin_meetings_command = {
    "admin meetings", "all meetings, also archived and deleted ones", NULL, run_meetings};
const struct command admin_drafts_command = {"admin drafts", "all drafts, with sizes, also deleted ones",
                                             NULL, run_drafts};
const struct command admin_tokens_command = {"admin tokens", "who has an administrator's token", NULL,
                                             run_tokens};

/* ---- the log ---- */

struct log_words {
    const char *dir, *since, *most;
    struct audit_filter filter;
};

/* --since 7d: from seven days ago. */
static bool read_words(struct log_words *words)
{
    int64_t now = loop_now_ms(), end = now;
    char *rest = NULL;
    words->filter.most = 100;
    if (words->since && !expiry_read(words->since, now, &end))
        return false;
    words->filter.since = words->since ? now - (end - now) : 0;
    if (!words->most)
        return true;
    errno = 0;
    words->filter.most = strtoul(words->most, &rest, 10);
    return !errno && *words->most && !*rest && words->filter.most >= 1 &&
           words->filter.most <= AUDIT_MAX_LISTED;
}

static int run_log(int argc, char **argv)
{
    struct log_words words = {0};
    struct audit_filter *filter = &words.filter;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &words.dir},
        {"act", "ACT", "what was done, or how it begins: person.", false, &filter->act},
        {"by", "WHO", "a participant, host, or admin:NAME", false, &filter->by},
        {"about", "WHO", "done by them or to them", false, &filter->about},
        {"meeting", "ID", "to this meeting", false, &filter->meeting},
        {"draft", "ID", "to this draft", false, &filter->draft},
        {"since", "TIME", "in the last 7d, 12h, 45m", false, &words.since},
        {"most", "N", "so many of the newest, at most 500; 100", false, &words.most},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    struct buf out = BUF_EMPTY;
    int code = args_read(&admin_log_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!read_words(&words))
        return args_misuse("Give --since as 7d, 12h or 45m, and --most as a number from 1 to 500.");
    code = admin_open(words.dir, &people);
    if (code != EXIT_OK)
        return code;
    enum status status = host_write_log(people, filter, &out);
    if (status == STATUS_OK)
        admin_print_list(&out);
    buf_clear(&out);
    return admin_close(people, status, NULL);
}

const struct command admin_log_command = {"admin log", "the audit log, newest first", NULL, run_log};

/* ---- a person ---- */

static int run_person(int argc, char **argv)
{
    const char *dir = NULL, *who = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"who", "WHO", "an id of theirs, or their e-mail address", true, &who},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    struct buf out = BUF_EMPTY;
    int code = args_read(&admin_person_command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = admin_open(dir, &people);
    if (code != EXIT_OK || helped)
        return code;
    struct audit_entry entry = {
        .at = loop_now_ms(), .act = "person.export", .by = PEOPLE_HOST, .personal = who};
    enum status status = host_write_person(people, who, &out);
    if (status == STATUS_OK)
        status = audit_note_alone(people, &entry, 0);
    if (status == STATUS_OK)
        puts(out.bytes);
    buf_clear(&out);
    return admin_close(people, status, "Nobody is known by that id or address.");
}

const struct command admin_person_command = {"admin person", "all that is known of one person, as JSON", NULL,
                                             run_person};

/* What the host does to drafts, meetings and people's data; each act is in the audit log, and a running server heeds it. */
#include "cli/admin.h"

#include <stdio.h>
#include <string.h>

#include "cli/purging.h"
#include "people/meeting.h"
#include "store/deletion.h"
#include "store/holdings.h"

static const char no_such[] = "There is no such draft or meeting; see plenaria admin drafts and meetings.";

/* Which one is meant: a draft or a meeting. */
static bool choose(const char *draft, const char *meeting, enum deletion_kind *kind, const char **id)
{
    *kind = draft ? DELETION_DRAFT : DELETION_MEETING;
    *id = draft ? draft : meeting;
    return !draft != !meeting;
}

static int set_deleted(const struct command *command, int argc, char **argv, bool deleted)
{
    const char *dir = NULL, *draft = NULL, *meeting = NULL, *id;
    enum deletion_kind kind;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"draft", "ID", "the draft", false, &draft},
        {"meeting", "ID", "the meeting, with the drafts on its agenda", false, &meeting},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    int code = args_read(command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!choose(draft, meeting, &kind, &id))
        return args_misuse("Name one draft or one meeting.");
    code = admin_open(dir, &people);
    if (code != EXIT_OK)
        return code;
    enum status status = deletion_set(people, kind, id, deleted, PEOPLE_HOST, loop_now_ms());
    if (status == STATUS_CONFLICT) {
        people_close(people);
        return args_fail(deleted ? "It is deleted already." : "It is not deleted.");
    }
    return admin_close(people, status, no_such);
}

static int run_delete(int argc, char **argv)
{
    return set_deleted(&admin_delete_command, argc, argv, true);
}

static int run_undelete(int argc, char **argv)
{
    return set_deleted(&admin_undelete_command, argc, argv, false);
}

const struct command admin_delete_command = {
    "admin delete", "hide a draft or a meeting from everybody; after a time of grace it is gone", NULL,
    run_delete};
const struct command admin_undelete_command = {"admin undelete", "take that back", NULL, run_undelete};

static int run_purge(int argc, char **argv)
{
    const char *dir = NULL, *draft = NULL, *meeting = NULL, *id;
    enum deletion_kind kind;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"draft", "ID", "the draft, which is deleted", false, &draft},
        {"meeting", "ID", "the meeting, which is deleted", false, &meeting},
        {0},
    };
    bool helped;
    int code = args_read(&admin_purge_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!choose(draft, meeting, &kind, &id))
        return args_misuse("Name one draft or one meeting.");
    int64_t now = loop_now_ms();
    struct buf why = BUF_EMPTY;
    const struct purging purging = {
        .dir = dir, .id = id, .before = now, .since = now - 1, .now = now, .by = PEOPLE_HOST};
    enum status status = purging_run(&purging, &why);
    if (status == STATUS_NOT_FOUND)
        code = args_fail("It is not deleted; plenaria admin delete comes first.");
    else if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    buf_clear(&why);
    return code;
}

const struct command admin_purge_command = {
    "admin purge", "end the time of grace of what was deleted: it is gone for good", NULL, run_purge};

/* ---- people's data ---- */

static int run_erase(int argc, char **argv)
{
    const char *dir = NULL, *who = NULL;
    uint64_t erased = 0;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"who", "WHO", "an id of theirs, or their e-mail address", true, &who},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    int code = args_read(&admin_erase_command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = admin_open(dir, &people);
    if (code != EXIT_OK || helped)
        return code;
    enum status status = holdings_erase_emails(people, who, PEOPLE_HOST, loop_now_ms(), &erased);
    if (status == STATUS_OK)
        printf("{\"erased\":%llu}\n", (unsigned long long)erased);
    return admin_close(people, status, "Nobody is known by that id or address.");
}

const struct command admin_erase_command = {"admin erase", "erase the e-mail addresses of one person", NULL,
                                            run_erase};

/* ---- the archive: a meeting that can only be read, and a bundle of each of its drafts ---- */

struct archive {
    const char *dir, *into;
    size_t bundles;
    int code;
};

static bool bundle_draft(void *context, const struct agenda_row *row)
{
    struct archive *archive = context;
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/%s.plenaria", archive->into, row->draft);
    char *words[] = {"--data", (char *)archive->dir, "--draft", (char *)row->draft, path.bytes};
    archive->code = bundle_command.run(sizeof words / sizeof *words, words);
    archive->bundles += archive->code == EXIT_OK;
    buf_clear(&path);
    return archive->code == EXIT_OK;
}

/* Beside the bundles, what was done until then, to be held against the log later. */
static int sign_log(const struct archive *archive)
{
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/audit.note", archive->into);
    FILE *file = fopen(path.bytes, "w");
    int code = file ? admin_audit_sign(archive->dir, file) : EXIT_FAILED;
    bool written = file && fclose(file) == 0;
    if (!written)
        code = args_fail("%s cannot be written.", path.bytes);
    buf_clear(&path);
    return code;
}

static int run_archive(int argc, char **argv)
{
    struct archive archive = {0};
    const char *meeting = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &archive.dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"into", "FOLDER", "where the bundles of its drafts go", true, &archive.into},
        {0},
    };
    bool helped;
    struct people *people = NULL;
    int code = args_read(&admin_archive_command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = admin_open(archive.dir, &people);
    if (code != EXIT_OK || helped)
        return code;
    struct meeting_act act = {people, meeting, PEOPLE_HOST, loop_now_ms()};
    enum status status = meeting_archive(&act, true);
    if (status == STATUS_OK)
        status = agenda_list(people, meeting, bundle_draft, &archive);
    if (status == STATUS_OK && archive.code == EXIT_OK)
        archive.code = sign_log(&archive);
    if (status == STATUS_OK && archive.code == EXIT_OK)
        printf("{\"meeting\":\"%s\",\"bundles\":%zu}\n", meeting, archive.bundles);
    code = admin_close(people, status, "There is no such meeting; see plenaria admin meetings.");
    return code == EXIT_OK ? archive.code : code;
}

const struct command admin_archive_command = {
    "admin archive", "end a meeting and write a bundle of each of its drafts", NULL, run_archive};

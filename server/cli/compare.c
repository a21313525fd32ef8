#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/host_act.h"
#include "draft/versions.h"
#include "load/draft_loader.h"
#include "record/compare_load.h"
#include "record/compare_write.h"
#include "store/log_sqlite.h"

struct comparing {
    const char *dir, *draft, *from, *to, *lang, *view, *format;
    enum compare_format as;
    enum document_view shown;
    uint64_t first, last;
};

static int write_comparison(const struct comparing *comparing, const struct comparison *comparison)
{
    struct buf out = BUF_EMPTY;
    bool ok = compare_write(&out, comparing->as, comparison) == STATUS_OK &&
              fwrite(out.bytes, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    buf_clear(&out);
    return ok ? EXIT_OK : args_fail("The comparison could not be written.");
}

/* A moment is a number, or the name of a version: of those of one name the newest. 0: there is none of that name. */
static uint64_t moment_of(const struct draft *draft, const char *text)
{
    char *end = NULL;
    uint64_t seq = strtoull(text, &end, 10);
    const struct version *found = NULL;
    if (*text >= '0' && *text <= '9' && !*end)
        return seq;
    for (size_t i = 0; i < draft->versions.count; i++) {
        const struct version *version = draft->versions.all[i];
        if (strcmp(version->name, text) == 0 && (!found || version->seq > found->seq))
            found = version;
    }
    return found ? found->of : 0;
}

/* EXIT_OK, or it says what is wrong. */
static int find_moments(struct comparing *comparing, const struct draft *draft)
{
    comparing->first = moment_of(draft, comparing->from);
    comparing->last = comparing->to ? moment_of(draft, comparing->to) : draft_seq(draft);
    if (!comparing->first || !comparing->last)
        return args_fail("There is no version called %s; give the name of one, or a number from 1.",
                         comparing->first ? comparing->to : comparing->from);
    if (comparing->last < comparing->first)
        return args_misuse("Give --to as a moment that is not before --from.");
    return EXIT_OK;
}

/* EXIT_OK, or it says what is wrong. */
static int load_moments(struct comparing *comparing, struct log_store *log)
{
    struct load_request request = {.log = log, .draft = comparing->draft};
    struct loaded_draft now;
    struct buf why = BUF_EMPTY;
    enum status status = draft_load(&request, &now, &why);
    int code = status == STATUS_OK ? find_moments(comparing, now.draft)
               : status == STATUS_NOT_FOUND
                   ? args_fail("There is no draft %s in %s.", comparing->draft, comparing->dir)
                   : args_fail("%s", why.len ? why.bytes : status_message(status));
    if (status == STATUS_OK)
        loaded_draft_clear(&now);
    buf_clear(&why);
    return code;
}

/* With what a server has kept of the log, and keeping it for the next time; not in somebody else's folder, where it would be in the way. */
static struct shelf *open_shelf(const char *data)
{
    struct stat found;
    struct buf dir = BUF_EMPTY;
    bool own = stat(data, &found) == 0 && found.st_uid == geteuid();
    buf_format(&dir, "%s/records", data);
    struct shelf *shelf = shelf_create(own ? dir.bytes : NULL, 0);
    buf_clear(&dir);
    return shelf;
}

static int compare_in(const struct comparing *comparing, struct log_store *log)
{
    struct shelf *shelf = open_shelf(comparing->dir);
    struct compared compared;
    struct buf why = BUF_EMPTY;
    struct compare_request request = {.log = log,
                                      .shelf = shelf,
                                      .draft = comparing->draft,
                                      .from = comparing->first,
                                      .to = comparing->last,
                                      .lang = comparing->lang,
                                      .view = comparing->shown};
    enum status status = compare_load(&request, &compared, &why);
    int code;
    if (status == STATUS_OK)
        code = write_comparison(comparing, &compared.comparison);
    else if (status == STATUS_NOT_FOUND)
        code = args_fail("There is no draft %s with these seqs in %s.", comparing->draft, comparing->dir);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    if (status == STATUS_OK)
        compared_clear(&compared);
    buf_clear(&why);
    shelf_destroy(shelf);
    return code;
}

static int open_and_compare(struct comparing *comparing)
{
    struct log_store *log;
    struct buf why = BUF_EMPTY;
    struct log_sqlite_options options = {.dir = comparing->dir};
    enum status status = log_sqlite_open(&options, &why, &log);
    if (status != STATUS_OK) {
        int code = args_fail("%s", why.len ? why.bytes : status_message(status));
        buf_clear(&why);
        return code;
    }
    int code = load_moments(comparing, log);
    code = code == EXIT_OK ? compare_in(comparing, log) : code;
    log->ops->destroy(log);
    if (code == EXIT_OK)
        host_act_note(comparing->dir, "draft.compare", comparing->draft, NULL);
    return code;
}

static int run(int argc, char **argv)
{
    struct comparing comparing = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &comparing.dir},
        {"draft", "ID", "the draft", true, &comparing.draft},
        {"from", "A", "the earlier moment: after op A, or the name of a version", true, &comparing.from},
        {"to", "B", "the later moment: after op B, or the name of a version; the newest", false,
         &comparing.to},
        {"format", "F", "html, txt, json or docx", true, &comparing.format},
        {"lang", "L", "the language; the original", false, &comparing.lang},
        {"view", "V", "all words (brackets), or those of the text clean or base; docx: clean", false,
         &comparing.view},
        {0},
    };
    bool helped;
    int code = args_read(&compare_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!compare_format_from_name(comparing.format, &comparing.as))
        return args_misuse("Choose the format html, txt, json or docx.");
    comparing.shown = compare_usual_view(comparing.as);
    if (comparing.view &&
        (!document_view_from_name(comparing.view, &comparing.shown) || comparing.shown == DOCUMENT_TRACKED))
        return args_misuse("Choose the view brackets, clean or base.");
    return open_and_compare(&comparing);
}

const struct command compare_command = {"compare", "write what differs between two moments of a draft", NULL,
                                        run};

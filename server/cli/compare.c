#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

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

static int compare_in(const struct comparing *comparing, struct log_store *log)
{
    struct shelf *shelf = shelf_create(NULL, 0);
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

static int open_and_compare(const struct comparing *comparing)
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
    int code = compare_in(comparing, log);
    log->ops->destroy(log);
    return code;
}

static bool read_seq(const char *text, uint64_t *out)
{
    char *end = NULL;
    *out = text ? strtoull(text, &end, 10) : 0;
    return !text || (!*end && *out && *text != '-');
}

static int run(int argc, char **argv)
{
    struct comparing comparing = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &comparing.dir},
        {"draft", "ID", "the draft", true, &comparing.draft},
        {"from", "A", "the earlier moment: after op A", true, &comparing.from},
        {"to", "B", "the later moment: after op B; the newest", false, &comparing.to},
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
    if (!read_seq(comparing.from, &comparing.first) || !read_seq(comparing.to, &comparing.last))
        return args_misuse("Give --from and --to as numbers from 1.");
    if (comparing.last && comparing.last < comparing.first)
        return args_misuse("Give --to as a number that is not below --from.");
    return open_and_compare(&comparing);
}

const struct command compare_command = {"compare", "write what differs between two moments of a draft", NULL,
                                        run};

#include "cli/cli.h"

#include <stdio.h>

#include "cli/host_act.h"
#include "record/minutes.h"
#include "store/log_sqlite.h"

struct writing {
    const char *dir, *draft, *format, *lang;
    enum minutes_format as;
};

static enum status write_to(const struct writing *writing, struct log_store *log, struct buf *out,
                            struct buf *why)
{
    struct loaded_draft now;
    struct record record;
    struct load_request request = {.log = log, .draft = writing->draft};
    enum status status = draft_load(&request, &now, why);
    if (status != STATUS_OK)
        return status;
    record_init(&record);
    status = record_read(&record, log, writing->draft, draft_seq(now.draft));
    struct minutes_request minutes = {log, &now, &record, writing->lang, writing->as};
    if (status == STATUS_OK)
        status = minutes_write(out, &minutes);
    record_clear(&record);
    loaded_draft_clear(&now);
    return status;
}

static int write_minutes(const struct writing *writing)
{
    struct log_store *log;
    struct buf why = BUF_EMPTY, out = BUF_EMPTY;
    struct log_sqlite_options options = {.dir = writing->dir};
    int code = EXIT_OK;
    enum status status = log_sqlite_open(&options, &why, &log);
    if (status == STATUS_OK) {
        status = write_to(writing, log, &out, &why);
        log->ops->destroy(log);
    }
    if (status == STATUS_NOT_FOUND)
        code = args_fail("There is no draft %s in %s.", writing->draft, writing->dir);
    else if (status == STATUS_BAD_OP)
        code = args_fail("The draft has no language %s.", writing->lang);
    else if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    else if (fwrite(out.bytes, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
        code = args_fail("The minutes could not be written.");
    if (code == EXIT_OK)
        host_act_note(writing->dir, "draft.minutes", writing->draft, NULL);
    buf_clear(&why);
    buf_clear(&out);
    return code;
}

static int run(int argc, char **argv)
{
    struct writing writing = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &writing.dir},
        {"draft", "ID", "the draft", true, &writing.draft},
        {"format", "F", "txt, md, html, docx or json", true, &writing.format},
        {"lang", "L", "the language; the original", false, &writing.lang},
        {0},
    };
    bool helped;
    int code = args_read(&minutes_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!minutes_format_from_name(writing.format, &writing.as))
        return args_misuse("Choose the format txt, md, html, docx or json.");
    return write_minutes(&writing);
}

const struct command minutes_command = {"minutes", "write the minutes of a draft to standard output", NULL,
                                        run};

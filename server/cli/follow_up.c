#include "cli/cli.h"

#include <stdio.h>

#include "cli/host_act.h"
#include "load/draft_follow.h"
#include "store/log_sqlite.h"

static int write_follow_up(const char *dir, struct follow_order *order)
{
    struct buf why = BUF_EMPTY, out = BUF_EMPTY;
    struct log_sqlite_options options = {.dir = dir};
    int code = EXIT_OK;
    enum status status = log_sqlite_open(&options, &why, &order->log);
    if (status == STATUS_OK) {
        status = draft_follow_write(order, &out, &why);
        order->log->ops->destroy(order->log);
    }
    if (status == STATUS_NOT_FOUND)
        code = args_fail("There is no draft %s in %s.", order->draft, dir);
    else if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    else if (fwrite(out.bytes, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
        code = args_fail("The follow-up could not be written.");
    if (code == EXIT_OK)
        host_act_note(dir, "draft.follow-up", order->draft, NULL);
    buf_clear(&why);
    buf_clear(&out);
    return code;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *format = NULL, *all = NULL;
    struct follow_order order = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"draft", "ID", "the draft", true, &order.draft},
        {"format", "F", "txt, csv, json or ics", true, &format},
        {"lang", "L", "the language; the original", false, &order.lang},
        {"all", NULL, "with decisions and courtesies, not commitments alone", false, &all},
        {0},
    };
    bool helped;
    int code = args_read(&follow_up_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!matrix_format_from_name(format, &order.format))
        return args_misuse(MATRIX_CHOOSE_FORMAT);
    order.all = all != NULL;
    return write_follow_up(dir, &order);
}

const struct command follow_up_command = {"follow-up", "write who is to do what by when to standard output",
                                          NULL, run};

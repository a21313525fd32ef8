#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/host_act.h"
#include "cli/pdf.h"
#include "config.h"
#include "load/draft_export.h"
#include "store/log_sqlite.h"

static int print(const struct buf *bytes)
{
    size_t written = fwrite(bytes->bytes, 1, bytes->len, stdout);
    bool ok = written == bytes->len && fflush(stdout) == 0;
    return ok ? EXIT_OK : args_fail("The document could not be written.");
}

static int fail(const struct export_order *order, const char *dir, enum status status, const struct buf *why)
{
    if (status == STATUS_NOT_FOUND)
        return args_fail("There is no draft %s%s in %s.", order->draft, order->seq ? " with that seq" : "",
                         dir);
    if (status == STATUS_BAD_OP)
        return args_fail("The draft has no language %s.", order->langs);
    return args_fail("%s", why->len ? why->bytes : status_message(status));
}

/* The draft as a PDF, by a command, or as it is where there is none. */
static enum status make(const struct export_order *order, const char *command, struct buf *out,
                        struct buf *why)
{
    struct buf file = BUF_EMPTY;
    enum status status = draft_export(order, command ? &file : out, why);
    if (status == STATUS_OK && command)
        status = pdf_make(command, &file, out, why);
    buf_clear(&file);
    return status;
}

/* `pdf_command` NULL: the file itself. */
static int export_draft(struct export_order *order, const char *dir, const char *pdf_command)
{
    struct buf why = BUF_EMPTY, out = BUF_EMPTY;
    struct log_sqlite_options options = {.dir = dir};
    enum status status = log_sqlite_open(&options, &why, &order->log);
    int code;
    if (status == STATUS_OK) {
        status = make(order, pdf_command, &out, &why);
        code = status == STATUS_OK ? print(&out) : fail(order, dir, status, &why);
        order->log->ops->destroy(order->log);
        if (code == EXIT_OK)
            host_act_note(dir, "draft.export", order->draft, NULL);
    } else {
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    }
    buf_clear(&out);
    buf_clear(&why);
    return code;
}

/* What somebody wrote behind the options. */
struct wish {
    const char *dir, *draft, *format, *lang, *seq, *view, *statuses, *handles, *uncommented, *config;
};

/* Of a PDF the format is that which its command reads. EXIT_OK, or it says what is wrong. */
static int read_format(const struct wish *wish, const char *pdf_command, enum export_format *out)
{
    struct buf why = BUF_EMPTY;
    if (!pdf_command)
        return export_format_from_name(wish->format, out)
                   ? EXIT_OK
                   : args_misuse("Choose the format txt, md, html, json, docx, akn or pdf.");
    int code = pdf_source(pdf_command, out, &why) == STATUS_OK ? EXIT_OK : args_misuse(why.bytes);
    buf_clear(&why);
    return code;
}

/* EXIT_OK, or it says what is wrong. */
static int read_order(const struct wish *wish, const char *pdf_command, struct export_order *out)
{
    char *end = NULL;
    *out = (struct export_order){.draft = wish->draft, .langs = wish->lang};
    out->statuses = wish->statuses != NULL;
    out->handles = wish->handles != NULL;
    out->uncommented = wish->uncommented != NULL;
    int code = read_format(wish, pdf_command, &out->format);
    if (code != EXIT_OK)
        return code;
    out->view = pdf_command ? DOCUMENT_CLEAN : export_usual_view(out->format);
    if (wish->view && !document_view_from_name(wish->view, &out->view))
        return args_misuse(EXPORT_CHOOSE_VIEW);
    const char *refusal = export_order_refusal(out);
    if (refusal)
        return args_misuse(refusal);
    out->seq = wish->seq ? strtoull(wish->seq, &end, 10) : 0;
    if (wish->seq && (*end || !out->seq || *wish->seq == '-'))
        return args_misuse("Give --seq as a number from 1.");
    return EXIT_OK;
}

/* `config` has what the wish's file says. */
static int export_as_wished(const struct wish *wish, struct config *config)
{
    struct buf why = BUF_EMPTY;
    struct export_order order;
    int code = EXIT_OK;
    if (wish->config && config_read(config, wish->config, &why) != STATUS_OK)
        code = args_misuse(why.bytes);
    buf_clear(&why);
    const char *pdf_command = strcmp(wish->format, "pdf") == 0 ? config->pdf_command : NULL;
    code = code == EXIT_OK ? read_order(wish, pdf_command, &order) : code;
    return code == EXIT_OK ? export_draft(&order, wish->dir, pdf_command) : code;
}

static int run(int argc, char **argv)
{
    struct wish wish = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &wish.dir},
        {"draft", "ID", "the draft", true, &wish.draft},
        {"format", "F", "txt, md, html, json, docx, akn or pdf", true, &wish.format},
        {"lang", "L",
         "the language, in docx, html and pdf also several beside each other: es,en; the original", false,
         &wish.lang},
        {"view", "V", "proposals in brackets or, in docx, tracked, or the text clean or base", false,
         &wish.view},
        {"seq", "N", "as it stood after op N; the newest", false, &wish.seq},
        {"statuses", NULL, "docx: each item says its status", false, &wish.statuses},
        {"handles", NULL, "each item shows its permanent handle, \xc2\xa7K7Q; json and akn always have it",
         false, &wish.handles},
        {"no-comments", NULL, "docx: without comments and notes", false, &wish.uncommented},
        {"config", "F", "pdf: a configuration file with the setting pdf_command", false, &wish.config},
        {0},
    };
    bool helped;
    int code = args_read(&export_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    struct config config;
    config_init(&config);
    code = export_as_wished(&wish, &config);
    config_clear(&config);
    return code;
}

const struct command export_command = {"export", "write a draft to standard output", NULL, run};

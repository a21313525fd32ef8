#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

#include "convert/export.h"
#include "load/draft_document.h"
#include "load/draft_loader.h"
#include "store/log_sqlite.h"

struct export
{
    const char *dir, *draft, *format, *lang, *seq, *view;
    enum export_format as;
    enum document_view shown;
    uint64_t at;
};

static int write_document(const struct export *export, const struct loaded_draft *loaded)
{
    struct draft_document document;
    struct buf out = BUF_EMPTY;
    if (draft_document_fill(loaded->draft, export->lang, &loaded->head, &document) != STATUS_OK)
        return args_fail("The draft has no language %s.", export->lang);
    struct document_markup markup = {export->shown, draft_document_who, &document,
                                     draft_document_alternative};
    export_write(&out, export->as, &document.document, &markup);
    size_t written = fwrite(out.bytes, 1, out.len, stdout);
    bool ok = written == out.len && fflush(stdout) == 0;
    buf_clear(&out);
    draft_document_clear(&document);
    return ok ? EXIT_OK : args_fail("The document could not be written.");
}

static int export_draft(const struct export *export)
{
    struct log_store *log;
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    struct log_sqlite_options options = {.dir = export->dir};
    int code;
    enum status status = log_sqlite_open(&options, &why, &log);
    if (status != STATUS_OK) {
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
        buf_clear(&why);
        return code;
    }
    struct load_request request = {.log = log, .draft = export->draft, .seq = export->at};
    status = draft_load(&request, &loaded, &why);
    if (status == STATUS_OK)
        code = write_document(export, &loaded);
    else if (status == STATUS_NOT_FOUND)
        code = args_fail("There is no draft %s%s in %s.", export->draft, export->at ? " with that seq" : "",
                         export->dir);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    if (status == STATUS_OK)
        loaded_draft_clear(&loaded);
    log->ops->destroy(log);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    struct export export = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &export.dir},
        {"draft", "ID", "the draft", true, &export.draft},
        {"format", "F", "txt, md, html or json", true, &export.format},
        {"lang", "L", "the language; the original", false, &export.lang},
        {"view", "V", "proposals in brackets, or the text clean or base; brackets", false, &export.view},
        {"seq", "N", "as it stood after op N; the newest", false, &export.seq},
        {0},
    };
    bool helped;
    char *end = NULL;
    int code = args_read(&export_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!export_format_from_name(export.format, &export.as))
        return args_misuse("Choose the format txt, md, html or json.");
    if (export.view && !document_view_from_name(export.view, &export.shown))
        return args_misuse("Choose the view brackets, clean or base.");
    export.at = export.seq ? strtoull(export.seq, &end, 10) : 0;
    if (export.seq && (*end || !export.at || *export.seq == '-'))
        return args_misuse("Give --seq as a number from 1.");
    return export_draft(&export);
}

const struct command export_command = {"export", "write a draft to standard output", NULL, run};

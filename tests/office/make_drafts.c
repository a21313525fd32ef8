/* make_drafts DIR COUNT [plain|flat]: random drafts as Word files, each with what it must give once all is accepted or rejected:
 *
 *   DIR/3.docx          tracked              DIR/3.both.docx       two languages beside each other
 *   DIR/3.words.docx    without comments     DIR/3.brackets.docx, .clean.docx
 *   DIR/3.es.akn, .en.akn                   Akoma Ntoso, the view clean or base
 *   DIR/3.json            {"clean":[["1.","words"],…],"base":[…],"brackets":[…],"numbers":{"clean":true,…}}
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "convert/bracket_label.h"
#include "convert/export.h"
#include "convert/runs.h"
#include "support/random_document.h"

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void save(const char *dir, int number, const char *ending, const struct buf *bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%d%s", dir, number, ending);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes->bytes, 1, bytes->len, file) != bytes->len || fclose(file) != 0)
        die("a file cannot be written");
}

static void write_docx(const char *dir, int number, const char *ending, struct random_document *random,
                       size_t langs, enum document_view view, bool uncommented)
{
    const struct document_markup markup = {.view = view,
                                           .who = random_document_who,
                                           .context = random,
                                           .statuses = langs > 1,
                                           .uncommented = uncommented};
    struct buf out = BUF_EMPTY;
    if (export_write(&out, EXPORT_DOCX, random->documents, langs, &markup) != STATUS_OK)
        die("a draft cannot be exported");
    save(dir, number, ending, &out);
    buf_clear(&out);
}

static void write_akn(const char *dir, int number, struct random_document *random)
{
    static const char *const endings[] = {".es.akn", ".en.akn"};
    const struct document_markup markup = {.view = number % 2 ? DOCUMENT_BASE : DOCUMENT_CLEAN};
    for (size_t i = 0; i < RANDOM_DOCUMENT_LANGS; i++) {
        struct buf out = BUF_EMPTY;
        if (export_write(&out, EXPORT_AKN, &random->documents[i], 1, &markup) != STATUS_OK)
            die("a draft cannot be exported");
        save(dir, number, endings[i], &out);
        buf_clear(&out);
    }
}

struct teller {
    struct random_document *random;
    struct buf words;
};

static void tell_open(void *context, const struct nesting_bracket *bracket)
{
    struct teller *teller = context;
    const struct document_markup markup = {.who = random_document_who, .context = teller->random};
    if (bracket->half == NESTING_INSTEAD)
        return;
    struct bracket_label label = bracket_label_make(&markup, bracket);
    buf_format(&teller->words, "[%s%s%s%s", label.kind, label.before, label.name, label.after);
}

static void tell_close(void *context, const struct nesting_bracket *bracket)
{
    buf_text(&((struct teller *)context)->words, bracket_label_end(bracket));
}

static void tell_run(void *context, const struct run *run)
{
    buf_add(&((struct teller *)context)->words, run->bytes, run->len);
}

static void tell(struct buf *out, struct random_document *random, enum document_view view)
{
    struct document shown = runs_select(&random->documents[0], view);
    json_write_comma(out);
    json_write_key(out, document_view_name(view));
    buf_char(out, '[');
    for (size_t i = 0; i < shown.count; i++) {
        struct teller teller = {random, BUF_EMPTY};
        const struct run_visitor visitor = {tell_open, tell_close, tell_run, &teller, false, true};
        runs_visit(&shown.items[i], view, &visitor);
        buf_text(out, i ? ",[" : "[");
        json_write_string(out, shown.items[i].number);
        buf_char(out, ',');
        json_write_bytes(out, teller.words.bytes, teller.words.len);
        buf_char(out, ']');
        buf_clear(&teller.words);
    }
    buf_char(out, ']');
    free(shown.items);
}

/* Whether LibreOffice counts right once what a view does not show is gone: it gives a paragraph the looks of those that went before it, and
 * with them their place in the list. */
static bool keeps_numbers(const struct document *document, enum document_view view)
{
    struct document shown = runs_select(document, view);
    const struct document_item *gone = NULL; /* the first of those that went in a row */
    bool keeps = true;
    for (size_t i = 0, next = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        bool there = next < shown.count && strcmp(shown.items[next].id, item->id) == 0;
        if (gone && (gone->kind != item->kind || gone->depth != item->depth || gone->name || item->name ||
                     gone->start || item->start))
            keeps = false;
        gone = there ? NULL : gone ? gone : item;
        next += there;
    }
    free(shown.items);
    return keeps;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: make_drafts DIR COUNT [plain|flat]");
    struct choices choices = choices_seeded();
    const char *kind = argc > 3 ? argv[3] : "";
    const struct random_document_options options = {.items = 30,
                                                    .proposals = 12,
                                                    .plain_wholes = strcmp(kind, "plain") == 0,
                                                    .flat = strcmp(kind, "flat") == 0};
    for (int i = 0; i < atoi(argv[2]); i++) {
        struct random_document random;
        struct buf told = BUF_EMPTY;
        random_document_make(&choices, &options, &random);
        write_docx(argv[1], i, ".docx", &random, 1, DOCUMENT_TRACKED, false);
        write_docx(argv[1], i, ".words.docx", &random, 1, DOCUMENT_TRACKED, true);
        write_docx(argv[1], i, ".both.docx", &random, 2, DOCUMENT_TRACKED, false);
        write_docx(argv[1], i, ".brackets.docx", &random, 1, DOCUMENT_BRACKETS, true);
        write_docx(argv[1], i, ".clean.docx", &random, 1, DOCUMENT_CLEAN, true);
        write_akn(argv[1], i, &random);
        buf_char(&told, '{');
        tell(&told, &random, DOCUMENT_CLEAN);
        tell(&told, &random, DOCUMENT_BASE);
        tell(&told, &random, DOCUMENT_BRACKETS);
        buf_format(&told, ",\"numbers\":{\"clean\":%s,\"base\":%s}}",
                   keeps_numbers(&random.documents[0], DOCUMENT_CLEAN) ? "true" : "false",
                   keeps_numbers(&random.documents[0], DOCUMENT_BASE) ? "true" : "false");
        save(argv[1], i, ".json", &told);
        buf_clear(&told);
        random_document_clear(&random);
    }
    return 0;
}

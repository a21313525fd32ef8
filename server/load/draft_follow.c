#include "load/draft_follow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/country.h"
#include "convert/runs.h"
#include "draft/change_kind.h"
#include "draft/follow_up.h"
#include "draft/participants.h"
#include "draft/state.h"
#include "load/draft_document.h"
#include "wire/op_codec.h"

#define OPS_AT_ONCE     256               /* read backwards, in search of adoption */
#define ITEM_BYTES_MAX  16384             /* of an item: no longer one is read */
#define DRAFT_BYTES_MAX ((size_t)4194304) /* of a draft; items beyond say nothing by themselves */

/* --- when it was adopted ---------------------------------------------------------------------------------------------- */

static bool find_adoption(void *context, const struct log_op *stored)
{
    int64_t *at = context;
    struct op op;
    if (op_decode(stored->bytes, stored->len, &op) != STATUS_OK)
        return false;
    for (size_t i = 0; i < op.changes.count; i++)
        if (change_is(&op.changes.changes[i], &change_draft_adopt))
            *at = op.at;
    op_clear(&op);
    return *at == 0;
}

/* Behind adoption there is only what was said of it, so it is sought from the end. */
static enum status adopted_at(struct log_store *log, const struct draft *draft, int64_t *at)
{
    enum status status = STATUS_OK;
    *at = 0;
    for (uint64_t to = draft->adopted ? draft->seq : 0; to && !*at && status == STATUS_OK;) {
        uint64_t from = to > OPS_AT_ONCE ? to - OPS_AT_ONCE + 1 : 1;
        status = log->ops->read(log, draft->id, from, to, find_adoption, at);
        to = from - 1;
    }
    return status;
}

/* --- what the words let guess ----------------------------------------------------------------------------------------- */

struct filling {
    const struct draft *draft;
    struct document shown;      /* in the language that is asked for */
    struct document original;   /* in the original; items in the same order */
    struct numbering numbering; /* of what is shown, at the item that is read */
    struct day adopted;
    enum commitment_kind
        introduced[DRAFT_MAX_DEPTH +
                   1]; /* by the item of that depth, for what is below it; NONE: it introduces no list */
    struct map said;   /* count_said */
    size_t bytes_left;
    struct matrix *out;
};

static void add_run(void *context, const struct run *run)
{
    buf_add(context, run->bytes, run->len);
}

static void ignore_bracket(void *context, const struct nesting_bracket *bracket)
{
    (void)context;
    (void)bracket;
}

static void ignore_end(void *context, const struct nesting_bracket *bracket)
{
    (void)context;
    (void)bracket;
}

static void write_words(const struct document_item *item, struct buf *out)
{
    const struct run_visitor visitor = {
        .open = ignore_bracket, .close = ignore_end, .run = add_run, .context = out};
    if (item->text)
        runs_visit(item, DOCUMENT_CLEAN, &visitor);
}

static bool is_country(const char *name, size_t len)
{
    return country_find(name, len) != NULL;
}

static void guess_row(const struct commitment *guess, struct matrix_row *row)
{
    matrix_cell_set(row, FOLLOW_KIND, commitment_kind_name(guess->kind));
    matrix_cell_set(row, FOLLOW_VERB, guess->verb);
    matrix_cell_set(row, FOLLOW_WHAT, guess->what);
    matrix_cell_set(row, FOLLOW_WHO, guess->who);
    matrix_cell_set(row, FOLLOW_SUPPORT, guess->support);
    matrix_cell_set(row, FOLLOW_PLACE, guess->place);
    matrix_cell_set(row, FOLLOW_DUE, guess->due);
    free(row->due_words);
    row->due_words = mem_copy_string(guess->due_words);
}

/* How many commitments each item has by what people said: its id -> the greatest row. */
static void count_said(const struct draft *draft, struct map *out)
{
    for (size_t i = 0; i < draft->follow_marks.count; i++) {
        const struct follow_mark *mark = draft->follow_marks.all[i];
        if (mark->value && mark->field < MATRIX_CELLS && (intptr_t)map_get(out, mark->item) < mark->row)
            map_put(out, mark->item, (void *)(intptr_t)mark->row);
    }
}

/* An item that ends in a colon introduces those below it. */
static enum commitment_kind introduces(const struct buf *words, const struct commitments *found)
{
    enum commitment_kind kind = COMMITMENT_NONE;
    size_t len = words->len;
    while (len && words->bytes[len - 1] == ' ')
        len--;
    for (size_t i = 0; len && words->bytes[len - 1] == ':' && i < found->count; i++)
        kind = found->rows[i].kind > kind ? found->rows[i].kind : kind;
    return kind;
}

static void add_rows(struct filling *filling, const struct document_item *item,
                     const struct commitments *found)
{
    int64_t said = (intptr_t)map_get(&filling->said, item->id);
    int64_t count = (int64_t)found->count > said ? (int64_t)found->count : said;
    for (int64_t row = 1; row <= count; row++) {
        struct matrix_row *added =
            matrix_add(filling->out, item->id, item->handle, filling->numbering.path, row);
        if ((size_t)row <= found->count)
            guess_row(&found->rows[row - 1], added);
        else
            matrix_cell_set(added, FOLLOW_KIND, commitment_kind_name(COMMITMENT_TASK));
    }
}

static void read_item(struct filling *filling, size_t at)
{
    const struct document_item *item = &filling->shown.items[at];
    const struct document_item *words_of = item->text ? item : &filling->original.items[at];
    struct buf words = BUF_EMPTY;
    struct commitments found = {.count = 0};
    if (item->kind == KIND_HEADING || item->gone)
        return;
    write_words(words_of, &words);
    size_t most = filling->bytes_left < ITEM_BYTES_MAX ? filling->bytes_left : ITEM_BYTES_MAX;
    size_t len = words.len <= most ? words.len : 0;
    filling->bytes_left -= len;
    const struct guess_request request = {.text = words.len ? words.bytes : "",
                                          .len = len,
                                          .lang = item->text ? filling->shown.lang : filling->original.lang,
                                          .adopted = filling->adopted,
                                          .inherited = filling->introduced[item->depth - 1],
                                          .is_place = is_country};
    follow_guess(&request, &found);
    filling->introduced[item->depth] = introduces(&words, &found);
    add_rows(filling, item, &found);
    commitments_clear(&found);
    buf_clear(&words);
}

/* --- what people said ------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct draft *draft, const char *id)
{
    const struct participant *who = participants_find(draft, id);
    return who ? who->name : id;
}

static void say(const struct draft *draft, struct matrix_row *row)
{
    for (int field = 0; field < MATRIX_CELLS; field++) {
        const struct follow_mark like = {
            .item = row->item, .row = row->row, .field = (enum follow_field)field};
        const struct follow_mark *mark = follow_up_find(draft, &like);
        if (mark && mark->value)
            matrix_cell_say(row, mark->field, mark->value, name_of(draft, mark->by), (int64_t)mark->at);
    }
    if (!*matrix_value(row, FOLLOW_STATUS) && matrix_is_commitment(row))
        matrix_cell_set(row, FOLLOW_STATUS, "open");
}

/* Rows of one item stand together, in order. */
static int compare_rows(const void *a, const void *b)
{
    const struct matrix_row *left = *(struct matrix_row *const *)a, *right = *(struct matrix_row *const *)b;
    int item = strcmp(left->item, right->item);
    return item ? item : (left->row > right->row) - (left->row < right->row);
}

static void add_reports(const struct draft *draft, struct matrix *out)
{
    struct matrix_row **sorted = mem_zero(out->count + 1, sizeof *sorted);
    for (size_t i = 0; i < out->count; i++)
        sorted[i] = &out->rows[i];
    qsort(sorted, out->count, sizeof *sorted, compare_rows);
    for (size_t i = 0; i < draft->follow_marks.count; i++) {
        const struct follow_mark *mark = draft->follow_marks.all[i];
        struct matrix_row like = {.item = mark->item, .row = mark->row}, *wanted = &like;
        if (mark->field != FOLLOW_REPORT || !mark->value || !*mark->value)
            continue;
        struct matrix_row **row = bsearch(&wanted, sorted, out->count, sizeof *sorted, compare_rows);
        if (row)
            matrix_report_add(*row, mark->delegation, mark->value, name_of(draft, mark->by),
                              (int64_t)mark->at);
    }
    free(sorted);
}

static void add_links(const struct draft *draft, struct matrix *out)
{
    for (size_t i = 0; i < draft->follow_marks.count; i++) {
        const struct follow_mark *mark = draft->follow_marks.all[i];
        if (mark->field == FOLLOW_TAKES_UP && mark->row == 1 && mark->value)
            matrix_link_add(out, mark->item, mark->value);
    }
}

/* --- all of it -------------------------------------------------------------------------------------------------------- */

static void fill(struct filling *filling, int64_t at)
{
    struct matrix *out = filling->out;
    const struct draft *draft = filling->draft;
    *out = (struct matrix){.draft = mem_copy_string(draft->id),
                           .title = mem_copy_string(filling->shown.title),
                           .lang = mem_copy_string(filling->shown.lang),
                           .follows = mem_copy_string(draft->follows),
                           .adopted = draft->adopted,
                           .adopted_at = at,
                           .seq = draft->seq};
    count_said(draft, &filling->said);
    document_start(&filling->numbering, &filling->shown);
    for (size_t i = 0; i < filling->shown.count; i++) {
        document_count(&filling->numbering, &filling->shown.items[i]);
        read_item(filling, i);
    }
    map_clear(&filling->said);
    for (size_t i = 0; i < out->count; i++)
        say(draft, &out->rows[i]);
    add_reports(draft, out);
    add_links(draft, out);
}

enum status draft_follow(struct log_store *log, const struct loaded_draft *loaded, const char *lang,
                         struct matrix *out)
{
    struct draft_document shown, original;
    int64_t at;
    enum status status = adopted_at(log, loaded->draft, &at);
    if (status == STATUS_OK)
        status = draft_document_fill(loaded->draft, lang && *lang ? lang : NULL, &loaded->head, &shown);
    if (status != STATUS_OK)
        return status;
    status = draft_document_fill(loaded->draft, NULL, &loaded->head, &original);
    if (status == STATUS_OK) {
        draft_document_take_one_reading(&shown);
        draft_document_take_one_reading(&original);
        struct filling filling = {.draft = loaded->draft,
                                  .shown = runs_select(&shown.document, DOCUMENT_CLEAN),
                                  .original = runs_select(&original.document, DOCUMENT_CLEAN),
                                  .out = out};
        filling.bytes_left = DRAFT_BYTES_MAX;
        filling.adopted = at ? day_of_ms(at) : (struct day){0};
        fill(&filling, at);
        free(filling.shown.items);
        free(filling.original.items);
        draft_document_clear(&original);
    }
    draft_document_clear(&shown);
    return status;
}

enum status draft_follow_write(const struct follow_order *order, struct buf *out, struct buf *why)
{
    struct load_request request = {.log = order->log, .draft = order->draft};
    struct loaded_draft loaded;
    struct matrix matrix;
    enum status status = draft_load(&request, &loaded, why);
    if (status != STATUS_OK)
        return status;
    status = draft_follow(order->log, &loaded, order->lang, &matrix);
    if (status == STATUS_OK) {
        matrix_write(out, &matrix, order->format, order->all);
        matrix_clear(&matrix);
    } else if (status == STATUS_BAD_OP) {
        buf_text(why, "Choose one of the draft's languages.");
    }
    loaded_draft_clear(&loaded);
    return status;
}

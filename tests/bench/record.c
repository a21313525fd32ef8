/* What it costs to look into the past of a long draft: opening moments, who wrote what, comparing, searching; and the memory that it takes.
 *
 *   bench_record DIR [OPS [SEED]]      DIR: an empty folder that it may fill; OPS: 100000
 *
 * The draft has 60 items in two languages; twelve people type in bursts, delete, propose, decide, split, merge and move, as a long
 * meeting would. It is written to the real store, a snapshot every thousand ops, as the server does it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/history.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "load/draft_loader.h"
#include "record/blame.h"
#include "record/compare_load.h"
#include "record/compare_write.h"
#include "record/search.h"
#include "record/shelf.h"
#include "store/log_sqlite.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define DRAFT    "bench"
#define ITEMS    60
#define PEOPLE   12
#define GROUP    500  /* ops appended at once */
#define KEYFRAME 1000 /* as the setting snapshot_ops */
#define MOMENTS  60
#define ASKED    21
#define REDLINES 11
#define SPLITS   200 /* at most so many, and as many merges */

static uint64_t state;

static uint32_t below(uint32_t limit)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % limit;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Of processor: what others take from the machine meanwhile does not count. */
static double work_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double resident_mb(void)
{
    char line[200];
    double kb = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmRSS:", 6) == 0)
            kb = strtod(line + 6, NULL);
    if (file)
        fclose(file);
    return kb / 1024;
}

/* ---- a long meeting ---- */

struct meeting {
    struct log_store *log;
    struct draft *draft;
    struct history *history;
    struct sha256 head;
    struct participant people[PEOPLE + 1]; /* the last one is the chair */
    char ids[PEOPLE + 1][16], codes[PEOPLE + 1][8];
    struct log_op waiting[GROUP];
    size_t count;
    int64_t now;
    uint32_t who; /* whose burst it is */
    char item[ID_BYTES];
    uint32_t caret, left, proposals, splits;
};

static void stored(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    ALWAYS(status == STATUS_OK);
}

static void flush(struct meeting *meeting)
{
    if (!meeting->count)
        return;
    uint64_t first = meeting->waiting[0].seq;
    meeting->log->ops->append(meeting->log, DRAFT, first, meeting->waiting, meeting->count, stored, NULL);
    for (size_t i = 0; i < meeting->count; i++)
        free((char *)meeting->waiting[i].bytes);
    meeting->count = 0;
}

static void keep_snapshot(struct meeting *meeting)
{
    struct log_snapshot snapshot = {.seq = draft_seq(meeting->draft), .head = meeting->head};
    flush(meeting);
    snapshot_write_json(&snapshot.bytes, meeting->draft, &meeting->head);
    snapshot_write_clients(&snapshot.clients, meeting->draft);
    meeting->log->ops->put_snapshot(meeting->log, DRAFT, &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

static void keep(struct meeting *meeting, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    op_write_json(&bytes, op);
    meeting->head = op_chain_hash(&meeting->head, bytes.bytes, bytes.len);
    size_t len = bytes.len;
    char *taken = buf_take(&bytes);
    meeting->waiting[meeting->count++] =
        (struct log_op){.seq = op->seq, .bytes = taken, .len = len, .hash = meeting->head};
    history_add(meeting->history, op->seq, &meeting->head, mem_copy_bytes(taken, len), len, NULL, op->seq);
    op_clear(op);
    if (meeting->count == GROUP)
        flush(meeting);
    if (draft_seq(meeting->draft) % KEYFRAME == 0)
        keep_snapshot(meeting);
}

static bool submit(struct meeting *meeting, uint32_t who, struct change_list *changes)
{
    const struct participant *person = &meeting->people[who];
    struct submission submission = {.who = person,
                                    .client = person->id,
                                    .n = clients_acked(meeting->draft, person->id) + 1,
                                    .base = draft_seq(meeting->draft),
                                    .at = meeting->now += 200 + below(600),
                                    .changes = *changes};
    struct op op;
    struct refusal refusal;
    if (draft_submit(meeting->draft, meeting->history, &submission, &op, &refusal) != SUBMIT_ACCEPTED)
        return false;
    keep(meeting, &op);
    return true;
}

static struct change *add(struct change_list *list, const struct change_kind *kind, const char *item)
{
    struct change *change = change_list_add(list);
    change->kind = kind;
    change->item = item ? mem_copy_string(item) : NULL;
    return change;
}

static void open_draft(struct meeting *meeting)
{
    struct change_list list = {0};
    struct change *set = add(&list, &change_draft_set, NULL);
    string_list_add(&set->langs, "es");
    string_list_add(&set->langs, "en");
    set->langs.there = true;
    for (unsigned i = 0; i < ITEMS; i++) {
        char id[16], after[16];
        snprintf(id, sizeof id, "i%u", i);
        snprintf(after, sizeof after, "i%u", i - 1);
        struct change *change = add(&list, &change_item_add, id);
        change->after = i ? mem_copy_string(after) : NULL;
        for (int lang = 0; lang < 2; lang++)
            delta_insert(&lang_map_add(&change->texts, lang ? "en" : "es")->delta,
                         "Urge all States to take the measures that are needed.", 53, NULL);
    }
    ALWAYS(submit(meeting, PEOPLE, &list));
}

static const char *some_item(struct meeting *meeting)
{
    const struct item *item = item_next(meeting->draft, NULL);
    for (uint32_t skip = below((uint32_t)meeting->draft->items.count); skip; skip--)
        item = item_next(meeting->draft, item);
    while (item && !item_is_there(item))
        item = item_next(meeting->draft, item);
    return item ? item->id : "i0";
}

static void begin_burst(struct meeting *meeting)
{
    meeting->who = below(PEOPLE);
    snprintf(meeting->item, sizeof meeting->item, "%s", some_item(meeting));
    uint32_t len = item_text_len(item_find(meeting->draft, meeting->item), "es");
    meeting->caret = below(len + 1);
    meeting->left = 10 + below(50);
}

/* A letter, or one is taken back; a text does not grow for ever. */
static void type(struct meeting *meeting)
{
    struct change_list list = {0};
    uint32_t len = item_text_len(item_find(meeting->draft, meeting->item), "es");
    if (!meeting->left-- || meeting->caret > len) {
        begin_burst(meeting);
        len = item_text_len(item_find(meeting->draft, meeting->item), "es");
    }
    struct change *change = add(&list, &change_text, meeting->item);
    change->lang = mem_copy_string("es");
    bool erase = meeting->caret && (len > 800 || below(5) == 0);
    delta_retain(&change->delta, meeting->caret - erase, NULL);
    if (erase) {
        delta_delete(&change->delta, 1);
        meeting->caret--;
    } else {
        char letter = "abcdefghij klmnopqrst uvwxyz "[below(29)];
        delta_insert(&change->delta, &letter, 1, NULL);
        meeting->caret++;
    }
    (void)submit(meeting, meeting->who, &list);
}

static void negotiate(struct meeting *meeting)
{
    struct change_list list = {0};
    char id[16];
    const char *item = some_item(meeting);
    uint32_t len = item_text_len(item_find(meeting->draft, item), "es"), at = below(len + 1);
    uint32_t what = below(4), who = below(PEOPLE);
    snprintf(id, sizeof id, "q%u", meeting->proposals);
    if (what == 0 && meeting->draft->open_proposals < 40) {
        add(&list, &change_proposal_add, item)->proposal = mem_copy_string(id);
        struct change *change = add(&list, &change_text, item);
        char key[24];
        struct attributes *marks;
        snprintf(key, sizeof key, "ins:%s", id);
        struct attribute attribute = {key, ATTRIBUTE_TRUE, NULL};
        ALWAYS(attributes_create(&attribute, 1, &marks) == STATUS_OK);
        change->lang = mem_copy_string("es");
        delta_retain(&change->delta, at, NULL);
        delta_insert(&change->delta, " and to report", 14, marks);
        attributes_unref(marks);
        meeting->proposals += submit(meeting, who, &list);
    } else if (what == 1 && meeting->draft->open_proposals) {
        size_t index = meeting->draft->proposals.count - 1;
        const struct proposal *proposal = meeting->draft->proposals.all[index];
        while (index && !proposal_is_open(proposal))
            proposal = meeting->draft->proposals.all[--index];
        add(&list, below(2) ? &change_proposal_accept : &change_proposal_reject, NULL)->proposal =
            mem_copy_string(proposal->id);
        (void)submit(meeting, PEOPLE, &list);
    } else if (what == 2 && meeting->splits < SPLITS) {
        struct change *change = add(&list, &change_item_split, item);
        snprintf(id, sizeof id, "s%u", meeting->splits++);
        change->new_item = mem_copy_string(id);
        change->places.there = true;
        lang_map_add(&change->places, "es")->place_u16 = at;
        if (submit(meeting, PEOPLE, &list) && below(2)) {
            struct change_list back = {0};
            add(&back, &change_item_merge, id)->into = mem_copy_string(item);
            (void)submit(meeting, PEOPLE, &back);
        }
    } else {
        struct change *change = add(&list, &change_item_move, item);
        change->after = mem_copy_string(some_item(meeting));
        (void)submit(meeting, PEOPLE, &list);
    }
}

static void hold(struct meeting *meeting, uint64_t ops)
{
    for (uint32_t i = 0; i <= PEOPLE; i++) {
        snprintf(meeting->ids[i], sizeof meeting->ids[i], "p%u", i);
        snprintf(meeting->codes[i], sizeof meeting->codes[i], "%c%c", 'A' + (int)i, 'X');
        meeting->people[i] =
            (struct participant){meeting->ids[i], i == PEOPLE ? ROLE_CHAIR : ROLE_DELEGATION, meeting->ids[i],
                                 i == PEOPLE ? NULL : meeting->codes[i], false};
    }
    meeting->draft = draft_create(DRAFT);
    meeting->history = history_create(op_decode, (struct history_source){0});
    meeting->now = INT64_C(1700000000000);
    open_draft(meeting);
    begin_burst(meeting);
    while (draft_seq(meeting->draft) < ops)
        if (below(200) == 0)
            negotiate(meeting);
        else
            type(meeting);
    keep_snapshot(meeting);
    draft_destroy(meeting->draft);
    history_destroy(meeting->history);
}

/* ---- looking back ---- */

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void open_moments(struct log_store *log, uint64_t ops)
{
    double took[MOMENTS];
    size_t bytes = 0;
    for (size_t i = 0; i < MOMENTS; i++) {
        struct loaded_draft loaded;
        struct buf why = BUF_EMPTY, out = BUF_EMPTY;
        struct load_request request = {.log = log, .draft = DRAFT, .seq = 1 + below((uint32_t)ops)};
        double start = now_ms();
        ALWAYS(draft_load(&request, &loaded, &why) == STATUS_OK);
        snapshot_write_json(&out, loaded.draft, &loaded.head);
        took[i] = now_ms() - start;
        bytes = out.len > bytes ? out.len : bytes;
        loaded_draft_clear(&loaded);
        buf_clear(&out);
    }
    qsort(took, MOMENTS, sizeof *took, by_size);
    printf("a moment: median %.1f ms, 95 %% %.1f ms, worst %.1f ms; %zu kB\n", took[MOMENTS / 2],
           took[MOMENTS * 95 / 100], took[MOMENTS - 1], bytes / 1000);
}

static void read_record(struct log_store *log, struct shelf *shelf, uint64_t ops, const char *how)
{
    struct record *record;
    double before = resident_mb(), start = now_ms(), work = work_ms();
    ALWAYS(shelf_take(shelf, log, DRAFT, ops, &record) == STATUS_OK);
    printf("%s: %.0f ms, of processor %.0f ms, %.1f us an op; %.1f MB counted, %.1f MB resident more\n", how,
           now_ms() - start, work_ms() - work, (work_ms() - work) * 1e3 / (double)ops,
           (double)record_bytes(record) / 1e6, resident_mb() - before);
    start = now_ms();
    shelf_give(shelf, record);
    printf("giving it back: %.0f ms\n", now_ms() - start);
}

/* As a server does that has just started, with what the one before it has kept. */
static struct shelf *start_again(struct log_store *log, struct shelf *shelf, const char *records,
                                 uint64_t ops)
{
    shelf_destroy(shelf);
    shelf = shelf_create(records, SIZE_MAX / 2);
    read_record(log, shelf, ops, "after a start");
    return shelf;
}

/* The log is read, hashed and folded, and two moments are loaded, compared and written: of processor, the median and the least of some times. */
static void redline_first(struct log_store *log, uint64_t ops)
{
    double took[REDLINES];
    size_t bytes = 0;
    for (size_t i = 0; i < REDLINES; i++) {
        struct shelf *shelf = shelf_create(NULL, SIZE_MAX / 2);
        struct compare_request request = {.log = log, .shelf = shelf, .draft = DRAFT, .from = 1, .to = ops};
        struct compared compared;
        struct buf why = BUF_EMPTY, out = BUF_EMPTY;
        double work = work_ms();
        ALWAYS(compare_load(&request, &compared, &why) == STATUS_OK);
        ALWAYS(compare_write(&out, COMPARE_DOCX, &compared.comparison) == STATUS_OK);
        took[i] = work_ms() - work;
        bytes = out.len;
        compared_clear(&compared);
        shelf_destroy(shelf);
        buf_clear(&out);
    }
    qsort(took, REDLINES, sizeof *took, by_size);
    printf("the first redline, over all of it: of processor median %.0f ms, least %.0f ms; %zu kB\n",
           took[REDLINES / 2], took[0], bytes / 1000);
}

static void compare_some(struct log_store *log, struct shelf *shelf, uint64_t ops)
{
    static const unsigned shares[] = {2, 10, 100};
    for (size_t i = 0; i < 3; i++) {
        struct compare_request request = {
            .log = log, .shelf = shelf, .draft = DRAFT, .from = ops - ops / shares[i] + 1, .to = ops};
        struct compared compared;
        struct buf why = BUF_EMPTY, out = BUF_EMPTY;
        double start = now_ms();
        ALWAYS(compare_load(&request, &compared, &why) == STATUS_OK);
        ALWAYS(compare_write(&out, COMPARE_JSON, &compared.comparison) == STATUS_OK);
        printf("comparing the last 1/%u: %.1f ms, %zu kB", shares[i], now_ms() - start, out.len / 1000);
        buf_reset(&out);
        start = now_ms();
        ALWAYS(compare_write(&out, COMPARE_DOCX, &compared.comparison) == STATUS_OK);
        printf("; as a Word file %.1f ms more, %zu kB\n", now_ms() - start, out.len / 1000);
        compared_clear(&compared);
        buf_clear(&out);
    }
}

/* How long it takes, the median of so many times. */
static void time_it(const char *what, struct buf *out, void (*write)(struct buf *, const void *),
                    const void *context)
{
    double took[ASKED];
    for (size_t i = 0; i < ASKED; i++) {
        buf_reset(out);
        double start = now_ms();
        write(out, context);
        took[i] = now_ms() - start;
    }
    qsort(took, ASKED, sizeof *took, by_size);
    printf("%s: median %.1f ms, worst %.1f ms, %zu kB\n", what, took[ASKED / 2], took[ASKED - 1],
           out->len / 1000);
}

static void blame_again(struct buf *out, const void *context)
{
    const struct search_request *about = context;
    ALWAYS(blame_write(out, about->now, about->record, NULL) == STATUS_OK);
}

static void search_again(struct buf *out, const void *context)
{
    search_write(out, context);
}

static void ask(struct log_store *log, struct shelf *shelf, uint64_t ops)
{
    struct loaded_draft now;
    struct record *record;
    struct buf out = BUF_EMPTY, why = BUF_EMPTY;
    struct load_request request = {.log = log, .draft = DRAFT};
    ALWAYS(draft_load(&request, &now, &why) == STATUS_OK);
    ALWAYS(shelf_take(shelf, log, DRAFT, ops, &record) == STATUS_OK);
    struct search_request search = {.now = &now, .record = record, .query = "measures"};
    time_it("blame", &out, blame_again, &search);
    time_it("search", &out, search_again, &search);
    buf_clear(&out);
    shelf_give(shelf, record);
    loaded_draft_clear(&now);
    printf("resident: %.1f MB\n", resident_mb());
}

int main(int argc, char **argv)
{
    uint64_t ops = argc > 2 ? strtoull(argv[2], NULL, 10) : 100000;
    struct meeting *meeting = mem_zero(1, sizeof *meeting);
    struct buf why = BUF_EMPTY;
    state = argc > 3 ? strtoull(argv[3], NULL, 10) : 7;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_record DIR [OPS [SEED]]\n");
        return 2;
    }
    struct log_sqlite_options options = {.dir = argv[1], .create = true};
    ALWAYS(log_sqlite_open(&options, &why, &meeting->log) == STATUS_OK);
    struct log_summary summary;
    ALWAYS(meeting->log->ops->summary(meeting->log, DRAFT, &summary) == STATUS_OK);
    double start = now_ms();
    if (!summary.last_seq) {
        hold(meeting, ops);
        ALWAYS(meeting->log->ops->summary(meeting->log, DRAFT, &summary) == STATUS_OK);
        printf("made in %.1f s\n", (now_ms() - start) / 1e3);
    }
    printf("%" PRIu64 " ops, %.1f MB of log\n", summary.last_seq, (double)summary.bytes / 1e6);
    open_moments(meeting->log, summary.last_seq);
    struct buf records = BUF_EMPTY;
    buf_format(&records, "%s/records", argv[1]);
    struct buf kept = BUF_EMPTY;
    buf_format(&kept, "%s/" DRAFT ".record", records.bytes);
    (void)unlink(kept.bytes);
    buf_clear(&kept);
    struct shelf *shelf = shelf_create(records.bytes, SIZE_MAX / 2);
    read_record(meeting->log, shelf, summary.last_seq, "reading the record from the log");
    shelf = start_again(meeting->log, shelf, records.bytes, summary.last_seq);
    buf_clear(&records);
    redline_first(meeting->log, summary.last_seq);
    compare_some(meeting->log, shelf, summary.last_seq);
    ask(meeting->log, shelf, summary.last_seq);
    shelf_destroy(shelf);
    meeting->log->ops->destroy(meeting->log);
    free(meeting);
    return 0;
}

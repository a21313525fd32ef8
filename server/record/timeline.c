#include "record/timeline.h"

#include <stdlib.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/state.h"
#include "draft/versions.h"
#include "record/person_json.h"

#define CLOCK_ENTRIES 1000
#define MARKS_MAX     2000 /* the newest ones */
#define DAY_MS        86400000

/* ---- what stands out ---- */

struct mark {
    struct event event;
    const char *item;
};

struct marks {
    struct mark *all;
    size_t count, capacity;
};

static void add_mark(void *context, const struct event *event, const char *item)
{
    struct marks *marks = context;
    marks->all = mem_grow(marks->all, marks->count, &marks->capacity, sizeof *marks->all);
    marks->all[marks->count++] = (struct mark){*event, item};
}

static int by_seq(const void *a, const void *b)
{
    const struct event *left = &((const struct mark *)a)->event, *right = &((const struct mark *)b)->event;
    if (left->seq != right->seq)
        return left->seq < right->seq ? -1 : 1;
    return left->change < right->change ? -1 : left->change > right->change;
}

static const struct change_kind *const marked[] = {&change_item_status, &change_draft_adopt,
                                                   &change_consult_open, &change_consult_close};

static void write_mark(struct buf *out, const struct mark *mark, const struct weave *weave,
                       struct names *people)
{
    const struct event *event = &mark->event;
    json_write_comma(out);
    buf_format(out, "{\"type\":\"%s\",\"seq\":%u,\"at\":%lld", event->kind->name, event->seq,
               (long long)weave_time(weave, event->seq));
    person_json_write(out, "by", weave_author(weave, event->seq), people);
    if (*mark->item) {
        buf_text(out, ",\"item\":");
        json_write_string(out, mark->item);
    }
    if (event->kind == &change_item_status)
        buf_format(out, ",\"status\":\"%s\"", item_status_name((enum item_status)event->value));
    if (event->kind == &change_consult_close)
        buf_format(out, ",\"state\":\"%s\"", consultation_state_name((enum consultation_state)event->value));
    buf_char(out, '}');
}

static void write_marks(struct buf *out, const struct record *record, struct names *people)
{
    struct marks marks = {0};
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        chronicle_each(&record->chronicle, marked[i], add_mark, &marks);
    if (marks.count)
        qsort(marks.all, marks.count, sizeof *marks.all, by_seq);
    buf_text(out, ",\"marks\":[");
    for (size_t i = marks.count > MARKS_MAX ? marks.count - MARKS_MAX : 0; i < marks.count; i++)
        write_mark(out, &marks.all[i], record->weave, people);
    buf_char(out, ']');
    free(marks.all);
}

/* ---- when ---- */

static void write_tick(struct buf *out, const struct weave *weave, uint64_t seq)
{
    json_write_comma(out);
    buf_format(out, "[%llu,%lld]", (unsigned long long)seq, (long long)weave_time(weave, seq));
}

/* Some of all ops, evenly, with the first and the last. */
static void write_clock(struct buf *out, const struct weave *weave, uint64_t last)
{
    uint64_t step = last / CLOCK_ENTRIES + 1;
    buf_text(out, ",\"clock\":[");
    for (uint64_t seq = 1; seq < last; seq += step)
        write_tick(out, weave, seq);
    write_tick(out, weave, last);
    buf_char(out, ']');
}

/* The first op of each day, UTC. */
static void write_days(struct buf *out, const struct weave *weave, uint64_t last)
{
    int64_t day = INT64_MIN;
    size_t count = 0;
    buf_text(out, ",\"days\":[");
    for (uint64_t seq = 1; seq <= last && count < CLOCK_ENTRIES; seq++) {
        int64_t of = weave_time(weave, seq) / DAY_MS;
        if (of <= day) /* a clock that was set back does not make a day twice */
            continue;
        day = of;
        count++;
        write_tick(out, weave, seq);
    }
    buf_char(out, ']');
}

static void write_versions(struct buf *out, const struct draft *draft, const struct weave *weave,
                           struct names *people)
{
    buf_text(out, ",\"versions\":[");
    for (size_t i = 0; i < draft->versions.count; i++) {
        const struct version *version = draft->versions.all[i];
        json_write_comma(out);
        buf_format(out, "{\"id\":\"%s\",\"name\":", version->id);
        json_write_string(out, version->name);
        buf_format(out, ",\"of\":%llu,\"of_at\":%lld,\"seq\":%llu,\"at\":%lld",
                   (unsigned long long)version->of, (long long)weave_time(weave, version->of),
                   (unsigned long long)version->seq, (long long)version->at);
        person_json_write(out, "by", version->by, people);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void timeline_write(struct buf *out, const struct loaded_draft *now, const struct record *record)
{
    const struct draft *draft = now->draft;
    struct names people = {0};
    buf_format(out, "{\"draft\":\"%s\",\"seq\":%llu", draft->id, (unsigned long long)draft->seq);
    write_versions(out, draft, record->weave, &people);
    write_marks(out, record, &people);
    write_days(out, record->weave, draft->seq);
    write_clock(out, record->weave, draft->seq);
    person_json_write_all(out, draft, &people);
    buf_text(out, "}\n");
    names_clear(&people);
}

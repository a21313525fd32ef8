#include "record/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/proposals.h"
#include "record/person_json.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"

#define ONE_GO_MS 300000

/* A change of the log, or, without a kind, words that came or went by one op. */
struct happening {
    struct event event;
    const char *lang; /* of words */
    struct stretch words;
    bool went;
};

struct happenings {
    struct happening *all;
    size_t count, capacity;
    const char *lang; /* of the text that is being looked at */
};

static void add(struct happenings *list, const struct happening *happening)
{
    list->all = mem_grow(list->all, list->count, &list->capacity, sizeof *list->all);
    list->all[list->count++] = *happening;
}

/* ---- gathering ---- */

static void add_events(struct happenings *list, const struct record *record, enum about about, const char *id)
{
    size_t count;
    const struct event *events = chronicle_of(&record->chronicle, about, id, &count);
    for (size_t i = 0; i < count; i++)
        add(list, &(struct happening){.event = events[i]});
}

static void add_words(void *context, const struct stretch *stretch)
{
    struct happenings *list = context;
    struct happening happening = {.lang = list->lang, .words = *stretch};
    if (stretch->came == stretch->written) {
        happening.event.seq = stretch->written;
        add(list, &happening);
    }
    if (stretch->went && !stretch->moved) {
        happening.event.seq = stretch->went;
        happening.went = true;
        add(list, &happening);
    }
}

static int in_order(const void *a, const void *b)
{
    const struct happening *left = a, *right = b;
    if (left->event.seq != right->event.seq)
        return left->event.seq < right->event.seq ? -1 : 1;
    if (!left->event.kind != !right->event.kind)
        return left->event.kind ? -1 : 1;
    if (left->event.change != right->event.change)
        return left->event.change < right->event.change ? -1 : 1;
    return left->words.at < right->words.at ? -1 : left->words.at > right->words.at;
}

/* A change that names both the item and its proposal was found twice. */
static void drop_repeated(struct happenings *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct event *event = &list->all[i].event, *last = kept ? &list->all[kept - 1].event : NULL;
        if (event->kind && last && last->kind && last->seq == event->seq && last->change == event->change)
            continue;
        list->all[kept++] = list->all[i];
    }
    list->count = kept;
}

static void gather(struct happenings *list, const struct history_request *request)
{
    const struct draft *draft = request->now->draft;
    const struct record *record = request->record;
    add_events(list, record, ABOUT_ITEM, request->item);
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (proposal->item && strcmp(proposal->item->id, request->item) == 0)
            add_events(list, record, ABOUT_PROPOSAL, proposal->id);
    }
    for (size_t i = 0; i < draft->comments.count; i++) {
        const struct comment *comment = draft->comments.all[i];
        if (strcmp(comment->item->id, request->item) == 0)
            add_events(list, record, ABOUT_COMMENT, comment->id);
    }
    for (size_t i = 0; i < draft->langs.count; i++) {
        const struct strand *strand = weave_text(record->weave, request->item, draft->langs.strings[i]);
        list->lang = draft->langs.strings[i];
        if (strand)
            strand_visit(strand, add_words, list);
    }
    if (list->count)
        qsort(list->all, list->count, sizeof *list->all, in_order);
    drop_repeated(list);
}

/* ---- writing ---- */

struct writer {
    struct buf *out;
    const struct history_request *request;
    struct names people;
    enum status status;
};

static void open_entry(struct writer *writer, uint64_t seq)
{
    const struct weave *weave = writer->request->record->weave;
    json_write_comma(writer->out);
    buf_format(writer->out, "{\"seq\":%llu,\"at\":%lld", (unsigned long long)seq,
               (long long)weave_time(weave, seq));
    person_json_write(writer->out, "by", weave_author(weave, seq), &writer->people);
}

struct reading {
    struct writer *writer;
    const struct event *event;
};

static bool write_from_log(void *context, const struct log_op *stored)
{
    struct reading *reading = context;
    struct writer *writer = reading->writer;
    struct op op;
    writer->status = op_decode(stored->bytes, stored->len, &op);
    if (writer->status != STATUS_OK)
        return false;
    if (reading->event->change < op.changes.count) {
        struct change_list one = {&op.changes.changes[reading->event->change], 1, 1};
        open_entry(writer, stored->seq);
        buf_text(writer->out, ",\"changes\":");
        changes_write_json(writer->out, &one);
        buf_char(writer->out, '}');
    }
    op_clear(&op);
    return false;
}

static void write_change(struct writer *writer, const struct event *event)
{
    struct reading reading = {writer, event};
    const struct history_request *request = writer->request;
    enum status status = request->log->ops->read(request->log, request->now->draft->id, event->seq,
                                                 event->seq, write_from_log, &reading);
    writer->status = writer->status == STATUS_OK ? status : writer->status;
}

static bool goes_on(const struct weave *weave, const struct happening *last, const struct happening *next)
{
    int64_t between = weave_time(weave, next->event.seq) - weave_time(weave, last->event.seq);
    return !next->event.kind && strcmp(last->lang, next->lang) == 0 && between < ONE_GO_MS &&
           strcmp(weave_author(weave, last->event.seq), weave_author(weave, next->event.seq)) == 0;
}

/* Whether words were written and deleted in one go; history then shows neither. */
static bool is_passing(const struct happening *happening, uint64_t first, uint64_t last)
{
    const struct stretch *words = &happening->words;
    return words->came == words->written && words->written >= first && words->went && !words->moved &&
           words->went <= last;
}

static void write_side(struct writer *writer, const struct happening *all, size_t count, bool went)
{
    struct buf words = BUF_EMPTY;
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        const struct stretch *stretch = &all[i].words;
        if (all[i].went != went || is_passing(&all[i], all[0].event.seq, all[count - 1].event.seq))
            continue;
        if (words.len && stretch->at != end && went)
            buf_text(&words, " \xe2\x80\xa6 ");
        weave_write_words(writer->request->record->weave, stretch->at, stretch->len, &words);
        end = stretch->at + stretch->len;
    }
    if (words.len) {
        json_write_comma(writer->out);
        json_write_key(writer->out, went ? "deleted" : "inserted");
        json_write_bytes(writer->out, words.bytes, words.len);
    }
    buf_clear(&words);
}

static void write_words(struct writer *writer, const struct happening *all, size_t count)
{
    open_entry(writer, all[count - 1].event.seq);
    buf_format(writer->out, ",\"from\":%u,\"lang\":\"%s\"", all[0].event.seq, all[0].lang);
    write_side(writer, all, count, true);
    write_side(writer, all, count, false);
    buf_char(writer->out, '}');
}

static void write_all(struct writer *writer, const struct happenings *list)
{
    const struct weave *weave = writer->request->record->weave;
    size_t at = list->count > HISTORY_EVENTS_MAX * 10 ? list->count - HISTORY_EVENTS_MAX * 10 : 0;
    size_t changes = 0;
    for (size_t i = list->count; i > at; i--) { /* of changes only so many are read from the log */
        changes += list->all[i - 1].event.kind != NULL;
        if (changes > HISTORY_EVENTS_MAX)
            at = i;
    }
    while (at < list->count && writer->status == STATUS_OK) {
        size_t end = at + 1;
        if (list->all[at].event.kind) {
            write_change(writer, &list->all[at].event);
        } else {
            while (end < list->count && goes_on(weave, &list->all[end - 1], &list->all[end]))
                end++;
            write_words(writer, list->all + at, end - at);
        }
        at = end;
    }
}

enum status history_write(struct buf *out, const struct history_request *request)
{
    struct writer writer = {.out = out, .request = request};
    struct happenings list = {0};
    if (!item_find(request->now->draft, request->item))
        return STATUS_NO_ITEM;
    gather(&list, request);
    buf_format(out, "{\"draft\":\"%s\",\"item\":\"%s\",\"seq\":%llu,\"events\":[", request->now->draft->id,
               request->item, (unsigned long long)draft_seq(request->now->draft));
    write_all(&writer, &list);
    buf_char(out, ']');
    person_json_write_all(out, request->now->draft, &writer.people);
    buf_text(out, "}\n");
    free(list.all);
    names_clear(&writer.people);
    return writer.status;
}

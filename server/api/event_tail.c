#include "api/event_tail.h"

#include "load/log_line.h"

void event_write_op(struct buf *out, uint64_t seq, const char *bytes, size_t len, const struct sha256 *hash)
{
    const struct log_op op = {.seq = seq, .bytes = bytes, .len = len, .hash = *hash};
    buf_format(out, "id: %llu\nevent: op\ndata: ", (unsigned long long)seq);
    log_line_write(out, &op);
    buf_char(out, '\n');
}

void event_tail_init(struct event_tail *tail, uint64_t last)
{
    *tail = (struct event_tail){.first = last, .last = last};
}

static void drop_first(struct event_tail *tail)
{
    struct frame **frame = &tail->frames[++tail->first % TAIL_OPS];
    tail->bytes -= frame_len(*frame);
    frame_unref(*frame);
    *frame = NULL;
}

void event_tail_clear(struct event_tail *tail)
{
    while (tail->first < tail->last)
        drop_first(tail);
}

static void add_last(struct event_tail *tail, const struct history_entry *entry)
{
    struct buf event = BUF_EMPTY;
    event_write_op(&event, entry->seq, entry->bytes, entry->len, &entry->hash);
    while (tail->first < tail->last &&
           (tail->last - tail->first == TAIL_OPS || tail->bytes + event.len > TAIL_BYTES))
        drop_first(tail);
    tail->bytes += event.len;
    tail->frames[++tail->last % TAIL_OPS] = frame_take(&event);
}

void event_tail_follow(struct event_tail *tail, const struct history *history, uint64_t last)
{
    while (tail->last < last) {
        const struct history_entry *entry = history_find(history, tail->last + 1);
        if (!entry) {
            event_tail_clear(tail);
            tail->first = tail->last = last;
            return;
        }
        add_last(tail, entry);
    }
}

bool event_tail_add_to(const struct event_tail *tail, uint64_t *at, size_t most, struct buf *out)
{
    if (*at < tail->first)
        return false;
    while (*at < tail->last && out->len < most)
        frame_add_to(tail->frames[++*at % TAIL_OPS], out);
    return true;
}

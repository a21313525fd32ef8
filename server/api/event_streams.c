#include "api/event_streams.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/event_tail.h"
#include "base/json_write.h"
#include "base/map.h"
#include "base/mem.h"
#include "live/live_drafts.h"

#define BEAT_MS   15000 /* a sign of life; proxies close what is silent for longer */
#define RETRY_MS  3000  /* when a client comes again by itself */
#define PAGE_OPS  500
#define EVERYBODY "" /* the holder of the budget of all */

/* A draft that somebody follows. */
struct followed {
    char draft[ID_BYTES];
    struct live_draft *live; /* in use */
    struct event_tail tail;
    bool opened; /* the tail is of use */
    struct event_stream *first;
};

struct event_stream {
    struct event_streams *streams;
    struct followed *followed;
    struct event_stream *next; /* of the same draft */
    struct call call;
    struct seat_hold hold;
    uint64_t at;   /* the last op that was handed on */
    uint64_t want; /* a page of the log goes so far */
    bool from_now;
    bool greeted, beat;
    bool waits;   /* for wake */
    bool reading; /* a thread is at it */
    struct buf page;
    enum status read; /* what came of the last page */
    enum status end;  /* why it ends; STATUS_OK: it does not */
    bool ended;       /* and that has been told */
    bool closed;      /* the client is gone or has been told */
};

struct event_streams {
    struct service *service;
    struct map followed; /* draft -> struct followed */
    struct loop_timer *timer;
};

/* ---- ends ---- */

/* One whose client has not taken the last piece goes on by itself when it has; whether that takes too long is for net/ to see. */
static void wake(struct event_stream *stream)
{
    if (!stream->closed && stream->waits)
        http_stream_wake(stream->call.request);
    stream->waits = false;
}

static void end_stream(struct event_stream *stream, enum status status)
{
    if (stream->end == STATUS_OK)
        stream->end = status;
    wake(stream);
}

static void end_all_of(const struct followed *followed, enum status status)
{
    for (struct event_stream *stream = followed->first; stream; stream = stream->next)
        end_stream(stream, status);
}

static void seat_has_ended(struct seat_hold *hold, enum status status, const char *text)
{
    struct event_stream *stream =
        (struct event_stream *)(void *)((char *)hold - offsetof(struct event_stream, hold));
    (void)text;
    end_stream(stream, status);
}

/* ---- drafts ---- */

/* What the draft is by now. A draft that is another server's has no news here. */
static void catch_up(struct followed *followed)
{
    enum live_state state = live_draft_state(followed->live);
    if (state == LIVE_BROKEN || (state == LIVE_OPEN && !live_draft_is_ours(followed->live)))
        end_all_of(followed, STATUS_FENCED);
    else if (state == LIVE_OPEN)
        event_tail_follow(&followed->tail, live_draft_history(followed->live),
                          live_draft_durable_seq(followed->live));
}

static void draft_is_open(void *context, enum status status)
{
    struct followed *followed = context;
    if (status == STATUS_OK) {
        event_tail_init(&followed->tail, live_draft_durable_seq(followed->live));
        followed->opened = true;
    }
    for (struct event_stream *stream = followed->first; stream; stream = stream->next) {
        if (status != STATUS_OK)
            end_stream(stream, status);
        else
            wake(stream);
    }
}

static struct followed *follow(struct event_streams *streams, const char *draft)
{
    struct followed *followed = map_get(&streams->followed, draft);
    if (followed)
        return followed;
    followed = mem_zero(1, sizeof *followed);
    snprintf(followed->draft, sizeof followed->draft, "%s", draft);
    followed->live = live_drafts_open(streams->service->drafts, draft);
    live_draft_use(followed->live);
    live_draft_when_open(followed->live, draft_is_open, followed);
    map_put(&streams->followed, followed->draft, followed);
    return followed;
}

static void leave(struct event_stream *stream)
{
    struct followed *followed = stream->followed;
    struct event_stream **at = &followed->first;
    while (*at != stream)
        at = &(*at)->next;
    *at = stream->next;
    if (followed->first)
        return;
    map_remove(&stream->streams->followed, followed->draft);
    live_draft_forget(followed->live, followed);
    live_draft_release(followed->live);
    event_tail_clear(&followed->tail);
    free(followed);
}

/* ---- pages of the log ---- */

static bool add_op(void *context, const struct log_op *op)
{
    struct event_stream *stream = context;
    event_write_op(&stream->page, op->seq, op->bytes, op->len, &op->hash);
    stream->at = op->seq;
    return stream->page.len < HTTP_PIECE;
}

static void read_page(void *context)
{
    struct event_stream *stream = context;
    struct log_store *log = stream->call.service->log;
    uint64_t before = stream->at;
    stream->read = log->ops->read(log, stream->followed->draft, before + 1, stream->want, add_op, stream);
    /* what is durable is not there now; the store says itself where it is damaged */
    if (stream->read == STATUS_OK && stream->at == before)
        stream->read = STATUS_STORAGE;
}

static void free_stream(struct event_stream *stream)
{
    leave(stream);
    budgets_give_back(&stream->call.service->budgets, BUDGET_STREAMS, EVERYBODY, 1);
    seat_hold_stop(&stream->hold);
    seat_clear(&stream->call.seat);
    buf_clear(&stream->page);
    free(stream);
}

static void page_is_read(void *context)
{
    struct event_stream *stream = context;
    stream->reading = false;
    if (stream->closed)
        free_stream(stream);
    else if (stream->read != STATUS_OK)
        end_stream(stream, stream->read);
    else
        wake(stream);
}

static void start_reading(struct event_stream *stream)
{
    uint64_t most = stream->at + PAGE_OPS, last = stream->followed->tail.last;
    stream->want = most < last ? most : last;
    stream->reading = true;
    loop_work(stream->call.service->loop, read_page, page_is_read, stream);
}

/* ---- what is sent ---- */

static void write_end(struct event_stream *stream, struct buf *out)
{
    buf_text(out, "event: end\ndata: {\"code\":");
    json_write_string(out, status_code(stream->end));
    buf_text(out, ",\"message\":");
    json_write_string(out, status_message(stream->end));
    buf_text(out, "}\n\n");
    stream->ended = true;
}

/* The first event says where it begins: a client that comes again before any op has an id already. */
static void greet(struct event_stream *stream, struct buf *out)
{
    const struct event_tail *tail = &stream->followed->tail;
    stream->greeted = true;
    if (stream->from_now)
        stream->at = tail->last;
    if (stream->at > tail->last) {
        stream->end = STATUS_BAD_BASE;
        return;
    }
    buf_format(out, "retry: %d\nid: %llu\nevent: open\ndata: {\"draft\":\"%s\",\"seq\":%llu}\n\n", RETRY_MS,
               (unsigned long long)stream->at, stream->followed->draft, (unsigned long long)tail->last);
}

static enum http_next add_piece(struct event_stream *stream, struct buf *out)
{
    const struct followed *followed = stream->followed;
    size_t before = out->len; /* net/ may have begun it */
    if (stream->ended)
        return HTTP_END;
    if (stream->reading)
        return HTTP_WAIT;
    if (!stream->greeted && followed->opened && stream->end == STATUS_OK)
        greet(stream, out);
    if (stream->end != STATUS_OK) {
        write_end(stream, out);
        return HTTP_MORE;
    }
    if (stream->page.len) {
        buf_add(out, stream->page.bytes, stream->page.len);
        buf_clear(&stream->page);
    } else if (stream->greeted && !event_tail_add_to(&followed->tail, &stream->at, HTTP_PIECE, out)) {
        start_reading(stream);
    }
    if (out->len == before && stream->beat)
        buf_text(out, ":\n\n");
    stream->beat = false;
    return out->len > before ? HTTP_MORE : HTTP_WAIT;
}

static enum http_next next_piece(void *context, struct buf *out)
{
    struct event_stream *stream = context;
    enum http_next next = add_piece(stream, out);
    stream->waits = next == HTTP_WAIT;
    return next;
}

static void stream_closed(void *context)
{
    struct event_stream *stream = context;
    stream->closed = true;
    if (!stream->reading)
        free_stream(stream);
}

/* ---- life ---- */

static void beat(void *context)
{
    const struct event_streams *streams = context;
    struct followed *followed;
    for (size_t i = 0; (followed = map_next(&streams->followed, &i));) {
        catch_up(followed);
        for (struct event_stream *stream = followed->first; stream; stream = stream->next) {
            stream->beat = true;
            wake(stream);
        }
    }
}

struct event_streams *event_streams_create(struct service *service)
{
    struct event_streams *streams = mem_zero(1, sizeof *streams);
    streams->service = service;
    streams->timer = loop_timer_start(service->loop, BEAT_MS, BEAT_MS, beat, streams);
    return streams;
}

void event_streams_destroy(struct event_streams *streams)
{
    loop_timer_stop(streams->timer);
    map_clear(&streams->followed);
    free(streams);
}

/* Holds a place in both budgets; the refusal has been sent where there is none. */
static bool take_place(struct call *call, struct seat_hold *hold)
{
    struct budgets *budgets = &call->service->budgets;
    if (!budgets_hold(budgets, BUDGET_STREAMS, EVERYBODY, 1)) {
        call_respond_busy(call, BUDGET_STREAMS);
        return false;
    }
    if (call_hold_seat(call, hold, BUDGET_SEAT_STREAMS, seat_has_ended))
        return true;
    budgets_give_back(budgets, BUDGET_STREAMS, EVERYBODY, 1);
    call_respond_busy(call, BUDGET_SEAT_STREAMS);
    return false;
}

void event_streams_start(struct event_streams *streams, struct call *call, uint64_t since, bool from_now)
{
    static const struct http_field fields[] = {{"x-accel-buffering", "no"}};
    struct http_answer answer = {
        .status = 200, .type = "text/event-stream", .fields = fields, .field_count = 1};
    struct event_stream *stream = mem_zero(1, sizeof *stream);
    if (!take_place(call, &stream->hold)) {
        free(stream);
        return;
    }
    stream->streams = streams;
    stream->at = since;
    stream->from_now = from_now;
    stream->call = *call;
    call->seat = (struct seat){0}; /* moved */
    stream->followed = follow(streams, stream->call.seat.draft);
    stream->next = stream->followed->first;
    stream->followed->first = stream;
    if (call->service->stopping)
        stream->end = STATUS_STOPPING;
    struct http_stream body = {next_piece, stream_closed, stream};
    http_respond_stream(stream->call.request, &answer, &body);
}

void event_streams_note(struct event_streams *streams, const char *draft)
{
    struct followed *followed = map_get(&streams->followed, draft);
    if (!followed || !followed->opened)
        return;
    catch_up(followed);
    for (struct event_stream *stream = followed->first; stream; stream = stream->next)
        wake(stream);
}

void event_streams_stop(struct event_streams *streams)
{
    struct followed *followed;
    for (size_t i = 0; (followed = map_next(&streams->followed, &i));)
        end_all_of(followed, STATUS_STOPPING);
}

/* GET /api/drafts/ID: the canonical snapshot, now or as it stood at ?seq=N.
 *
 *   now ──► what memory holds, encoded ──► durable ──────────┐
 *    └ large and not encoded yet ─┐                          ├──► compressed, for who takes it ──► answered
 *   ?seq=N ───────────────────────┴──► folded from the log ──┘
 *
 * Folding and compressing are done by workers, and what they made is kept (answer_cache.h). */
#include "api/handlers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "api/answer_cache.h"
#include "base/always.h"
#include "base/mem.h"
#include "load/draft_loader.h"
#include "live/live_drafts.h"
#include "wire/snapshot_codec.h"

/* One answer on its way. */
struct snapshot_answer {
    struct call call;
    struct seat_hold hold;
    struct live_draft *live; /* used; NULL */
    struct frame *frame;
    struct sha256 head;
    bool past; /* the same for ever */
};

/* ---- the end ---- */

static void end(struct snapshot_answer *answer)
{
    seat_hold_stop(&answer->hold);
    frame_unref(answer->frame);
    if (answer->live)
        live_draft_release(answer->live);
    seat_clear(&answer->call.seat);
    free(answer);
}

static void turn_down(struct snapshot_answer *answer, enum status status, const char *why)
{
    call_respond_error(&answer->call, status, why);
    end(answer);
}

/* `body` NULL: what the client has is still so. */
static void respond(struct snapshot_answer *answer, struct frame *body, bool gzip)
{
    char hex[SHA256_HEX + 1], tag[SHA256_HEX + 3];
    sha256_hex(&answer->head, hex);
    snprintf(tag, sizeof tag, "\"%s\"", hex);
    if (seat_hold_has_ended(&answer->hold)) {
        turn_down(answer, STATUS_UNAUTHORIZED, NULL);
        return;
    }
    struct http_field fields[] = {{"etag", tag}, {"vary", "accept-encoding"}, {"content-encoding", "gzip"}};
    struct http_answer http = {.status = body ? 200 : 304,
                               .type = "application/json; charset=utf-8",
                               .cache = answer->past ? "private, max-age=31536000, immutable"
                                                     : "private, no-cache",
                               .fields = fields,
                               .field_count = gzip ? 3 : 2};
    http_respond(answer->call.request, &http, body);
    end(answer);
}

/* ---- compressing ---- */

/* Level 1: a sixth of the time of the default for a tenth more bytes. */
static void compress_frame(void *context, struct answer *out)
{
    struct frame *plain = context;
    z_stream stream = {0};
    ALWAYS(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    size_t room = deflateBound(&stream, (uLong)frame_len(plain));
    unsigned char *bytes = mem_alloc(room);
    stream.next_in = (unsigned char *)frame_bytes(plain);
    stream.avail_in = (uInt)frame_len(plain);
    stream.next_out = bytes;
    stream.avail_out = (uInt)room;
    ALWAYS(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out->frame = frame_copy((char *)bytes, room - stream.avail_out);
    deflateEnd(&stream);
    free(bytes);
}

static void forget_frame(void *frame)
{
    frame_unref(frame);
}

static void is_compressed(void *context, const struct answer *made)
{
    struct snapshot_answer *answer = context;
    if (made->status == STATUS_OK)
        respond(answer, made->frame, true);
    else
        turn_down(answer, made->status, NULL);
}

static bool accepts_gzip(const struct call *call)
{
    const char *header = http_header(call->request, "accept-encoding");
    return header && strstr(header, "gzip");
}

/* The head names the whole history, so the same tag always means the same bytes. */
static bool is_known(const struct snapshot_answer *answer)
{
    char hex[SHA256_HEX + 1];
    const char *known = http_header(answer->call.request, "if-none-match");
    sha256_hex(&answer->head, hex);
    return known && strstr(known, hex);
}

/* Frame and head are there. */
static void send(struct snapshot_answer *answer)
{
    char hex[SHA256_HEX + 1], key[ANSWER_KEY_BYTES];
    if (is_known(answer) || !accepts_gzip(&answer->call)) {
        respond(answer, is_known(answer) ? NULL : answer->frame, false);
        return;
    }
    sha256_hex(&answer->head, hex);
    snprintf(key, sizeof key, "%s-%s", answer->call.seat.draft, hex);
    struct answer_recipe recipe = {answer->call.seat.participant, compress_frame, forget_frame,
                                   frame_ref(answer->frame)};
    answer_cache_want(answer->call.api->answers, key, &recipe, is_compressed, answer);
}

/* ---- folding ---- */

struct fold {
    struct log_store *log;
    char draft[ID_BYTES];
    uint64_t seq;
};

static void fold(void *context, struct answer *out)
{
    const struct fold *what = context;
    struct loaded_draft loaded;
    struct buf bytes = BUF_EMPTY;
    struct load_request request = {.log = what->log, .draft = what->draft, .seq = what->seq};
    out->status = draft_load(&request, &loaded, &out->why);
    if (out->status != STATUS_OK)
        return;
    out->head = loaded.head;
    snapshot_write_json(&bytes, loaded.draft, &loaded.head);
    out->frame = frame_take(&bytes);
    loaded_draft_clear(&loaded);
}

static void is_folded(void *context, const struct answer *made)
{
    struct snapshot_answer *answer = context;
    if (made->status != STATUS_OK) {
        turn_down(answer, made->status, made->why.len ? made->why.bytes : NULL);
        return;
    }
    answer->frame = frame_ref(made->frame);
    answer->head = made->head;
    send(answer);
}

static void fold_and_send(struct snapshot_answer *answer, uint64_t seq)
{
    char key[ANSWER_KEY_BYTES];
    struct fold *what = mem_zero(1, sizeof *what);
    what->log = answer->call.service->log;
    what->seq = seq;
    snprintf(what->draft, sizeof what->draft, "%s", answer->call.seat.draft);
    snprintf(key, sizeof key, "%s@%llu", what->draft, (unsigned long long)seq);
    struct answer_recipe recipe = {answer->call.seat.participant, fold, free, what};
    answer_cache_want(answer->call.api->answers, key, &recipe, is_folded, answer);
}

/* ---- now: what memory holds, once it is durable ---- */

static void snapshot_is_durable(void *context, enum status status)
{
    struct snapshot_answer *answer = context;
    if (status == STATUS_OK)
        send(answer);
    else
        turn_down(answer, status, NULL);
}

static void draft_is_open(void *context, enum status status)
{
    struct snapshot_answer *answer = context;
    if (status != STATUS_OK) {
        turn_down(answer, status, NULL);
    } else if (live_draft_snapshot_is_cheap(answer->live)) {
        answer->frame = frame_ref(live_draft_snapshot(answer->live));
        answer->head = *live_draft_head(answer->live);
        live_draft_when_durable(answer->live, snapshot_is_durable, answer);
    } else {
        fold_and_send(answer, live_draft_durable_seq(answer->live));
    }
}

static void answer_now(struct snapshot_answer *answer)
{
    answer->live = live_drafts_open(answer->call.service->drafts, answer->call.seat.draft);
    live_draft_use(answer->live);
    live_draft_when_open(answer->live, draft_is_open, answer);
}

/* ---- at a past seq: the one that many join with, or folded ---- */

static void answer_past(struct snapshot_answer *answer, uint64_t seq)
{
    struct live_draft *live = live_drafts_find(answer->call.service->drafts, answer->call.seat.draft);
    struct frame *shared = live ? live_draft_shared_snapshot_at(live, seq) : NULL;
    const struct history_entry *entry = shared ? history_find(live_draft_history(live), seq) : NULL;
    answer->past = true;
    if (!entry) {
        fold_and_send(answer, seq);
        return;
    }
    answer->frame = frame_ref(shared);
    answer->head = entry->hash;
    send(answer);
}

void handle_snapshot(struct call *call)
{
    const char *wanted = http_query(call->request, "seq");
    char *after = NULL;
    unsigned long long seq = wanted ? strtoull(wanted, &after, 10) : 0;
    if (wanted && (!*wanted || *after || !seq || *wanted == '-')) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "The seq is a number from 1.");
        return;
    }
    struct snapshot_answer *answer = mem_zero(1, sizeof *answer);
    if (!call_hold_seat(call, &answer->hold, BUDGET_SEAT_JOBS, call_seat_has_ended)) {
        call_respond_busy(call, BUDGET_SEAT_JOBS);
        free(answer);
        return;
    }
    answer->call = *call;
    call->seat = (struct seat){0}; /* moved */
    if (wanted)
        answer_past(answer, seq);
    else
        answer_now(answer);
}

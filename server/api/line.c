#include "api/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/line_answer.h"
#include "base/json_write.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "session/session.h"

#define LINE_WAIT_MS        20000 /* proxies cut what is silent for longer, often after 30 s */
#define LINE_SILENCE_MS     40000 /* as for a WebSocket that shows no sign of life */
#define LINE_ENDED_MS       30000
#define LINE_LAST_ANSWER_MS 50
#define LINE_ANSWER_MAX     ((size_t)256 * 1024)
#define REASON_MAX          124

struct lines {
    struct service *service;
    struct map by_id;
};

struct line {
    struct peer peer; /* first: a peer is a line */
    struct lines *lines;
    struct session *session; /* NULL once the line has ended */
    char id[PEOPLE_SECRET_BYTES];
    struct http_request *waiting; /* the post that waits, or NULL */
    struct line_answer answer;    /* in the making */
    bool closing;                 /* the session has closed it */
    bool end_told;                /* an answer has said so */
    uint16_t close_code;
    char close_reason[REASON_MAX];
    struct loop_timer *turn;     /* what is to be done outside of the session's calls */
    struct loop_timer *patience; /* how long it goes on like this */
};

static struct line *line_of(struct peer *peer)
{
    return (struct line *)peer;
}

static void line_free(struct line *line)
{
    map_remove(&line->lines->by_id, line->id);
    loop_timer_stop(line->turn);
    loop_timer_stop(line->patience);
    line_answer_clear(&line->answer);
    free(line);
}

/* ---- answering ---- */

static void answer_post(struct line *line)
{
    struct buf close = BUF_EMPTY;
    struct http_request *post = line->waiting;
    if (line->closing) {
        buf_format(&close, "{\"code\":%u,\"reason\":", line->close_code);
        json_write_string(&close, line->close_reason);
        buf_char(&close, '}');
    }
    line->waiting = NULL;
    line_answer_send(&line->answer, post, line->closing ? close.bytes : NULL);
    buf_clear(&close);
}

/* Tells the session once that the line has ended. The line itself stays until its client has heard of the
 * end. */
static void end(struct line *line)
{
    struct session *session = line->session;
    line->session = NULL;
    line->closing = true;
    loop_timer_again(line->patience, LINE_ENDED_MS, 0);
    session_disconnected(session);
}

/* Ends the session of a line when its last answer has had time to leave, since a server that stops waits for its sessions. */
static void close_line(struct line *line)
{
    if (line->end_told)
        loop_timer_again(line->patience, line->session ? LINE_LAST_ANSWER_MS : 0, 0);
    else if (line->session)
        end(line);
}

static void take_turn(void *context)
{
    struct line *line = context;
    if (line->waiting && !line->closing)
        session_writable(line->session);
    if (line->waiting && (line->answer.count || line->closing)) {
        line->end_told = line->closing;
        answer_post(line);
        loop_timer_again(line->patience, LINE_SILENCE_MS, 0);
    }
    if (line->closing)
        close_line(line);
}

static void take_turn_soon(struct line *line)
{
    loop_timer_again(line->turn, 0, 0);
}

static void patience_is_over(void *context)
{
    struct line *line = context;
    if (line->waiting && !line->closing) {
        answer_post(line);
        loop_timer_again(line->patience, LINE_SILENCE_MS, 0);
        return;
    }
    if (line->session)
        end(line);
    line_free(line);
}

/* Nobody knows whether the client got what it was told last, so the line ends, and the client resumes on another. */
static void client_went_away(void *context)
{
    struct line *line = context;
    answer_post(line);
    if (line->session)
        end(line);
    line_free(line);
}

/* ---- the peer ---- */

static bool line_is_ready(struct peer *peer)
{
    const struct line *line = line_of(peer);
    return line->waiting && !line->closing && line->answer.bytes < LINE_ANSWER_MAX;
}

static void line_sends(struct peer *peer, struct frame *frame)
{
    struct line *line = line_of(peer);
    line_answer_add(&line->answer, frame);
    take_turn_soon(line);
}

static void line_wants_writable(struct peer *peer)
{
    take_turn_soon(line_of(peer));
}

static void line_closes(struct peer *peer, uint16_t code, const char *reason)
{
    struct line *line = line_of(peer);
    if (line->closing)
        return;
    line->closing = true;
    line->close_code = code;
    snprintf(line->close_reason, sizeof line->close_reason, "%s", reason ? reason : "");
    take_turn_soon(line);
}

static const struct peer_ops line_ops = {
    .ready = line_is_ready,
    .send = line_sends,
    .want_writable = line_wants_writable,
    .close = line_closes,
};

/* ---- lines ---- */

struct lines *lines_create(struct service *service)
{
    struct lines *lines = mem_zero(1, sizeof *lines);
    lines->service = service;
    return lines;
}

void lines_destroy(struct lines *lines)
{
    struct line *line;
    for (size_t i = 0; (line = map_next(&lines->by_id, &i)); i = 0) {
        if (line->waiting)
            answer_post(line);
        if (line->session)
            end(line);
        line_free(line);
    }
    map_clear(&lines->by_id);
    free(lines);
}

/* Where all places are taken, frees a line that has ended and whose client has not asked how. */
static bool forget_ended(struct lines *lines)
{
    struct line *line;
    for (size_t i = 0; (line = map_next(&lines->by_id, &i));)
        if (!line->session) {
            line_free(line);
            return true;
        }
    return false;
}

struct line *line_open(struct lines *lines, const char *cookie)
{
    struct loop *loop = lines->service->loop;
    if (lines->by_id.count >= lines->service->limits.sessions && !forget_ended(lines))
        return NULL;
    struct line *line = mem_zero(1, sizeof *line);
    line->peer.ops = &line_ops;
    line->session = session_create(lines->service, &line->peer, cookie);
    if (!line->session) {
        free(line);
        return NULL;
    }
    line->lines = lines;
    random_id(line->id, sizeof line->id);
    line->turn = loop_timer_start(loop, LINE_SILENCE_MS, 0, take_turn, line);
    line->patience = loop_timer_start(loop, LINE_SILENCE_MS, 0, patience_is_over, line);
    map_put(&lines->by_id, line->id, line);
    return line;
}

struct line *line_find(struct lines *lines, const char *id)
{
    return map_get(&lines->by_id, id);
}

const char *line_id(const struct line *line)
{
    return line->id;
}

void line_hears(struct line *line, const char *bytes, size_t len)
{
    if (!line->closing)
        session_message(line->session, bytes, len);
}

void line_waits(struct line *line, struct http_request *request)
{
    if (line->waiting)
        answer_post(line); /* of two that wait, the newer goes on */
    line->waiting = request;
    http_on_cancel(request, client_went_away, line);
    loop_timer_again(line->patience, LINE_WAIT_MS, 0);
    take_turn_soon(line);
}

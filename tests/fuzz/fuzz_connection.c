/* The real listener on a real loop and real sockets, fed with whatever clients may do: up to four connections at once, bytes in any cuts,
 * requests behind requests, upgrades and frames, halves closed, answers not read, lines cut. Beyond "does not break" it claims:
 *
 * - The loop comes to rest: when everything that was sent has been worked off, it sleeps. A round without progress would end the run.
 * - Every connection ends when its client has gone, every session that was opened is closed once, no input stays counted.
 * - What a client gets starts with a status line.
 *
 * The input is a list of steps, each a byte (its value modulo STEPS), SEND with a byte for the length, and what is to be sent. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "net/listener.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define LINES      4
#define MOST_TURNS 200000 /* of the loop, to come to rest; far more than any input can need */
#define MOST_MS    5000   /* for a connection to end behind its client */
#define BIG        300000

enum step { SEND, TURN, REST, HALF_CLOSE, CUT, READ, NEXT, STEPS };

static struct place {
    struct loop *loop;
    struct listener *listener;
    size_t opened, closed;
} place;

struct line {
    int descriptor; /* -1: not open */
    size_t got;     /* bytes */
};

static const struct http_answer plain = {.status = 200, .type = "text/plain"};

/* What the listener serves */

struct later {
    struct http_request *request;
    struct loop_timer *timer;
    int lines;
};

static void answer_late(void *context)
{
    struct later *later = context;
    loop_timer_stop(later->timer);
    http_respond_text(later->request, &plain, "late");
    free(later);
}

static void wake(void *context)
{
    struct later *later = context;
    loop_timer_stop(later->timer);
    later->timer = NULL;
    http_stream_wake(later->request);
}

static enum http_next next_line(void *context, struct buf *out)
{
    struct later *later = context;
    buf_text(out, "a line\n");
    if (++later->lines == 2) {
        later->timer = loop_timer_start(place.loop, 1, 0, wake, later);
        return HTTP_WAIT;
    }
    return later->lines < 5 ? HTTP_MORE : HTTP_END;
}

static void stream_closed(void *context)
{
    struct later *later = context;
    loop_timer_stop(later->timer);
    free(later);
}

static void respond_big(struct http_request *request)
{
    struct frame *frame = frame_create(BIG);
    memset(frame_bytes(frame), 'x', BIG);
    http_respond(request, &plain, frame);
    frame_unref(frame);
}

static void handle(void *context, struct http_request *request)
{
    (void)context;
    size_t len;
    const char *path = http_path(request), *body = http_body(request, &len);
    ALWAYS(path[0] == '/' && !strstr(path, "/../") && body[len] == '\0');
    struct later *later = mem_zero(1, sizeof *later);
    later->request = request;
    if (strcmp(path, "/late") == 0) {
        later->timer = loop_timer_start(place.loop, 1, 0, answer_late, later);
    } else if (strcmp(path, "/stream") == 0) {
        struct http_stream stream = {next_line, stream_closed, later};
        http_respond_stream(request, &plain, &stream);
    } else {
        free(later);
        if (strcmp(path, "/big") == 0)
            respond_big(request);
        else
            http_respond_bytes(request, &plain, body, len);
    }
}

/* "/small" may have ten bytes of body, "/none" none. */
static enum status judge(void *context, struct http_request *request, size_t *max_body)
{
    (void)context;
    if (strcmp(http_path(request), "/small") == 0)
        *max_body = 10;
    return strcmp(http_path(request), "/none") == 0 ? STATUS_NOT_FOUND : STATUS_OK;
}

struct session {
    struct peer *peer;
    size_t messages;
};

static void *opened(void *context, struct peer *peer, const struct socket_request *request, int *refusal)
{
    (void)context;
    if (request->cookies && strstr(request->cookies, "expired")) {
        *refusal = 401;
        return NULL;
    }
    struct session *session = mem_zero(1, sizeof *session);
    session->peer = peer;
    place.opened++;
    if (request->origin && strcmp(request->origin, "close") == 0)
        peer_close(peer, 4409, "at once");
    return session;
}

static void writable(void *context)
{
    struct session *session = context;
    ALWAYS(peer_is_ready(session->peer));
}

static void send_frame(struct session *session, struct frame *frame)
{
    if (peer_is_ready(session->peer))
        peer_send(session->peer, frame);
    frame_unref(frame);
}

static void message(void *context, const char *bytes, size_t len)
{
    struct session *session = context;
    session->messages++;
    if (len && *bytes == 'c') {
        peer_close(session->peer, 4401, "as you like");
    } else if (len && *bytes == 'f') {
        struct frame *frame = frame_create(BIG);
        memset(frame_bytes(frame), 'f', BIG);
        send_frame(session, frame);
    } else if (len && *bytes == 'w') {
        peer_want_writable(session->peer);
    } else
        send_frame(session, frame_copy(bytes, len));
}

static void closed(void *context)
{
    struct session *session = context;
    free(session);
    place.closed++;
}

/* Little at first. */
static size_t message_max(void *context)
{
    struct session *session = context;
    return session->messages ? SOCKET_MESSAGE_MAX : 1000;
}

static const struct socket_handlers sockets = {opened, writable, message, closed, message_max};

static void open_place(void)
{
    struct buf why = BUF_EMPTY;
    struct listener_settings settings = {.host = "127.0.0.1", .max_body = 100000, .input_bytes = 400000};
    struct listener_handlers handlers = {.sockets = &sockets, .http = handle, .http_judge = judge};
    diag_set_level(DIAG_ERROR);
    place.loop = loop_create();
    ALWAYS(listener_create(place.loop, &settings, &handlers, &why, &place.listener) == STATUS_OK);
}

/* The loop */

/* Nothing can be done before time passes or somebody sends. */
static bool rests(void)
{
    struct uv_loop_s *uv = loop_uv(place.loop);
    struct pollfd backend = {.fd = uv_backend_fd(uv), .events = POLLIN};
    return uv_backend_timeout(uv) != 0 && poll(&backend, 1, 0) == 0;
}

static void come_to_rest(void)
{
    size_t turns = 0;
    do {
        uv_run(loop_uv(place.loop), UV_RUN_NOWAIT);
        ALWAYS(++turns < MOST_TURNS); /* the loop does not come to rest */
    } while (!rests());
}

/* The clients */

/* From one address after the other: closed connections hold on to their ports for a minute, and there are more of them than ports. */
static void bind_elsewhere(int descriptor)
{
    static uint32_t count;
    struct sockaddr_in from = {.sin_family = AF_INET};
    int later = 1;
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + count++ % 100000);
    ALWAYS(setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &later, sizeof later) == 0);
    ALWAYS(bind(descriptor, (struct sockaddr *)&from, sizeof from) == 0);
}

static void open_line(struct line *line)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)listener_port(place.listener))};
    struct linger at_once = {.l_onoff = 1};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *line = (struct line){.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    bind_elsewhere(line->descriptor);
    ALWAYS(fcntl(line->descriptor, F_SETFL, O_NONBLOCK) ==
           0); /* before, as the fuzzer's own alarm would interrupt it */
    ALWAYS(connect(line->descriptor, (struct sockaddr *)&to, sizeof to) == 0 || errno == EINPROGRESS);
    ALWAYS(setsockopt(line->descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) ==
           0); /* leaves no port behind */
}

static void read_line(struct line *line)
{
    static const char status_line[] = "HTTP/1.1 ";
    char some[65536];
    ssize_t n;
    while ((n = recv(line->descriptor, some, sizeof some, 0)) > 0)
        for (ssize_t i = 0; i < n; i++, line->got++)
            ALWAYS(line->got >= sizeof status_line - 1 || some[i] == status_line[line->got]);
}

static void close_line(struct line *line)
{
    if (line->descriptor >= 0)
        close(line->descriptor);
    line->descriptor = -1;
}

static void take_step(struct line *lines, size_t *current, const uint8_t **at, const uint8_t *end)
{
    struct line *line = &lines[*current];
    enum step step = (enum step)(*(*at)++ % STEPS);
    if (line->descriptor < 0)
        open_line(line);
    switch (step) {
    case SEND: {
        size_t len = *at < end ? *(*at)++ : 0;
        if (len > (size_t)(end - *at))
            len = (size_t)(end - *at);
        (void)!send(line->descriptor, *at, len, MSG_NOSIGNAL);
        *at += len;
        break;
    }
    case TURN:
        uv_run(loop_uv(place.loop), UV_RUN_NOWAIT);
        break;
    case REST:
        come_to_rest();
        break;
    case HALF_CLOSE:
        shutdown(line->descriptor, SHUT_WR);
        break;
    case CUT:
        close_line(line);
        break;
    case READ:
        read_line(line);
        break;
    default:
        *current = (*current + 1) % LINES;
        break;
    }
}

static void end_all(struct line *lines)
{
    struct listener_stats stats;
    for (size_t i = 0; i < LINES; i++) {
        if (lines[i].descriptor >= 0)
            read_line(&lines[i]);
        close_line(&lines[i]);
    }
    for (int ms = 0;; ms++) {
        come_to_rest();
        listener_stats(place.listener, &stats);
        if (!stats.connections)
            break;
        ALWAYS(ms < MOST_MS); /* a connection does not end behind its client */
        poll(NULL, 0, 1);
    }
    ALWAYS(!stats.sockets && !stats.input_bytes && !stats.unsent_bytes && place.opened == place.closed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct line lines[LINES] = {{-1, 0}, {-1, 0}, {-1, 0}, {-1, 0}};
    const uint8_t *at = bytes, *end = bytes + len;
    size_t current = 0;
    if (!place.loop)
        open_place();
    while (at < end)
        take_step(lines, &current, &at, end);
    come_to_rest();
    end_all(lines);
    return 0;
}

/* A load generator for one draft: editors that type, observers that follow. Speaks the protocol over plain sockets, because a
 * generator must cost less than what it measures.
 *
 *   bench_load --port P --pid SERVER --draft ID --editor-token T --observer-token T
 *              --editors N --observers M --rate OPS_PER_SECOND --seconds S [--warm-up S] [--ops TOTAL] [--joining N] [--resume 1] [--deflate 1]
 *              [--observer-ports P,P…]
 *
 * Observers are at the port of the editors, or at those of other servers in turn.
 * A rate of 0 means: the next op as soon as the last one is acknowledged. Editor k types into item "wK" of language es, in turn
 * a dozen letters and their deletion, so that texts stay small. Prints one JSON object.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "connection.h"
#include "histogram.h"
#include "process.h"

#define SENT_RING      256 /* ops of one editor whose time of sending is remembered */
#define OBSERVER_PORTS 8
#define JOIN_US        60000000 /* how long joining may take */

struct client {
    struct connection connection;
    struct load *load;
    bool observer;
    bool welcomed;
    unsigned number;
    uint64_t seq;    /* editors: last op seen */
    uint64_t n;      /* editors: of the op in flight, or the last one */
    bool in_flight;  /* editors */
    uint64_t due_us; /* editors: when to send next */
    uint64_t sent_us[SENT_RING];
};

struct load {
    int port, pid;
    int observer_ports[OBSERVER_PORTS];
    unsigned observer_port_count;
    const char *draft, *editor_token, *observer_token, *prefix;
    unsigned editors, observers;
    unsigned joining; /* so many may be on their way in at once */
    bool resume;      /* observers have the draft already, and ask for what came since */
    uint64_t since;   /* as the editors were welcomed: seq and head */
    char head[65];
    double rate, seconds, warm_up;
    uint64_t op_limit;
    struct client *clients;
    int epoll;
    unsigned welcomed;
    bool measuring, sending;
    struct histogram acknowledged, observed, edited;
    bool deflate; /* everybody takes binary messages */
    uint64_t accepted, rejected, delivered_editors, delivered_observers, messages, bytes_editors,
        bytes_observers, sent;
};

static void die(const char *what)
{
    fprintf(stderr, "bench_load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static uint64_t number_after(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    return at ? strtoull(at + strlen(key), NULL, 10) : 0;
}

/* ---- what comes in ---- */

static void count_op(struct client *client, unsigned author, uint64_t n, uint64_t now)
{
    struct load *load = client->load;
    uint64_t sent = load->clients[author].sent_us[n % SENT_RING];
    if (client->number == author && client->in_flight && client->n == n) {
        client->in_flight = false;
        load->accepted += load->measuring;
        if (load->measuring)
            histogram_add(&load->acknowledged, now - sent);
    }
    if (!load->measuring)
        return;
    if (client->observer) {
        load->delivered_observers++;
        histogram_add(&load->observed, now - sent);
    } else {
        load->delivered_editors++;
        histogram_add(&load->edited, now - sent);
    }
}

/* Canonical ops name client and n side by side: "client":"PREFIXk","n":18 */
static void take_ops(struct client *client, char *text)
{
    static char key[64];
    uint64_t now = clock_us();
    size_t key_len = (size_t)snprintf(key, sizeof key, "\"client\":\"%s", client->load->prefix);
    for (char *at = text; (at = strstr(at, key));) {
        at += key_len;
        unsigned author = (unsigned)strtoul(at, &at, 10);
        if (author < client->load->editors && memcmp(at, "\",\"n\":", 6) == 0)
            count_op(client, author, strtoull(at + 6, &at, 10), now);
    }
    if (client->observer)
        return;
    /* Ops come in order, so the last seq in the message is the newest. */
    for (char *at = text; (at = strstr(at, "{\"seq\":"));) {
        at += 7;
        client->seq = strtoull(at, &at, 10);
    }
}

/* Up to where the last one who came in has seen the draft. */
static void note_head(struct load *load, const char *text)
{
    const char *head = strstr(text, ",\"head\":\"");
    if (!head)
        return;
    snprintf(load->head, sizeof load->head, "%s", head + 9);
    load->since = number_after(text, ",\"seq\":");
}

static void take_message(void *context, char *text, size_t len, size_t carried)
{
    struct client *client = context;
    struct load *load = client->load;
    char last = text[len]; /* the byte behind belongs to the next frame, or to nobody */
    text[len] = '\0';
    if (load->measuring) {
        load->messages++;
        *(client->observer ? &load->bytes_observers : &load->bytes_editors) += carried;
    }
    if (strncmp(text, "{\"t\":\"ops\"", 10) == 0) {
        take_ops(client, text);
    } else if (strncmp(text, "{\"t\":\"welcome\"", 14) == 0) {
        note_head(load, text);
        client->seq = number_after(text, ",\"seq\":");
        client->n = number_after(text, ",\"acked\":");
        load->welcomed += !client->welcomed;
        client->welcomed = true;
    } else if (strncmp(text, "{\"t\":\"reject\"", 13) == 0) {
        if (!load->rejected++)
            fprintf(stderr, "bench_load: %s\n", text);
        client->in_flight = false;
        client->n--;
    } else if (strncmp(text, "{\"t\":\"error\"", 12) == 0) {
        fprintf(stderr, "bench_load: %s\n", text);
    }
    text[len] = last;
}

/* ---- what goes out ---- */

static void say_hello(struct client *client)
{
    const struct load *load = client->load;
    char hello[640], seen[128] = "";
    if (load->resume && client->observer)
        snprintf(seen, sizeof seen, ",\"since\":%" PRIu64 ",\"head\":\"%s\"", load->since, load->head);
    int len = snprintf(hello, sizeof hello,
                       "{\"t\":\"hello\",\"v\":1,\"draft\":\"%s\",\"client\":\"%s%s%u\",\"token\":\"%s\"%s}",
                       load->draft, load->prefix, client->observer ? "o" : "", client->number,
                       client->observer ? load->observer_token : load->editor_token, seen);
    if (!connection_send(&client->connection, hello, (size_t)len))
        die("hello");
}

static void send_op(struct client *client, uint64_t now)
{
    struct load *load = client->load;
    char op[320];
    client->n++;
    const char *delta = client->n % 2 ? "{\"insert\":\"doce letras.\"}" : "{\"delete\":12}";
    int len = snprintf(
        op, sizeof op,
        "{\"t\":\"op\",\"n\":%" PRIu64 ",\"base\":%" PRIu64
        ",\"changes\":[{\"type\":\"text\",\"item\":\"w%u\",\"lang\":\"es\",\"delta\":{\"ops\":[%s]}}]}",
        client->n, client->seq, client->number, delta);
    client->sent_us[client->n % SENT_RING] = now;
    client->in_flight = true;
    load->sent++;
    if (!connection_send(&client->connection, op, (size_t)len))
        die("op");
}

/* Sends what is due and gives the time until the next is, in ms. */
static int send_due(struct load *load)
{
    uint64_t now = clock_us(), next = now + 100000;
    for (unsigned i = 0; load->sending && i < load->editors; i++) {
        struct client *client = &load->clients[i];
        if (client->in_flight || (load->op_limit && load->sent >= load->op_limit))
            continue;
        if (client->due_us <= now) {
            send_op(client, now);
            client->due_us = load->rate > 0 ? client->due_us + (uint64_t)(1e6 / load->rate) : now;
        }
        if (load->rate > 0 && client->due_us < next)
            next = client->due_us;
    }
    now = clock_us();
    return next > now ? (int)((next - now) / 1000) : 0;
}

/* ---- the run ---- */

static void run_until(struct load *load, uint64_t end, unsigned welcomed)
{
    static struct epoll_event events[1024];
    while (clock_us() < end && (!welcomed || load->welcomed < welcomed)) {
        int wait = send_due(load);
        int count = epoll_wait(load->epoll, events, 1024, wait);
        for (int i = 0; i < count; i++) {
            struct client *client = events[i].data.ptr;
            bool upgraded = client->connection.upgraded;
            if (!connection_read(&client->connection, take_message, client))
                die(client->observer ? "an observer was disconnected" : "an editor was disconnected");
            if (!upgraded && client->connection.upgraded)
                say_hello(client);
        }
        if (load->op_limit && load->sent >= load->op_limit && load->accepted >= load->op_limit)
            return;
    }
}

static int port_of(const struct load *load, const struct client *client)
{
    if (!client->observer || !load->observer_port_count)
        return load->port;
    return load->observer_ports[client->number % load->observer_port_count];
}

static void open_clients(struct load *load, unsigned first, unsigned count, bool observer)
{
    for (unsigned i = first; i < first + count; i++) {
        struct client *client = &load->clients[i];
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
        *client = (struct client){.load = load, .observer = observer, .number = i};
        if (!connection_open(&client->connection, port_of(load, client), load->deflate) ||
            epoll_ctl(load->epoll, EPOLL_CTL_ADD, client->connection.fd, &event) != 0)
            die("connect");
        if (i + 1 - load->welcomed >= load->joining)
            run_until(load, clock_us() + JOIN_US, load->welcomed + 1);
    }
    run_until(load, clock_us() + JOIN_US, first + count);
    if (load->welcomed < first + count)
        die("not everybody was welcomed");
}

static void spread_editors(struct load *load)
{
    uint64_t now = clock_us();
    for (unsigned i = 0; i < load->editors; i++)
        load->clients[i].due_us =
            now + (load->rate > 0 ? (uint64_t)(1e6 / load->rate) * i / load->editors : 0);
    load->sending = true;
}

static void print_histogram(const char *name, const struct histogram *histogram)
{
    printf(",\"%s_p50_us\":%" PRIu64 ",\"%s_p99_us\":%" PRIu64, name, histogram_quantile(histogram, 0.5),
           name, histogram_quantile(histogram, 0.99));
}

static void run(struct load *load)
{
    uint64_t rss_start = process_rss_bytes(load->pid);
    open_clients(load, 0, load->editors, false);
    uint64_t rss_editors = process_rss_bytes(load->pid), join_start = clock_us(),
             join_cpu = process_cpu_us(load->pid);
    open_clients(load, load->editors, load->observers, true);
    uint64_t join_us = clock_us() - join_start;
    join_cpu = process_cpu_us(load->pid) - join_cpu;
    run_until(load, clock_us() + 500000, 0);
    uint64_t rss_observers = process_rss_bytes(load->pid);
    spread_editors(load);
    run_until(load, clock_us() + (uint64_t)(load->warm_up * 1e6), 0);
    uint64_t cpu = process_cpu_us(load->pid), own = process_cpu_us((int)getpid()), start = clock_us();
    load->measuring = true;
    run_until(load, start + (uint64_t)(load->seconds * 1e6), 0);
    load->measuring = false;
    cpu = process_cpu_us(load->pid) - cpu;
    own = process_cpu_us((int)getpid()) - own;
    uint64_t elapsed = clock_us() - start;
    load->sending = false;
    run_until(load, clock_us() + 500000, 0);
    printf("{\"elapsed_us\":%" PRIu64 ",\"server_cpu_us\":%" PRIu64 ",\"own_cpu_us\":%" PRIu64
           ",\"accepted\":%" PRIu64 ",\"rejected\":%" PRIu64 ",\"delivered_editors\":%" PRIu64
           ",\"delivered_observers\":%" PRIu64 ",\"messages\":%" PRIu64 ",\"bytes_editors\":%" PRIu64
           ",\"bytes_observers\":%" PRIu64,
           elapsed, cpu, own, load->accepted, load->rejected, load->delivered_editors,
           load->delivered_observers, load->messages, load->bytes_editors, load->bytes_observers);
    print_histogram("ack", &load->acknowledged);
    print_histogram("editor", &load->edited);
    print_histogram("observer", &load->observed);
    printf(",\"rss_start\":%" PRIu64 ",\"rss_editors\":%" PRIu64 ",\"rss_observers\":%" PRIu64
           ",\"rss_end\":%" PRIu64 ",\"join_us\":%" PRIu64 ",\"join_cpu_us\":%" PRIu64 "}\n",
           rss_start, rss_editors, rss_observers, process_rss_bytes(load->pid), join_us, join_cpu);
}

static const struct option options[] = {
    {"port", required_argument, NULL, 'p'},
    {"pid", required_argument, NULL, 'P'},
    {"draft", required_argument, NULL, 'd'},
    {"editor-token", required_argument, NULL, 'e'},
    {"observer-token", required_argument, NULL, 'o'},
    {"editors", required_argument, NULL, 'E'},
    {"observers", required_argument, NULL, 'O'},
    {"rate", required_argument, NULL, 'r'},
    {"seconds", required_argument, NULL, 's'},
    {"warm-up", required_argument, NULL, 'w'},
    {"ops", required_argument, NULL, 'n'},
    {"prefix", required_argument, NULL, 'x'},
    {"deflate", required_argument, NULL, 'D'},
    {"joining", required_argument, NULL, 'j'},
    {"resume", required_argument, NULL, 'R'},
    {"observer-ports", required_argument, NULL, 'q'},
    {0},
};

static void read_ports(struct load *load, char *list)
{
    for (char *at = strtok(list, ","); at && load->observer_port_count < OBSERVER_PORTS;
         at = strtok(NULL, ","))
        load->observer_ports[load->observer_port_count++] = atoi(at);
}

static void parse(struct load *load, int argc, char **argv)
{
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p':
            load->port = atoi(optarg);
            break;
        case 'P':
            load->pid = atoi(optarg);
            break;
        case 'd':
            load->draft = optarg;
            break;
        case 'e':
            load->editor_token = optarg;
            break;
        case 'o':
            load->observer_token = optarg;
            break;
        case 'E':
            load->editors = (unsigned)atoi(optarg);
            break;
        case 'O':
            load->observers = (unsigned)atoi(optarg);
            break;
        case 'r':
            load->rate = atof(optarg);
            break;
        case 's':
            load->seconds = atof(optarg);
            break;
        case 'w':
            load->warm_up = atof(optarg);
            break;
        case 'n':
            load->op_limit = strtoull(optarg, NULL, 10);
            break;
        case 'j':
            load->joining = (unsigned)atoi(optarg);
            break;
        case 'R':
            load->resume = atoi(optarg) != 0;
            break;
        case 'q':
            read_ports(load, optarg);
            break;
        case 'D':
            load->deflate = atoi(optarg) != 0;
            break;
        case 'x':
            load->prefix = optarg;
            break;
        default:
            exit(2);
        }
    }
}

int main(int argc, char **argv)
{
    struct load load = {
        .seconds = 10, .prefix = "load", .draft = "", .editor_token = "", .observer_token = ""};
    struct rlimit files;
    parse(&load, argc, argv);
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    load.epoll = epoll_create1(0);
    load.clients = calloc(load.editors + load.observers + 1, sizeof(struct client));
    if (load.epoll < 0 || !load.clients)
        die("start");
    run(&load);
    for (unsigned i = 0; i < load.editors + load.observers; i++)
        connection_close(&load.clients[i].connection);
    free(load.clients);
    return load.rejected > 0;
}

#include "api/neighbours.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/loop.h"
#include "base/mem.h"
#include "outbound/fetch.h"
#include "wire/json.h"

enum { ANSWER_S = 1, BYTES_MAX = 4 * 1024 * 1024, VALUES_MAX = 8 * NEIGHBOURS_PLACES, NODES_MAX = 32 };

struct neighbour {
    char *address;
    struct json_doc *said; /* NULL: silent */
};

struct waiting {
    struct waiting *next;
    void (*known)(void *context);
    void *context;
};

struct neighbours {
    struct api_nodes nodes;
    struct workers *workers;
    struct neighbour all[NODES_MAX];
    size_t count;
    uint64_t known_ms; /* 0: nobody was asked yet */
    struct waiting *waiting;
    bool asking;
    atomic_bool stopping;
};

struct asking {
    struct neighbours *neighbours; /* `nodes` and `stopping` alone are looked at on the worker */
    struct neighbour all[NODES_MAX];
    size_t count;
};

struct neighbours *neighbours_create(const struct api_nodes *nodes, struct workers *workers)
{
    struct neighbours *neighbours = mem_zero(1, sizeof *neighbours);
    neighbours->nodes = *nodes;
    neighbours->workers = workers;
    return neighbours;
}

static void forget(struct neighbours *neighbours)
{
    for (size_t i = 0; i < neighbours->count; i++) {
        free(neighbours->all[i].address);
        json_free(neighbours->all[i].said);
    }
    neighbours->count = 0;
}

void neighbours_stop(struct neighbours *neighbours)
{
    atomic_store(&neighbours->stopping, true);
}

void neighbours_destroy(struct neighbours *neighbours)
{
    if (!neighbours)
        return;
    forget(neighbours);
    free(neighbours);
}

/* ---- asking ---- */

static struct json_doc *hear(const struct neighbours *neighbours, struct fetcher *fetcher,
                             const char *address)
{
    struct buf url = BUF_EMPTY, said = BUF_EMPTY, why = BUF_EMPTY;
    buf_format(&url, "http://%s/api/node/room", address);
    enum status status = atomic_load(&neighbours->stopping)
                             ? STATUS_STOPPING
                             : fetcher_get(fetcher, url.bytes, NULL, BYTES_MAX, &said, &why);
    struct json_doc *doc = status == STATUS_OK ? json_parse(said.bytes, said.len, VALUES_MAX) : NULL;
    if (!doc)
        diag(DIAG_WARNING, "the server at %s does not say who is connected to it: %s", address,
             why.len ? why.bytes : "no answer that can be read");
    buf_clear(&url);
    buf_clear(&said);
    buf_clear(&why);
    return doc;
}

static void ask_all(void *context)
{
    struct asking *asking = context;
    struct neighbours *neighbours = asking->neighbours;
    struct fetcher *fetcher = fetcher_create();
    struct buf header = BUF_EMPTY;
    buf_format(&header, "Plenaria-Node: %s", neighbours->nodes.secret);
    fetcher_add_header(fetcher, header.bytes);
    fetcher_add_header(fetcher, "Plenaria-Relay: 1");
    fetcher_bound(fetcher, ANSWER_S, &neighbours->stopping);
    for (size_t i = 0; i < asking->count; i++)
        asking->all[i].said = hear(neighbours, fetcher, asking->all[i].address);
    fetcher_destroy(fetcher);
    buf_clear(&header);
}

static void tell(struct neighbours *neighbours)
{
    struct waiting *waiting = neighbours->waiting;
    neighbours->waiting = NULL; /* whoever is told may ask again */
    while (waiting) {
        struct waiting *next = waiting->next;
        waiting->known(waiting->context);
        free(waiting);
        waiting = next;
    }
}

static void asked_all(void *context)
{
    struct asking *asking = context;
    struct neighbours *neighbours = asking->neighbours;
    forget(neighbours);
    memcpy(neighbours->all, asking->all, sizeof asking->all);
    neighbours->count = asking->count;
    neighbours->known_ms = loop_clock_us() / 1000;
    neighbours->asking = false;
    free(asking);
    tell(neighbours);
}

static void list(const struct neighbours *neighbours, struct asking *asking)
{
    struct buf lines = BUF_EMPTY;
    neighbours->nodes.list(neighbours->nodes.context, &lines);
    for (const char *at = lines.len ? lines.bytes : ""; *at && asking->count < NODES_MAX;) {
        size_t len = strcspn(at, "\n");
        asking->all[asking->count++].address = mem_copy_bytes(at, len);
        at += len + (at[len] == '\n');
    }
    buf_clear(&lines);
}

static void begin(struct neighbours *neighbours)
{
    struct asking *asking = mem_zero(1, sizeof *asking);
    asking->neighbours = neighbours;
    list(neighbours, asking);
    neighbours->asking = true;
    if (asking->count)
        workers_add(neighbours->workers, "neighbours", ask_all, asked_all, asking);
    else
        asked_all(asking);
}

void neighbours_ask(struct neighbours *neighbours, void (*known)(void *context), void *context)
{
    uint64_t now_ms = loop_clock_us() / 1000;
    bool is_fresh = neighbours->known_ms && now_ms - neighbours->known_ms < NEIGHBOURS_MS;
    if (!*neighbours->nodes.secret || atomic_load(&neighbours->stopping) || is_fresh) {
        known(context);
        return;
    }
    struct waiting *waiting = mem_alloc(sizeof *waiting);
    *waiting = (struct waiting){neighbours->waiting, known, context};
    neighbours->waiting = waiting;
    if (!neighbours->asking)
        begin(neighbours);
}

/* ---- what they said ---- */

static const struct json *member(const struct neighbour *one, const char *name)
{
    return one->said ? json_get(json_root(one->said), name) : NULL;
}

static void each_place_of(const struct neighbour *one,
                          void (*each)(void *context, const char *draft, const char *participant,
                                       uint64_t connections),
                          void *context)
{
    const struct json *places = member(one, "connections");
    for (const struct json *place = places ? json_first(places) : NULL; place; place = json_after(place)) {
        const char *draft = json_get_string(place, "draft"),
                   *participant = json_get_string(place, "participant");
        uint64_t connections;
        if (draft && participant && json_get_integer(place, "connections", &connections))
            each(context, draft, participant, connections);
    }
}

static void add_up(void *sum, const char *draft, const char *participant, uint64_t connections)
{
    (void)draft;
    (void)participant;
    *(uint64_t *)sum += connections;
}

void neighbours_each(const struct neighbours *neighbours,
                     void (*each)(void *context, const char *name, bool silent, uint64_t connections),
                     void *context)
{
    for (size_t i = 0; i < neighbours->count; i++) {
        const struct neighbour *one = &neighbours->all[i];
        const struct json *name = member(one, "node");
        const char *said = name ? json_string(name) : NULL;
        uint64_t sum = 0;
        each_place_of(one, add_up, &sum);
        each(context, said ? said : one->address, !one->said, sum);
    }
}

void neighbours_each_place(const struct neighbours *neighbours,
                           void (*each)(void *context, const char *draft, const char *participant,
                                        uint64_t connections),
                           void *context)
{
    for (size_t i = 0; i < neighbours->count; i++)
        each_place_of(&neighbours->all[i], each, context);
}

bool neighbours_have_visit(const struct neighbours *neighbours, const char *meeting, const char *participant)
{
    for (size_t i = 0; i < neighbours->count; i++) {
        const struct json *visits = member(&neighbours->all[i], "visits");
        for (const struct json *visit = visits ? json_first(visits) : NULL; visit;
             visit = json_after(visit)) {
            const char *where = json_get_string(visit, "meeting"),
                       *who = json_get_string(visit, "participant");
            if (where && who && strcmp(where, meeting) == 0 && strcmp(who, participant) == 0)
                return true;
        }
    }
    return false;
}

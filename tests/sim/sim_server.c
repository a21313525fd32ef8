#include "sim_server.h"

#include "base/always.h"
#include "draft/draft.h"
#include "live/live_drafts.h"
#include "session/session.h"
#include "sim_json.h"
#include "sim_link.h"
#include "sim_loop.h"

#define SWEEP_MS 300

static const struct limits limits = {.hello_ms = 10000,
                                     .idle_ms = 400,
                                     .snapshot_ops = 5,
                                     .history_ops = 3,
                                     .outbox_bytes = 900,
                                     .lagging_ms = 2000,
                                     .ops_per_second = 2000,
                                     .ops_burst = 4000,
                                     .ops_in_flight = 2,
                                     .seat_message_bytes_per_second = 4u << 20,
                                     .seat_message_bytes_burst = 16u << 20,
                                     .seat_work_per_second = 10000000,
                                     .seat_work_burst = 20000000,
                                     .delegation_work_per_second = 20000000,
                                     .delegation_work_burst = 40000000,
                                     .delegation_bytes_per_minute = 1u << 20,
                                     .delegation_bytes_burst = 16u << 20,
                                     .draft_bytes = 16u << 20,
                                     .draft_log_bytes = 1u << 30,
                                     .sessions = 1000,
                                     .observer_percent = 100,
                                     .waiting_bytes = 1 << 30,
                                     .seat_connections = 1000,
                                     .cookie_ms = 1000};

void sim_server_init(struct sim_server *server, struct loop *world, struct sim_oracle *oracle,
                     struct sim_stats *stats, uint64_t seed)
{
    *server =
        (struct sim_server){.world = world, .oracle = oracle, .stats = stats, .choices = {.state = seed}};
}

void sim_server_clear(struct sim_server *server)
{
    while (server->links) {
        struct sim_link *link = server->links;
        server->links = link->next;
        sim_link_destroy(link);
    }
}

/* ---- what must be true ---- */

static struct live_draft *open_draft(const struct sim_server *server)
{
    if (!server->up)
        return NULL;
    struct live_draft *live = live_drafts_find(server->service.drafts, server->oracle->draft_id);
    return live && live_draft_state(live) == LIVE_OPEN ? live : NULL;
}

const struct draft *sim_server_memory(const struct sim_server *server, struct sha256 *head)
{
    struct live_draft *live = open_draft(server);
    if (!live)
        return NULL;
    *head = *live_draft_head(live);
    return live_draft_draft(live);
}

void sim_server_check_fold(const struct sim_server *server)
{
    struct sha256 head;
    const struct draft *draft = sim_server_memory(server, &head);
    if (!draft || draft_seq(draft) != server->oracle->count)
        return;
    struct sha256 ours = sim_snapshot_hash(draft, &head), clients = sim_clients_hash(draft);
    struct sha256 folded = sim_clients_hash(server->oracle->draft);
    SIM_CHECK(sim_hash_equal(&ours, &sim_oracle_at(server->oracle, draft_seq(draft))->snapshot) &&
                  sim_hash_equal(&clients, &folded),
              "at seq %llu the server's memory is not what its log folds to",
              (unsigned long long)draft_seq(draft));
}

/* A refused op leaves no trace: as long as the seq is the same, so is everything else. */
void sim_server_receive(struct sim_server *server, struct session *session, const char *bytes, size_t len)
{
    struct sha256 head;
    const struct draft *draft = sim_server_memory(server, &head);
    uint64_t seq = draft ? draft_seq(draft) : 0;
    bool is_op = len > 10 && bytes[6] == 'o';
    if (draft && is_op) {
        server->memory = sim_snapshot_hash(draft, &head);
        server->memory_clients = sim_clients_hash(draft);
    }
    server->receiving = is_op;
    session_message(session, bytes, len);
    server->receiving = false;
    if (!draft || !is_op || sim_server_memory(server, &head) != draft || draft_seq(draft) != seq)
        return;
    struct sha256 after = sim_snapshot_hash(draft, &head), clients = sim_clients_hash(draft);
    SIM_CHECK(sim_hash_equal(&after, &server->memory) && sim_hash_equal(&clients, &server->memory_clients),
              "an op that was not accepted left a trace: %.*s", (int)len, bytes);
}

/* The codes that say in which state the draft is, and nothing of the op itself. */
static bool tells_of_the_draft(struct sim_slice code)
{
    static const enum status telling[] = {STATUS_LOCKED, STATUS_ADOPTED, STATUS_NO_ITEM, STATUS_EXISTS,
                                          STATUS_CYCLE};
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (sim_json_is(code, status_code(telling[i])))
            return true;
    return false;
}

void sim_server_check_answer(const struct sim_server *server, const char *bytes, size_t len)
{
    struct sha256 head;
    struct sim_slice root = {bytes, len};
    if (!server->receiving || !sim_json_is(sim_json_member(root, "t"), "reject") ||
        !tells_of_the_draft(sim_json_member(root, "code")))
        return;
    const struct draft *draft = sim_server_memory(server, &head);
    const struct sim_entry *entry = draft ? sim_oracle_at(server->oracle, draft_seq(draft)) : NULL;
    SIM_CHECK(!draft || (entry && sim_hash_equal(&entry->head, &head)),
              "an op is refused for the sake of one that may still get lost: %.*s", (int)len, bytes);
}

static size_t bytes_without_states(const struct outbox *outbox)
{
    size_t sum = outbox->bytes;
    for (size_t i = 0; i < outbox->count; i++) {
        const struct outbox_entry *entry = &outbox->ring[(outbox->first + i) & (outbox->capacity - 1)];
        sum -= entry->kept && entry->until ? frame_len(entry->frame) : 0;
    }
    return sum;
}

void sim_server_check_queues(const struct sim_server *server)
{
    for (struct session *session = server->service.sessions; session; session = session_next(session)) {
        const struct outbox *outbox = session_outbox(session);
        /* Whatever the limit, a state stays: nobody could have it again. */
        SIM_CHECK(outbox->count <= 2 || bytes_without_states(outbox) <= limits.outbox_bytes,
                  "%zu bytes wait for a reader that takes %zu at most", outbox->bytes, limits.outbox_bytes);
    }
}

/* ---- up and down ---- */

static void sweep(void *context)
{
    struct sim_server *server = context;
    service_sweep(&server->service);
}

void sim_server_start(struct sim_server *server, struct loop *loop, struct log_store *log)
{
    server->service = (struct service){.loop = loop, .log = log, .people = &server->people, .limits = limits};
    service_open_bounds(&server->service);
    sim_loop_set_job_ms(loop, choices_below(&server->choices, 20));
    service_open_drafts(&server->service);
    server->sweep = loop_timer_start(loop, SWEEP_MS, SWEEP_MS, sweep, server);
    server->up = true;
    server->frozen_until_ms = 0;
}

void sim_server_say_goodbye(struct sim_server *server)
{
    service_stop(&server->service);
}

void sim_server_vanish(struct sim_server *server)
{
    server->service.stopping = true;
    live_drafts_stop(server->service.drafts); /* nothing more is begun while the memory is given back */
    for (struct sim_link *link = server->links; link; link = link->next)
        sim_link_server_gone(link);
    loop_settle(server->service.loop);
    live_drafts_destroy(server->service.drafts);
    loop_timer_stop(server->sweep);
    service_close_bounds(&server->service);
    loop_destroy(server->service.loop);
    server->service = (struct service){0};
    server->up = false;
}

bool sim_server_is_frozen(const struct sim_server *server)
{
    return server->frozen_until_ms > sim_clock_ms();
}

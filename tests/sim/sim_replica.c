#include "sim_replica.h"

#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "sim_check.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

void sim_replica_clear(struct sim_replica *replica)
{
    draft_destroy(replica->draft);
    *replica = (struct sim_replica){0};
}

uint64_t sim_replica_seq(const struct sim_replica *replica)
{
    return replica->draft ? draft_seq(replica->draft) : 0;
}

static void read_hex(const char *hex, struct sha256 *out)
{
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        unsigned byte = 0;
        (void)sscanf(hex + 2 * i, "%2x", &byte);
        out->bytes[i] = (unsigned char)byte;
    }
}

void sim_replica_load(struct sim_replica *replica, struct sim_slice snapshot, const char *head_hex)
{
    sim_replica_clear(replica);
    SIM_CHECK(snapshot_decode(snapshot.bytes, snapshot.len, "{}", 2, &replica->draft) == STATUS_OK,
              "a welcome's snapshot cannot be read: %.*s", (int)snapshot.len, snapshot.bytes);
    read_hex(head_hex, &replica->head);
}

void sim_replica_fold(struct sim_replica *replica, const struct op *op, struct sim_slice bytes)
{
    struct refusal refusal;
    SIM_CHECK(draft_fold(replica->draft, op, &refusal) == STATUS_OK, "a replica cannot fold %.*s: %s",
              (int)bytes.len, bytes.bytes, refusal.message);
    replica->head = op_chain_hash(&replica->head, bytes.bytes, bytes.len);
}

struct draft *sim_replica_view(const struct sim_replica *replica, const char *by,
                               const struct change_list *waiting, size_t count)
{
    struct buf out = BUF_EMPTY;
    struct draft *view;
    struct refusal refusal;
    snapshot_write_json(&out, replica->draft, &replica->head);
    SIM_CHECK(snapshot_decode(out.bytes, out.len, "{}", 2, &view) == STATUS_OK,
              "a snapshot cannot be read back: %s", out.bytes);
    buf_clear(&out);
    for (size_t i = 0; view && i < count; i++) {
        struct op op = {.seq = draft_seq(view) + 1, .client = "view", .n = i + 1, .changes = waiting[i]};
        snprintf(op.by, sizeof op.by, "%s", by);
        if (draft_fold(view, &op, &refusal) != STATUS_OK) {
            draft_destroy(view);
            view = NULL;
        }
    }
    return view;
}

bool sim_replica_would_take(const struct sim_replica *replica, const struct participant *who,
                            const struct change_list *changes)
{
    struct draft *view = sim_replica_view(replica, who->id, NULL, 0);
    struct history *history = history_create(op_decode, (struct history_source){0});
    struct submission submission = {
        .who = who, .client = "probe", .n = 1, .base = draft_seq(view), .at = loop_now_ms()};
    struct op op;
    struct refusal refusal;
    change_list_copy(changes, &submission.changes);
    bool taken = draft_submit(view, history, &submission, &op, &refusal) == SUBMIT_ACCEPTED;
    if (taken)
        op_clear(&op);
    history_destroy(history);
    draft_destroy(view);
    return taken;
}

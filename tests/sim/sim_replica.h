/* What a client holds of the draft: the state that the server has confirmed, and the same with the client's own waiting changes. */
#ifndef SIM_REPLICA_H
#define SIM_REPLICA_H

#include "base/sha256.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "sim_json.h"

struct sim_replica {
    struct draft *draft; /* NULL: nothing yet */
    struct sha256 head;
};

void sim_replica_clear(struct sim_replica *replica);
uint64_t sim_replica_seq(const struct sim_replica *replica); /* 0: nothing */
void sim_replica_load(struct sim_replica *replica, struct sim_slice snapshot, const char *head_hex);
/* Folds the next op; `bytes` are its canonical ones. */
void sim_replica_fold(struct sim_replica *replica, const struct op *op, struct sim_slice bytes);
/* The state with what `by` has `waiting` on top, for the caller to destroy; NULL where they do not fit any more. */
struct draft *sim_replica_view(const struct sim_replica *replica, const char *by,
                               const struct change_list *waiting, size_t count);

/* Whether a server that knows no more than this would take these changes from them. */
bool sim_replica_would_take(const struct sim_replica *replica, const struct participant *who,
                            const struct change_list *changes);

#endif

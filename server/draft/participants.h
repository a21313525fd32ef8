/* The people a draft's log knows, in order of first appearance, and the replicas they write from. */
#ifndef DRAFT_PARTICIPANTS_H
#define DRAFT_PARTICIPANTS_H

#include "draft/state.h"

const struct participant *participants_find(const struct draft *draft,
                                            const char *id);                       /* NULL where unknown */
void participants_set(struct draft *draft, const struct participant *participant); /* copies; journaled */

/* The last n accepted from this replica; 0: none. */
uint64_t clients_acked(const struct draft *draft, const char *client);
/* The participant this replica belongs to, or NULL while nothing was accepted from it. */
const char *clients_participant(const struct draft *draft, const char *client);
/* The server's own replica stays the server's, whoever it writes for. */
void clients_set(struct draft *draft, const char *client, const char *participant,
                 uint64_t n); /* not journaled */

#endif

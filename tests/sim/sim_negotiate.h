/* How people negotiate (protocol/negotiation.md): they propose, decide, take positions, comment and consult. Some claim the marks of
 * others. */
#ifndef SIM_NEGOTIATE_H
#define SIM_NEGOTIATE_H

#include "sim_desk.h"

/* Writes as a delegation must under review: what it inserts and what it would delete is marked as its proposal. */
void sim_propose_words(struct desk *desk, const struct item *item, const char *lang, struct change_list *out);
/* Anything else. */
void sim_negotiate(struct desk *desk, struct change_list *out);

/* What the server adds to an op with this in it cannot be foreseen by somebody who knows the op alone. */
bool sim_is_decision(const struct change *change);
/* Whether the server adds to the op what follows from it for the words. */
bool sim_brings_more(const struct change *change);

#endif

/* The seats of a draft, as its log tells of them: who was given one by whom, whether it waits for a confirmation, when its
 * link was opened first, who ended it. Who may sit down is not decided here but in store/people.h; this is the record
 * that everybody can see. What is done to seats is numbered, so that the log takes over each of it once. */
#ifndef DRAFT_SEATS_H
#define DRAFT_SEATS_H

#include "draft/change_kind.h"

/* `may` of all kinds: only the server tells of seats. */
enum status seats_may(struct draft *draft, struct change *change, const struct op_context *context,
                      struct refusal *refusal) MUST_CHECK;
/* What is done to seats is told in order. */
enum status seats_check_order(const struct draft *draft, const struct change *change,
                              struct refusal *refusal) MUST_CHECK;
/* `fits` of what is done to a seat that is there: it is known, and the order is kept. */
enum status seats_fit_known(struct draft *draft, struct change *change, const struct op_context *context,
                            struct refusal *refusal) MUST_CHECK;

struct seat_facts *seats_find(const struct draft *draft, const char *seat); /* NULL where unknown */

/* Writes, journaled. `facts` is taken, on the heap. */
void seats_add(struct draft *draft, const struct participant *participant, struct seat_facts *facts);
void seats_count_act(struct draft *draft, const struct change *change);

#endif

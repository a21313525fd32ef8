/* What a refusal needs a reason for. */
#ifndef SIM_FAIR_H
#define SIM_FAIR_H

#include "draft/change.h"
#include "sim_oracle.h"

/* Words, and the proposals that they are marked with; of the changes from `first` on. */
bool sim_only_words(const struct change_list *list, size_t first);
/* Only such, and none deleted: whose words they are shows by what stands around them, and that may change. */
bool sim_only_writes(const struct change_list *list);
/* Whether all that happened since is that others wrote, proposed and spoke: then an op that only writes has to be taken. */
bool sim_only_written_since(const struct sim_oracle *oracle, uint64_t base);

#endif

/* What `plenaria verify --data` looks at: the database's structure, every log from its first op, every snapshot against the fold, the chain of the audit log. Of a cluster's database
 * (postgres://…) every log, and the newest snapshot of each. */
#ifndef CLI_VERIFY_FOLDER_H
#define CLI_VERIFY_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct verified {
    size_t drafts;
    uint64_t ops;
    size_t snapshots;
    uint64_t acts; /* entries of the audit log */
};

/* Whether everything in the data folder `dir` is good, or, where `draft` is not NULL, that draft; a folder without drafts is not.
 * Otherwise `why` gets the first finding, as one sentence. Reads all of it: a second for some 200,000 ops. */
bool verify_folder(const char *dir, const char *draft, struct buf *why, struct verified *out);

#endif

#include "store/log_append.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

struct log_append *log_append_create(const char *draft, uint64_t first_seq, const struct log_op *ops,
                                     size_t count, log_done_cb done, void *context)
{
    struct log_append *append = mem_zero(1, sizeof *append);
    append->draft = mem_copy_string(draft);
    append->first_seq = first_seq;
    if (count) {
        append->ops = mem_zero(count, sizeof *ops);
        memcpy(append->ops, ops, count * sizeof *ops);
    }
    append->count = count;
    append->done = done;
    append->context = context;
    for (size_t i = 0; i < count; i++)
        ALWAYS(ops[i].seq == first_seq + i && ops[i].len > 0);
    return append;
}

bool log_append_fits(const struct log_op *ops, uint64_t last_seq, const struct sha256 *head)
{
    static const struct sha256 not_said = {{0}};
    return ops->seq == last_seq + 1 && (memcmp(&ops->before, &not_said, sizeof not_said) == 0 ||
                                        memcmp(&ops->before, head, sizeof *head) == 0);
}

void log_append_destroy(struct log_append *append)
{
    free(append->draft);
    free(append->ops);
    free(append);
}

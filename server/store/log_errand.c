#include "store/log_errand.h"

#include <stdlib.h>

#include "base/mem.h"

struct log_errand *log_errand_create(enum log_errand_kind kind, const char *draft)
{
    struct log_errand *errand = mem_zero(1, sizeof *errand);
    errand->kind = kind;
    errand->draft = mem_copy_string(draft);
    return errand;
}

void log_errand_destroy(struct log_errand *errand)
{
    free(errand->draft);
    free(errand->owner);
    buf_clear(&errand->snapshot.bytes);
    buf_clear(&errand->snapshot.clients);
    free(errand);
}

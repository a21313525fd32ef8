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

struct log_errand *log_errand_take_turn(struct log_errand **list)
{
    struct log_errand *turn = *list, *last = turn;
    if (!turn)
        return NULL;
    for (size_t count = 1; turn->kind == LOG_CLAIM && count < LOG_CLAIMS_TOGETHER && last->next &&
                           last->next->kind == LOG_CLAIM;
         count++)
        last = last->next;
    *list = last->next;
    last->next = NULL;
    return turn;
}

void log_errand_destroy(struct log_errand *errand)
{
    free(errand->draft);
    free(errand->owner);
    buf_clear(&errand->snapshot.bytes);
    buf_clear(&errand->snapshot.clients);
    free(errand);
}

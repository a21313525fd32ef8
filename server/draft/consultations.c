#include "draft/consultations.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/positions.h"

struct consultation *consultations_running(const struct draft *draft, const char *item)
{
    for (size_t i = draft->consultations.count; i-- > 0;) {
        struct consultation *consultation = draft->consultations.all[i];
        if (consultation->state == CONSULTATION_OPEN && strcmp(consultation->item, item) == 0)
            return consultation;
    }
    return NULL;
}

bool consultation_is_opposed(const struct draft *draft, const struct consultation *consultation)
{
    for (size_t i = 0; i < consultation->delegations.count; i++)
        if (positions_of(draft, consultation->item, consultation->delegations.strings[i]) == POSITION_OBJECT)
            return true;
    return false;
}

int64_t consultations_next_end(const struct draft *draft)
{
    int64_t next = 0;
    for (size_t i = draft->adopted ? draft->consultations.count : 0; i < draft->consultations.count; i++) {
        const struct consultation *consultation = draft->consultations.all[i];
        if (consultation->state == CONSULTATION_OPEN && (!next || consultation->until < next))
            next = consultation->until;
    }
    return next;
}

void consultations_due(const struct draft *draft, int64_t now, struct change_list *out)
{
    for (size_t i = 0; i < draft->consultations.count; i++) {
        const struct consultation *consultation = draft->consultations.all[i];
        if (consultation->state != CONSULTATION_OPEN || consultation->until > now)
            continue;
        struct change *change = change_list_add(out);
        change->kind = &change_consult_close;
        change->item = mem_copy_string(consultation->item);
    }
}

static void destroy(void *memory)
{
    struct consultation *consultation = memory;
    free(consultation->key);
    free(consultation->item);
    string_list_clear(&consultation->delegations);
    free(consultation->by);
    free(consultation->closer);
    free(consultation);
}

void consultations_add(struct draft *draft, struct consultation *consultation)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%zu", draft->consultations.count);
    consultation->key = buf_take(&key);
    entries_add(&draft->journal, &draft->consultations, consultation, consultation->key, destroy);
}

void consultations_close(struct draft *draft, struct consultation *consultation,
                         enum consultation_state state, uint64_t seq, const char *closer)
{
    journal_save(&draft->journal, &consultation->state, sizeof consultation->state);
    consultation->state = state;
    entry_set_number(&draft->journal, &consultation->closed, seq);
    entry_set_string(&draft->journal, &consultation->closer, closer);
}

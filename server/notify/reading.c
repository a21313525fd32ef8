#include "notify/reading.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/state.h"
#include "load/draft_loader.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"

#define OPS_AT_ONCE     2000
#define MATTERS_AT_ONCE 100

struct stretch {
    struct reading *reading;
    struct op *ops; /* that matter */
    size_t count, capacity;
    size_t read;
};

static bool take_op(void *context, const struct log_op *stored)
{
    struct stretch *stretch = context;
    struct op op;
    stretch->reading->status = op_decode(stored->bytes, stored->len, &op);
    if (stretch->reading->status != STATUS_OK)
        return false;
    stretch->reading->until = stored->seq;
    stretch->read++;
    if (events_matter(&op)) {
        stretch->ops = mem_grow(stretch->ops, stretch->count, &stretch->capacity, sizeof *stretch->ops);
        stretch->ops[stretch->count++] = op;
    } else {
        op_clear(&op);
    }
    stretch->reading->more = stretch->count >= MATTERS_AT_ONCE || stretch->read >= OPS_AT_ONCE;
    return !stretch->reading->more;
}

static void note_ended(const struct op *op, struct string_list *ended)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (change_is(&op->changes.changes[i], &change_consult_close))
            string_list_add(ended, op->changes.changes[i].item);
}

static void make_events(struct stretch *stretch)
{
    struct reading *reading = stretch->reading;
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    struct load_request request = {.log = reading->log, .draft = reading->draft};
    reading->status = draft_load(&request, &loaded, &why);
    if (reading->status == STATUS_OK) {
        for (size_t i = 0; i < stretch->count; i++) {
            events_of_op(loaded.draft, &stretch->ops[i], &reading->events);
            note_ended(&stretch->ops[i], &reading->ended);
        }
        title_write_json(&reading->title, &loaded.draft->title);
        loaded_draft_clear(&loaded);
    } else {
        diag(DIAG_WARNING, "what happened in draft %s cannot be told: %s", reading->draft, why.bytes);
    }
    buf_clear(&why);
}

void reading_run(struct reading *reading)
{
    struct stretch stretch = {.reading = reading};
    reading->status = STATUS_OK;
    reading->until = reading->after;
    enum status status = reading->log->ops->read(reading->log, reading->draft, reading->after + 1,
                                                 reading->after + OPS_AT_ONCE, take_op, &stretch);
    if (reading->status == STATUS_OK)
        reading->status = status;
    if (reading->status == STATUS_OK && stretch.count)
        make_events(&stretch);
    for (size_t i = 0; i < stretch.count; i++)
        op_clear(&stretch.ops[i]);
    free(stretch.ops);
}

void reading_clear(struct reading *reading)
{
    buf_clear(&reading->title);
    string_list_clear(&reading->ended);
    event_list_clear(&reading->events);
}

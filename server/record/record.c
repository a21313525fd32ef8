#include "record/record.h"

#include "wire/op_codec.h"

void record_init(struct record *record)
{
    *record = (struct record){.weave = weave_create()};
}

void record_clear(struct record *record)
{
    weave_destroy(record->weave);
    chronicle_clear(&record->chronicle);
    *record = (struct record){0};
}

size_t record_bytes(const struct record *record)
{
    return weave_bytes(record->weave) + record->chronicle.bytes;
}

struct reading {
    struct record *record;
    enum status status;
};

static bool fold(void *context, const struct log_op *stored)
{
    struct reading *reading = context;
    struct record *record = reading->record;
    struct op op;
    reading->status = op_decode_chained(&record->head, &stored->hash, stored->bytes, stored->len, &op);
    if (reading->status != STATUS_OK)
        return false;
    reading->status = weave_fold(record->weave, &op);
    if (reading->status == STATUS_OK) {
        chronicle_fold(&record->chronicle, &op);
        record->head = stored->hash;
    }
    op_clear(&op);
    return reading->status == STATUS_OK;
}

enum status record_read(struct record *record, struct log_store *log, const char *draft, uint64_t seq)
{
    struct reading reading = {record, STATUS_OK};
    uint64_t from = weave_seq(record->weave) + 1;
    if (from > seq)
        return STATUS_OK;
    enum status status = log->ops->read(log, draft, from, seq, fold, &reading);
    return status == STATUS_OK ? reading.status : status;
}

/* A log of any bytes, one op a line, folds or is refused at the first op that does not fit. What is read as an op is written in a
 * form that is read as the same op, and every state on the way can be stored as a snapshot. */
#include <stdint.h>

#include "base/always.h"
#include "draft_states.h"
#include "wire/op_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void hold_round_trip(const struct op *op)
{
    struct buf first = BUF_EMPTY, second = BUF_EMPTY;
    struct op again;
    op_write_json(&first, op);
    ALWAYS(op_decode(first.bytes, first.len, &again) == STATUS_OK);
    op_write_json(&second, &again);
    ALWAYS(buf_equal(&first, &second));
    op_clear(&again);
    buf_clear(&first);
    buf_clear(&second);
}

static enum status fold(struct draft *draft, const char *line, size_t len)
{
    struct op op;
    struct refusal refusal;
    enum status status = op_decode(line, len, &op);
    if (status != STATUS_OK)
        return status;
    hold_round_trip(&op);
    status = draft_fold(draft, &op, &refusal);
    op_clear(&op);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *at = (const char *)bytes, *end = at + len, *line;
    size_t line_len;
    struct draft *draft = draft_create("d");
    while (states_next_line(&at, end, &line, &line_len) && fold(draft, line, line_len) == STATUS_OK)
        ALWAYS(draft_survives_snapshot(draft));
    draft_destroy(draft);
    return 0;
}

/* Any bytes are a message of the protocol or get one sentence in answer; changes that are understood are written in a form that
 * is understood as the same changes. */
#include <stdint.h>
#include <string.h>

#include "base/always.h"
#include "base/buf.h"
#include "wire/change_codec.h"
#include "wire/message_codec.h"

#define MAX_VALUES 1000000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void hold_round_trip(const struct change_list *changes)
{
    struct buf first = BUF_EMPTY, second = BUF_EMPTY;
    struct change_list again = {0};
    struct refusal refusal;
    changes_write_json(&first, changes);
    struct json_doc *doc = json_parse(first.bytes, first.len, MAX_VALUES);
    ALWAYS(doc && changes_decode(json_root(doc), &again, &refusal) == STATUS_OK);
    changes_write_json(&second, &again);
    ALWAYS(first.len == second.len && memcmp(first.bytes, second.bytes, first.len) == 0);
    json_free(doc);
    change_list_clear(&again);
    buf_clear(&first);
    buf_clear(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct message message;
    struct refusal refusal = {0};
    enum status status = message_decode((const char *)bytes, len, &message, &refusal);
    if (status != STATUS_OK)
        ALWAYS(status == STATUS_BAD_MESSAGE && refusal.message[0]);
    else if (message.type == MESSAGE_OP && message.op.changes_ok)
        hold_round_trip(&message.op.changes);
    else if (message.type == MESSAGE_OP)
        ALWAYS(message.op.refusal.status != STATUS_OK && message.op.refusal.message[0]);
    message_clear(&message);
    return 0;
}

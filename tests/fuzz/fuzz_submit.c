/* Whatever ops people send, in whatever role and on whatever base: an op that is refused leaves no trace, and one that is accepted
 * folds from its canonical bytes to the state that it was accepted into.
 *
 * Each line is who sends, as one letter from A on, and what they send, as a message of the protocol. */
#include <stdint.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/history.h"
#include "draft_states.h"
#include "wire/message_codec.h"
#include "wire/op_codec.h"

#define LINES_MAX 24

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char first_op[] =
    "{\"seq\":1,\"at\":1,\"by\":\"system\",\"client\":\"system\",\"n\":1,\"changes\":["
    "{\"type\":\"draft.set\",\"title\":{\"es\":\"T\"},\"langs\":[\"es\",\"en\"]},"
    "{\"type\":\"item.add\",\"item\":\"p\",\"parent\":null,\"after\":null,\"kind\":\"item\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"uno dos\"}]},\"en\":{\"ops\":[{\"insert\":\"one\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"q\",\"parent\":\"p\",\"after\":null,\"kind\":\"item\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"a\xC3\xB1o \xF0\x9F\x98\x80\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"h\",\"parent\":null,\"after\":\"p\",\"kind\":\"heading\"},"
    "{\"type\":\"item.add\",\"item\":\"r\",\"parent\":null,\"after\":\"h\",\"kind\":\"item\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"en examen\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"l\",\"parent\":null,\"after\":\"r\",\"kind\":\"paragraph\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"firme\"}]}}},"
    "{\"type\":\"item.status\",\"item\":\"r\",\"status\":\"review\"},"
    "{\"type\":\"item.status\",\"item\":\"l\",\"status\":\"approved\"}]}";

static const struct sender {
    struct participant who;
    char client[4];
} senders[] = {
    {{"pc", ROLE_CHAIR, "C", NULL, false}, "cc"},      {{"ps", ROLE_SECRETARIAT, "S", NULL, false}, "cs"},
    {{"pm", ROLE_DELEGATION, "M", "MX", false}, "cm"}, {{"pk", ROLE_DELEGATION, "K", "CA", false}, "ck"},
    {{"po", ROLE_OBSERVER, "O", NULL, false}, "co"},
};
#define SENDERS (sizeof senders / sizeof *senders)

struct table {
    struct draft *draft; /* takes submissions */
    struct draft *twin;  /* folds what was accepted */
    struct history *history;
    struct sha256 head;
    uint64_t accepted[SENDERS];
};

/* An op goes into the history and the twin as its canonical bytes. */
static void take(struct table *table, const char *bytes, size_t len)
{
    struct op op;
    struct refusal refusal;
    ALWAYS(op_decode(bytes, len, &op) == STATUS_OK);
    ALWAYS(draft_fold(table->twin, &op, &refusal) == STATUS_OK);
    table->head = op_chain_hash(&table->head, bytes, len);
    history_add(table->history, op.seq, &table->head, mem_copy_bytes(bytes, len), len, NULL, op.seq);
    op_clear(&op);
}

static void open_table(struct table *table)
{
    struct op op;
    struct refusal refusal;
    *table = (struct table){.draft = draft_create("d"), .twin = draft_create("d")};
    table->history = history_create(op_decode, (struct history_source){0});
    ALWAYS(op_decode(first_op, sizeof first_op - 1, &op) == STATUS_OK);
    ALWAYS(draft_fold(table->draft, &op, &refusal) == STATUS_OK);
    op_clear(&op);
    take(table, first_op, sizeof first_op - 1);
}

static void close_table(struct table *table)
{
    draft_destroy(table->draft);
    draft_destroy(table->twin);
    history_destroy(table->history);
}

static void accept(struct table *table, size_t sender, struct op *op)
{
    struct buf bytes = BUF_EMPTY;
    op_write_json(&bytes, op);
    take(table, bytes.bytes, bytes.len);
    table->accepted[sender]++;
    op_clear(op);
    buf_clear(&bytes);
}

static void submit(struct table *table, size_t sender, struct message *message)
{
    struct op op;
    struct refusal refusal = {0};
    struct submission submission = {
        .who = &senders[sender].who,
        .client = senders[sender].client,
        .n = table->accepted[sender] + 1,
        .base = message->op.base % (draft_seq(table->draft) + 1),
        .at = (int64_t)draft_seq(table->draft) + 1,
        .changes = message->op.changes,
    };
    message->op.changes = (struct change_list){0};
    enum submit_result result = draft_submit(table->draft, table->history, &submission, &op, &refusal);
    ALWAYS(result != SUBMIT_DUPLICATE);
    if (result == SUBMIT_ACCEPTED)
        accept(table, sender, &op);
    else
        ALWAYS(refusal.status != STATUS_OK && refusal.message[0]);
    change_list_clear(&submission.changes);
    struct buf state = state_bytes(table->draft), expected = state_bytes(table->twin);
    ALWAYS(buf_equal(&state, &expected));
    buf_clear(&state);
    buf_clear(&expected);
}

static void take_line(struct table *table, const char *line, size_t len)
{
    struct message message;
    struct refusal refusal;
    if (len == 0)
        return;
    if (message_decode(line + 1, len - 1, &message, &refusal) == STATUS_OK && message.type == MESSAGE_OP &&
        message.op.changes_ok)
        submit(table, (unsigned char)line[0] % SENDERS, &message);
    message_clear(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *at = (const char *)bytes, *end = at + len, *line;
    size_t line_len;
    struct table table;
    open_table(&table);
    for (size_t count = 0; count < LINES_MAX && states_next_line(&at, end, &line, &line_len); count++)
        take_line(&table, line, line_len);
    ALWAYS(draft_survives_snapshot(table.draft));
    close_table(&table);
    return 0;
}

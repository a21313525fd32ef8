#include "load/word_base.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "wire/op_codec.h"

/* Loads the draft as it was at the export; where the file does not say when, or tells of another history, as it is now. */
static enum status load_base(struct log_store *log, const char *draft,
                             const struct word_return_source *source, struct loaded_draft *out,
                             struct buf *why)
{
    struct load_request request = {.log = log, .draft = draft, .seq = source->seq};
    char head[SHA256_HEX + 1];
    enum status status = source->seq > 0 ? draft_load(&request, out, why) : STATUS_NOT_FOUND;

    if (status == STATUS_OK) {
        sha256_hex(&out->head, head);
        if (!*source->head || strcmp(head, source->head) == 0)
            return STATUS_OK;
        loaded_draft_clear(out);
    } else if (status != STATUS_NOT_FOUND) {
        return status; /* compared with another state, what was written since would be taken for the file's changes */
    }
    buf_reset(why);
    request.seq = 0;
    return draft_load(&request, out, why);
}

enum status word_base_read(struct log_store *log, const char *draft, const char *bytes, size_t len,
                           struct word_return **out, struct buf *why)
{
    struct word_return_source source;
    struct loaded_draft base;
    enum status status = word_return_open(bytes, len, out, &source, why);

    if (status != STATUS_OK)
        return status;
    if (*source.draft && strcmp(source.draft, draft) != 0) {
        buf_text(why, "This file comes from another draft; add it there.");
        status = STATUS_BAD_FILE;
    }
    if (status == STATUS_OK)
        status = load_base(log, draft, &source, &base, why);
    if (status == STATUS_OK) {
        status = word_return_read(*out, base.draft, NULL, why);
        loaded_draft_clear(&base);
    }
    if (status != STATUS_OK) {
        word_return_destroy(*out);
        *out = NULL;
    }
    return status;
}

static const struct draft *trial_draft(void *context)
{
    return ((struct word_trial *)context)->loaded->draft;
}

static enum submit_result trial_submit(void *context, uint64_t base, struct change_list *changes,
                                       struct refusal *refusal)
{
    struct word_trial *trial = context;
    struct loaded_draft *loaded = trial->loaded;
    struct op op;
    struct submission submission = {.who = trial->who,
                                    .client = trial->client,
                                    .n = trial->n + 1,
                                    .base = base,
                                    .at = trial->now_ms,
                                    .changes = *changes};

    *changes = (struct change_list){0};
    enum submit_result result = draft_submit(loaded->draft, loaded->history, &submission, &op, refusal);
    if (result != SUBMIT_ACCEPTED)
        return result;
    struct buf bytes = BUF_EMPTY;
    op_write_json(&bytes, &op);
    loaded->head = op_chain_hash(&loaded->head, bytes.bytes, bytes.len);
    trial->n++;
    if (trial->take)
        trial->take(trial->context, &op, &bytes, &loaded->head);
    size_t len = bytes.len;
    uint64_t seq = op.seq;
    history_add(loaded->history, seq, &loaded->head, buf_take(&bytes), len, NULL, seq);
    op_clear(&op);
    return result;
}

void word_trial_run(struct word_trial *trial, struct word_return *returned)
{
    const struct word_return_door door = {trial_draft, trial_submit, trial};

    while (word_return_next(returned, trial->who, &door)) {
    }
}

#include "record/compare_load.h"

static enum status load(const struct compare_request *request, uint64_t seq, struct loaded_draft *out,
                        struct buf *why)
{
    struct load_request wanted = {.log = request->log, .draft = request->draft, .seq = seq};
    return draft_load(&wanted, out, why);
}

enum status compare_load(const struct compare_request *request, struct compared *out, struct buf *why)
{
    *out = (struct compared){.shelf = request->shelf};
    enum status status = load(request, request->to, &out->to, why);
    if (status == STATUS_OK)
        status = load(request, request->from, &out->from, why);
    if (status == STATUS_OK)
        status =
            shelf_take(request->shelf, request->log, request->draft, draft_seq(out->to.draft), &out->record);
    if (status == STATUS_OK) {
        struct moments moments = {&out->from, &out->to, out->record};
        status = compare(&moments, request->lang, request->view, &out->comparison);
    }
    if (status == STATUS_BAD_OP)
        buf_text(why, "Choose one of the draft's languages.");
    if (status != STATUS_OK)
        compared_clear(out);
    return status;
}

void compared_clear(struct compared *compared)
{
    comparison_clear(&compared->comparison);
    if (compared->record)
        shelf_give(compared->shelf, compared->record);
    loaded_draft_clear(&compared->from);
    loaded_draft_clear(&compared->to);
    *compared = (struct compared){0};
}

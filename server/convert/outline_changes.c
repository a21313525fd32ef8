#include "convert/outline_changes.h"

#include "base/json_write.h"

/* `first`: whether it is the first of its entry. */
static void open_change(struct buf *out, bool *first, const char *means)
{
    buf_text(out, *first ? ",\"changes\":[" : ",");
    *first = false;
    buf_format(out, "{\"means\":\"%s\"", means);
}

static void close_change(struct buf *out, const struct contested_author *by)
{
    buf_text(out, ",\"who\":{");
    if (by->delegation || by->name) {
        json_write_key(out, by->delegation ? "code" : "words");
        json_write_string(out, by->delegation ? by->delegation : by->name);
    }
    buf_text(out, "}}");
}

static void write_whole(struct buf *out, const struct contested *contested, size_t entry, bool *first)
{
    for (size_t i = 0; i < contested->proposal_count; i++) {
        const struct contested_proposal *proposal = &contested->proposals[i];
        if (proposal->entry != entry || proposal->act == PROPOSAL_TEXT)
            continue;
        open_change(out, first, proposal->act == PROPOSAL_ADD ? "add" : "remove");
        close_change(out, &proposal->by);
    }
}

void outline_changes_write_json(struct buf *out, const struct outline *outline, size_t entry)
{
    const struct delta *text = &outline->items[entry].text;
    bool first = true, deletes;
    uint32_t from = 0;
    write_whole(out, &outline->contested, entry, &first);
    for (size_t i = 0; i < text->count; from += text->ops[i++].len_u16)
        for (size_t k = 0; k < attributes_count(text->ops[i].attributes); k++) {
            const struct contested_proposal *proposal =
                contested_find(&outline->contested, attributes_at(text->ops[i].attributes, k).key, &deletes);
            if (!proposal)
                continue;
            open_change(out, &first, deletes ? "delete" : "insert");
            buf_format(out, ",\"from\":%u,\"to\":%u", from, from + text->ops[i].len_u16);
            close_change(out, &proposal->by);
        }
    if (!first)
        buf_char(out, ']');
}

#include "convert/bracket_finder.h"

#include "base/mem.h"

struct bracket *bracket_finder_add(struct bracket_finder *finder, size_t entry, size_t from, size_t to)
{
    struct brackets *out = finder->out;
    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    struct bracket *bracket = &out->list[out->count++];
    *bracket = (struct bracket){.entry = entry,
                                .last_entry = entry,
                                .from = from,
                                .to = to,
                                .words_from = from + 1,
                                .words_to = to - 1,
                                .encloses = true,
                                .target = entry};
    return bracket;
}

struct stretch bracket_finder_text(const struct outline *outline, size_t entry)
{
    const struct delta *text = &outline->items[entry].text;
    return (struct stretch){text->bytes ? text->bytes : "", 0, text->len_bytes};
}

bool bracket_finder_names(const struct stretch *span, struct bracket_names *out)
{
    *out = (struct bracket_names){.list = NULL};
    return stretch_len(span) <= PREFIX_MAX && bracket_names_read(stretch_at(span), stretch_len(span), out);
}

#include "convert/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"

void outline_clear(struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++) {
        delta_clear(&outline->items[i].text);
        free(outline->items[i].removed);
    }
    for (size_t i = 0; i < outline->aside_count; i++)
        free(outline->aside[i].text);
    free(outline->title);
    free(outline->title_removed);
    free(outline->items);
    free(outline->aside);
    contested_clear(&outline->contested);
    *outline = (struct outline)OUTLINE_EMPTY;
}

struct outline_item *outline_add(struct outline *outline, int depth, enum item_kind kind)
{
    outline->items = mem_grow(outline->items, outline->count, &outline->capacity, sizeof *outline->items);
    struct outline_item *item = &outline->items[outline->count++];
    *item = (struct outline_item){.depth = depth, .kind = kind, .text = DELTA_EMPTY};
    return item;
}

void outline_set_apart(struct outline *outline, const char *text, size_t len, uint32_t line)
{
    outline->aside =
        mem_grow(outline->aside, outline->aside_count, &outline->aside_capacity, sizeof *outline->aside);
    outline->aside[outline->aside_count++] = (struct outline_aside){mem_copy_bytes(text, len), line};
}

const char *outline_guess_name(enum outline_guess_bit bit)
{
    switch (bit) {
#define X(name, wire, meaning)                                                                               \
    case OUTLINE_BIT_##name:                                                                                 \
        return wire;
        OUTLINE_GUESS_MAP(X)
#undef X
    case OUTLINE_BIT_COUNT:
        break;
    }
    return NULL;
}

const char *outline_guess_meaning(enum outline_guess_bit bit)
{
    switch (bit) {
#define X(name, wire, meaning)                                                                               \
    case OUTLINE_BIT_##name:                                                                                 \
        return meaning;
        OUTLINE_GUESS_MAP(X)
#undef X
    case OUTLINE_BIT_COUNT:
        break;
    }
    return NULL;
}

static void write_guesses(struct buf *out, uint32_t guesses)
{
    if (guesses == 0)
        return;
    json_write_comma(out);
    json_write_key(out, "guess");
    buf_char(out, '[');
    for (int bit = 0; bit < OUTLINE_BIT_COUNT; bit++) {
        if (!(guesses >> bit & 1))
            continue;
        json_write_comma(out);
        json_write_string(out, outline_guess_name((enum outline_guess_bit)bit));
    }
    buf_char(out, ']');
}

static void write_item(struct buf *out, const struct outline_item *item, const struct numbering *numbering)
{
    json_write_comma(out);
    buf_format(out, "{\"depth\":%d,\"kind\":\"%s\"", item->depth, item_kind_name(item->kind));
    if (numbering->label[0]) {
        json_write_comma(out);
        json_write_key(out, "number");
        json_write_string(out, numbering->label);
    }
    json_write_comma(out);
    json_write_key(out, "text");
    json_write_bytes(out, item->text.len_bytes > 0 ? item->text.bytes : "", item->text.len_bytes);
    write_guesses(out, item->guesses);
    buf_format(out, ",\"lines\":[%u,%u]}", (unsigned)item->line_first, (unsigned)item->line_last);
}

void outline_write_json(struct buf *out, const struct outline *outline)
{
    struct numbering numbering = NUMBERING_START;

    buf_text(out, "{\"title\":");
    json_write_string(out, outline->title);
    buf_text(out, ",\"items\":[");
    for (size_t i = 0; i < outline->count; i++) {
        numbering_next(&numbering, outline->items[i].depth, outline->items[i].kind);
        write_item(out, &outline->items[i], &numbering);
    }
    buf_text(out, "],\"aside\":[");
    for (size_t i = 0; i < outline->aside_count; i++) {
        json_write_comma(out);
        json_write_string(out, outline->aside[i].text);
    }
    buf_text(out, "]}");
}

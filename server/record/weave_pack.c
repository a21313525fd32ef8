/* A weave as bytes, and back: the ops, the names, the letters, then text by text its strand. */
#include <string.h>

#include "base/mem.h"
#include "record/weave_state.h"

static void pack_ops(const struct weave *weave, struct buf *out)
{
    int64_t before = 0;
    packed_number(out, weave->seq);
    for (uint32_t i = 0; i < weave->seq; i++) {
        packed_signed(out, weave->ops[i].at - before);
        packed_number(out, weave->ops[i].by);
        before = weave->ops[i].at;
    }
}

static void pack_letters(const struct weave *weave, struct buf *out)
{
    packed_number(out, weave->units);
    for (size_t i = 0; i < weave->units; i++)
        packed_number(out, weave->arena[i]);
}

void weave_pack(const struct weave *weave, struct buf *out)
{
    const struct weave_item_text *text;
    names_pack(&weave->people, out);
    names_pack(&weave->proposals, out);
    names_pack(&weave->langs, out);
    proposal_sets_pack(&weave->sets, out);
    pack_ops(weave, out);
    pack_letters(weave, out);
    packed_number(out, weave->texts.count);
    for (size_t i = 0; (text = map_next(&weave->texts, &i));) {
        packed_bytes(out, text->key, strlen(text->key));
        strand_pack(&text->strand, out);
    }
}

static void unpack_ops(struct weave *weave, struct packed *in)
{
    int64_t before = 0;
    size_t count = packed_take_count(in);
    if (count >= UINT32_MAX || (count && !weave->people.count)) {
        in->broken = true;
        return;
    }
    weave->seq = (uint32_t)count;
    weave->capacity = count + count / 8 + 16; /* it goes on */
    weave->ops = mem_alloc(weave->capacity * sizeof *weave->ops);
    for (size_t i = 0; i < count; i++) {
        uint64_t step = (uint64_t)packed_take_signed(in); /* a broken time wraps, and is noticed by the sum */
        before = (int64_t)((uint64_t)before + step);
        weave->ops[i] = (struct made){.at = before, .by = (uint32_t)packed_take(in, weave->people.count - 1)};
    }
}

static void unpack_letters(struct weave *weave, struct packed *in)
{
    weave->units = packed_take_count(in);
    weave->units_capacity = weave->units + weave->units / 8 + 64;
    weave->arena = mem_alloc(weave->units_capacity * sizeof *weave->arena);
    for (size_t i = 0; i < weave->units; i++)
        weave->arena[i] = (uint16_t)packed_take(in, UINT16_MAX);
    in->broken = in->broken || weave->units >= UINT32_MAX;
}

/* "item lang", as weave_text_of makes it. */
static void unpack_text(struct weave *weave, struct packed *in, const struct strand_bounds *bounds)
{
    size_t len;
    char key[WEAVE_KEY_BYTES] = "";
    const char *bytes = packed_take_bytes(in, &len);
    if (len >= sizeof key) {
        in->broken = true;
        return;
    }
    memcpy(key, bytes, len);
    char *lang = strchr(key, ' ');
    if (!lang) {
        in->broken = true;
        return;
    }
    *lang++ = '\0';
    struct strand *strand = weave_text_of(weave, key, lang);
    in->broken = in->broken || strand->count;
    if (!in->broken)
        strand_unpack(strand, in, bounds);
}

bool weave_unpack(struct weave *weave, struct packed *in)
{
    names_unpack(&weave->people, in);
    names_unpack(&weave->proposals, in);
    names_unpack(&weave->langs, in);
    proposal_sets_unpack(&weave->sets, in, weave->proposals.count);
    unpack_ops(weave, in);
    unpack_letters(weave, in);
    struct strand_bounds bounds = {(uint32_t)weave->units, weave->seq, (uint32_t)weave->sets.count};
    for (size_t left = packed_take_count(in); left && !in->broken; left--)
        unpack_text(weave, in, &bounds);
    return !in->broken;
}

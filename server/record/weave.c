/* Folds an op log into strands, one for each item and language.
 *
 * The letters of every insertion go to the arena once and never move; stretches refer to them by place. A change walks its text
 * with a cursor: insert adds a stretch, take_words_away marks stretches as gone, mark_words changes their sets. A split or merge
 * closes a stretch in one text and opens a copy in another (move_words), so both refer to the same letters.
 *
 *   op 3 inserts "Urge all", op 7 splits behind "Urge":   i1: "Urge", " all" (went 7, moved)   i2: " all" (written 3, came 7)
 *
 * Invariants: weave->seq is the last op folded; nothing that was ever written is removed, so each earlier text can be read.
 */
#include "record/weave.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/marks.h"
#include "record/weave_state.h"
#include "text/utf.h"

struct weave *weave_create(void)
{
    return mem_zero(1, sizeof(struct weave));
}

void weave_destroy(struct weave *weave)
{
    struct weave_item_text *text;
    if (!weave)
        return;
    for (size_t i = 0; (text = map_next(&weave->texts, &i));) {
        strand_clear(&text->strand);
        free(text->key);
        free(text);
    }
    map_clear(&weave->texts);
    names_clear(&weave->people);
    names_clear(&weave->proposals);
    names_clear(&weave->langs);
    proposal_sets_clear(&weave->sets);
    free(weave->ops);
    free(weave->arena);
    free(weave);
}

uint64_t weave_seq(const struct weave *weave)
{
    return weave->seq;
}

size_t weave_bytes(const struct weave *weave)
{
    const struct weave_item_text *text;
    size_t bytes =
        sizeof *weave + weave->capacity * sizeof *weave->ops + weave->units_capacity * sizeof *weave->arena;
    for (size_t i = 0; (text = map_next(&weave->texts, &i));)
        bytes += sizeof *text + WEAVE_KEY_BYTES + strand_bytes(&text->strand);
    return bytes;
}

/* ---- texts ---- */

static struct weave_item_text *find_text(const struct weave *weave, const char *item, const char *lang)
{
    char key[WEAVE_KEY_BYTES];
    size_t item_len = strlen(item), lang_len = strlen(lang);
    if (item_len + lang_len + 2 > sizeof key)
        return NULL;
    memcpy(key, item, item_len + 1);
    key[item_len] = ' ';
    memcpy(key + item_len + 1, lang, lang_len + 1);
    return map_get(&weave->texts, key);
}

struct strand *weave_text_of(struct weave *weave, const char *item, const char *lang)
{
    struct weave_item_text *text = find_text(weave, item, lang);
    if (!text) {
        struct buf key = BUF_EMPTY;
        buf_format(&key, "%s %s", item, lang);
        text = mem_zero(1, sizeof *text);
        text->key = buf_take(&key);
        text->lang = strchr(text->key, ' ') + 1;
        map_put(&weave->texts, text->key, text);
        names_number(&weave->langs, lang);
    }
    return &text->strand;
}

const struct strand *weave_text(const struct weave *weave, const char *item, const char *lang)
{
    const struct weave_item_text *text = find_text(weave, item, lang);
    return text ? &text->strand : NULL;
}

void weave_visit(const struct weave *weave, const char *lang,
                 void (*visit)(void *context, const struct stretch *stretch), void *context)
{
    const struct weave_item_text *text;
    for (size_t i = 0; (text = map_next(&weave->texts, &i));)
        if (strcmp(text->lang, lang) == 0)
            strand_visit(&text->strand, visit, context);
}

/* ---- letters ---- */

/* Where they stand in the arena. */
static uint32_t keep_letters(struct weave *weave, const char *utf8, size_t len_bytes, uint32_t len_u16)
{
    size_t at = weave->units;
    if (at + len_u16 > weave->units_capacity) {
        weave->units_capacity = (at + len_u16) * 2 + 64;
        weave->arena = mem_resize(weave->arena, weave->units_capacity * sizeof *weave->arena);
    }
    utf_write_u16(utf8, len_bytes, weave->arena + at);
    weave->units += len_u16;
    return (uint32_t)at;
}

void weave_write_words(const struct weave *weave, uint32_t at, uint32_t len, struct buf *out)
{
    utf_read_u16(weave->arena + at, len, out);
}

uint16_t weave_unit(const struct weave *weave, uint32_t at)
{
    return weave->arena[at];
}

/* ---- marks ---- */

/* What the marks of a change make of a stretch. Taking off an `ins:` means that its proposal was accepted;
 * who brought the words stays the same, so mark() then leaves `under` alone. */
static void mark(struct weave *weave, const struct attributes *attributes, struct stretch *stretch)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        struct attribute attribute = attributes_at(attributes, i);
        enum mark_type type;
        const char *id;
        if (!mark_parse(attribute.key, &type, &id))
            continue;
        uint32_t proposal = names_number(&weave->proposals, id);
        if (attribute.type == ATTRIBUTE_NULL && type == MARK_DEL)
            stretch->struck = proposal_sets_without(&weave->sets, stretch->struck, proposal);
        else if (attribute.type != ATTRIBUTE_NULL && type == MARK_DEL)
            stretch->struck = proposal_sets_with(&weave->sets, stretch->struck, proposal);
        else if (attribute.type != ATTRIBUTE_NULL)
            stretch->under = proposal_sets_with(&weave->sets, stretch->under, proposal);
    }
}

static bool has_marks(const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *id;
        if (mark_parse(attributes_at(attributes, i).key, &type, &id))
            return true;
    }
    return false;
}

/* ---- changes ---- */

static void insert(struct weave *weave, struct strand_cursor *cursor, const struct delta *delta,
                   const struct delta_op *op)
{
    struct stretch stretch = {.len = op->len_u16, .written = weave->seq, .came = weave->seq};
    stretch.at = keep_letters(weave, delta_op_bytes(delta, op), op->len_bytes, op->len_u16);
    mark(weave, op->attributes, &stretch);
    strand_insert(cursor, &stretch);
}

static void mark_words(struct weave *weave, struct strand_cursor *cursor, const struct delta_op *op)
{
    for (uint32_t left = op->len_u16; left;) {
        struct stretch *stretch = strand_take(cursor, left);
        mark(weave, op->attributes, stretch);
        left -= stretch->len;
    }
}

static void take_words_away(const struct weave *weave, struct strand_cursor *cursor, uint32_t units)
{
    while (units)
        units -= strand_drop(cursor, units, weave->seq, false)->len;
}

static void change_words(struct weave *weave, const char *item, const char *lang, const struct delta *delta)
{
    struct strand_cursor cursor = strand_start(weave_text_of(weave, item, lang));
    for (size_t i = 0; i < delta->count; i++) {
        const struct delta_op *op = &delta->ops[i];
        if (op->type == DELTA_INSERT)
            insert(weave, &cursor, delta, op);
        else if (op->type == DELTA_DELETE)
            take_words_away(weave, &cursor, op->len_u16);
        else if (has_marks(op->attributes))
            mark_words(weave, &cursor, op);
        else
            strand_pass(&cursor, op->len_u16);
    }
}

/* What stands in `from` behind a place goes to the end of `to`. */
static void move_words(struct weave *weave, const char *from, const char *to, const char *lang, uint32_t at)
{
    struct weave_item_text *text = find_text(weave, from, lang);
    uint32_t left = text && text->strand.live > at ? text->strand.live - at : 0;
    if (!left)
        return;
    struct strand *target = weave_text_of(weave, to, lang);
    struct strand_cursor cursor = strand_start(&text->strand);
    strand_pass(&cursor, at);
    while (left) {
        struct stretch *gone = strand_drop(&cursor, left, weave->seq, true), come = *gone;
        left -= gone->len;
        come.came = weave->seq;
        come.went = 0;
        come.moved = false;
        strand_append(target, &come);
    }
}

static void fold_change(struct weave *weave, const struct change *change)
{
    if (change_is(change, &change_text))
        change_words(weave, change->item, change->lang, &change->delta);
    else if (change_is(change, &change_item_add))
        for (size_t i = 0; i < change->texts.count; i++)
            change_words(weave, change->item, change->texts.entries[i].lang, &change->texts.entries[i].delta);
    else if (change_is(change, &change_item_split))
        for (size_t i = 0; i < change->places.count; i++)
            move_words(weave, change->item, change->new_item, change->places.entries[i].lang,
                       change->places.entries[i].place_u16);
    else if (change_is(change, &change_item_merge))
        for (size_t i = 0; i < weave->langs.count; i++)
            move_words(weave, change->item, change->into, names_at(&weave->langs, (uint32_t)i), 0);
}

static bool fits(const struct weave *weave, const struct op *op)
{
    uint64_t words = 0;
    for (size_t i = 0; i < op->changes.count; i++) {
        words += op->changes.changes[i].delta.len_bytes;
        for (size_t k = 0; k < op->changes.changes[i].texts.count; k++)
            words += op->changes.changes[i].texts.entries[k].delta.len_bytes;
    }
    return op->seq < UINT32_MAX && weave->units + words < UINT32_MAX;
}

enum status weave_fold(struct weave *weave, const struct op *op)
{
    if (op->seq != (uint64_t)weave->seq + 1)
        return STATUS_CORRUPT;
    if (!fits(weave, op))
        return STATUS_LIMIT;
    weave->ops = mem_grow(weave->ops, weave->seq, &weave->capacity, sizeof *weave->ops);
    weave->ops[weave->seq++] = (struct made){op->at, names_number(&weave->people, op->by)};
    for (size_t i = 0; i < op->changes.count; i++)
        fold_change(weave, &op->changes.changes[i]);
    return STATUS_OK;
}

const char *weave_author(const struct weave *weave, uint64_t seq)
{
    return names_at(&weave->people, weave->ops[seq - 1].by);
}

int64_t weave_time(const struct weave *weave, uint64_t seq)
{
    return weave->ops[seq - 1].at;
}

const struct proposal_sets *weave_sets(const struct weave *weave)
{
    return &weave->sets;
}

const char *weave_proposal(const struct weave *weave, uint32_t number)
{
    return names_at(&weave->proposals, number);
}

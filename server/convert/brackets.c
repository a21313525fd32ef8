#include "convert/brackets.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "convert/edge_blanks.h"
#include "text/utf.h"

#define MAX_PROPOSALS 5000 /* that are open, in a draft */
#define MAX_MARKS     24   /* on one piece of words */

const char *bracket_meaning_name(enum bracket_meaning meaning)
{
    static const char *const names[BRACKET_MEANING_COUNT] = {
        [BRACKET_TEXT] = "text",       [BRACKET_INSERT] = "insert",    [BRACKET_DELETE] = "delete",
        [BRACKET_REPLACE] = "replace", [BRACKET_ADD] = "add",          [BRACKET_REMOVE] = "remove",
        [BRACKET_STATUS] = "status",   [BRACKET_POSITION] = "position"};
    return names[meaning];
}

void brackets_clear(struct brackets *brackets)
{
    for (size_t i = 0; i < brackets->count; i++)
        bracket_names_clear(&brackets->list[i].who);
    free(brackets->list);
    *brackets = (struct brackets){.list = NULL};
}

static void write_who(struct buf *out, const struct bracket_names *who)
{
    json_write_comma(out);
    json_write_key(out, "who");
    buf_char(out, '[');
    for (size_t i = 0; i < who->count; i++) {
        buf_text(out, i ? ",{" : "{");
        if (who->list[i].code) {
            json_write_key(out, "code");
            json_write_string(out, who->list[i].code);
            json_write_comma(out);
        }
        json_write_key(out, "words");
        json_write_string(out, who->list[i].words);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

/* A place in an entry's text in both units. It goes on from bracket to bracket, so that long texts are not counted anew for each. */
struct place {
    size_t entry;
    size_t byte;
    unsigned units;
};

static struct place place_at(const struct outline *outline, const struct place *before, size_t entry,
                             size_t byte)
{
    const char *text = outline->items[entry].text.bytes;
    struct place place = {entry, byte, 0};
    bool on = before->entry == entry && before->byte <= byte;
    if (on)
        place.units = before->units;
    if (byte > (on ? before->byte : 0))
        place.units += utf_len_u16(text + (on ? before->byte : 0), byte - (on ? before->byte : 0));
    return place;
}

void brackets_write_json(struct buf *out, const struct outline *outline, const struct brackets *brackets)
{
    struct place from = {0};
    buf_char(out, '[');
    for (size_t i = 0; i < brackets->count; i++) {
        const struct bracket *bracket = &brackets->list[i];
        from = place_at(outline, &from, bracket->entry, bracket->from);
        struct place to = place_at(outline, &from, bracket->last_entry, bracket->to);
        buf_format(out, "%s{\"entry\":%zu,\"from\":%u,\"to\":%u,\"means\":\"%s\"", i ? "," : "",
                   bracket->entry, from.units, to.units, bracket_meaning_name(bracket->meaning));
        if (bracket->last_entry != bracket->entry)
            buf_format(out, ",\"last\":%zu", bracket->last_entry);
        if (bracket->group)
            buf_format(out, ",\"group\":%u", bracket->group);
        write_who(out, &bracket->who);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

/* ---- what becomes of the words of one entry ---- */

/* Words that a proposal marks. */
struct marked {
    size_t from;
    size_t to;
    size_t proposal; /* index */
    bool deletes;
};

struct rewrite {
    struct outline *outline;
    bool *added; /* of each entry of the outline: it is proposed as a whole */
    size_t entry;
    size_t earlier; /* proposals that no bracket has made */
    const struct delta *text;
    bool *gone; /* of each byte: a sign or a name, which goes to `removed` */
    bool *edge; /* of each byte: a mark starts or ends in front of it */
    struct marked *marks;
    size_t count;
    size_t capacity;
    size_t last;    /* the proposal of the bracket before … */
    size_t ends_at; /* … and where that ends; 0: there is none */
};

static void begin(struct rewrite *rewrite, struct outline *outline, bool *added, size_t entry, size_t earlier)
{
    const struct delta *text = &outline->items[entry].text;
    *rewrite = (struct rewrite){.outline = outline,
                                .added = added,
                                .entry = entry,
                                .earlier = earlier,
                                .text = text,
                                .gone = mem_zero(text->len_bytes + 1, sizeof(bool)),
                                .edge = mem_zero(text->len_bytes + 2, sizeof(bool))};
}

static void drop(struct rewrite *rewrite, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < rewrite->text->len_bytes; i++)
        rewrite->gone[i] = true;
}

static void mark(struct rewrite *rewrite, size_t from, size_t to, size_t proposal, bool deletes)
{
    rewrite->marks = mem_grow(rewrite->marks, rewrite->count, &rewrite->capacity, sizeof *rewrite->marks);
    rewrite->marks[rewrite->count++] = (struct marked){from, to, proposal, deletes};
    rewrite->edge[from] = true;
    rewrite->edge[to] = true;
}

/* Caller unrefs. */
static struct attributes *attributes_at_byte(const struct rewrite *rewrite, const struct attributes *format,
                                             size_t byte)
{
    struct attribute list[MAX_MARKS + 8];
    char keys[MAX_MARKS][CONTESTED_MARK_BYTES];
    struct attributes *out = NULL;
    size_t count = 0, marks = 0;
    for (size_t i = 0; i < attributes_count(format) && count < 8; i++)
        list[count++] = attributes_at(format, i);
    for (size_t i = 0; i < rewrite->count && marks < MAX_MARKS; i++) {
        const struct marked *marked = &rewrite->marks[i];
        if (byte < marked->from || byte >= marked->to)
            continue;
        contested_mark(&rewrite->outline->contested.proposals[marked->proposal], marked->deletes,
                       keys[marks]);
        list[count++] = (struct attribute){keys[marks++], ATTRIBUTE_TRUE, NULL};
    }
    return attributes_create(list, count, &out) == STATUS_OK ? out : NULL;
}

static void add_piece(const struct rewrite *rewrite, const struct delta_op *op, size_t from, size_t to,
                      struct delta *words, struct buf *removed)
{
    const char *bytes = rewrite->text->bytes + from;
    if (rewrite->gone[from]) {
        buf_add(removed, bytes, to - from);
        return;
    }
    struct attributes *attributes = attributes_at_byte(rewrite, op->attributes, from);
    delta_insert(words, bytes, to - from, attributes);
    attributes_unref(attributes);
}

/* Whether a bracket has made the proposal of this mark. */
static bool is_of_bracket(void *context, const char *key)
{
    const struct rewrite *rewrite = context;
    const struct contested *contested = &rewrite->outline->contested;
    bool deletes = false;
    const struct contested_proposal *proposal = contested_find(contested, key, &deletes);
    return proposal && (size_t)(proposal - contested->proposals) >= rewrite->earlier;
}

/* The new words, and what went away. */
static void finish(struct rewrite *rewrite)
{
    struct outline_item *item = &rewrite->outline->items[rewrite->entry];
    struct delta words = DELTA_EMPTY;
    struct buf removed = BUF_EMPTY;
    buf_text(&removed, item->removed ? item->removed : "");
    for (size_t i = 0; i < rewrite->text->count; i++) {
        const struct delta_op *op = &rewrite->text->ops[i];
        size_t from = op->at_bytes, end = from + op->len_bytes;
        for (size_t to = from + 1; to <= end; to++) {
            if (to < end && rewrite->gone[to] == rewrite->gone[from] && !rewrite->edge[to])
                continue;
            add_piece(rewrite, op, from, to, &words, &removed);
            from = to;
        }
    }
    delta_clear(&item->text);
    item->text = words;
    if (rewrite->count)
        edge_blanks_take(&item->text, is_of_bracket, rewrite);
    free(item->removed);
    item->removed = buf_take(&removed);
    free(rewrite->gone);
    free(rewrite->edge);
    free(rewrite->marks);
}

/* ---- what each bracket does ---- */

static void set_author(const struct bracket *bracket, struct contested_author *by)
{
    if (bracket->who.count == 0)
        return;
    const struct bracket_name *first = &bracket->who.list[0];
    by->delegation = mem_copy_string(first->code);
    by->name = first->code ? NULL : mem_copy_string(first->words);
}

/* Sponsors that are no delegations are named in the note. */
static void sponsor(struct contested_proposal *proposal, const struct bracket *bracket)
{
    struct buf note = BUF_EMPTY;
    for (size_t i = 1; i < bracket->who.count; i++) {
        const struct bracket_name *name = &bracket->who.list[i];
        if (name->code)
            contested_sponsor(proposal, name->code);
        else
            buf_format(&note, "%s%s", note.len ? ", " : "+ ", name->words);
    }
    if (note.len)
        proposal->note = buf_take(&note);
    buf_clear(&note);
}

static size_t propose(struct outline *outline, const struct bracket *bracket, size_t entry,
                      enum proposal_act act)
{
    struct contested_proposal *proposal = contested_propose(&outline->contested, entry, act);
    set_author(bracket, &proposal->by);
    sponsor(proposal, bracket);
    if (bracket->group)
        contested_join(proposal, bracket->group);
    return outline->contested.proposal_count - 1;
}

static void take_positions(struct outline *outline, const struct bracket *bracket)
{
    for (size_t i = 0; i < bracket->who.count; i++) {
        struct contested_position *position = contested_take_position(
            &outline->contested, bracket->entry, bracket->who.list[i].code, bracket->position);
        position->note = bracket->pending ? mem_copy_string(bracket->pending) : NULL;
    }
}

/* A remark takes the blank in front of it along, or the one behind it. */
static void drop_remark(struct rewrite *rewrite, const struct bracket *bracket)
{
    const char *text = rewrite->text->bytes;
    size_t from = bracket->from, to = bracket->to;
    if (from > 0 && text[from - 1] == ' ')
        from--;
    else if (to < rewrite->text->len_bytes && text[to] == ' ')
        to++;
    drop(rewrite, from, to);
}

/* The signs and names around the words. */
static void drop_frame(struct rewrite *rewrite, const struct bracket *bracket)
{
    drop(rewrite, bracket->from, bracket->words_from);
    drop(rewrite, bracket->words_to, bracket->to);
}

static void apply_words(struct rewrite *rewrite, const struct bracket *bracket, const struct bracket *before)
{
    size_t proposal = bracket->goes_on && rewrite->ends_at == bracket->from
                          ? rewrite->last
                          : propose(rewrite->outline, bracket, bracket->entry, PROPOSAL_TEXT);
    rewrite->last = proposal;
    rewrite->ends_at = bracket->to;
    if (bracket->group)
        contested_join(&rewrite->outline->contested.proposals[proposal], bracket->group);
    if (bracket->meaning == BRACKET_REPLACE) {
        mark(rewrite, bracket->words_from, bracket->arrow_from, proposal, true);
        mark(rewrite, bracket->arrow_to, bracket->words_to, proposal, false);
        drop(rewrite, bracket->arrow_from, bracket->arrow_to);
    } else {
        mark(rewrite, bracket->words_from, bracket->words_to, proposal, bracket->meaning == BRACKET_DELETE);
    }
    if (bracket->encloses)
        drop_frame(rewrite, bracket);
    else
        drop_remark(rewrite, bracket);
    if (bracket->group && before) /* alternatives stand side by side */
        drop(rewrite, before->to, bracket->from);
}

/* Proposes the entries that a bracket goes over; those below another of them come along. */
static void add_entries(struct rewrite *rewrite, const struct bracket *bracket)
{
    struct outline *outline = rewrite->outline;
    int depth = outline->items[bracket->entry].depth;
    for (size_t i = bracket->entry; i <= bracket->last_entry; i++) {
        if (outline->items[i].depth > depth)
            continue;
        depth = outline->items[i].depth;
        propose(outline, bracket, i, PROPOSAL_ADD);
        rewrite->added[i] = true;
    }
}

/* An entry is proposed once: a bracket around what is proposed as a whole already proposes the words, which are no alternative to an entry. */
static void apply_add(struct rewrite *rewrite, const struct bracket *bracket)
{
    if (rewrite->added[bracket->entry]) {
        struct bracket words = *bracket;
        words.group = 0;
        if (words.words_to > words.words_from)
            apply_words(rewrite, &words, NULL);
        return;
    }
    add_entries(rewrite, bracket);
    if (bracket->last_entry == bracket->entry)
        drop_frame(rewrite, bracket);
    else
        drop(rewrite, bracket->from, bracket->words_from);
}

static void apply_bracket(struct rewrite *rewrite, const struct bracket *bracket,
                          const struct bracket *before)
{
    struct outline *outline = rewrite->outline;
    switch (bracket->meaning) {
    case BRACKET_INSERT:
    case BRACKET_DELETE:
    case BRACKET_REPLACE:
        apply_words(rewrite, bracket, before);
        return;
    case BRACKET_ADD:
        apply_add(rewrite, bracket);
        return;
    case BRACKET_REMOVE:
        propose(outline, bracket, bracket->target, PROPOSAL_REMOVE);
        if (bracket->encloses)
            drop_frame(rewrite, bracket);
        else
            drop_remark(rewrite, bracket);
        return;
    case BRACKET_STATUS:
        outline->items[bracket->entry].status = bracket->status;
        drop_remark(rewrite, bracket);
        return;
    case BRACKET_POSITION:
        take_positions(outline, bracket);
        if (bracket->status != ITEM_OPEN && outline->items[bracket->entry].status == ITEM_OPEN)
            outline->items[bracket->entry].status = bracket->status;
        drop_remark(rewrite, bracket);
        return;
    case BRACKET_TEXT:
    case BRACKET_MEANING_COUNT:
        return;
    }
}

/* ---- the whole ---- */

/* How many proposals a bracket makes. */
static size_t cost(const struct bracket *bracket)
{
    size_t entries = bracket->last_entry - bracket->entry + 1;
    return bracket->meaning == BRACKET_STATUS || bracket->meaning == BRACKET_POSITION ? 0 : entries;
}

/* Those of a group that stand side by side and are taken. */
struct run {
    bool begun;
    unsigned group;        /* its own; 0: the next one that is taken begins another */
    struct bracket *alone; /* its only one so far; NULL: there are several */
};

static void end_run(struct run *run)
{
    if (run->alone)
        run->alone->group = 0;
    run->alone = NULL;
    run->group = 0;
}

/* Alternatives stand side by side: one that stays text parts those in front of it from those behind it, and whichever is left alone is none. */
static void settle_groups(struct brackets *brackets)
{
    unsigned groups = 0;
    for (size_t i = 0; i < brackets->count; i++)
        groups = brackets->list[i].group > groups ? brackets->list[i].group : groups;
    struct run *runs = mem_zero((size_t)groups + 1, sizeof *runs);
    unsigned fresh = groups;
    for (size_t i = 0; i < brackets->count; i++) {
        struct bracket *bracket = &brackets->list[i];
        struct run *run = &runs[bracket->group];
        if (!bracket->group)
            continue;
        if (!bracket->taken) {
            end_run(run);
            continue;
        }
        run->alone = run->group ? NULL : bracket;
        if (!run->group)
            run->group = run->begun ? ++fresh : bracket->group;
        run->begun = true;
        bracket->group = run->group;
    }
    for (unsigned group = 1; group <= groups; group++)
        end_run(&runs[group]);
    free(runs);
}

static const struct bracket *before_in_group(const struct brackets *brackets, size_t index)
{
    for (size_t i = index; brackets->list[index].group && i-- > 0;)
        if (brackets->list[i].group == brackets->list[index].group && brackets->list[i].taken)
            return brackets->list[i].entry == brackets->list[index].entry ? &brackets->list[i] : NULL;
    return NULL;
}

static bool is_closed_here(const struct bracket *bracket, size_t entry)
{
    return bracket->taken && bracket->last_entry == entry && bracket->entry != entry;
}

/* Only a delegation has a position. */
static bool is_by_delegations(const struct bracket *bracket)
{
    bool known = true;
    for (size_t i = 0; bracket->meaning == BRACKET_POSITION && i < bracket->who.count; i++)
        known = known && bracket->who.list[i].code;
    return known;
}

/* Of each entry: whether it is proposed as a whole before any bracket is read. Caller frees. */
static bool *find_added(const struct outline *outline)
{
    bool *added = mem_zero(outline->count + 1, sizeof *added);
    for (size_t i = 0; i < outline->contested.proposal_count; i++)
        if (outline->contested.proposals[i].act == PROPOSAL_ADD)
            added[outline->contested.proposals[i].entry] = true;
    return added;
}

/* One over several entries, of which one is proposed already, stays text: it cannot add that one too. */
static bool can_apply(const struct bracket *bracket, const bool *added)
{
    bool can = bracket->meaning != BRACKET_TEXT && is_by_delegations(bracket);
    for (size_t i = bracket->entry; can && bracket->last_entry != bracket->entry && i <= bracket->last_entry;
         i++)
        can = !added[i];
    return can;
}

static void settle_taken(struct brackets *brackets, const struct outline *outline, const bool *added)
{
    size_t made = outline->contested.proposal_count;
    for (size_t i = 0; i < brackets->count; i++) {
        struct bracket *bracket = &brackets->list[i];
        bracket->taken = bracket->taken && can_apply(bracket, added) && made + cost(bracket) <= MAX_PROPOSALS;
        made += bracket->taken ? cost(bracket) : 0;
    }
}

void brackets_apply(struct brackets *brackets, struct outline *outline)
{
    bool *added = find_added(outline);
    size_t earlier = outline->contested.proposal_count;
    settle_taken(brackets, outline, added);
    settle_groups(brackets);
    size_t next = 0;
    const struct bracket *over = NULL; /* the last one that ends in a later entry */
    for (size_t entry = 0; entry < outline->count; entry++) {
        bool closes = over && is_closed_here(over, entry);
        if ((next == brackets->count || brackets->list[next].entry != entry) && !closes)
            continue;
        struct rewrite rewrite;
        begin(&rewrite, outline, added, entry, earlier);
        if (closes)
            drop(&rewrite, over->words_to, over->to);
        for (; next < brackets->count && brackets->list[next].entry == entry; next++) {
            const struct bracket *bracket = &brackets->list[next];
            if (!bracket->taken)
                continue;
            apply_bracket(&rewrite, bracket, before_in_group(brackets, next));
            if (bracket->last_entry != entry)
                over = bracket;
        }
        finish(&rewrite);
    }
    free(added);
}

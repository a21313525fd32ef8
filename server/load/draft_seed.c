#include "load/draft_seed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/words.h"
#include "draft/change_kind.h"
#include "draft/draft.h"
#include "load/seed_log.h"
#include "load/seed_plan.h"

/* A draft that is being built. */
struct seeding {
    const struct draft_seed *seed;
    const struct outline *original; /* NULL: no text */
    struct seed_plan plan;
    struct seed_log log;
    size_t title_items; /* 1 where the title lines of the text became an item, else 0 */
    size_t items;
    size_t *touched; /* of each entry: the last step that changed its words */
    struct buf *why;
};

static void name_item(const struct seeding *seeding, size_t entry, char out[ID_BYTES])
{
    snprintf(out, ID_BYTES, "i%zu", entry + seeding->title_items + 1);
}

static struct change *add_change(struct change_list *list, const struct change_kind *kind, const char *item)
{
    struct change *change = change_list_add(list);
    change->kind = kind;
    change->item = mem_copy_string(item);
    return change;
}

/* ---- title and entries ---- */

static const char *title_of(const struct seed_version *version)
{
    if (version->title && *version->title)
        return version->title;
    return version->outline && *version->outline->title ? version->outline->title : NULL;
}

static void add_draft_set(const struct draft_seed *seed, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_draft_set;
    change->title.there = true;
    for (size_t i = 0; i < seed->version_count; i++)
        if (title_of(&seed->versions[i]))
            lang_map_add(&change->title, seed->versions[i].lang)->words =
                mem_copy_string(title_of(&seed->versions[i]));
    string_list_copy(seed->langs, &change->langs);
    const struct outline *original = seed->versions[0].outline;
    const struct numbering_scheme *said = original ? original->numbering : NULL;
    change->numbering = numbering_scheme_copy(seed->numbering ? seed->numbering : said);
}

/* Where the next entry goes: the last entry of each depth so far. */
struct trail {
    char last[DRAFT_MAX_DEPTH + 1][ID_BYTES]; /* [0] is not used */
};

static void step_on(struct trail *trail, int depth, const char *item)
{
    snprintf(trail->last[depth], ID_BYTES, "%s", item);
    for (int below = depth + 1; below <= DRAFT_MAX_DEPTH; below++)
        trail->last[below][0] = '\0';
}

static struct change *add_entry(struct trail *trail, int depth, enum item_kind kind, const char *item,
                                struct change_list *list)
{
    struct change *change = add_change(list, &change_item_add, item);
    change->item_kind = kind;
    change->parent = depth > 1 ? mem_copy_string(trail->last[depth - 1]) : NULL;
    change->after = trail->last[depth][0] ? mem_copy_string(trail->last[depth]) : NULL;
    step_on(trail, depth, item);
    return change;
}

static void add_words(struct change *change, const char *lang, const struct delta *words)
{
    if (words->count)
        delta_copy(words, &lang_map_add(&change->texts, lang)->delta);
}

static bool has_title_lines(const struct draft_seed *seed)
{
    const struct seed_version *original = &seed->versions[0];
    return original->outline && *original->outline->title &&
           strcmp(title_of(original), original->outline->title) != 0;
}

/* The title lines of the text, where the draft is to be called something else. */
static void add_title_lines(const struct draft_seed *seed, struct trail *trail, struct change_list *list)
{
    struct change *change = add_entry(trail, 1, KIND_HEADING, "i1", list);
    for (size_t i = 0; i < seed->version_count; i++) {
        const struct outline *outline = seed->versions[i].outline;
        struct delta words = DELTA_EMPTY;
        if (outline)
            delta_insert(&words, outline->title, strlen(outline->title), NULL);
        add_words(change, seed->versions[i].lang, &words);
        delta_clear(&words);
    }
}

/* How an entry is numbered where that does not follow from its place. */
static void add_number(const struct seeding *seeding, size_t entry, struct change_list *list)
{
    const struct outline_item *source = &seeding->original->items[entry];
    char item[ID_BYTES];
    if (!source->start && !source->name[0])
        return;
    name_item(seeding, entry, item);
    struct change *change = add_change(list, &change_item_number, item);
    change->start = source->name[0] ? 0 : source->start;
    change->name = mem_copy_string(source->name[0] ? source->name : NULL);
}

/* Those of one step, each behind those that are there already. */
static void add_entries(const struct seeding *seeding, size_t step, struct trail *trail,
                        struct change_list *list)
{
    for (size_t i = 0; seeding->original && i < seeding->original->count; i++) {
        const struct outline_item *entry = &seeding->original->items[i];
        size_t made = seed_plan_entry_step(&seeding->plan, i);
        char item[ID_BYTES];
        name_item(seeding, i, item);
        if (made < step)
            step_on(trail, entry->depth, item);
        if (made != step)
            continue;
        struct change *change = add_entry(trail, entry->depth, entry->kind, item, list);
        for (size_t v = 0; v < seeding->seed->version_count; v++) {
            struct delta words = DELTA_EMPTY;
            if (seeding->seed->versions[v].outline)
                seed_plan_words(&seeding->plan, v, i, step, &words);
            add_words(change, seeding->seed->versions[v].lang, &words);
            delta_clear(&words);
        }
        add_number(seeding, i, list);
    }
}

static void add_alignments(const struct seeding *seeding, struct change_list *list)
{
    for (size_t v = 1; v < seeding->seed->version_count; v++)
        for (size_t i = 1; seeding->seed->versions[v].outline && i <= seeding->items; i++) {
            char item[ID_BYTES];
            snprintf(item, sizeof item, "i%zu", i);
            add_change(list, &change_item_align, item)->lang =
                mem_copy_string(seeding->seed->versions[v].lang);
        }
}

static bool is_contested(const struct seeding *seeding)
{
    for (size_t v = 0; v < seeding->seed->version_count; v++)
        if (seeding->seed->versions[v].outline &&
            !contested_is_empty(&seeding->seed->versions[v].outline->contested))
            return true;
    return false;
}

static enum status seed_agreed_words(struct seeding *seeding)
{
    struct change_list changes = {0};
    struct trail trail = {0};
    add_draft_set(seeding->seed, &changes);
    if (seeding->title_items)
        add_title_lines(seeding->seed, &trail, &changes);
    add_entries(seeding, 0, &trail, &changes);
    if (!seeding->items) { /* somebody needs a place to write */
        add_entry(&trail, 1, KIND_ITEM, "i1", &changes);
        seeding->items = 1;
    }
    if (!is_contested(seeding))
        add_alignments(seeding, &changes);
    return seed_log_add(&seeding->log, seeding->seed->by, &changes, seeding->why);
}

/* ---- proposals ---- */

static enum status add_by(struct seeding *seeding, size_t author, struct change_list *said)
{
    struct seed_author *by = &seeding->plan.authors[author];
    struct change_list changes = {0};
    if (!said->count)
        return STATUS_OK;
    if (!by->introduced) {
        struct change *change = change_list_add(&changes);
        change->kind = &change_participant_set;
        participant_copy(&by->participant, &change->participant);
        by->introduced = true;
    }
    change_list_append(&changes, said);
    return seed_log_add(&seeding->log, by->participant.id, &changes, seeding->why);
}

static void open_proposal(const struct seeding *seeding, const struct seed_proposal *proposal,
                          struct change_list *list)
{
    char item[ID_BYTES];
    name_item(seeding, proposal->from->entry, item);
    struct change *change = add_change(list, &change_proposal_add, item);
    change->proposal = mem_copy_string(proposal->id);
    change->act = proposal->from->act;
    change->group = mem_copy_string(proposal->from->group[0] ? proposal->from->group : NULL);
    change->note = mem_copy_string(proposal->from->note);
}

static void sponsor(const struct seed_proposal *proposal, struct change_list *list)
{
    if (!proposal->from->sponsor_count)
        return;
    struct change *change = change_list_add(list);
    change->kind = &change_proposal_support;
    change->proposal = mem_copy_string(proposal->id);
    change->support = true;
    change->delegations.there = true;
    for (size_t i = 0; i < proposal->from->sponsor_count; i++)
        string_list_add(&change->delegations, proposal->from->sponsors[i]);
}

/* What the step does to the words of one entry, unless it makes the entry itself. */
static void change_words(const struct seeding *seeding, size_t entry, size_t step, struct change_list *list)
{
    char item[ID_BYTES];
    name_item(seeding, entry, item);
    for (size_t v = 0; v < seeding->seed->version_count; v++) {
        struct delta delta = DELTA_EMPTY;
        if (seeding->seed->versions[v].outline)
            seed_plan_change(&seeding->plan, v, entry, step, &delta);
        if (delta.count) {
            struct change *change = add_change(list, &change_text, item);
            change->lang = mem_copy_string(seeding->seed->versions[v].lang);
            delta_copy(&delta, &change->delta);
        }
        delta_clear(&delta);
    }
}

static enum status seed_step(struct seeding *seeding, size_t step)
{
    const struct seed_plan *plan = &seeding->plan;
    struct change_list changes = {0};
    struct trail trail = {0};
    size_t author = 0;
    bool adds = false;
    for (size_t i = 0; i < plan->proposal_count; i++) {
        if (plan->proposals[i].step != step)
            continue;
        author = plan->proposals[i].author;
        adds = adds || plan->proposals[i].from->act == PROPOSAL_ADD;
        open_proposal(seeding, &plan->proposals[i], &changes);
    }
    if (seeding->title_items)
        step_on(&trail, 1, "i1");
    if (adds)
        add_entries(seeding, step, &trail, &changes);
    for (size_t i = 0; i < plan->proposal_count; i++) {
        const struct seed_proposal *proposal = &plan->proposals[i];
        size_t entry = proposal->from->entry;
        if (proposal->step != step || proposal->from->act != PROPOSAL_TEXT || seeding->touched[entry] == step)
            continue;
        seeding->touched[entry] = step;
        change_words(seeding, entry, step, &changes);
    }
    for (size_t i = 0; i < plan->proposal_count; i++)
        if (plan->proposals[i].step == step)
            sponsor(&plan->proposals[i], &changes);
    return add_by(seeding, author, &changes);
}

/* ---- positions and comments ---- */

static void take_position(const struct seeding *seeding, const struct contested_position *position,
                          struct change_list *list)
{
    char item[ID_BYTES];
    name_item(seeding, position->entry, item);
    struct change *change = add_change(list, &change_position_set, item);
    change->position = position->value;
    change->note = mem_copy_string(position->note);
}

static void comment_id(size_t version, size_t index, char out[ID_BYTES])
{
    snprintf(out, ID_BYTES, "c%zu-%zu", version + 1, index + 1);
}

static void add_comment(const struct seeding *seeding, size_t version, size_t index, struct change_list *list)
{
    const struct seed_version *in = &seeding->seed->versions[version];
    const struct contested_comment *comment = &in->outline->contested.comments[index];
    char item[ID_BYTES], id[ID_BYTES];
    bool ranged = comment->ranged && comment->answers == CONTESTED_NONE;
    name_item(seeding, comment->entry, item);
    comment_id(version, index, id);
    struct change *change = add_change(list, &change_comment_add, item);
    change->comment = mem_copy_string(id);
    change->words = mem_copy_string(comment->words);
    change->anchor = ranged ? (int64_t)comment->from : -1;
    change->head = ranged ? (int64_t)comment->to : -1;
    change->lang = ranged ? mem_copy_string(in->lang) : NULL;
    if (comment->answers != CONTESTED_NONE) {
        comment_id(version, comment->answers, id);
        change->parent = mem_copy_string(id);
    }
}

/* All that one author says beside the words, but for answers. */
static void collect_remarks(struct seeding *seeding, size_t author, struct change_list *out)
{
    for (size_t v = 0; v < seeding->seed->version_count; v++) {
        const struct outline *outline = seeding->seed->versions[v].outline;
        for (size_t i = 0; outline && v == 0 && i < outline->contested.position_count; i++) {
            const struct contested_position *position = &outline->contested.positions[i];
            if (seed_plan_author(&seeding->plan, &position->by) == author)
                take_position(seeding, position, out);
        }
        for (size_t i = 0; outline && i < outline->contested.comment_count; i++) {
            const struct contested_comment *comment = &outline->contested.comments[i];
            if (comment->answers == CONTESTED_NONE &&
                seed_plan_author(&seeding->plan, &comment->by) == author)
                add_comment(seeding, v, i, out);
        }
    }
}

static enum status seed_remarks(struct seeding *seeding)
{
    enum status status = STATUS_OK;
    for (size_t author = 0; status == STATUS_OK && author < seeding->plan.author_count; author++) {
        struct change_list changes = {0};
        collect_remarks(seeding, author, &changes);
        status = add_by(seeding, author, &changes);
    }
    return status;
}

/* Once all first comments are there, and in the order in which they were given: a thread is a conversation. */
static enum status seed_answers_of(struct seeding *seeding, size_t version)
{
    const struct contested *contested = &seeding->seed->versions[version].outline->contested;
    struct change_list changes = {0};
    enum status status = STATUS_OK;
    size_t last = SIZE_MAX; /* who said what is in `changes` */

    for (size_t i = 0; status == STATUS_OK && i < contested->comment_count; i++) {
        if (contested->comments[i].answers == CONTESTED_NONE)
            continue;
        size_t author = seed_plan_author(&seeding->plan, &contested->comments[i].by);
        if (author != last && last != SIZE_MAX)
            status = add_by(seeding, last, &changes);
        last = author;
        add_comment(seeding, version, i, &changes);
    }
    if (status == STATUS_OK && last != SIZE_MAX)
        return add_by(seeding, last, &changes);
    change_list_clear(&changes);
    return status;
}

static enum status seed_answers(struct seeding *seeding)
{
    enum status status = STATUS_OK;
    for (size_t v = 0; status == STATUS_OK && v < seeding->seed->version_count; v++)
        if (seeding->seed->versions[v].outline)
            status = seed_answers_of(seeding, v);
    return status;
}

/* ---- what the importer adds at the end ---- */

/* Something stands against agreement there: the draft then says why the status holds all the same. */
static bool is_disputed(const struct outline *outline, size_t entry)
{
    const struct contested *contested = &outline->contested;
    for (size_t i = 0; i < contested->proposal_count; i++)
        if (contested->proposals[i].entry == entry)
            return true;
    for (size_t i = 0; i < contested->position_count; i++)
        if (contested->positions[i].entry == entry && contested->positions[i].value == POSITION_OBJECT)
            return true;
    return false;
}

static void set_statuses(const struct seeding *seeding, struct change_list *list)
{
    const struct outline *original = seeding->original;
    const char *reason = words_for(seeding->seed->versions[0].lang)->marked;
    for (size_t i = 0; original && i < original->count; i++) {
        enum item_status status = original->items[i].status;
        char item[ID_BYTES];
        if (status == ITEM_OPEN)
            continue;
        name_item(seeding, i, item);
        struct change *change = add_change(list, &change_item_status, item);
        change->item_status = status;
        if (item_status_is_settled(status) && is_disputed(original, i))
            change->note = mem_copy_string(reason);
    }
}

static void resolve_comments(const struct seeding *seeding, struct change_list *list)
{
    for (size_t v = 0; v < seeding->seed->version_count; v++) {
        const struct outline *outline = seeding->seed->versions[v].outline;
        for (size_t i = 0; outline && i < outline->contested.comment_count; i++) {
            const struct contested_comment *comment = &outline->contested.comments[i];
            char id[ID_BYTES];
            if (!comment->resolved || comment->answers != CONTESTED_NONE)
                continue;
            comment_id(v, i, id);
            struct change *change = change_list_add(list);
            change->kind = &change_comment_resolve;
            change->comment = mem_copy_string(id);
            change->resolved = true;
        }
    }
}

static enum status seed_closing(struct seeding *seeding)
{
    struct change_list changes = {0};
    set_statuses(seeding, &changes);
    resolve_comments(seeding, &changes);
    if (is_contested(seeding))
        add_alignments(seeding, &changes);
    return seed_log_add(&seeding->log, seeding->seed->by, &changes, seeding->why);
}

/* ---- the whole ---- */

static enum status check_versions(const struct draft_seed *seed, struct buf *why)
{
    const struct outline *original = seed->versions[0].outline;
    for (size_t v = 1; v < seed->version_count; v++) {
        const struct outline *other = seed->versions[v].outline;
        if (!original || !other)
            continue;
        size_t i = 0;
        while (i < original->count && i < other->count && original->items[i].depth == other->items[i].depth &&
               original->items[i].kind == other->items[i].kind)
            i++;
        if (i == original->count && i == other->count && (!*other->title || *original->title))
            continue;
        buf_format(why,
                   "The %s version differs in structure from the original at entry %zu (line %u); align the "
                   "two texts first.",
                   seed->versions[v].lang, i + 1, i < other->count ? other->items[i].line_first : 0);
        return STATUS_BAD_OP;
    }
    return STATUS_OK;
}

static enum status seed_all(struct seeding *seeding)
{
    enum status status = seed_agreed_words(seeding);
    for (size_t step = 1; status == STATUS_OK && step <= seeding->plan.steps; step++)
        status = seed_step(seeding, step);
    if (status == STATUS_OK)
        status = seed_remarks(seeding);
    if (status == STATUS_OK)
        status = seed_answers(seeding);
    return status == STATUS_OK ? seed_closing(seeding) : status;
}

/* So that an author who only comments is known too. */
static void meet_authors(struct seeding *seeding)
{
    for (size_t v = 0; v < seeding->seed->version_count; v++) {
        const struct outline *outline = seeding->seed->versions[v].outline;
        for (size_t i = 0; outline && i < outline->contested.comment_count; i++)
            seed_plan_author(&seeding->plan, &outline->contested.comments[i].by);
        for (size_t i = 0; outline && i < outline->contested.position_count; i++)
            seed_plan_author(&seeding->plan, &outline->contested.positions[i].by);
    }
}

enum status draft_seed_build(const struct draft_seed *seed, const char *draft, int64_t now_ms,
                             struct seeded_draft *out, struct buf *why)
{
    struct seeding seeding = {.seed = seed, .original = seed->versions[0].outline, .why = why};
    *out = (struct seeded_draft){0};
    enum status status = check_versions(seed, why);
    if (status != STATUS_OK)
        return status;
    seeding.title_items = has_title_lines(seed);
    seeding.items = seeding.title_items + (seeding.original ? seeding.original->count : 0);
    seeding.touched = mem_zero(seeding.items + 1, sizeof *seeding.touched);
    seed_log_open(&seeding.log, draft, now_ms);
    status = seed_plan_make(seed, &seeding.plan, why);
    if (status == STATUS_OK) {
        meet_authors(&seeding);
        status = seed_all(&seeding);
    }
    if (status == STATUS_OK) {
        *out = (struct seeded_draft){seeding.log.ops, seeding.log.count, seeding.items};
        seeding.log.ops = NULL;
        seeding.log.count = 0;
    }
    free(seeding.touched);
    seed_plan_clear(&seeding.plan);
    seed_log_close(&seeding.log);
    return status;
}

void seeded_draft_clear(struct seeded_draft *seeded)
{
    for (size_t i = 0; i < seeded->count; i++)
        free((char *)seeded->ops[i].bytes);
    free(seeded->ops);
    *seeded = (struct seeded_draft){0};
}

#include "session/draft_seed.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/draft.h"
#include "draft/history.h"
#include "wire/op_codec.h"

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
}

/* Where the next entry goes: the last entry of each depth so far. */
struct trail {
    char last[DRAFT_MAX_DEPTH + 1][ID_BYTES]; /* [0] is not used */
    size_t count;                             /* entries so far */
};

static struct change *add_entry(struct trail *trail, int depth, enum item_kind kind, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_item_add;
    change->item_kind = kind;
    change->parent = depth > 1 ? mem_copy_string(trail->last[depth - 1]) : NULL;
    change->after = trail->last[depth][0] ? mem_copy_string(trail->last[depth]) : NULL;
    snprintf(trail->last[depth], ID_BYTES, "i%zu", ++trail->count);
    change->item = mem_copy_string(trail->last[depth]);
    for (int below = depth + 1; below <= DRAFT_MAX_DEPTH; below++)
        trail->last[below][0] = '\0';
    return change;
}

static void add_words(struct change *change, const char *lang, const struct delta *words)
{
    if (words->count)
        delta_copy(words, &lang_map_add(&change->texts, lang)->delta);
}

/* The title lines of the text, where the draft is to be called something else. */
static void add_title_lines(const struct draft_seed *seed, struct trail *trail, struct change_list *list)
{
    const struct seed_version *original = &seed->versions[0];
    if (!original->outline || !*original->outline->title ||
        strcmp(title_of(original), original->outline->title) == 0)
        return;
    struct change *change = add_entry(trail, 1, KIND_HEADING, list);
    for (size_t i = 0; i < seed->version_count; i++) {
        const struct outline *outline = seed->versions[i].outline;
        struct delta words = DELTA_EMPTY;
        if (outline)
            delta_insert(&words, outline->title, strlen(outline->title), NULL);
        add_words(change, seed->versions[i].lang, &words);
        delta_clear(&words);
    }
}

static void add_entries(const struct draft_seed *seed, struct trail *trail, struct change_list *list)
{
    const struct outline *original = seed->versions[0].outline;
    for (size_t i = 0; original && i < original->count; i++) {
        struct change *change = add_entry(trail, original->items[i].depth, original->items[i].kind, list);
        for (size_t v = 0; v < seed->version_count; v++)
            if (seed->versions[v].outline)
                add_words(change, seed->versions[v].lang, &seed->versions[v].outline->items[i].text);
    }
    if (!trail->count) /* somebody needs a place to write */
        add_entry(trail, 1, KIND_ITEM, list);
}

static void add_alignments(const struct draft_seed *seed, const struct trail *trail, struct change_list *list)
{
    for (size_t v = 1; v < seed->version_count; v++)
        for (size_t i = 1; seed->versions[v].outline && i <= trail->count; i++) {
            char id[ID_BYTES];
            struct change *change = change_list_add(list);
            snprintf(id, sizeof id, "i%zu", i);
            change->kind = &change_item_align;
            change->item = mem_copy_string(id);
            change->lang = mem_copy_string(seed->versions[v].lang);
        }
}

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
        if (i == original->count && i == other->count && (*original->title != 0) == (*other->title != 0))
            continue;
        buf_format(why,
                   "The %s version differs in structure from the original at entry %zu (line %u); align the "
                   "two texts first.",
                   seed->versions[v].lang, i + 1, i < other->count ? other->items[i].line_first : 0);
        return STATUS_BAD_OP;
    }
    return STATUS_OK;
}

static enum status submit(const char *id, const char *by, int64_t now_ms, struct change_list *changes,
                          struct seeded_draft *out, struct buf *why)
{
    struct op op;
    struct refusal refusal;
    struct participant importer = participant_system;
    importer.id = (char *)by;
    struct submission submission = {
        .who = &importer, .client = SYSTEM_ID, .n = 1, .at = now_ms, .changes = *changes};
    struct draft *draft = draft_create(id);
    struct history *history = history_create(op_decode, (struct history_source){0});
    *changes = (struct change_list){0};
    enum submit_result result = draft_submit(draft, history, &submission, &op, &refusal);
    if (result == SUBMIT_ACCEPTED) {
        struct sha256 start = {{0}};
        op_write_json(&out->bytes, &op);
        out->hash = op_chain_hash(&start, out->bytes.bytes, out->bytes.len);
        op_clear(&op);
    } else {
        buf_text(why, refusal.message);
    }
    history_destroy(history);
    draft_destroy(draft);
    return result == SUBMIT_ACCEPTED ? STATUS_OK : refusal.status;
}

enum status draft_seed_build(const struct draft_seed *seed, const char *draft, int64_t now_ms,
                             struct seeded_draft *out, struct buf *why)
{
    struct change_list changes = {0};
    struct trail trail = {0};
    *out = (struct seeded_draft){0};
    enum status status = check_versions(seed, why);
    if (status != STATUS_OK)
        return status;
    add_draft_set(seed, &changes);
    add_title_lines(seed, &trail, &changes);
    add_entries(seed, &trail, &changes);
    add_alignments(seed, &trail, &changes);
    out->items = trail.count;
    return submit(draft, seed->by, now_ms, &changes, out, why);
}

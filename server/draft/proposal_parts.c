#include "draft/proposal_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/marks.h"
#include "draft/stretches.h"
#include "text/utf.h"

size_t proposal_parts_count(const struct proposal *proposal)
{
    return proposal->parts ? proposal->parts->count : 0;
}

enum proposal_state proposal_parts_outcome(const struct proposal *proposal, uint64_t seq)
{
    if (proposal->closed == seq)
        return proposal->state;
    for (size_t i = 0; i < proposal_parts_count(proposal); i++)
        if (proposal->parts->all[i].seq == seq)
            return proposal->parts->all[i].accepted ? PROPOSAL_ACCEPTED : PROPOSAL_REJECTED;
    return PROPOSAL_OPEN;
}

/* ---- which words ---- */

static void add_words(const struct text *text, uint32_t at, uint32_t len, struct buf *out)
{
    struct delta words;
    text_slice(text, at, at + len, &words);
    buf_add(out, words.bytes, words.len_bytes);
    delta_clear(&words);
}

/* Cut to what is kept of them, between two characters. */
static void shorten(struct buf *words)
{
    bool cut = false;
    if (utf_len_u16(words->bytes, words->len) <= PART_WORDS_MAX_U16)
        return;
    size_t bytes = utf_bytes_of(words->bytes, words->len, PART_WORDS_MAX_U16, &cut);
    words->len = cut ? utf_bytes_of(words->bytes, words->len, PART_WORDS_MAX_U16 - 1, NULL) : bytes;
}

static bool is_chosen(const struct stretch *stretch, const struct change *change, enum mark_type wanted)
{
    for (size_t i = 0; i < attributes_count(stretch->chosen); i++) {
        enum mark_type type;
        const char *proposal, *key = attributes_at(stretch->chosen, i).key;
        if (mark_parse(key, &type, &proposal) && type == wanted && strcmp(proposal, change->proposal) == 0 &&
            attributes_get(stretch->attributes, key).key)
            return true;
    }
    return false;
}

static char *chosen_words(const struct text *text, const struct stretches *stretches,
                          const struct change *change, enum mark_type type)
{
    struct buf words = BUF_EMPTY;
    uint32_t at = 0;
    for (size_t i = 0; i < stretches->count; at += stretches->all[i++].len_u16)
        if (is_chosen(&stretches->all[i], change, type))
            add_words(text, at, stretches->all[i].len_u16, &words);
    shorten(&words);
    return buf_take(&words);
}

void proposal_parts_choose(const struct text *text, const struct change *change, struct proposal_part *out)
{
    struct delta words;
    struct stretches stretches;
    text_slice(text, 0, text_len(text), &words);
    stretches_cut(&words, &change->delta, &stretches);
    *out = (struct proposal_part){.accepted = change->accept, .lang = mem_copy_string(change->lang)};
    out->inserted = chosen_words(text, &stretches, change, MARK_INS);
    out->struck = chosen_words(text, &stretches, change, MARK_DEL);
    stretches_clear(&stretches);
    delta_clear(&words);
}

/* ---- writes ---- */

void proposal_part_clear(struct proposal_part *part)
{
    free(part->by);
    free(part->lang);
    free(part->inserted);
    free(part->struck);
}

void proposal_parts_free(void *memory)
{
    struct proposal_parts *parts = memory;
    for (size_t i = 0; parts && i < parts->count; i++)
        proposal_part_clear(&parts->all[i]);
    if (parts)
        free(parts->all);
    free(parts);
}

static struct proposal_part copy_part(const struct proposal_part *from)
{
    struct proposal_part part = *from;
    part.by = mem_copy_string(from->by);
    part.lang = mem_copy_string(from->lang);
    part.inserted = mem_copy_string(from->inserted);
    part.struck = mem_copy_string(from->struck);
    return part;
}

/* A copy of those that other ops decided, with room for one more. */
static struct proposal_parts *copy_without(const struct proposal *proposal, uint64_t seq)
{
    struct proposal_parts *copy = mem_zero(1, sizeof *copy);
    copy->all = mem_zero(proposal_parts_count(proposal) + 1, sizeof *copy->all);
    for (size_t i = 0; i < proposal_parts_count(proposal); i++)
        if (proposal->parts->all[i].seq != seq)
            copy->all[copy->count++] = copy_part(&proposal->parts->all[i]);
    return copy;
}

static void replace(struct draft *draft, struct proposal *proposal, struct proposal_parts *parts)
{
    journal_replace(&draft->journal, (void **)&proposal->parts, parts, proposal_parts_free);
}

void proposal_parts_add(struct draft *draft, struct proposal *proposal, const struct proposal_part *part)
{
    struct proposal_parts *parts = copy_without(proposal, 0);
    parts->all[parts->count++] = *part;
    replace(draft, proposal, parts);
}

void proposal_parts_drop(struct draft *draft, struct proposal *proposal, uint64_t seq)
{
    replace(draft, proposal, copy_without(proposal, seq));
}

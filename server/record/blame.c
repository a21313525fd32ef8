#include "record/blame.h"

#include <string.h>

#include "base/json_write.h"
#include "draft/items.h"
#include "draft/marks.h"
#include "draft/proposal_parts.h"
#include "draft/proposals.h"
#include "record/person_json.h"

#define ONE_GO_MS 300000

struct blaming {
    struct buf *out;
    const struct draft *draft;
    const struct weave *weave;
    uint64_t seq;
    struct names people;
    const struct item_text *text; /* of the item at hand; NULL: it has none */
    uint32_t run_at;              /* where the run begins in it, UTF-16 units */
    struct stretch run;           /* that is being gathered; len 0: none */
};

/* Of the proposals that brought the words: its author's own, else any. */
static const struct proposal *proposal_of(const struct blaming *blaming, const struct stretch *run)
{
    const struct proposal_sets *sets = weave_sets(blaming->weave);
    const struct proposal *best = NULL;
    for (size_t i = 0; i < proposal_sets_count(sets, run->under); i++) {
        const char *id = weave_proposal(blaming->weave, proposal_sets_member(sets, run->under, i));
        const struct proposal *proposal = proposals_find(blaming->draft, id);
        if (proposal && (!best || strcmp(proposal->by, weave_author(blaming->weave, run->written)) == 0))
            best = proposal;
    }
    return best;
}

/* Who accepted these words by themselves: of the decisions about parts of the proposal, the newest that was about them. NULL: none. */
static const char *part_decider(const struct proposal *proposal, const char *lang,
                                const struct delta_op *words, const struct delta *slice)
{
    const struct proposal_part *found = NULL;
    for (size_t i = proposal_parts_count(proposal); i-- > 0;) {
        const struct proposal_part *part = &proposal->parts->all[i];
        if (!part->accepted || strcmp(part->lang, lang) != 0)
            continue;
        if (memmem(part->inserted, strlen(part->inserted), slice->bytes + words->at_bytes, words->len_bytes))
            return part->by;
        found = found ? found : part;
    }
    return found ? found->by : NULL;
}

static bool is_marked(const struct attributes *attributes, const char *proposal)
{
    enum mark_type type;
    const char *id;
    for (size_t i = 0; i < attributes_count(attributes); i++)
        if (mark_parse(attributes_at(attributes, i).key, &type, &id) && type == MARK_INS &&
            strcmp(id, proposal) == 0)
            return true;
    return false;
}

static void write_one(struct blaming *blaming, uint32_t len, const struct proposal *proposal,
                      enum proposal_state state, const char *decider)
{
    struct buf *out = blaming->out;
    const struct stretch *run = &blaming->run;
    const char *by = proposal ? proposal->by : weave_author(blaming->weave, run->written);
    json_write_comma(out);
    buf_format(out, "{\"len\":%u,\"seq\":%u,\"at\":%lld", len, run->written,
               (long long)weave_time(blaming->weave, run->written));
    person_json_write(out, "by", by, &blaming->people);
    if (proposal) {
        buf_text(out, ",\"proposal\":");
        json_write_string(out, proposal->id);
        buf_format(out, ",\"state\":\"%s\"", proposal_state_name(state));
        person_json_write(out, "decider", decider, &blaming->people);
    }
    buf_char(out, '}');
}

/* `decider`: who accepted the words by themselves; NULL: nobody, so that what became of the whole proposal holds. */
static void write_part(struct blaming *blaming, uint32_t len, const struct proposal *proposal,
                       const char *decider)
{
    if (decider)
        write_one(blaming, len, proposal, PROPOSAL_ACCEPTED, decider);
    else if (len)
        write_one(blaming, len, proposal, proposal->state, proposal->closer);
}

/* Words of a proposal of which parts were accepted by themselves: those without its mark are no longer proposed. */
static void write_parts(struct blaming *blaming, const struct proposal *proposal)
{
    struct delta slice = DELTA_EMPTY;
    const char *last = NULL;
    uint32_t len = 0;
    text_slice(blaming->text->text, blaming->run_at, blaming->run_at + blaming->run.len, &slice);
    for (size_t i = 0; i < slice.count; i++) {
        const struct delta_op *words = &slice.ops[i];
        const char *decider = is_marked(words->attributes, proposal->id)
                                  ? NULL
                                  : part_decider(proposal, blaming->text->lang, words, &slice);
        if (len && decider != last) {
            write_part(blaming, len, proposal, last);
            len = 0;
        }
        last = decider;
        len += words->len_u16;
    }
    write_part(blaming, len, proposal, last);
    delta_clear(&slice);
}

static void write_run(struct blaming *blaming)
{
    const struct stretch *run = &blaming->run;
    if (!run->len)
        return;
    const struct proposal *proposal = proposal_of(blaming, run);
    if (proposal && blaming->text && proposal_parts_count(proposal))
        write_parts(blaming, proposal);
    else
        write_one(blaming, run->len, proposal, proposal ? proposal->state : PROPOSAL_OPEN,
                  proposal ? proposal->closer : NULL);
    blaming->run_at += run->len;
    blaming->run.len = 0;
}

static bool goes_on(const struct blaming *blaming, const struct stretch *next)
{
    const struct weave *weave = blaming->weave;
    const struct stretch *run = &blaming->run;
    int64_t between = weave_time(weave, next->written) - weave_time(weave, run->written);
    return run->under == next->under && between < ONE_GO_MS && between > -ONE_GO_MS &&
           strcmp(weave_author(weave, run->written), weave_author(weave, next->written)) == 0;
}

static void add_stretch(void *context, const struct stretch *stretch)
{
    struct blaming *blaming = context;
    if (!stretch_is_there(stretch, blaming->seq))
        return;
    if (!blaming->run.len || !goes_on(blaming, stretch)) {
        write_run(blaming);
        blaming->run = *stretch;
        return;
    }
    blaming->run.len += stretch->len;
    if (stretch->written > blaming->run.written)
        blaming->run.written = stretch->written;
}

static void write_item(struct blaming *blaming, const struct item *item, const char *lang)
{
    const struct strand *strand = weave_text(blaming->weave, item->id, lang);
    blaming->text = item_text_find(item, lang);
    blaming->run_at = 0;
    json_write_comma(blaming->out);
    buf_text(blaming->out, "{\"item\":");
    json_write_string(blaming->out, item->id);
    buf_text(blaming->out, ",\"runs\":[");
    if (strand)
        strand_visit(strand, add_stretch, blaming);
    write_run(blaming);
    buf_text(blaming->out, "]}");
}

enum status blame_write(struct buf *out, const struct loaded_draft *moment, const struct record *record,
                        const char *lang)
{
    const struct draft *draft = moment->draft;
    struct blaming blaming = {.out = out, .draft = draft, .weave = record->weave, .seq = draft_seq(draft)};
    if (!draft->langs.count || (lang && !string_list_has(&draft->langs, lang)))
        return STATUS_BAD_OP;
    lang = lang ? lang : draft->langs.strings[0];
    buf_format(out, "{\"draft\":\"%s\",\"lang\":\"%s\",\"seq\":%llu,\"items\":[", draft->id, lang,
               (unsigned long long)draft->seq);
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_is_there(item))
            write_item(&blaming, item, lang);
    buf_char(out, ']');
    person_json_write_all(out, draft, &blaming.people);
    buf_text(out, "}\n");
    names_clear(&blaming.people);
    return STATUS_OK;
}

#include "record/blame.h"

#include <string.h>

#include "base/json_write.h"
#include "draft/items.h"
#include "draft/proposals.h"
#include "record/person_json.h"

#define ONE_GO_MS 300000

struct blaming {
    struct buf *out;
    const struct draft *draft;
    const struct weave *weave;
    uint64_t seq;
    struct names people;
    struct stretch run; /* that is being gathered; len 0: none */
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

static void write_proposal(struct blaming *blaming, const struct proposal *proposal)
{
    struct buf *out = blaming->out;
    buf_text(out, ",\"proposal\":");
    json_write_string(out, proposal->id);
    buf_format(out, ",\"state\":\"%s\"", proposal_state_name(proposal->state));
    person_json_write(out, "decider", proposal->closer, &blaming->people);
}

static void write_run(struct blaming *blaming)
{
    const struct stretch *run = &blaming->run;
    if (!run->len)
        return;
    const struct proposal *proposal = proposal_of(blaming, run);
    const char *by = proposal ? proposal->by : weave_author(blaming->weave, run->written);
    json_write_comma(blaming->out);
    buf_format(blaming->out, "{\"len\":%u,\"seq\":%u,\"at\":%lld", run->len, run->written,
               (long long)weave_time(blaming->weave, run->written));
    person_json_write(blaming->out, "by", by, &blaming->people);
    if (proposal)
        write_proposal(blaming, proposal);
    buf_char(blaming->out, '}');
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

/* frozen.json: drafts whose numbers are frozen, edited and negotiated at random, each log with the snapshot that it ends in. */
#include <inttypes.h>
#include <stdio.h>

#include "base/always.h"
#include "draft/numbering_scheme.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "draft/state.h"
#include "negotiating.h"
#include "support/random_op.h"
#include "support/random_scheme.h"
#include "support/sitting.h"
#include "vectors.h"
#include "wire/numbering_codec.h"
#include "wire/snapshot_codec.h"

#define FIRST_SEED 20211201
#define LOGS       24
#define OPS        80
#define TRIES      400

static const struct item *some_proposed(struct choices *choices, const struct draft *draft)
{
    const struct entries *all = &draft->proposals;

    for (int tries = 0; all->count && tries < 8; tries++) {
        const struct proposal *proposal = all->all[choices_below(choices, (uint32_t)all->count)];
        if (proposal_is_open(proposal) && proposal->act == PROPOSAL_ADD && proposal->item)
            return proposal->item;
    }
    return NULL;
}

static void write_place(struct buf *out, const char *key, const struct item *item)
{
    if (item)
        buf_format(out, "'%s':'%s'", key, item->id);
    else
        buf_format(out, "'%s':null", key);
}

/* An item for the place where another proposal stands: its alternative. */
static void propose_instead(struct choices *choices, const struct draft *draft, struct change_list *out)
{
    const struct item *to = some_proposed(choices, draft);
    struct buf changes = BUF_EMPTY;
    struct refusal refusal;
    uint64_t now = draft_seq(draft);

    if (!to)
        return;
    buf_format(&changes,
               "[{'type':'proposal.add','proposal':'q%" PRIu64 "','act':'add','item':'j%" PRIu64 "'},"
               "{'type':'item.add','item':'j%" PRIu64 "','kind':'item','texts':{'es':[{'insert':'Otro.'}]},",
               now, now, now);
    write_place(&changes, "parent", to->parent);
    buf_char(&changes, ',');
    write_place(&changes, "after", to->previous);
    buf_text(&changes, "}]");
    ALWAYS(sitting_changes(changes.bytes, out, &refusal) == STATUS_OK);
    buf_clear(&changes);
}

/* The chair, who may do everything, or a delegation or the chair in the negotiation: what is proposed is numbered too, as an alternative where it
 * stands beside another. */
static void do_something(struct choices *choices, struct sitting *sitting)
{
    static const char *const delegations[] = {"CA", "CR"};
    bool negotiates = sitting->draft->frozen && choices_one_in(choices, 3);
    const struct participant *who = sitting_person(ROLE_CHAIR);

    if (negotiates && !choices_one_in(choices, 3))
        who = sitting_delegation(delegations[choices_below(choices, 2)]);
    struct submission submission = {
        .who = who,
        .client = who->id,
        .n = clients_acked(sitting->draft, who->id) + 1,
        .base = draft_seq(sitting->draft),
        .at = 1000 + (int64_t)draft_seq(sitting->draft),
    };
    if (negotiates && choices_one_in(choices, 4))
        propose_instead(choices, sitting->draft, &submission.changes);
    else if (negotiates)
        negotiating_act(choices, sitting->draft, who, &submission.changes);
    else
        random_op(choices, sitting->draft, &submission.changes);
    if (submission.changes.count)
        sitting_submit(sitting, &submission);
    change_list_clear(&submission.changes);
}

/* Items to begin with, and a scheme: half of the drafts have the conference's. */
static void begin(struct choices *choices, struct sitting *sitting, uint64_t which)
{
    struct numbering_scheme scheme;
    struct buf set = BUF_EMPTY;
    if (which % 2)
        random_scheme(choices, &scheme);
    else
        scheme = *numbering_preset(which % 4 ? NUMBERING_EU : NUMBERING_CONFERENCE);
    buf_text(&set, "[{\"type\":\"draft.set\",\"numbering\":");
    numbering_write_json(&set, &scheme);
    buf_text(&set, "}]");
    ALWAYS(sitting_ask(sitting, ROLE_CHAIR, set.bytes) == STATUS_OK);
    buf_clear(&set);
    for (int i = 0; i < 12; i++)
        do_something(choices, sitting);
}

static void edit(struct sitting *sitting, uint64_t which)
{
    struct choices choices = {.state = FIRST_SEED + which};
    begin(&choices, sitting, which);
    for (int tries = 0; tries < TRIES && draft_seq(sitting->draft) < OPS && !sitting->draft->adopted;
         tries++) {
        if (!sitting->draft->frozen)
            ALWAYS(sitting_ask(sitting, ROLE_CHAIR, "[{'type':'draft.freeze','on':true}]") == STATUS_OK);
        do_something(&choices, sitting);
    }
}

static void write_log(struct buf *out, struct sitting *sitting)
{
    buf_text(out, "    {\"ops\":[");
    for (size_t i = 0; i + 1 < sitting->log.len; i++) /* one op a line, without the last line's end */
        buf_char(out, sitting->log.bytes[i] == '\n' ? ',' : sitting->log.bytes[i]);
    buf_text(out, "],\n     \"snapshot\":");
    snapshot_write_json(out, sitting->twin, &sitting->head);
    buf_char(out, '}');
}

void vectors_frozen(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"Logs of drafts whose numbers are frozen, and the snapshot that the fold "
                  "of each ends "
                  "in.\",\n  \"logs\": [\n");
    for (uint64_t i = 0; i < LOGS; i++) {
        struct sitting sitting = sitting_open();
        edit(&sitting, i);
        write_log(out, &sitting);
        sitting_close(&sitting);
        buf_text(out, i + 1 < LOGS ? ",\n" : "\n  ]\n}\n");
    }
}

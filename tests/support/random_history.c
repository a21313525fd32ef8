#include "support/random_history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "support/random_op.h"
#include "text/text.h"

static uint32_t below(struct random_history *history, uint32_t limit)
{
    return choices_below(history->choices, limit);
}

static const struct participant *some_author(struct random_history *history)
{
    uint32_t which = below(history, 6);
    return which == 0   ? sitting_person(ROLE_SECRETARIAT)
           : which == 1 ? sitting_delegation("CA")
           : which == 2 ? sitting_delegation("CR")
           : which == 3 ? sitting_person(ROLE_DELEGATION)
                        : sitting_person(ROLE_CHAIR);
}

static const struct item *some_item(struct random_history *history)
{
    const struct draft *draft = history->sitting->draft;
    const struct item *item = item_next(draft, NULL);
    for (uint32_t skip = below(history, (uint32_t)draft->items.count); skip > 0; skip--)
        item = item_next(draft, item);
    return item;
}

static bool ask(struct random_history *history, const struct participant *who, struct buf *changes)
{
    struct sitting *sitting = history->sitting;
    int64_t at = 1000 + (int64_t)draft_seq(sitting->draft) * 500;
    enum status status = sitting_ask_as(sitting, who, at, changes->bytes);
    buf_clear(changes);
    return status == STATUS_OK;
}

static bool anything(struct random_history *history)
{
    struct sitting *sitting = history->sitting;
    const struct participant *who = some_author(history);
    struct submission submission = {.who = who,
                                    .client = who->id,
                                    .n = clients_acked(sitting->draft, who->id) + 1,
                                    .base = draft_seq(sitting->draft),
                                    .at = 1000 + (int64_t)draft_seq(sitting->draft) * 500};
    random_op(history->choices, sitting->draft, &submission.changes);
    return sitting_submit(sitting, &submission) == SUBMIT_ACCEPTED;
}

/* A place in a text that cuts no pair, from `from` on. */
static uint32_t some_place(struct random_history *history, const struct text *text, uint32_t from)
{
    uint32_t len = text ? text_len(text) : 0, at = from + below(history, len - from + 1);
    return text && at < len && text_cuts_pair(text, at) ? at + 1 : at;
}

static bool propose(struct random_history *history)
{
    struct buf changes = BUF_EMPTY;
    if (history->proposals == RANDOM_HISTORY_PROPOSALS)
        return anything(history);
    const struct item *item = some_item(history);
    const char *lang = below(history, 2) ? "es" : "en";
    const struct item_text *found = item_text_find(item, lang);
    const struct text *text = found ? found->text : NULL;
    const struct participant *who = below(history, 2) ? sitting_delegation("CA") : sitting_delegation("CR");
    uint32_t at = some_place(history, text, 0), to = some_place(history, text, at), id = history->proposals;
    buf_format(&changes, "[{'type':'proposal.add','proposal':'q%u','item':'%s'},", id, item->id);
    buf_format(&changes, "{'type':'text','item':'%s','lang':'%s','delta':[", item->id, lang);
    if (at)
        buf_format(&changes, "{'retain':%u},", at);
    buf_format(&changes, "{'insert':'\xC3\xB1%u ','attributes':{'ins:q%u':true}}", id, id);
    if (to > at)
        buf_format(&changes, ",{'retain':%u,'attributes':{'del:q%u':true}}", to - at, id);
    buf_text(&changes, "]}]");
    bool made = ask(history, who, &changes);
    history->proposals += made;
    return made;
}

/* Strikes a little more for a proposal, or takes that back. */
static bool strike(struct random_history *history, const struct proposal *proposal)
{
    struct buf changes = BUF_EMPTY;
    const struct item *item = proposal->item;
    const struct item_text *found = item_text_find(item, "es");
    uint32_t at = some_place(history, found ? found->text : NULL, 0);
    uint32_t to = some_place(history, found ? found->text : NULL, at);
    if (to == at)
        return false;
    buf_format(&changes, "[{'type':'text','item':'%s','lang':'es','delta':[", item->id);
    if (at)
        buf_format(&changes, "{'retain':%u},", at);
    buf_format(&changes, "{'retain':%u,'attributes':{'del:%s':%s}}]}]", to - at, proposal->id,
               below(history, 3) ? "true" : "null");
    return ask(history,
               proposal->delegation ? sitting_delegation(proposal->delegation) : sitting_person(ROLE_CHAIR),
               &changes);
}

static bool end_proposal(struct random_history *history, const struct proposal *proposal)
{
    struct buf changes = BUF_EMPTY;
    uint32_t how = below(history, 7);
    buf_format(&changes, "[{'type':'proposal.%s','proposal':'%s'}]",
               how < 4   ? "accept"
               : how < 6 ? "reject"
                         : "withdraw",
               proposal->id);
    if (how < 6)
        return ask(history, sitting_person(ROLE_CHAIR), &changes);
    return ask(history,
               proposal->delegation ? sitting_delegation(proposal->delegation) : sitting_person(ROLE_CHAIR),
               &changes);
}

static bool go_on_with_a_proposal(struct random_history *history)
{
    const struct draft *draft = history->sitting->draft;
    if (!draft->proposals.count)
        return propose(history);
    const struct proposal *proposal = draft->proposals.all[below(history, (uint32_t)draft->proposals.count)];
    if (!proposal_is_open(proposal) || !proposal->item)
        return false;
    return below(history, 2) ? strike(history, proposal) : end_proposal(history, proposal);
}

static bool set_status(struct random_history *history)
{
    struct buf changes = BUF_EMPTY;
    buf_format(&changes, "[{'type':'item.status','item':'%s','status':'%s'}]", some_item(history)->id,
               below(history, 2) ? "review" : "open");
    return ask(history, sitting_person(ROLE_CHAIR), &changes);
}

bool random_history_step(struct random_history *history)
{
    uint32_t what = below(history, 20);
    return what < 9    ? anything(history)
           : what < 14 ? propose(history)
           : what < 19 ? go_on_with_a_proposal(history)
                       : set_status(history);
}

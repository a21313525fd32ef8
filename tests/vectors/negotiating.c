#include "negotiating.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/always.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/proposals.h"
#include "support/sitting.h"

/* Who acts, on what, and the changes as JSON with single quotes, without the brackets of the array. */
struct acting {
    struct choices *choices;
    const struct draft *draft;
    const struct participant *who;
    struct buf json;
};

static bool one_in(struct acting *acting, uint32_t times)
{
    return choices_one_in(acting->choices, times);
}

static const struct item *some_item(struct acting *acting)
{
    const struct item *item = NULL;
    for (int tries = 0; tries < 8 && !(item && item_is_there(item)); tries++) {
        item = item_next(acting->draft, NULL);
        for (uint32_t skip = choices_below(acting->choices, (uint32_t)acting->draft->items.count); skip > 0;
             skip--)
            item = item_next(acting->draft, item);
    }
    return item;
}

static const char *some_lang(struct acting *acting)
{
    return one_in(acting, 3) ? "en" : "es";
}

static uint32_t words_len(const struct item *item, const char *lang)
{
    const struct item_text *found = item_text_find(item, lang);
    return found ? text_len(found->text) : 0;
}

/* An open one, as a rule; NULL where there is none at all. */
static const struct proposal *some_proposal(struct acting *acting, bool own)
{
    const struct entries *all = &acting->draft->proposals;
    const struct proposal *found = NULL;
    for (int tries = 0; all->count && tries < 8; tries++) {
        found = all->all[choices_below(acting->choices, (uint32_t)all->count)];
        if (proposal_is_open(found) && (!own || proposal_is_own(found, acting->who)))
            break;
    }
    return found;
}

static const struct comment *some_comment(struct acting *acting)
{
    const struct entries *all = &acting->draft->comments;
    return all->count ? all->all[choices_below(acting->choices, (uint32_t)all->count)] : NULL;
}

/* Fresh: nobody else acts on this seq. */
static void write_id(struct acting *acting, const char *kind)
{
    buf_format(&acting->json, "'%s%" PRIu64 "'", kind, draft_seq(acting->draft) + 1);
}

/* ---- proposals ---- */

static void write_marked(struct acting *acting, const struct item *item, const char *id)
{
    const char *lang = some_lang(acting);
    uint32_t len = words_len(item, lang), at = choices_below(acting->choices, len + 1);
    uint32_t struck = choices_below(acting->choices, len - at + 1);
    buf_format(&acting->json, "{'type':'text','item':'%s','lang':'%s','delta':[", item->id, lang);
    if (at)
        buf_format(&acting->json, "{'retain':%u},", at);
    buf_format(&acting->json, "{'insert':'%s','attributes':{'ins:%s':true}}",
               one_in(acting, 2) ? "todos " : "x", id);
    if (struck && one_in(acting, 2))
        buf_format(&acting->json, ",{'retain':%u,'attributes':{'del:%s':true}}", struck, id);
    buf_text(&acting->json, "]}");
}

static void propose_words(struct acting *acting)
{
    const struct proposal *own = some_proposal(acting, true);
    if (own && own->item && proposal_may_mark(own, acting->who) && one_in(acting, 2)) {
        write_marked(acting, own->item, own->id);
        return;
    }
    const struct item *item = some_item(acting);
    char id[ID_BYTES];
    snprintf(id, sizeof id, "p%" PRIu64, draft_seq(acting->draft) + 1);
    buf_format(&acting->json, "{'type':'proposal.add','proposal':'%s','item':'%s','note':'Porque.'},", id,
               item->id);
    write_marked(acting, item, id);
}

static void propose_item(struct acting *acting)
{
    const struct item *after = some_item(acting);
    buf_text(&acting->json, "{'type':'proposal.add','proposal':");
    write_id(acting, "p");
    if (one_in(acting, 2)) {
        buf_format(&acting->json, ",'item':'%s','act':'remove'}", after->id);
        return;
    }
    buf_text(&acting->json, ",'act':'add','item':");
    write_id(acting, "i");
    buf_text(&acting->json,
             "},{'type':'item.add','kind':'item','texts':{'es':[{'insert':'Nuevo.'}]},'item':");
    write_id(acting, "i");
    if (after->parent)
        buf_format(&acting->json, ",'parent':'%s','after':'%s'}", after->parent->id, after->id);
    else
        buf_format(&acting->json, ",'parent':null,'after':'%s'}", after->id);
}

static void write_on_proposal(struct acting *acting, const char *act, const struct proposal *proposal)
{
    if (proposal)
        buf_format(&acting->json, "{'type':'proposal.%s','proposal':'%s'}", act, proposal->id);
}

static void finish_own(struct acting *acting)
{
    write_on_proposal(acting, one_in(acting, 2) ? "file" : "withdraw", some_proposal(acting, true));
}

static void decide(struct acting *acting)
{
    write_on_proposal(acting, one_in(acting, 2) ? "accept" : "reject", some_proposal(acting, false));
}

static void support(struct acting *acting)
{
    const struct proposal *proposal = some_proposal(acting, false);
    if (proposal)
        buf_format(&acting->json, "{'type':'proposal.support','proposal':'%s','support':%s}", proposal->id,
                   one_in(acting, 3) ? "false" : "true");
}

/* ---- positions, comments, consultations, statuses ---- */

static void take_position(struct acting *acting)
{
    static const char *const positions[] = {"'support'", "'accept'", "'reserve'", "'object'", "null"};
    buf_format(&acting->json, "{'type':'position.set','item':'%s','position':%s}", some_item(acting)->id,
               positions[choices_below(acting->choices, 5)]);
}

static void comment(struct acting *acting)
{
    const struct comment *answered = one_in(acting, 3) ? some_comment(acting) : NULL;
    const struct item *item = answered ? answered->item : some_item(acting);
    const char *lang = some_lang(acting);
    uint32_t len = words_len(item, lang);
    buf_text(&acting->json, "{'type':'comment.add','comment':");
    write_id(acting, "c");
    buf_format(&acting->json, ",'item':'%s','text':'\xC2\xBFY esto?','parent':", item->id);
    if (answered)
        buf_format(&acting->json, "'%s'}", answered->id);
    else if (one_in(acting, 3))
        buf_text(&acting->json, "null}");
    else
        buf_format(&acting->json, "null,'lang':'%s','anchor':%u,'head':%u}", lang,
                   choices_below(acting->choices, len + 1), choices_below(acting->choices, len + 1));
}

static void change_comment(struct acting *acting)
{
    static const char *const acts[] = {"edit','text':'Mejor.'", "remove'", "resolve','resolved':true",
                                       "resolve','resolved':false"};
    const struct comment *found = some_comment(acting);
    if (found)
        buf_format(&acting->json, "{'comment':'%s','type':'comment.%s}", found->id,
                   acts[choices_below(acting->choices, 4)]);
}

static void consult(struct acting *acting)
{
    const char *item = some_item(acting)->id;
    if (one_in(acting, 4))
        buf_format(&acting->json, "{'type':'consult.close','item':'%s'}", item);
    else
        buf_format(&acting->json,
                   "{'type':'consult.open','item':'%s','delegations':['MX','CA'],'until':%" PRIu64
                   ",'silence':%s}",
                   item, 1000 + draft_seq(acting->draft) + 3 + choices_below(acting->choices, 12),
                   one_in(acting, 3) ? "false" : "true");
}

static void set_status(struct acting *acting)
{
    static const char *const statuses[] = {"review", "review", "review", "open", "agreed", "approved"};
    buf_format(&acting->json, "{'type':'item.status','item':'%s','status':'%s','below':%s,'reason':'Ya.'}",
               some_item(acting)->id, statuses[choices_below(acting->choices, 6)],
               one_in(acting, 2) ? "true" : "false");
}

static void (*const acts_of_all[])(struct acting *) = {
    propose_words, propose_words, propose_words, propose_item, finish_own,     support,
    support,       take_position, take_position, comment,      change_comment,
};
static void (*const acts_of_the_chair[])(struct acting *) = {
    propose_words, propose_item,   finish_own, decide,  decide,
    comment,       change_comment, consult,    consult, set_status,
};

#define COUNT(list) ((uint32_t)(sizeof(list) / sizeof *(list)))

void negotiating_act(struct choices *choices, const struct draft *draft, const struct participant *who,
                     struct change_list *out)
{
    struct acting acting = {choices, draft, who, BUF_EMPTY};
    struct refusal refusal;
    buf_char(&acting.json, '[');
    if (who->role == ROLE_CHAIR)
        acts_of_the_chair[choices_below(choices, COUNT(acts_of_the_chair))](&acting);
    else
        acts_of_all[choices_below(choices, COUNT(acts_of_all))](&acting);
    buf_char(&acting.json, ']');
    ALWAYS(sitting_changes(acting.json.bytes, out, &refusal) == STATUS_OK);
    buf_clear(&acting.json);
}

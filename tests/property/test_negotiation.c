/* Random negotiations about one item in two languages, beside a model that knows the marks of every character and nothing of deltas:
 *
 *   after each op words and marks are the model's: proposals nested and overlapping, words typed freely in between, decisions of one
 *   or of several in an op, in any order
 *   under an open `ins:` there is no letter but those that its author typed, whoever may write freely around it
 *   a part of a proposal that is accepted or rejected settles those words alone, and the rest of it stays proposed
 *   a decision that is taken back leaves words and marks as they were before it
 *   once all is decided, no mark is left, and the order made no difference
 *   an op that is refused leaves no trace, also where its last change is what fails      (checked by support/sitting)
 *
 * Run again with the printed PLENARIA_SEED; PLENARIA_RUNS says how many negotiations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/items.h"
#include "support/choices.h"
#include "support/sitting.h"

#define RUNS        25
#define STEPS       60
#define LANGS       2
#define DELEGATIONS 3
#define PROPOSERS   4 /* MX, CA, CR and the secretariat, which may write freely too */
#define SECRETARIAT 3
#define NOBODY      4  /* among them: the first words, and what the chair has accepted */
#define PROPOSALS   16 /* in turn of these */
#define LETTERS     1024
#define NOON        5000

static struct choices choices;

/* Sets of proposals, a bit each. */
typedef uint32_t set;

struct letter {
    const char *utf8;
    uint32_t len_u16;
    set ins, del;
    uint32_t typed_by;
};

struct words {
    struct letter letters[LETTERS];
    size_t count;
};

struct model {
    struct words words[LANGS];
    set begun, open, filed;
};

struct run {
    struct sitting sitting;
    struct model model;
};

static const char *const langs[LANGS] = {"es", "en"};

static const struct participant *person(uint32_t index)
{
    if (index == SECRETARIAT)
        return sitting_person(ROLE_SECRETARIAT);
    return index == 0 ? sitting_person(ROLE_DELEGATION) : sitting_delegation(index == 1 ? "CA" : "CR");
}

static set bit(uint32_t proposal)
{
    return (set)1 << proposal;
}

/* Those of a delegation. */
static set set_of(uint32_t who)
{
    set own = 0;
    for (uint32_t i = who; i < PROPOSALS; i += PROPOSERS)
        own |= bit(i);
    return own;
}

static set may_mark(const struct model *model, uint32_t who)
{
    return set_of(who) & model->open & ~model->filed;
}

/* One of the set; PROPOSALS where there is none. */
static uint32_t pick(set from)
{
    uint32_t left = choices_below(&choices, PROPOSALS), at = 0;
    if (!from)
        return PROPOSALS;
    while (!(from & bit(at)) || left-- > 0)
        at = (at + 1) % PROPOSALS;
    return at;
}

static set some_of(set from)
{
    return from & choices_below(&choices, bit(PROPOSALS));
}

static struct letter some_letter(uint32_t who, set ins, set del)
{
    static const char *const all[] = {"x", "y", " ", "\xC3\xB1", "\xF0\x9F\x98\x80"};
    uint32_t which = choices_below(&choices, sizeof all / sizeof *all);
    return (struct letter){all[which], which == 4 ? 2 : 1, ins, del, who};
}

/* ---- what the marks say ---- */

static void add_letter(struct words *words, struct letter letter)
{
    assert_true(words->count < LETTERS);
    words->letters[words->count++] = letter;
}

static void decide_words(struct words *words, set accepted, set refused)
{
    size_t left = 0;
    for (size_t i = 0; i < words->count; i++) {
        struct letter letter = words->letters[i];
        if (letter.ins & refused || letter.del & accepted)
            continue;
        if (letter.ins & accepted)
            letter.typed_by = NOBODY;
        letter.ins &= ~accepted;
        letter.del &= ~refused;
        words->letters[left++] = letter;
    }
    words->count = left;
}

static void decide_all_words(struct model *model, set accepted, set refused)
{
    for (size_t i = 0; i < LANGS; i++)
        decide_words(&model->words[i], accepted, refused);
    model->open &= ~(accepted | refused);
}

/* The stretch of letters around one that carry an insertion. */
static void stretch_of(const struct words *words, size_t at, set ins, size_t *from, size_t *to)
{
    for (*from = at; *from > 0 && words->letters[*from - 1].ins & ins; --*from)
        ;
    for (*to = at; *to < words->count && words->letters[*to].ins & ins; ++*to)
        ;
}

/* `inner` ends inside `outer`. */
static bool stands_inside(const struct words *words, size_t at, set inner, set outer)
{
    size_t from, to, outer_from, outer_to;
    stretch_of(words, at, inner, &from, &to);
    stretch_of(words, at, outer, &outer_from, &outer_to);
    return outer_from <= from && to <= outer_to && outer_to - outer_from > to - from;
}

/* Nothing is accepted that stands inside what is not decided. */
static bool letter_may_settle(const struct model *model, const struct words *words, size_t at, set accepted,
                              set refused)
{
    const struct letter *letter = &words->letters[at];
    set undecided = letter->ins & model->open & ~accepted & ~refused;
    for (uint32_t i = 0; i < PROPOSALS; i++)
        for (uint32_t k = 0; k < PROPOSALS; k++)
            if (undecided & bit(i) &&
                (letter->del & accepted & bit(k) ||
                 (letter->ins & accepted & bit(k) && !stands_inside(words, at, bit(i), bit(k)))))
                return false;
    return true;
}

static bool may_settle(const struct model *model, set accepted, set refused)
{
    for (size_t i = 0; i < LANGS; i++)
        for (size_t k = 0; k < model->words[i].count; k++)
            if (!letter_may_settle(model, &model->words[i], k, accepted, refused))
                return false;
    return true;
}

static set marks_in(const struct model *model)
{
    set found = 0;
    for (size_t i = 0; i < LANGS; i++)
        for (size_t k = 0; k < model->words[i].count; k++)
            found |= model->words[i].letters[k].ins | model->words[i].letters[k].del;
    return found;
}

static set ins_at(const struct words *words, size_t at)
{
    return at < words->count ? words->letters[at].ins : 0;
}

static set ins_beside(const struct words *words, size_t from, size_t to)
{
    return (from ? words->letters[from - 1].ins : 0) | ins_at(words, to);
}

/* Words of their own go at once; inside somebody else's, where those go on beside them. */
static bool may_delete(const struct words *words, size_t at, set own)
{
    size_t from = at, to = at;
    if (!(ins_at(words, at) & own))
        return false;
    while (from > 0 && words->letters[from - 1].ins & own)
        from--;
    while (ins_at(words, to) & own)
        to++;
    return !(words->letters[at].ins & ~own & ~ins_beside(words, from, to));
}

/* ---- changes of words ---- */

/* Walks along the old words, and writes down the new ones and the change that makes them. */
struct pen {
    const struct words *old;
    struct words now;
    size_t at;
    struct delta delta;
};

static struct attributes *marks(set ins, set del, enum attribute_type type)
{
    char keys[2 * PROPOSALS][8];
    struct attribute list[2 * PROPOSALS];
    struct attributes *marks;
    size_t count = 0;
    for (uint32_t i = 0; i < 2 * PROPOSALS; i++) {
        uint32_t proposal = i % PROPOSALS;
        bool inserts = i < PROPOSALS;
        if (!((inserts ? ins : del) & bit(proposal)))
            continue;
        snprintf(keys[count], sizeof *keys, "%s:q%u", inserts ? "ins" : "del", proposal);
        list[count] = (struct attribute){keys[count], type, NULL};
        count++;
    }
    assert_int_equal(attributes_create(list, count, &marks), STATUS_OK);
    return marks;
}

static void pen_insert(struct pen *pen, struct letter letter)
{
    struct attributes *carried = marks(letter.ins, letter.del, ATTRIBUTE_TRUE);
    delta_insert(&pen->delta, letter.utf8, strlen(letter.utf8), carried);
    attributes_unref(carried);
    add_letter(&pen->now, letter);
}

static void pen_keep(struct pen *pen)
{
    struct letter letter = pen->old->letters[pen->at++];
    delta_retain(&pen->delta, letter.len_u16, NULL);
    add_letter(&pen->now, letter);
}

static void pen_keep_to(struct pen *pen, size_t at)
{
    while (pen->at < at)
        pen_keep(pen);
}

static void pen_delete(struct pen *pen)
{
    delta_delete(&pen->delta, pen->old->letters[pen->at++].len_u16);
}

/* Strikes a letter for the proposal, or takes that back. */
static void pen_strike(struct pen *pen, uint32_t proposal, bool strike)
{
    struct letter letter = pen->old->letters[pen->at++];
    struct attributes *carried = marks(0, bit(proposal), strike ? ATTRIBUTE_TRUE : ATTRIBUTE_NULL);
    delta_retain(&pen->delta, letter.len_u16, carried);
    attributes_unref(carried);
    letter.del = strike ? letter.del | bit(proposal) : letter.del & ~bit(proposal);
    add_letter(&pen->now, letter);
}

static void pen_write_change(struct pen *pen, size_t lang, struct buf *out)
{
    pen_keep_to(pen, pen->old->count);
    delta_chop(&pen->delta);
    buf_format(out, "{'type':'text','item':'a','lang':'%s','delta':", langs[lang]);
    delta_write_json(out, &pen->delta);
    buf_char(out, '}');
    delta_clear(&pen->delta);
}

/* ---- what is asked for ---- */

static enum status ask(struct run *run, const struct participant *who, const struct buf *changes)
{
    return sitting_ask_as(&run->sitting, who, NOON, changes->bytes);
}

static void must(struct run *run, const struct participant *who, struct buf *changes)
{
    if (ask(run, who, changes) != STATUS_OK)
        fail_msg("%s: %s", changes->bytes, run->sitting.refusal.message);
    buf_clear(changes);
}

static void must_fail(struct run *run, const struct participant *who, struct buf *changes, enum status status)
{
    enum status found = ask(run, who, changes);
    if (found != status)
        fail_msg("%s: %s, where it should be %s", changes->bytes, status_code(found), status_code(status));
    buf_clear(changes);
}

static void set_status(struct run *run, const char *status)
{
    struct buf changes = BUF_EMPTY;
    buf_format(&changes, "[{'type':'item.status','item':'a','status':'%s','reason':'So be it.'}]", status);
    must(run, sitting_person(ROLE_CHAIR), &changes);
}

static uint32_t some_own(struct model *model, uint32_t who, struct buf *changes)
{
    set fresh = set_of(who) & ~model->begun;
    uint32_t own = choices_one_in(&choices, 3) ? PROPOSALS : pick(may_mark(model, who));
    if (own < PROPOSALS)
        return own;
    own = pick(fresh);
    if (own == PROPOSALS)
        return PROPOSALS;
    buf_format(changes, "{'type':'proposal.add','proposal':'q%u','item':'a'},", own);
    model->begun |= bit(own);
    model->open |= bit(own);
    return own;
}

static void amend(struct run *run, uint32_t who)
{
    struct model *model = &run->model;
    struct buf changes = BUF_EMPTY;
    buf_char(&changes, '[');
    uint32_t own = some_own(model, who, &changes);
    size_t lang = choices_below(&choices, LANGS);
    struct words *words = &model->words[lang];
    size_t at = choices_below(&choices, (uint32_t)words->count + 1);
    struct pen pen = {.old = words, .delta = DELTA_EMPTY};
    if (own == PROPOSALS) {
        buf_clear(&changes);
        return;
    }
    pen_keep_to(&pen, at);
    for (uint32_t count = choices_below(&choices, 3); count > 0; count--)
        pen_insert(&pen, some_letter(who, bit(own) | some_of(ins_beside(words, at, at)), 0));
    for (uint32_t count = choices_below(&choices, 5); count > 0 && pen.at < words->count; count--)
        if (may_delete(words, pen.at, may_mark(model, who)))
            pen_delete(&pen);
        else
            pen_strike(&pen, own, !choices_one_in(&choices, 4));
    pen_write_change(&pen, lang, &changes);
    buf_char(&changes, ']');
    *words = pen.now;
    must(run, person(who), &changes);
}

/* Not in the midst of what others propose, and of their words nothing. */
static void write_freely(struct pen *pen, set own)
{
    pen_keep_to(pen, choices_below(&choices, (uint32_t)pen->old->count + 1));
    bool inside = pen->at && pen->old->letters[pen->at - 1].ins & ins_at(pen->old, pen->at) & ~own;
    for (uint32_t count = inside ? 0 : choices_below(&choices, 3); count > 0; count--) {
        bool pasted = choices_one_in(&choices, 4);
        pen_insert(pen, some_letter(SECRETARIAT, pasted ? some_of(own) : 0, pasted ? some_of(own) : 0));
    }
    for (uint32_t count = choices_below(&choices, 3); count > 0 && pen->at < pen->old->count; count--)
        if (pen->old->letters[pen->at].ins & ~own)
            pen_keep(pen);
        else
            pen_delete(pen);
}

static void type_freely(struct run *run)
{
    struct buf changes = BUF_EMPTY;
    size_t lang = choices_below(&choices, LANGS);
    struct pen pen = {.old = &run->model.words[lang], .delta = DELTA_EMPTY};
    write_freely(&pen, may_mark(&run->model, SECRETARIAT));
    buf_char(&changes, '[');
    pen_write_change(&pen, lang, &changes);
    buf_char(&changes, ']');
    run->model.words[lang] = pen.now;
    must(run, sitting_person(ROLE_SECRETARIAT), &changes);
}

static void file_some(struct run *run, uint32_t who)
{
    struct buf changes = BUF_EMPTY;
    uint32_t own = pick(may_mark(&run->model, who));
    if (own == PROPOSALS)
        return;
    buf_format(&changes, "[{'type':'proposal.file','proposal':'q%u'}]", own);
    run->model.filed |= bit(own);
    must(run, person(who), &changes);
}

static void withdraw_some(struct run *run, uint32_t who)
{
    struct buf changes = BUF_EMPTY;
    uint32_t own = pick(set_of(who) & run->model.open);
    if (own == PROPOSALS)
        return;
    buf_format(&changes, "[{'type':'proposal.withdraw','proposal':'q%u'}]", own);
    decide_all_words(&run->model, 0, bit(own));
    must(run, person(who), &changes);
}

/* Up to three decisions, in the order in which they come to mind. */
static void write_decisions(set from, set *accepted, set *refused, struct buf *changes)
{
    *accepted = *refused = 0;
    for (uint32_t count = 1 + choices_below(&choices, 3); count > 0 && from; count--) {
        uint32_t proposal = pick(from);
        bool accept = choices_one_in(&choices, 2);
        *(accept ? accepted : refused) |= bit(proposal);
        from &= ~bit(proposal);
        buf_format(changes, "{'type':'proposal.%s','proposal':'q%u'},", accept ? "accept" : "reject",
                   proposal);
    }
    changes->len--; /* the last comma */
}

/* A decision that is taken back at once leaves no trace in the words. */
static void take_back(struct run *run, const struct model *before, set decided)
{
    struct buf changes = BUF_EMPTY;
    buf_char(&changes, '[');
    for (uint32_t i = 0; i < PROPOSALS; i++)
        if (decided & bit(i))
            buf_format(&changes, "{'type':'proposal.reopen','proposal':'q%u'},", i);
    changes.bytes[changes.len - 1] = ']'; /* for the last comma */
    run->model = *before;
    must(run, sitting_person(ROLE_CHAIR), &changes);
}

static void decide_some(struct run *run)
{
    struct buf changes = BUF_EMPTY;
    set accepted, refused;
    const struct model before = run->model;
    if (!run->model.open)
        return;
    buf_char(&changes, '[');
    write_decisions(run->model.open, &accepted, &refused, &changes);
    buf_char(&changes, ']');
    if (!may_settle(&run->model, accepted, refused)) {
        must_fail(run, sitting_person(ROLE_CHAIR), &changes, STATUS_LOCKED);
        return;
    }
    decide_all_words(&run->model, accepted, refused);
    must(run, sitting_person(ROLE_CHAIR), &changes);
    if (choices_one_in(&choices, 3))
        take_back(run, &before, accepted | refused);
}

/* ---- a part of a proposal ---- */

/* Letters [from, to) of a text, and which marks of the proposal are chosen there. */
struct choice {
    uint32_t proposal;
    size_t lang, from, to;
    bool inserted, struck, accept;
};

static bool is_chosen(const struct choice *choice, const struct words *words, size_t at)
{
    const struct letter *letter = &words->letters[at];
    return at >= choice->from && at < choice->to &&
           ((choice->inserted && letter->ins & bit(choice->proposal)) ||
            (choice->struck && letter->del & bit(choice->proposal)));
}

static bool chooses_in(const struct choice *choice, const struct words *words, size_t from, size_t to)
{
    while (from < to && !is_chosen(choice, words, from))
        from++;
    return from < to;
}

/* Whether all that the proposal has in a stretch of somebody else's insertion goes on around it. */
static bool goes_on_around(const struct choice *choice, const struct words *words, size_t from, size_t to)
{
    set own = bit(choice->proposal);
    for (size_t at = from; at < to; at++)
        if (words->letters[at].del & own || !(words->letters[at].ins & own))
            return false;
    return (from && words->letters[from - 1].ins & own) || ins_at(words, to) & own;
}

static bool part_may_settle(const struct model *model, const struct choice *choice)
{
    const struct words *words = &model->words[choice->lang];
    for (uint32_t i = 0; choice->accept && i < PROPOSALS; i++)
        for (size_t at = choice->from; i != choice->proposal && at < choice->to; at++) {
            size_t from, to;
            if (!(words->letters[at].ins & model->open & bit(i)))
                continue;
            stretch_of(words, at, bit(i), &from, &to);
            if (chooses_in(choice, words, from, to) && !goes_on_around(choice, words, from, to))
                return false;
        }
    return true;
}

static void settle_part(struct words *words, const struct choice *choice)
{
    set own = bit(choice->proposal);
    size_t left = 0;
    for (size_t i = 0; i < words->count; i++) {
        struct letter letter = words->letters[i];
        bool here = i >= choice->from && i < choice->to;
        bool inserted = here && choice->inserted && letter.ins & own;
        bool struck = here && choice->struck && letter.del & own;
        if ((inserted && !choice->accept) || (struck && choice->accept))
            continue;
        if (inserted)
            letter.typed_by = NOBODY;
        letter.ins &= inserted ? ~own : ~(set)0;
        letter.del &= struck ? ~own : ~(set)0;
        words->letters[left++] = letter;
    }
    words->count = left;
}

static uint32_t units(const struct words *words, size_t from, size_t to)
{
    uint32_t len = 0;
    for (; from < to; from++)
        len += words->letters[from].len_u16;
    return len;
}

static void write_part(const struct words *words, const struct choice *choice, struct buf *changes)
{
    struct delta delta = DELTA_EMPTY;
    struct attributes *chosen = marks(choice->inserted ? bit(choice->proposal) : 0,
                                      choice->struck ? bit(choice->proposal) : 0, ATTRIBUTE_NULL);
    delta_retain(&delta, units(words, 0, choice->from), NULL);
    delta_retain(&delta, units(words, choice->from, choice->to), chosen);
    attributes_unref(chosen);
    buf_format(changes,
               "[{'type':'proposal.part','proposal':'q%u','item':'a','lang':'%s','accept':%s,'delta':",
               choice->proposal, langs[choice->lang], choice->accept ? "true" : "false");
    delta_write_json(changes, &delta);
    buf_text(changes, "}]");
    delta_clear(&delta);
}

static void take_part_back(struct run *run, const struct model *before, uint32_t proposal)
{
    struct buf changes = BUF_EMPTY;
    buf_format(&changes, "[{'type':'proposal.reopen','proposal':'q%u','seq':%u}]", proposal,
               (unsigned)draft_seq(run->sitting.draft));
    run->model = *before;
    must(run, sitting_person(ROLE_CHAIR), &changes);
}

static void decide_part(struct run *run)
{
    const struct model before = run->model;
    struct choice choice = {.proposal = pick(run->model.open), .lang = choices_below(&choices, LANGS)};
    struct words *words = &run->model.words[choice.lang];
    struct buf changes = BUF_EMPTY;
    if (choice.proposal == PROPOSALS)
        return;
    choice.from = choices_below(&choices, (uint32_t)words->count + 1);
    choice.to = choice.from + choices_below(&choices, (uint32_t)(words->count - choice.from) + 1);
    choice.accept = choices_one_in(&choices, 2);
    choice.inserted = !choices_one_in(&choices, 4);
    choice.struck = !choice.inserted || choices_one_in(&choices, 2);
    write_part(words, &choice, &changes);
    bool chooses = chooses_in(&choice, words, choice.from, choice.to);
    bool may = part_may_settle(&run->model, &choice);
    settle_part(words, &choice);
    bool left = marks_in(&run->model) & bit(choice.proposal);
    if (chooses && may && left) {
        must(run, sitting_person(ROLE_CHAIR), &changes);
        if (choices_one_in(&choices, 3))
            take_part_back(run, &before, choice.proposal);
        return;
    }
    run->model = before;
    must_fail(run, sitting_person(ROLE_CHAIR), &changes, chooses && !may ? STATUS_LOCKED : STATUS_BAD_OP);
}

/* ---- what is refused ---- */

/* Words are typed and proposals decided, and then the op goes wrong. */
static void fail_late(struct run *run)
{
    struct buf changes = BUF_EMPTY;
    struct pen pen = {.old = &run->model.words[0], .delta = DELTA_EMPTY};
    set accepted, refused;
    if (!run->model.open)
        return;
    buf_char(&changes, '[');
    write_freely(&pen, 0);
    pen_write_change(&pen, 0, &changes);
    buf_char(&changes, ',');
    write_decisions(run->model.open, &accepted, &refused, &changes);
    buf_text(&changes, ",{'type':'proposal.accept','proposal':'nobody'}]");
    must_fail(run, sitting_person(ROLE_CHAIR), &changes, STATUS_BAD_OP);
}

/* What an op decides about agreed words fails only when it comes to what follows from it. */
static void decide_agreed(struct run *run)
{
    struct buf changes = BUF_EMPTY;
    set accepted, refused;
    if (!run->model.open)
        return;
    set_status(run, choices_one_in(&choices, 2) ? "agreed" : "approved");
    buf_char(&changes, '[');
    write_decisions(run->model.open, &accepted, &refused, &changes);
    buf_char(&changes, ']');
    if (marks_in(&run->model) & (accepted | refused)) {
        must_fail(run, sitting_person(ROLE_CHAIR), &changes, STATUS_LOCKED);
    } else {
        decide_all_words(&run->model, accepted, refused);
        must(run, sitting_person(ROLE_CHAIR), &changes);
    }
    set_status(run, "review");
}

static void lie(struct run *run, uint32_t who)
{
    struct buf changes = BUF_EMPTY;
    uint32_t foreign = pick(run->model.open & ~set_of(who));
    bool plain = foreign == PROPOSALS || choices_one_in(&choices, 3);
    static const char *const claims[] = {"'del:q%u':true", "'del:q%u':null", "'ins:q%u':null"};
    if (!run->model.words[0].count || run->model.words[0].letters[0].len_u16 > 1)
        return;
    buf_text(&changes, "[{'type':'text','item':'a','lang':'es','delta':[");
    if (plain) {
        buf_text(&changes, choices_one_in(&choices, 2) ? "{'insert':'x'}]}]"
                                                       : "{'retain':1,'attributes':{'bold':true}}]}]");
    } else {
        buf_text(&changes, "{'retain':1,'attributes':{");
        buf_format(&changes, claims[choices_below(&choices, 3)], foreign);
        buf_text(&changes, "}}]}]");
    }
    must_fail(run, person(who), &changes, plain ? STATUS_LOCKED : STATUS_FORBIDDEN);
}

/* Who may write freely writes in what others propose, or takes something away from it, or speaks in their name. */
static void lie_freely(struct run *run)
{
    static const char *const claims[] = {"{'insert':'x'}", "{'insert':'x','attributes':{'ins:q%u':true}}",
                                         "{'insert':'x','attributes':{'del:q%u':true}}", "{'delete':%u}",
                                         "{'retain':%u,'attributes':{'bold':true}}"};
    const struct words *words = &run->model.words[0];
    set foreign = run->model.open & ~may_mark(&run->model, SECRETARIAT);
    uint32_t claim = choices_below(&choices, 5), at_u16 = 0, proposal;
    struct buf changes = BUF_EMPTY;
    size_t at = 0;
    while (at < words->count && (!(words->letters[at].ins & foreign & ins_at(words, at + 1)) ||
                                 ins_at(words, at + 1) & may_mark(&run->model, SECRETARIAT)))
        at_u16 += words->letters[at++].len_u16;
    if (at + 1 >= words->count)
        return;
    proposal = pick(words->letters[at].ins & foreign);
    buf_format(&changes, "[{'type':'text','item':'a','lang':'es','delta':[{'retain':%u},",
               at_u16 + words->letters[at].len_u16);
    buf_format(&changes, claims[claim], claim < 3 ? proposal : words->letters[at + 1].len_u16);
    buf_text(&changes, "]}]");
    must_fail(run, person(SECRETARIAT), &changes, STATUS_LOCKED);
}

/* ---- the run ---- */

static void assert_words(const struct run *run, const struct model *model)
{
    const struct item *item = item_find(run->sitting.draft, "a");
    for (size_t i = 0; i < LANGS; i++) {
        struct buf found = BUF_EMPTY, expected = BUF_EMPTY;
        struct pen pen = {.old = NULL, .delta = DELTA_EMPTY};
        for (size_t k = 0; k < model->words[i].count; k++)
            pen_insert(&pen, model->words[i].letters[k]);
        delta_write_json(&expected, &pen.delta);
        text_write_json(item_text_find(item, langs[i])->text, &found);
        assert_string_equal(found.bytes, expected.bytes);
        delta_clear(&pen.delta);
        buf_clear(&found);
        buf_clear(&expected);
    }
}

static void assert_nobody_is_quoted_wrongly(const struct model *model)
{
    for (size_t i = 0; i < LANGS; i++)
        for (size_t k = 0; k < model->words[i].count; k++) {
            const struct letter *letter = &model->words[i].letters[k];
            assert_true(!letter->ins || letter->typed_by == NOBODY || letter->ins & set_of(letter->typed_by));
        }
}

static void open_run(struct run *run)
{
    static const char *const letters[LANGS][6] = {{"a", "b", "c", "d", "e", "f"},
                                                  {"A", "B", "C", "D", "E", "F"}};
    *run = (struct run){.sitting = sitting_open()};
    for (size_t i = 0; i < LANGS; i++)
        for (size_t k = 0; k < 6; k++)
            add_letter(&run->model.words[i], (struct letter){letters[i][k], 1, 0, 0, NOBODY});
    set_status(run, "review");
}

static void step(struct run *run)
{
    uint32_t who = choices_below(&choices, DELEGATIONS), what = choices_below(&choices, 48);
    if (what < 20)
        amend(run, choices_below(&choices, PROPOSERS));
    else if (what < 28)
        type_freely(run);
    else if (what < 30)
        file_some(run, who);
    else if (what < 32)
        decide_some(run);
    else if (what < 33)
        withdraw_some(run, who);
    else if (what < 35)
        fail_late(run);
    else if (what < 36)
        decide_agreed(run);
    else if (what < 40)
        lie(run, who);
    else if (what < 44)
        decide_part(run);
    else
        lie_freely(run);
    assert_words(run, &run->model);
    assert_nobody_is_quoted_wrongly(&run->model);
}

/* One that can be decided now. Where two overlap so that neither stands inside the other, none may be left: they go together. */
static set pick_decision(const struct model *model, set accepted)
{
    set left = model->open;
    while (left) {
        uint32_t next = pick(left);
        if (!(accepted & bit(next)) || may_settle(model, bit(next), 0))
            return bit(next);
        left &= ~bit(next);
    }
    return model->open;
}

static void write_decision(struct buf *changes, set which, set accepted)
{
    buf_char(changes, '[');
    for (uint32_t i = 0; i < PROPOSALS; i++)
        if (which & bit(i))
            buf_format(changes, "{'type':'proposal.%s','proposal':'q%u'},",
                       accepted & bit(i) ? "accept" : "reject", i);
    changes->bytes[changes->len - 1] = ']'; /* for the last comma */
}

/* One after the other, and at once in the model. */
static void decide_the_rest(struct run *run)
{
    struct model at_once = run->model;
    set accepted = some_of(run->model.open), refused = run->model.open & ~accepted;
    decide_all_words(&at_once, accepted, refused);
    while (run->model.open) {
        struct buf changes = BUF_EMPTY;
        set next = pick_decision(&run->model, accepted);
        write_decision(&changes, next, accepted);
        decide_all_words(&run->model, next & accepted, next & ~accepted);
        must(run, sitting_person(ROLE_CHAIR), &changes);
        assert_words(run, &run->model);
    }
    assert_words(run, &at_once);
    assert_int_equal(marks_in(&at_once), 0);
}

static size_t runs_wanted(void)
{
    const char *given = getenv("PLENARIA_RUNS");
    return given ? strtoul(given, NULL, 10) : RUNS;
}

static void test_negotiations_end_in_what_the_marks_of_each_character_say(void **state)
{
    (void)state;
    for (size_t runs = runs_wanted(); runs > 0; runs--) {
        struct run run;
        open_run(&run);
        for (int steps = 0; steps < STEPS; steps++)
            step(&run);
        decide_the_rest(&run);
        sitting_close(&run.sitting);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_negotiations_end_in_what_the_marks_of_each_character_say)};
    choices = choices_seeded();
    return cmocka_run_group_tests_name("negotiation", tests, NULL, NULL);
}

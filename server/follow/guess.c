#include "follow/guess.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "follow/due.h"

static const char *const kinds[] = {NULL, "courtesy", "decision", "commitment"};

const char *commitment_kind_name(enum commitment_kind kind)
{
    return kinds[kind];
}

enum commitment_kind commitment_kind_of(const char *name)
{
    for (size_t i = 1; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], name) == 0)
            return (enum commitment_kind)i;
    return COMMITMENT_NONE;
}

struct guessing {
    const struct guess_request *request;
    const struct lexicon *lexicon;
    struct tokens tokens;
};

static enum commitment_kind kind_of(const struct guessing *guessing, const struct clause *clause)
{
    switch (clause->class) {
    case VERB_COURTESY:
        return COMMITMENT_COURTESY;
    case VERB_DECISION:
        return COMMITMENT_DECISION;
    case VERB_NONE:
        break;
    default:
        return COMMITMENT_TASK;
    }
    if (guessing->request->inherited != COMMITMENT_NONE)
        return guessing->request->inherited;
    size_t at = clause->from;
    while (at < clause->end && at < clause->from + 3 &&
           !token_is_one_of(&guessing->tokens, at, clause->end, guessing->lexicon->activities))
        at++;
    return token_is_one_of(&guessing->tokens, at, clause->end, guessing->lexicon->activities)
               ? COMMITMENT_TASK
               : COMMITMENT_NONE;
}

static char *copy_party(const struct guessing *guessing, struct party party)
{
    return tokens_copy(&guessing->tokens, party.from, party.to);
}

static char *all_support(const struct guessing *guessing, const struct clause *clause)
{
    struct buf out = BUF_EMPTY;
    for (size_t at = clause->after; at < clause->end;) {
        struct party party = parties_support(&guessing->tokens, &at, clause, guessing->lexicon);
        char *name = copy_party(guessing, party);
        if (*name)
            buf_format(&out, "%s%s", out.len ? "; " : "", name);
        free(name);
    }
    return buf_take(&out);
}

/* Who does it: who is asked, else who is in charge, else the subject before the verb. */
static char *find_who(const struct guessing *guessing, const struct clause *clause, struct party asked)
{
    struct party who = asked;
    if (clause->class == VERB_COURTESY || clause->class == VERB_DECISION)
        return copy_party(guessing, (struct party){0, 0});
    if (who.to == who.from)
        who = parties_in_charge(&guessing->tokens, clause, guessing->lexicon);
    if (who.to == who.from && clause->verb > clause->from)
        who = (struct party){clause->from, clause->verb};
    while (who.from < who.to &&
           token_is_one_of(&guessing->tokens, who.from, who.to, guessing->lexicon->articles))
        who.from++;
    return copy_party(guessing, who);
}

static char *find_what(const struct guessing *guessing, size_t from, size_t to)
{
    const struct tokens *tokens = &guessing->tokens;
    static const char *const closing[] = {".", ",", ":", NULL};
    while (from < to && token_is(tokens, from, to, ","))
        from++;
    while (to > from && token_is_one_of(tokens, to - 1, to, closing))
        to--;
    return tokens_copy(tokens, from, to);
}

static void read_clause(const struct guessing *guessing, const struct clause *clause, struct commitments *out)
{
    enum commitment_kind kind = kind_of(guessing, clause);
    if (kind == COMMITMENT_NONE)
        return;
    const struct tokens *tokens = &guessing->tokens;
    struct asked asked = {.what = clause->after};
    if (clause->class == VERB_TASK)
        asked = parties_asked(tokens, clause, guessing->lexicon);
    if (clause->class == VERB_PLEDGE)
        asked.what = parties_pledged(tokens, clause, guessing->lexicon);
    struct due due =
        due_find(tokens, clause->after, clause->end, guessing->lexicon, guessing->request->adopted);
    struct commitment *row = &out->rows[out->count++];
    *row = (struct commitment){
        .kind = kind,
        .verb = tokens_copy(tokens, clause->verb, clause->after),
        .what = find_what(guessing, asked.what, clause->end),
        .who = find_who(guessing, clause, asked.who),
        .support = all_support(guessing, clause),
        .place = copy_party(guessing,
                            parties_place(tokens, clause, guessing->lexicon, guessing->request->is_place)),
        .due_words = tokens_copy(tokens, due.from, due.to),
    };
    day_write(due.day, row->due);
}

void follow_guess(const struct guess_request *request, struct commitments *out)
{
    struct guessing guessing = {.request = request, .lexicon = lexicon_of(request->lang)};
    struct clause clauses[CLAUSES_MAX];
    out->count = 0;
    if (!guessing.lexicon)
        return;
    tokens_of(request->text, request->len, &guessing.tokens);
    size_t count = clauses_find(&guessing.tokens, guessing.lexicon, clauses);
    for (size_t i = 0; i < count; i++)
        read_clause(&guessing, &clauses[i], out);
    tokens_clear(&guessing.tokens);
}

void commitments_clear(struct commitments *commitments)
{
    for (size_t i = 0; i < commitments->count; i++) {
        struct commitment *row = &commitments->rows[i];
        free(row->verb);
        free(row->what);
        free(row->who);
        free(row->support);
        free(row->place);
        free(row->due_words);
    }
    commitments->count = 0;
}

#include "load/draft_talk.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/country.h"
#include "draft/comments.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposals.h"
#include "draft/state.h"

struct talker {
    const struct draft *draft;
    const char *lang;
    struct draft_talk *out;
};

/* Takes the name. */
static const char *keep(struct draft_talk *talk, struct buf *name)
{
    talk->names = mem_grow(talk->names, talk->name_count, &talk->name_capacity, sizeof *talk->names);
    talk->names[talk->name_count] = buf_take(name);
    return talk->names[talk->name_count++];
}

/* --- proposals ------------------------------------------------------------------------------------------------------ */

static const char *author_of(const struct talker *talker, const struct proposal *proposal)
{
    const struct participant *author = participants_find(talker->draft, proposal->by);

    if (proposal->delegation)
        return country_name(proposal->delegation, talker->lang);
    return author ? author->name : proposal->by;
}

static const char *supporters_of(const struct talker *talker, const struct proposal *proposal)
{
    struct buf names = BUF_EMPTY;

    if (!proposal->support || !proposal->support->count)
        return NULL;
    for (size_t i = 0; i < proposal->support->count; i++)
        buf_format(&names, "%s%s", i ? ", " : "", country_name(proposal->support->strings[i], talker->lang));
    return keep(talker->out, &names);
}

static int by_seq(const void *a, const void *b)
{
    const struct proposal *const *left = a, *const *right = b;

    if ((*left)->seq != (*right)->seq)
        return (*left)->seq < (*right)->seq ? -1 : 1;
    return strcmp((*left)->id, (*right)->id);
}

static void add_proposals(const struct talker *talker, struct document *document)
{
    const struct draft *draft = talker->draft;
    const struct proposal **open = mem_zero(draft->open_proposals + 1, sizeof *open);
    size_t count = 0;

    for (size_t i = 0; i < draft->proposals.count && count < draft->open_proposals; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (proposal_is_open(proposal))
            open[count++] = proposal;
    }
    qsort(open, count, sizeof *open, by_seq);
    talker->out->proposals = mem_zero(count + 1, sizeof *talker->out->proposals);
    for (size_t i = 0; i < count; i++)
        talker->out->proposals[i] = (struct document_proposal){.id = open[i]->id,
                                                               .who = author_of(talker, open[i]),
                                                               .support = supporters_of(talker, open[i]),
                                                               .note = open[i]->note,
                                                               .group = open[i]->group,
                                                               .at = open[i]->at};
    document->proposals = talker->out->proposals;
    document->proposal_count = count;
    free(open);
}

/* --- comments ------------------------------------------------------------------------------------------------------- */

/* The first of the thread that a comment is in. */
static const struct comment *thread_of(const struct comment *comment)
{
    return comment->parent ? comment->parent : comment;
}

static bool is_told(const struct talker *talker, const struct comment *comment)
{
    const char *lang = thread_of(comment)->lang;

    return !comment->removed && (!lang || strcmp(lang, talker->lang) == 0);
}

/* What was said in one op has ids that count, "c1-9", "c1-10", where it was imported. */
static int by_id(const struct comment *left, const struct comment *right)
{
    size_t left_len = strlen(left->id), right_len = strlen(right->id);

    return left_len != right_len ? (left_len < right_len ? -1 : 1) : strcmp(left->id, right->id);
}

/* Thread by thread, and in each in the order in which it was said. */
static int by_thread(const void *a, const void *b)
{
    const struct comment *left = *(const struct comment *const *)a,
                         *right = *(const struct comment *const *)b;
    const struct comment *left_thread = thread_of(left), *right_thread = thread_of(right);

    if (left_thread->seq != right_thread->seq)
        return left_thread->seq < right_thread->seq ? -1 : 1;
    if (left_thread != right_thread)
        return by_id(left_thread, right_thread);
    if (left == left_thread || right == right_thread)
        return left == right ? 0 : left == left_thread ? -1 : 1;
    return left->seq != right->seq ? (left->seq < right->seq ? -1 : 1) : by_id(left, right);
}

/* "Ana López (México)" */
static const char *speaker_of(const struct talker *talker, const struct comment *comment)
{
    const struct participant *who = participants_find(talker->draft, comment->by);
    struct buf name = BUF_EMPTY;

    buf_text(&name, who ? who->name : comment->by);
    if (who && who->delegation)
        buf_format(&name, " (%s)", country_name(who->delegation, talker->lang));
    return keep(talker->out, &name);
}

static void add_comment(const struct talker *talker, const struct comment *comment)
{
    const struct comment *thread = thread_of(comment);
    uint32_t from = thread->anchor < thread->head ? thread->anchor : thread->head;

    talker->out->comments[talker->out->comment_count++] =
        (struct document_comment){.id = comment->id,
                                  .parent = thread != comment && !thread->removed ? thread->id : NULL,
                                  .who = speaker_of(talker, comment),
                                  .words = comment->words,
                                  .at = (int64_t)comment->at,
                                  .resolved = thread->resolved,
                                  .whole = !thread->lang,
                                  .from = from,
                                  .to = thread->anchor + thread->head - from};
}

static void add_comments(const struct talker *talker, struct document_item *out)
{
    const struct item *item = item_find(talker->draft, out->id);
    const struct comment **list = NULL;
    size_t count = 0, capacity = 0, first = talker->out->comment_count;

    for (const struct comment *comment = item ? item->comments : NULL; comment;
         comment = comment->next_in_item) {
        if (!is_told(talker, comment))
            continue;
        list = mem_grow(list, count, &capacity, sizeof *list);
        list[count++] = comment;
    }
    if (count)
        qsort(list, count, sizeof *list, by_thread);
    for (size_t i = 0; i < count; i++)
        add_comment(talker, list[i]);
    out->comments = talker->out->comments + first;
    out->comment_count = count;
    free(list);
}

void draft_talk_add(struct draft_document *document, struct draft_talk *out)
{
    struct document *plain = &document->document;
    const struct talker talker = {document->draft, plain->lang, out};

    *out = (struct draft_talk){0};
    add_proposals(&talker, plain);
    out->comments = mem_zero(document->draft->comments.count + 1, sizeof *out->comments);
    for (size_t i = 0; i < plain->count; i++)
        add_comments(&talker, &plain->items[i]);
}

void draft_talk_clear(struct draft_talk *talk)
{
    for (size_t i = 0; i < talk->name_count; i++)
        free(talk->names[i]);
    free(talk->names);
    free(talk->proposals);
    free(talk->comments);
    *talk = (struct draft_talk){0};
}

#include "draft/size.h"

#include <string.h>

#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/follow_up.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/proposal_parts.h"
#include "draft/positions.h"
#include "draft/proposals.h"
#include "draft/state.h"

/* About the bytes that the snapshot has for each, besides the words. */
#define ITEM_BYTES         200
#define PROPOSAL_BYTES     250
#define PART_BYTES         120
#define COMMENT_BYTES      250
#define POSITION_BYTES     200
#define CONSULTATION_BYTES 500
#define PARTICIPANT_BYTES  200
#define SEAT_BYTES         300
#define CLIENT_BYTES       120
#define VERSION_BYTES      400
#define COSIGNATURE_BYTES  450 /* and a device */
#define FOLLOW_MARK_BYTES  250

uint64_t draft_bytes(const struct draft *draft)
{
    return draft->journal.text_bytes + draft->notes_bytes + draft->items.count * ITEM_BYTES +
           draft->proposals.count * PROPOSAL_BYTES + draft->comments.count * COMMENT_BYTES +
           draft->positions.count * POSITION_BYTES + draft->consultations.count * CONSULTATION_BYTES +
           draft->participants.count * PARTICIPANT_BYTES + draft->seats.count * SEAT_BYTES +
           draft->versions.count * VERSION_BYTES +
           (draft->cosigners.count + draft->cosignatures.count) * COSIGNATURE_BYTES +
           draft->follow_marks.count * FOLLOW_MARK_BYTES + draft->clients.count * CLIENT_BYTES;
}

static uint64_t string_bytes(const char *string)
{
    return string ? strlen(string) : 0;
}

static uint64_t of_proposal(const struct proposal *proposal)
{
    uint64_t bytes = proposal ? string_bytes(proposal->note) : 0;
    for (size_t i = 0; proposal && proposal->support && i < proposal->support->count; i++)
        bytes += string_bytes(proposal->support->strings[i]);
    for (size_t i = 0; proposal && i < proposal_parts_count(proposal); i++)
        bytes += PART_BYTES + string_bytes(proposal->parts->all[i].inserted) +
                 string_bytes(proposal->parts->all[i].struck);
    return bytes;
}

static uint64_t of_comment(const struct comment *comment)
{
    return comment ? string_bytes(comment->words) + string_bytes(comment->quote) + string_bytes(comment->lead)
                   : 0;
}

static uint64_t of_position(const struct position *position)
{
    return position ? string_bytes(position->note) : 0;
}

static uint64_t of_follow_mark(const struct follow_mark *mark)
{
    return mark ? string_bytes(mark->value) : 0;
}

static const struct position *position_by(const struct draft *draft, const char *item, const char *by)
{
    const struct participant *author = participants_find(draft, by);
    return author && author->delegation ? positions_find(draft, item, author->delegation) : NULL;
}

static const struct follow_mark *follow_mark_by(const struct draft *draft, const struct change *change,
                                                const char *by)
{
    const struct participant *author = participants_find(draft, by);
    const struct follow_mark like = {.item = change->item,
                                     .row = change->number,
                                     .field = change->follow,
                                     .delegation = author ? author->delegation : NULL};
    return follow_up_find(draft, &like);
}

uint64_t size_of_notes(const struct draft *draft, const struct change *change, const char *by)
{
    uint64_t bytes = 0;
    if (change->proposal)
        bytes += of_proposal(proposals_find(draft, change->proposal));
    if (change->comment)
        bytes += of_comment(comments_find(draft, change->comment));
    if (change_is(change, &change_position_set))
        bytes += of_position(position_by(draft, change->item, by));
    if (change_is(change, &change_follow_set))
        bytes += of_follow_mark(follow_mark_by(draft, change, by));
    return bytes;
}

static uint64_t measure_texts(const struct draft *draft)
{
    uint64_t bytes = 0;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        for (size_t i = 0; i < item->text_count; i++)
            bytes += text_bytes(item->texts[i].text);
    return bytes;
}

static uint64_t measure_notes(const struct draft *draft)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < draft->proposals.count; i++)
        bytes += of_proposal(draft->proposals.all[i]);
    for (size_t i = 0; i < draft->comments.count; i++)
        bytes += of_comment(draft->comments.all[i]);
    for (size_t i = 0; i < draft->positions.count; i++)
        bytes += of_position(draft->positions.all[i]);
    for (size_t i = 0; i < draft->follow_marks.count; i++)
        bytes += of_follow_mark(draft->follow_marks.all[i]);
    return bytes;
}

void size_measure(struct draft *draft)
{
    draft->journal.text_bytes = measure_texts(draft);
    draft->notes_bytes = measure_notes(draft);
}

/* What happens in a draft, as events that concern people: read off the ops of its log and nothing else, so that they are the same whoever reads
 * it, and again after a restart. An event names things by their ids; beside them it holds the number of the item as people quote it, and of a
 * comment that mentions somebody its beginning.
 *
 *   kind       op                                       outcome                                       concerns
 *   invited    seat.add                                                                               whose seat it is
 *   home       consult.open                             consultation, silence                         the delegations that are asked
 *   deadline   none: a day and an hour before `until`   consultation, silence                         the same (reminders of store/notices.h)
 *   silence    consult.close                            kept, broken                                  all but observers
 *   decided    proposal.accept, .reject, .part,         accepted, rejected, part-accepted,            who proposed it, with their delegation
 *              .reopen                                  part-rejected, reopened
 *   mentioned  comment.add, comment.edit                                                              the delegations that are named
 *   adopted    draft.adopt                                                                            everybody in the draft
 *
 * Nobody is told of what they did themselves. */
#ifndef NOTIFY_EVENTS_H
#define NOTIFY_EVENTS_H

#include "draft/draft.h"
#include "draft/numbering.h"
#include "store/notices.h"

enum event_kind {
    EVENT_INVITED,
    EVENT_HOME,
    EVENT_DEADLINE,
    EVENT_SILENCE,
    EVENT_DECIDED,
    EVENT_MENTIONED,
    EVENT_ADOPTED,
    EVENT_KIND_COUNT
};

#define EVENT_WORDS_BYTES 400

struct event {
    enum event_kind kind;
    char id[NOTICE_EVENT_BYTES];
    uint64_t seq;
    int64_t at;
    char by[ID_BYTES];
    char item[ID_BYTES]; /* empty: none, as the next ones */
    char label[NUMBERING_PATH_BYTES];
    char subject[ID_BYTES];         /* a proposal or comment */
    const char *outcome;            /* static; NULL: none */
    char participant[ID_BYTES];     /* whom it concerns; empty: nobody in particular */
    struct string_list delegations; /* and of which delegations */
    int64_t until;                  /* a deadline; 0: none */
    char words[EVENT_WORDS_BYTES];  /* the beginning of a comment */
};

struct event_list {
    struct event *all;
    size_t count, capacity;
};

const char *event_kind_name(enum event_kind kind);
bool event_kind_from_name(const char *name, enum event_kind *out);

/* Whether an op may give events, or changes the title that they are told with. */
bool events_matter(const struct op *op);
/* Adds those of an op. `draft` is as the log says, at this op or after it. */
void events_of_op(const struct draft *draft, const struct op *op, struct event_list *out);
void event_clear(struct event *event);
void event_list_clear(struct event_list *list);

/* Whether the event concerns whoever has this good seat of its draft. */
bool event_concerns(const struct event *event, const struct invitation *seat);

#endif

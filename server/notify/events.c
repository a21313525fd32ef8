#include "notify/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/comments.h"
#include "draft/consultations.h"
#include "draft/frozen.h"
#include "draft/items.h"
#include "draft/proposals.h"
#include "text/code.h"
#include "text/utf.h"

static const char *const names[EVENT_KIND_COUNT] = {"invited", "home",      "deadline", "silence",
                                                    "decided", "mentioned", "adopted"};

const char *event_kind_name(enum event_kind kind)
{
    return names[kind];
}

bool event_kind_from_name(const char *name, enum event_kind *out)
{
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        if (strcmp(names[kind], name) == 0) {
            *out = (enum event_kind)kind;
            return true;
        }
    }
    return false;
}

void event_clear(struct event *event)
{
    string_list_clear(&event->delegations);
}

void event_list_clear(struct event_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        event_clear(&list->all[i]);
    free(list->all);
    *list = (struct event_list){0};
}

static void copy_id(char out[ID_BYTES], const char *id)
{
    snprintf(out, ID_BYTES, "%s", id ? id : "");
}

/* One op as it is read. */
struct reading_op {
    const struct draft *draft;
    const struct op *op;
    size_t at; /* the change */
    struct event_list *out;
};

static struct event *add(const struct reading_op *reading, enum event_kind kind)
{
    struct event_list *list = reading->out;
    list->all = mem_grow(list->all, list->count, &list->capacity, sizeof *list->all);
    struct event *event = &list->all[list->count++];
    *event = (struct event){.kind = kind, .seq = reading->op->seq, .at = reading->op->at};
    copy_id(event->by, reading->op->by);
    snprintf(event->id, sizeof event->id, "%s.%llu.%zu", reading->draft->id,
             (unsigned long long)reading->op->seq, reading->at);
    return event;
}

/* ---- of which item: its number as people quote it, else its handle ---- */

static void count_path(const struct draft *draft, const struct item *wanted, char out[NUMBERING_PATH_BYTES])
{
    struct numbering numbering;
    numbering_start(&numbering, draft->numbering, draft->langs.count ? draft->langs.strings[0] : NULL);
    for (const struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        if (!item_is_there(item))
            continue;
        struct numbering_entry entry = item_numbering(draft, item);
        bool numbered = numbering_take(&numbering, &entry);
        if (item == wanted) {
            snprintf(out, sizeof numbering.path, "%s", numbered ? numbering.path : "");
            return;
        }
    }
}

static void name_item(const struct draft *draft, const char *id, struct event *event)
{
    const struct item *item = item_find(draft, id);
    copy_id(event->item, id);
    if (!item)
        return;
    if (item_is_there(item))
        count_path(draft, item, event->label);
    if (!event->label[0])
        snprintf(event->label, sizeof event->label, "§%s", item->handle);
}

/* ---- the kinds ---- */

static void add_invited(const struct reading_op *reading, const struct change *change)
{
    struct event *event = add(reading, EVENT_INVITED);
    copy_id(event->participant, change->participant.id);
    /* who gets another role gets another seat, and is not invited again */
    snprintf(event->id, sizeof event->id, "%s.invited", reading->draft->id);
}

static void add_home(const struct reading_op *reading, const struct change *change)
{
    struct event *event = add(reading, EVENT_HOME);
    name_item(reading->draft, change->item, event);
    event->outcome = change->silence ? "silence" : "consultation";
    event->until = change->time;
    string_list_copy(&change->delegations, &event->delegations);
}

static void add_silence(const struct reading_op *reading, const struct change *change)
{
    bool kept = change->consultation_state == CONSULTATION_KEPT;
    if (!kept && change->consultation_state != CONSULTATION_BROKEN)
        return;
    struct event *event = add(reading, EVENT_SILENCE);
    name_item(reading->draft, change->item, event);
    event->outcome = kept ? "kept" : "broken";
}

static const char *decision(const struct change *change)
{
    if (change_is(change, &change_proposal_accept))
        return "accepted";
    if (change_is(change, &change_proposal_reject))
        return "rejected";
    if (change_is(change, &change_proposal_reopen))
        return "reopened";
    return change->accept ? "part-accepted" : "part-rejected";
}

static void add_decided(const struct reading_op *reading, const struct change *change)
{
    const struct proposal *proposal = proposals_find(reading->draft, change->proposal);
    /* a part in two languages is one decision */
    const struct event *last = reading->out->count ? &reading->out->all[reading->out->count - 1] : NULL;
    if (!proposal || (last && last->seq == reading->op->seq && last->kind == EVENT_DECIDED &&
                      strcmp(last->subject, proposal->id) == 0))
        return;
    struct event *event = add(reading, EVENT_DECIDED);
    name_item(reading->draft,
              proposal->item ? proposal->item->id
              : change->item ? change->item
                             : proposal->new_item,
              event);
    copy_id(event->subject, proposal->id);
    copy_id(event->participant, proposal->by);
    event->outcome = decision(change);
    if (proposal->delegation)
        string_list_add(&event->delegations, proposal->delegation);
}

static size_t code_len(const char *text)
{
    size_t len = 0;
    for (const unsigned char *c = (const unsigned char *)text;
         (*c >= '0' && *c <= '9') || ((*c | 32) >= 'a' && (*c | 32) <= 'z') || *c == '_' || *c == '-' ||
         *c >= 0x80;
         c++)
        len++;
    return len;
}

static bool is_of_a_word(char c)
{
    return c == '.' || code_len((const char[]){c, '\0'}) > 0;
}

/* An @ inside a word is that of an e-mail address. The page finds the same (ui/negotiation/comments.tsx). */
static void find_mentions(const char *words, struct string_list *out)
{
    for (const char *at = strchr(words, '@'); at; at = strchr(at + 1, '@')) {
        if (at > words && is_of_a_word(at[-1]))
            continue;
        char *given = mem_copy_bytes(at + 1, code_len(at + 1));
        char *code = code_normalise(given);
        if (*code && !string_list_has(out, code))
            string_list_add(out, code);
        free(given);
        free(code);
    }
}

/* As much as fits of valid UTF-8. */
static void copy_beginning(const char *words, char out[EVENT_WORDS_BYTES])
{
    size_t len = strlen(words);
    if (len >= EVENT_WORDS_BYTES) {
        len = EVENT_WORDS_BYTES - 4;
        while (len && ((unsigned char)words[len] & 0xc0) == 0x80)
            len--;
    }
    snprintf(out, EVENT_WORDS_BYTES, "%.*s%s", (int)len, words, words[len] ? "…" : "");
}

static void add_mentioned(const struct reading_op *reading, const struct change *change)
{
    const struct comment *comment = comments_find(reading->draft, change->comment);
    struct string_list codes = {0};
    if (change->words)
        find_mentions(change->words, &codes);
    if (codes.count && comment && !comment->removed) {
        struct event *event = add(reading, EVENT_MENTIONED);
        name_item(reading->draft, comment->item->id, event);
        copy_id(event->subject, comment->id);
        copy_beginning(change->words, event->words);
        /* an edit tells those whom it mentions anew */
        snprintf(event->id, sizeof event->id, "%s.comment.%s", reading->draft->id, comment->id);
        event->delegations = codes;
        return;
    }
    string_list_clear(&codes);
}

static void add_adopted(const struct reading_op *reading, const struct change *change)
{
    (void)change;
    add(reading, EVENT_ADOPTED);
}

static const struct {
    const struct change_kind *kind;
    void (*add)(const struct reading_op *reading, const struct change *change);
} sources[] = {
    {&change_seat_add, add_invited},        {&change_consult_open, add_home},
    {&change_consult_close, add_silence},   {&change_proposal_accept, add_decided},
    {&change_proposal_reject, add_decided}, {&change_proposal_part, add_decided},
    {&change_proposal_reopen, add_decided}, {&change_comment_add, add_mentioned},
    {&change_comment_edit, add_mentioned},  {&change_draft_adopt, add_adopted},
};

#define SOURCES (sizeof sources / sizeof *sources)

static bool change_matters(const struct change *change)
{
    if (change_is(change, &change_comment_add) || change_is(change, &change_comment_edit))
        return change->words && strchr(change->words, '@');
    for (size_t i = 0; i < SOURCES; i++)
        if (change_is(change, sources[i].kind))
            return true;
    return change_is(change, &change_draft_set);
}

bool events_matter(const struct op *op)
{
    for (size_t i = 0; i < op->changes.count; i++)
        if (change_matters(&op->changes.changes[i]))
            return true;
    return false;
}

void events_of_op(const struct draft *draft, const struct op *op, struct event_list *out)
{
    for (size_t at = 0; at < op->changes.count; at++) {
        const struct reading_op reading = {draft, op, at, out};
        for (size_t i = 0; i < SOURCES; i++)
            if (change_is(&op->changes.changes[at], sources[i].kind))
                sources[i].add(&reading, &op->changes.changes[at]);
    }
}

/* ---- whom it concerns ---- */

static bool is_of_those(const struct event *event, const struct invitation *seat)
{
    return seat->delegation && string_list_has(&event->delegations, seat->delegation);
}

bool event_concerns(const struct event *event, const struct invitation *seat)
{
    enum role role;
    if (!role_from_name(seat->role, &role) || seat->pending)
        role = ROLE_OBSERVER;
    if (strcmp(seat->participant, event->by) == 0)
        return false;
    bool takes_part = role != ROLE_OBSERVER;
    bool in_person = strcmp(seat->participant, event->participant) == 0;
    switch (event->kind) {
    case EVENT_INVITED:
        return in_person;
    case EVENT_HOME:
    case EVENT_DEADLINE:
        return takes_part && is_of_those(event, seat);
    case EVENT_SILENCE:
        return takes_part;
    case EVENT_DECIDED:
        return in_person || (takes_part && is_of_those(event, seat));
    case EVENT_MENTIONED:
        return is_of_those(event, seat);
    case EVENT_ADOPTED:
        return true;
    case EVENT_KIND_COUNT:
        break;
    }
    return false;
}

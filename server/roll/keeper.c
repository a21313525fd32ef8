#include "roll/keeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "draft/participants.h"
#include "draft/roll.h"
#include "people/meeting.h"
#include "people/present.h"
#include "store/audit.h"

#define ROLL_MS 1000
#define NOBODY  "…" /* where no delegation is present: a roll without words would be gone for good */

/* A draft that has been open. */
struct kept {
    char draft[ID_BYTES];
    uint64_t seq; /* so far its ops were looked at */
    bool has;     /* rolls, or had some since it was opened */
    bool due;
};

struct roll_keeper {
    struct roll_grounds grounds;
    struct map kept;          /* draft -> struct kept */
    struct loop_timer *timer; /* NULL: stopped */
    uint64_t audit_mark;
};

/* ---- one draft ---- */

struct speaking {
    struct meeting_document document;
    struct buf words;
};

static const char *words_in(void *context, const char *lang)
{
    struct speaking *speaking = context;
    buf_reset(&speaking->words);
    present_write(&speaking->words, &speaking->document, lang);
    return speaking->words.len ? speaking->words.bytes : NOBODY;
}

static void submit(const struct roll_keeper *keeper, struct live_draft *live, struct change_list *changes)
{
    const struct draft *draft = live_draft_draft(live);
    struct refusal refusal = {0};
    struct submission submission = {.by = SYSTEM_ID,
                                    .client = SYSTEM_ID,
                                    .n = clients_acked(draft, SYSTEM_ID) + 1,
                                    .base = draft_seq(draft),
                                    .at = loop_now_ms(),
                                    .changes = *changes,
                                    .most_bytes = keeper->grounds.limits->draft_bytes};
    *changes = (struct change_list){0};
    if (live_draft_submit(live, &submission, &refusal) == SUBMIT_REFUSED)
        diag(DIAG_WARNING, "draft %s: its list of delegations stays as it is: %s", live_draft_id(live),
             refusal.message);
}

/* What the meeting of the draft says now. STATUS_NOT_FOUND: it is in none that goes on. */
static enum status read_meeting(struct people *people, const char *draft, struct meeting_document *out)
{
    char meeting[PEOPLE_ID_BYTES];
    uint64_t revision;
    bool archived = false;
    meeting_document_init(out);
    enum status status = agenda_meeting_of(people, draft, meeting);
    if (status == STATUS_OK)
        status = meeting_read(people, meeting, out, &revision, &archived);
    return status == STATUS_OK && archived ? STATUS_NOT_FOUND : status;
}

/* A draft of another server is renewed there. */
static void renew(const struct roll_keeper *keeper, struct live_draft *live)
{
    struct speaking speaking = {.words = BUF_EMPTY};
    struct change_list changes = {0};
    if (!live_draft_is_ours(live))
        return;
    enum status status = read_meeting(keeper->grounds.people, live_draft_id(live), &speaking.document);
    if (status == STATUS_OK)
        roll_renew(live_draft_draft(live), words_in, &speaking, &changes);
    else if (status != STATUS_NOT_FOUND)
        diag(DIAG_WARNING, "draft %s: its meeting cannot be read: %s", live_draft_id(live),
             status_message(status));
    if (changes.count)
        submit(keeper, live, &changes);
    change_list_clear(&changes);
    meeting_document_clear(&speaking.document);
    buf_clear(&speaking.words);
}

/* ---- which are due ---- */

static struct kept *keep(struct roll_keeper *keeper, const char *draft)
{
    struct kept *kept = map_get(&keeper->kept, draft);
    if (kept)
        return kept;
    kept = mem_zero(1, sizeof *kept);
    snprintf(kept->draft, sizeof kept->draft, "%s", draft);
    map_put(&keeper->kept, kept->draft, kept);
    return kept;
}

void roll_keeper_opened(struct roll_keeper *keeper, struct live_draft *live)
{
    struct kept *kept = keep(keeper, live_draft_id(live));
    if (!keeper->timer)
        return;
    kept->seq = draft_seq(live_draft_draft(live));
    kept->has = roll_is_in(live_draft_draft(live));
    kept->due = false;
    if (kept->has)
        renew(keeper, live);
}

static struct live_draft *find_open(const struct roll_keeper *keeper, const char *draft)
{
    struct live_draft *live = live_drafts_find(keeper->grounds.drafts, draft);
    return live && live_draft_state(live) == LIVE_OPEN ? live : NULL;
}

void roll_keeper_note(struct roll_keeper *keeper, const char *draft)
{
    struct kept *kept = map_get(&keeper->kept, draft);
    struct live_draft *live = find_open(keeper, draft);
    if (!kept || !live)
        return;
    uint64_t until = live_draft_durable_seq(live);
    while (!kept->has && kept->seq < until) {
        const struct op *op = history_op(live_draft_history(live), ++kept->seq);
        kept->has = !op || roll_comes_with(op);
    }
    kept->seq = until;
    kept->due = kept->has;
}

static bool is_due(void *context, const struct agenda_row *row)
{
    struct roll_keeper *keeper = context;
    struct kept *kept = map_get(&keeper->kept, row->draft);
    if (kept)
        kept->due = kept->has;
    return true;
}

/* What delegations there are, whether they are present, which drafts a meeting has, whether it goes on. */
static void heed(void *context, const struct audit_entry *entry)
{
    struct roll_keeper *keeper = context;
    bool concerns = strncmp(entry->act, "meeting.", 8) == 0 || strncmp(entry->act, "agenda.", 7) == 0;
    if (!concerns || !entry->meeting || !keeper->kept.count)
        return;
    enum status status = agenda_list(keeper->grounds.people, entry->meeting, is_due, keeper);
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "the drafts of a meeting cannot be read: %s", status_message(status));
}

static void look(void *context)
{
    struct roll_keeper *keeper = context;
    struct kept *kept;
    enum status status = audit_fresh(keeper->grounds.people, &keeper->audit_mark, heed, keeper);
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "what was done to meetings cannot be read: %s", status_message(status));
    for (size_t i = 0; (kept = map_next(&keeper->kept, &i));) {
        struct live_draft *live = kept->due ? find_open(keeper, kept->draft) : NULL;
        kept->due = false;
        if (live)
            renew(keeper, live);
    }
}

/* ---- life ---- */

enum status roll_keeper_create(const struct roll_grounds *grounds, struct roll_keeper **out)
{
    struct roll_keeper *keeper = mem_zero(1, sizeof *keeper);
    keeper->grounds = *grounds;
    keeper->timer = loop_timer_start(grounds->loop, ROLL_MS, ROLL_MS, look, keeper);
    *out = keeper;
    return audit_fresh(grounds->people, &keeper->audit_mark, NULL, NULL);
}

void roll_keeper_stop(struct roll_keeper *keeper)
{
    loop_timer_stop(keeper->timer);
    keeper->timer = NULL;
}

void roll_keeper_destroy(struct roll_keeper *keeper)
{
    struct kept *kept;
    if (!keeper)
        return;
    roll_keeper_stop(keeper);
    for (size_t i = 0; (kept = map_next(&keeper->kept, &i));)
        free(kept);
    map_clear(&keeper->kept);
    free(keeper);
}

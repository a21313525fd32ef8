#include "notify/teller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "notify/reading.h"
#include "store/mails.h"
#include "store/people_queue.h"

#define GATHER_MS 200   /* ops that come together are read together */
#define REMIND_MS 5000  /* reminders are looked for so often */
#define FAILED_MS 10000 /* after a failure */
#define DAY_MS    INT64_C(86400000)
#define HOUR_MS   INT64_C(3600000)

/* A draft that has been told of, or waits for its turn. */
struct known {
    char draft[ID_BYTES];
    uint64_t seq; /* so far its log was read; at least what is stored */
    bool waiting;
    struct known *next; /* that waits */
};

struct teller {
    struct teller_grounds grounds;
    struct known *first, **end; /* those that wait */
    struct map known;           /* draft -> struct known, all drafts */
    struct loop_timer *timer, *reminder_timer;
    bool working, reminding, stopped;
};

struct turn {
    struct teller *teller;
    struct known *known;
    const char *draft; /* its id */
    struct reading reading;
};

/* ---- from events to notices ---- */

/* The good seats of a draft. */
struct seats {
    struct invitation *all;
    size_t count, capacity;
    int64_t now;
};

static bool take_seat(void *context, const struct invitation *seat)
{
    struct seats *seats = context;
    if (seat->revoked_at || (seat->expires_at && seat->expires_at <= seats->now))
        return true;
    seats->all = mem_grow(seats->all, seats->count, &seats->capacity, sizeof *seats->all);
    seats->all[seats->count++] = (struct invitation){.participant = mem_copy_string(seat->participant),
                                                     .role = mem_copy_string(seat->role),
                                                     .delegation = mem_copy_string(seat->delegation),
                                                     .pending = seat->pending};
    return true;
}

static void seats_end(struct seats *seats)
{
    for (size_t i = 0; i < seats->count; i++) {
        free((char *)seats->all[i].participant);
        free((char *)seats->all[i].role);
        free((char *)seats->all[i].delegation);
    }
    free(seats->all);
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static enum status tell(const struct teller *teller, struct people *people, const char *draft,
                        const struct event *event, const struct seats *seats)
{
    struct notice notice = {.event = event->id,
                            .kind = event_kind_name(event->kind),
                            .draft = draft,
                            .seq = event->seq,
                            .item = or_null(event->item),
                            .label = or_null(event->label),
                            .subject = or_null(event->subject),
                            .outcome = event->outcome,
                            .words = or_null(event->words),
                            .by = event->by,
                            .until = event->until,
                            .at = event->at};
    const bool mailed = mails_are_sent(people, teller->grounds.mails, teller->grounds.shared);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < seats->count; i++) {
        const char *participant = seats->all[i].participant;
        bool wanted = false;
        if (!event_concerns(event, &seats->all[i]))
            continue;
        if (mailed)
            status = mails_wanted(people, participant, event->kind, event->kind == EVENT_INVITED, seats->now,
                                  &wanted);
        if (status == STATUS_OK)
            status = notices_add(people, participant, &notice, wanted);
        if (status == STATUS_OK)
            status = notices_prune(people, participant, seats->now);
    }
    return status;
}

static enum status remind(struct people *people, const char *draft, const struct event *event, int64_t now)
{
    static const struct {
        int64_t before;
        const char *name;
    } leads[] = {{DAY_MS, "day"}, {HOUR_MS, "hour"}};
    struct buf delegations = BUF_EMPTY;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < event->delegations.count; i++)
        buf_format(&delegations, "%s\n", event->delegations.strings[i]);
    for (size_t i = 0; status == STATUS_OK && i < sizeof leads / sizeof *leads; i++) {
        char id[NOTICE_EVENT_BYTES];
        snprintf(id, sizeof id, "%.*s.%s", (int)sizeof id - 8, event->id, leads[i].name);
        struct reminder reminder = {.event = id,
                                    .draft = draft,
                                    .seq = event->seq,
                                    .item = event->item,
                                    .label = or_null(event->label),
                                    .outcome = event->outcome,
                                    .delegations = delegations.bytes,
                                    .until = event->until,
                                    .due_at = event->until - leads[i].before};
        if (reminder.due_at > now && delegations.len)
            status = reminders_add(people, &reminder);
    }
    buf_clear(&delegations);
    return status;
}

static enum status write_turn(void *context, struct people *people)
{
    const struct turn *turn = context;
    const struct reading *reading = &turn->reading;
    struct seats seats = {.now = loop_now_ms()};
    enum status status = STATUS_OK;
    if (reading->events.count)
        status = people_list_invitations(people, turn->draft, take_seat, &seats);
    for (size_t i = 0; status == STATUS_OK && i < reading->ended.count; i++)
        status = reminders_drop(people, turn->draft, reading->ended.strings[i]);
    for (size_t i = 0; status == STATUS_OK && i < reading->events.count; i++) {
        const struct event *event = &reading->events.all[i];
        if (event->at < seats.now - TELL_AT_MOST_MS)
            continue;
        status = tell(turn->teller, people, turn->draft, event, &seats);
        if (status == STATUS_OK && event->kind == EVENT_HOME &&
            !string_list_has(&reading->ended, event->item))
            status = remind(people, turn->draft, event, seats.now);
    }
    if (status == STATUS_OK)
        status = notices_move(people, turn->draft, reading->until,
                              reading->title.len ? reading->title.bytes : NULL);
    seats_end(&seats);
    return status;
}

/* ---- turns ---- */

static void take_turn(void *context);

static void schedule(struct teller *teller, uint64_t ms)
{
    if (teller->stopped || teller->working || !teller->first)
        return;
    loop_timer_again(teller->timer, ms, 0);
}

static void read_log(void *context)
{
    struct turn *turn = context;
    reading_run(&turn->reading);
}

static void end_turn(void *context, enum status status)
{
    struct turn *turn = context;
    struct teller *teller = turn->teller;
    teller->working = false;
    if (status == STATUS_OK)
        turn->known->seq = turn->reading.until;
    if (status != STATUS_OK && status != STATUS_STOPPING)
        diag(DIAG_WARNING, "people are not told of draft %s: %s", turn->draft, status_message(status));
    if (status == STATUS_IO || status == STATUS_STORAGE || turn->reading.more)
        teller_note(teller, turn->draft);
    if (status == STATUS_OK && turn->reading.title.len && teller->grounds.told && !teller->stopped)
        teller->grounds.told(teller->grounds.context, turn->draft);
    schedule(teller, status == STATUS_OK ? GATHER_MS / 10 : FAILED_MS);
    reading_clear(&turn->reading);
    free(turn);
}

/* A stretch without events moves nothing in the database, until it is long: it is read again after a restart, and gives as little. */
static void note_turn(void *context)
{
    struct turn *turn = context;
    const struct reading *reading = &turn->reading;
    if (reading->status == STATUS_OK && (reading->title.len || reading->more))
        people_queue_write(turn->teller->grounds.queue, write_turn, end_turn, turn);
    else
        end_turn(turn, reading->status);
}

static void take_turn(void *context)
{
    struct teller *teller = context;
    struct known *known = teller->first;
    enum status status = STATUS_OK;
    if (teller->working || teller->stopped || !known)
        return;
    teller->first = known->next;
    if (!teller->first)
        teller->end = &teller->first;
    known->waiting = false;
    struct turn *turn = mem_zero(1, sizeof *turn);
    *turn = (struct turn){.teller = teller, .known = known, .draft = known->draft};
    if (!known->seq)
        status = notices_position(teller->grounds.people, known->draft, &known->seq);
    turn->reading = (struct reading){
        .log = teller->grounds.log, .draft = known->draft, .after = known->seq, .status = STATUS_STOPPING};
    teller->working = true;
    if (status == STATUS_OK)
        workers_add(teller->grounds.workers, "teller", read_log, note_turn, turn);
    else
        end_turn(turn, status);
}

static struct known *know(struct teller *teller, const char *draft)
{
    struct known *known = map_get(&teller->known, draft);
    if (known)
        return known;
    known = mem_zero(1, sizeof *known);
    snprintf(known->draft, sizeof known->draft, "%s", draft);
    map_put(&teller->known, known->draft, known);
    return known;
}

void teller_note(struct teller *teller, const char *draft)
{
    struct known *known = know(teller, draft);
    bool idle = !teller->first;
    if (teller->stopped || known->waiting)
        return;
    known->waiting = true;
    known->next = NULL;
    *teller->end = known;
    teller->end = &known->next;
    if (idle)
        schedule(teller, GATHER_MS);
}

/* ---- reminders ---- */

#define REMINDERS_A_LOOK 50

/* One reminder. */
struct due {
    const struct look *look;
    struct people *people;
    struct event event;
    char draft[ID_BYTES];
    bool found;
};

/* Those that are due at one time. */
struct look {
    struct teller *teller;
    struct string_list told; /* drafts */
    enum status status;
};

static bool take_due(void *context, const struct reminder *reminder)
{
    struct due *due = context;
    struct event *event = &due->event;
    due->found = true;
    snprintf(due->draft, sizeof due->draft, "%s", reminder->draft);
    *event = (struct event){.kind = EVENT_DEADLINE, .seq = reminder->seq, .until = reminder->until};
    event->at = loop_now_ms();
    snprintf(event->id, sizeof event->id, "%s", reminder->event);
    snprintf(event->by, sizeof event->by, "%s", SYSTEM_ID);
    snprintf(event->item, sizeof event->item, "%s", reminder->item);
    snprintf(event->label, sizeof event->label, "%s", reminder->label ? reminder->label : "");
    event->outcome = strcmp(reminder->outcome, "silence") == 0 ? "silence" : "consultation";
    const char *line = reminder->delegations;
    for (size_t len; *line; line += len + 1) {
        len = strcspn(line, "\n");
        char *code = mem_copy_bytes(line, len);
        string_list_add(&event->delegations, code);
        free(code);
    }
    return false;
}

/* The first that is due; one whose deadline is over goes without a word. */
static enum status tell_reminder(void *context)
{
    struct due *due = context;
    struct people *people = due->people;
    struct seats seats = {.now = loop_now_ms()};
    enum status status = reminders_due(people, seats.now, take_due, due);
    if (status == STATUS_OK && due->found && due->event.until > seats.now) {
        status = people_list_invitations(people, due->draft, take_seat, &seats);
        if (status == STATUS_OK)
            status = tell(due->look->teller, people, due->draft, &due->event, &seats);
    }
    if (status == STATUS_OK && due->found)
        status = reminders_remove(people, due->event.id);
    seats_end(&seats);
    return status;
}

static void tell_reminders(void *context, struct people *people)
{
    struct look *look = context;
    bool any = true;
    for (int i = 0; any && look->status == STATUS_OK && i < REMINDERS_A_LOOK; i++) {
        struct due due = {.look = look, .people = people};
        look->status = people_transact(people, tell_reminder, &due);
        any = due.found;
        if (look->status == STATUS_OK && any)
            string_list_add(&look->told, due.draft);
        event_clear(&due.event);
    }
}

static void end_look(void *context)
{
    struct look *look = context;
    const struct teller_grounds *grounds = &look->teller->grounds;
    look->teller->reminding = false;
    for (size_t i = 0; grounds->told && !look->teller->stopped && i < look->told.count; i++)
        grounds->told(grounds->context, look->told.strings[i]);
    if (look->status != STATUS_OK)
        diag(DIAG_WARNING, "people are not reminded of deadlines: %s", status_message(look->status));
    string_list_clear(&look->told);
    free(look);
}

static bool note_due(void *context, const struct reminder *reminder)
{
    (void)reminder;
    *(bool *)context = true;
    return false;
}

/* Nothing is written, nor waits for its turn, where nothing is due. */
static void look_for_reminders(void *context)
{
    struct teller *teller = context;
    bool any = false;
    if (teller->reminding)
        return;
    enum status status = reminders_due(teller->grounds.people, loop_now_ms(), note_due, &any);
    if (status == STATUS_OK && !any)
        return;
    struct look *look = mem_zero(1, sizeof *look);
    look->teller = teller;
    look->status = status;
    teller->reminding = true;
    people_queue_add(teller->grounds.queue, tell_reminders, end_look, look);
}

/* ---- life ---- */

struct teller *teller_create(const struct teller_grounds *grounds)
{
    struct teller *teller = mem_zero(1, sizeof *teller);
    teller->grounds = *grounds;
    teller->end = &teller->first;
    teller->timer = loop_timer_start(grounds->loop, REMIND_MS, 0, take_turn, teller);
    teller->reminder_timer =
        loop_timer_start(grounds->loop, REMIND_MS, REMIND_MS, look_for_reminders, teller);
    return teller;
}

static bool note_draft(void *context, const char *draft, int64_t created_at)
{
    (void)created_at;
    teller_note(context, draft);
    return true;
}

enum status teller_start(struct teller *teller)
{
    return people_list_drafts(teller->grounds.people, note_draft, teller);
}

void teller_stop(struct teller *teller)
{
    teller->stopped = true;
    loop_timer_stop(teller->timer);
    loop_timer_stop(teller->reminder_timer);
    teller->timer = teller->reminder_timer = NULL;
}

void teller_destroy(struct teller *teller)
{
    if (!teller)
        return;
    if (!teller->stopped)
        teller_stop(teller);
    struct known *known;
    for (size_t i = 0; (known = map_next(&teller->known, &i));)
        free(known);
    map_clear(&teller->known);
    free(teller);
}

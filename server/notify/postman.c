#include "notify/postman.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "notify/letter.h"
#include "people/meeting.h"
#include "store/people_queue.h"

#define LOOK_MS   5000
#define GATHER_MS 1000 /* notices that come together go into one mail */

struct postman {
    struct postman_grounds grounds;
    char secret[MAIL_SECRET_BYTES];
    struct loop_timer *timer;
    int64_t quiet_until; /* the mail server could not be reached */
    uint64_t failures;   /* in a row */
    bool working, stopped;
};

/* One mail under way. */
struct round {
    struct postman *postman;
    struct mail_row row; /* copies; state, next and why are not read */
    char *id, *participant, *person, *meeting;
    struct mail_address address;
    struct buf letter, why;
    struct people *people; /* on the queue's thread */
    enum carried carried;
    enum status status; /* of its beginning */
    bool nothing;       /* there is nobody, or nothing, to write to any more */
    bool found;
};

static void round_end(struct round *round)
{
    free(round->id);
    free(round->participant);
    free(round->person);
    free(round->meeting);
    mail_address_clear(&round->address);
    buf_clear(&round->letter);
    buf_clear(&round->why);
    free(round);
}

/* ---- from the queue ---- */

static bool take_row(void *context, const struct mail_row *row)
{
    struct round *round = context;
    round->found = true;
    round->row = *row;
    round->id = mem_copy_string(row->id);
    round->participant = mem_copy_string(row->participant);
    round->person = mem_copy_string(row->person);
    round->meeting = mem_copy_string(row->meeting);
    return false;
}

static enum status take_next(void *context)
{
    struct round *round = context;
    struct people *people = round->people;
    int64_t now = loop_now_ms();
    enum status status = mails_give_up(people, now, now);
    if (status == STATUS_OK)
        status = mails_gather(people, now);
    if (status == STATUS_OK)
        status = mails_next(people, now, take_row, round);
    if (status == STATUS_OK && round->found)
        status =
            mails_set(people, round->id, MAIL_SENDING, round->row.tries + 1, now + MAIL_SENDING_MS, 0, NULL);
    return status;
}

/* ---- the letter ---- */

struct writing {
    struct letter letter;
    size_t notices;
};

static bool add_notice(void *context, const struct notice *notice)
{
    struct writing *writing = context;
    letter_add_notice(&writing->letter, notice);
    writing->notices++;
    return true;
}

static const char *title_of(const struct meeting_document *document, const char *lang)
{
    const struct lang_entry *entry = lang_map_get(&document->title, lang);
    return entry ? entry->words : document->title.count ? document->title.entries[0].words : "";
}

static enum status write_words(struct round *round, const struct letter_to *to)
{
    struct people *people = round->people;
    struct writing writing = {.notices = 0};
    char token[PEOPLE_SECRET_BYTES];
    enum status status;
    letter_begin(&writing.letter, to);
    if (round->person) {
        const struct meeting_act act = {people, round->meeting, PEOPLE_HOST, to->now};
        status = meeting_new_link(&act, round->person, false, token);
        if (status == STATUS_OK)
            letter_set_invitation(&writing.letter, token);
    } else {
        status = mails_notices(people, round->id, round->participant, to->now, add_notice, &writing);
        round->nothing = !writing.notices;
    }
    if (status == STATUS_OK && !round->nothing)
        letter_finish(&writing.letter, &round->letter);
    letter_clear(&writing.letter);
    return status;
}

static enum status write_letter(struct round *round)
{
    const struct postman *postman = round->postman;
    struct people *people = round->people;
    struct meeting_document document = {0};
    uint64_t revision;
    bool archived;
    int64_t now = loop_now_ms();
    enum status status = mails_address(people, round->participant, round->person, now, &round->address);
    round->nothing = status == STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        status = meeting_read(people, round->address.meeting, &document, &revision, &archived);
    if (status == STATUS_OK) {
        const char *lang = round->address.lang    ? round->address.lang
                           : document.langs.count ? document.langs.strings[0]
                                                  : "es";
        const struct letter_to to = {.id = round->id,
                                     .address = &round->address,
                                     .lang = lang,
                                     .meeting = title_of(&document, letter_words_of(lang)->lang),
                                     .participant = round->participant,
                                     .base_url = postman->grounds.base_url,
                                     .from = postman->grounds.from,
                                     .secret = postman->secret,
                                     .now = now};
        status = write_words(round, &to);
    }
    meeting_document_clear(&document);
    return round->nothing ? STATUS_OK : status;
}

/* ---- what came of it ---- */

static int64_t wait_ms(const struct postman *postman, uint64_t tries)
{
    int64_t wait = (int64_t)postman->grounds.retry_ms;
    for (uint64_t i = 1; i < tries && wait < MAIL_MOST_WAIT_MS; i++)
        wait *= 2;
    return wait < MAIL_MOST_WAIT_MS ? wait : MAIL_MOST_WAIT_MS;
}

static enum status note_outcome(void *context, struct people *people)
{
    const struct round *round = context;
    const struct mail_row *row = &round->row;
    int64_t now = loop_now_ms();
    const char *why = round->why.len ? round->why.bytes : NULL;
    if (round->nothing)
        return mails_set(people, round->id, MAIL_FAILED, row->tries + 1, 0, now,
                         "There was nothing to send any more: the person or the seat had ended.");
    switch (round->carried) {
    case CARRIED_SENT:
        return mails_set(people, round->id, MAIL_SENT, row->tries + 1, 0, now, NULL);
    case CARRIED_REFUSED:
        return mails_set(people, round->id, MAIL_FAILED, row->tries + 1, 0, now, why);
    case CARRIED_UNCERTAIN:
        return mails_set(people, round->id, MAIL_UNCERTAIN, row->tries + 1, 0, now, why);
    case CARRIED_LATER:
        break;
    }
    if (now - row->created_at > MAIL_MOST_AGE_MS)
        return mails_set(people, round->id, MAIL_FAILED, row->tries + 1, 0, now, why);
    return mails_set(people, round->id, MAIL_WAITING, row->tries + 1,
                     now + wait_ms(round->postman, row->tries + 1), 0, why);
}

static void schedule(struct postman *postman, uint64_t ms)
{
    if (!postman->stopped && !postman->working)
        loop_timer_again(postman->timer, ms, 0);
}

/* No answer at all says something of the server, not of the mail. */
static void note_server(struct postman *postman, const struct round *round)
{
    bool answered = round->carried != CARRIED_LATER || (round->why.len && round->why.bytes[0] == '4');
    postman->failures = answered ? 0 : postman->failures + 1;
    postman->quiet_until = answered ? 0 : loop_now_ms() + wait_ms(postman, postman->failures);
}

static void end_round(void *context, enum status status)
{
    struct round *round = context;
    struct postman *postman = round->postman;
    postman->working = false;
    if (status != STATUS_OK)
        diag(DIAG_WARNING, "a mail could not be sent: %s", status_message(status));
    else if (!round->nothing && round->carried != CARRIED_SENT)
        diag(DIAG_WARNING, "a mail was not taken: %s", round->why.len ? round->why.bytes : "?");
    schedule(postman, status == STATUS_OK ? 1 : LOOK_MS);
    round_end(round);
}

static void carry(void *context)
{
    struct round *round = context;
    const struct carrier *carrier = &round->postman->grounds.carrier;
    round->carried = carrier->carry(carrier->context, round->address.email, &round->letter, &round->why);
}

static void finish_round(struct round *round)
{
    people_queue_write(round->postman->grounds.queue, note_outcome, end_round, round);
}

static void carried(void *context)
{
    struct round *round = context;
    note_server(round->postman, round);
    finish_round(round);
}

/* ---- a mail's turn ---- */

static void begin_round(void *context, struct people *people)
{
    struct round *round = context;
    round->people = people;
    round->status = people_transact(people, take_next, round);
    if (round->status != STATUS_OK || !round->found)
        return;
    enum status status = write_letter(round);
    if (status == STATUS_OK)
        return;
    buf_text(&round->why, status_message(status));
    round->carried = CARRIED_LATER;
}

static void is_begun(void *context)
{
    struct round *round = context;
    if (round->status != STATUS_OK || !round->found)
        end_round(round, round->status);
    else if (round->nothing || round->why.len)
        finish_round(round);
    else
        loop_work(round->postman->grounds.loop, carry, carried, round);
}

/* Whether there is something, so that nothing is written where there is not. */
static bool has_work(const struct postman *postman, int64_t now)
{
    struct round found = {.found = false};
    bool any = false;
    enum status status = mails_to_gather(postman->grounds.people, now, &any);
    if (status == STATUS_OK && !any)
        status = mails_to_give_up(postman->grounds.people, now, &any);
    if (status == STATUS_OK && !any)
        status = mails_next(postman->grounds.people, now, take_row, &found);
    free(found.id);
    free(found.participant);
    free(found.person);
    free(found.meeting);
    return status == STATUS_OK && (any || found.found);
}

static void look(void *context)
{
    struct postman *postman = context;
    int64_t now = loop_now_ms();
    if (postman->working || postman->stopped)
        return;
    if (now < postman->quiet_until || !has_work(postman, now)) {
        schedule(postman, LOOK_MS < postman->grounds.retry_ms ? LOOK_MS : postman->grounds.retry_ms);
        return;
    }
    struct round *round = mem_zero(1, sizeof *round);
    round->postman = postman;
    postman->working = true;
    people_queue_add(postman->grounds.queue, begin_round, is_begun, round);
}

/* ---- life ---- */

static enum status begin(void *context)
{
    const struct postman *postman = context;
    struct people *people = postman->grounds.people;
    int64_t now = loop_now_ms();
    enum status status = mails_begin(people, now);
    if (status == STATUS_OK)
        status = mails_give_up(people, postman->grounds.shared ? now : INT64_MAX, now);
    return status;
}

enum status postman_create(const struct postman_grounds *grounds, struct postman **out)
{
    struct postman *postman = mem_zero(1, sizeof *postman);
    postman->grounds = *grounds;
    enum status status = people_transact(grounds->people, begin, postman);
    if (status == STATUS_OK)
        status = mails_secret(grounds->people, postman->secret);
    if (status != STATUS_OK) {
        free(postman);
        return status;
    }
    postman->timer = loop_timer_start(grounds->loop, GATHER_MS, 0, look, postman);
    *out = postman;
    return STATUS_OK;
}

void postman_wake(struct postman *postman)
{
    if (loop_now_ms() >= postman->quiet_until)
        schedule(postman, GATHER_MS);
}

void postman_stop(struct postman *postman)
{
    postman->stopped = true;
    loop_timer_stop(postman->timer);
    postman->timer = NULL;
}

void postman_destroy(struct postman *postman)
{
    if (!postman)
        return;
    if (!postman->stopped)
        postman_stop(postman);
    free(postman);
}

void postman_write_metrics(const struct postman *postman, struct buf *out)
{
    buf_text(out, "# HELP plenaria_mails Mails of the last 30 days by what came of them.\n# TYPE "
                  "plenaria_mails gauge\n");
    for (int state = 0; state < MAIL_STATE_COUNT; state++)
        buf_format(out, "plenaria_mails{state=\"%s\"} %llu\n", mail_state_name((enum mail_state)state),
                   (unsigned long long)mails_count(postman->grounds.people, (enum mail_state)state));
}

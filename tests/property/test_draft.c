/* The laws of draft/ over many clients that edit at random, each on a view that is some ops behind:
 *
 *   the fold of the accepted ops' canonical bytes is the state, byte for byte         (checked by support/sitting, after each)
 *   a refused op leaves no trace                                                       (the same)
 *   a snapshot that is read back and folds the rest of the log is the state
 *   the words of an approved item do not change while it stays approved
 *   every text is well-formed and no longer than a text may be, and nothing lies deeper than eight levels
 *
 * Run again with the printed PLENARIA_SEED; PLENARIA_RUNS says how many drafts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "support/random_op.h"
#include "support/sitting.h"
#include "text/utf.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"
#include "wire/snapshot_codec.h"

#define RUNS    25
#define STEPS   200
#define CLIENTS 5

static struct choices choices;

/* One replica: what it has seen of the log. */
struct replica {
    char client[16];
    const struct participant *who;
    struct draft *view;
};

static const enum role roles[CLIENTS] = {ROLE_DELEGATION, ROLE_SECRETARIAT, ROLE_CHAIR, ROLE_CHAIR,
                                         ROLE_OBSERVER};

struct run {
    struct sitting sitting;
    struct replica replicas[CLIENTS];
    struct draft *resumed; /* from a snapshot somewhere on the way */
    size_t accepted, refused, late;
};

/* ---- what holds for every state ---- */

static void assert_text_is_sound(const struct item_text *text)
{
    struct delta whole;
    assert_in_range(text_len(text->text), 0, TEXT_MAX_U16);
    text_slice(text->text, 0, text_len(text->text), &whole);
    for (size_t i = 0; i < whole.count; i++) {
        assert_true(utf_valid_text(delta_op_bytes(&whole, &whole.ops[i]), whole.ops[i].len_bytes));
        assert_false(attributes_have_null(whole.ops[i].attributes));
    }
    delta_clear(&whole);
}

static void assert_sound(const struct draft *draft)
{
    size_t live = 0, all = 0;
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        assert_true(!item_is_there(item) || item_depth(item) <= DRAFT_MAX_DEPTH);
        assert_ptr_equal(item_find(draft, item->id), item);
        assert_true(!item->next || item->next->previous == item);
        assert_true(!item->first || item->first->parent == item);
        live += !item->removed;
        all++;
        for (size_t i = 0; i < item->text_count; i++)
            assert_text_is_sound(&item->texts[i]);
    }
    assert_int_equal(live, draft->live_count);
    assert_int_equal(all, draft->items.count);
}

/* ---- approved words ---- */

/* The texts of every approved item, each on a line that starts with its id. */
static struct buf approved_words(const struct draft *draft)
{
    struct buf out = BUF_EMPTY;
    buf_char(&out, '\n');
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item)) {
        if (item->status != ITEM_APPROVED)
            continue;
        buf_format(&out, "%s ", item->id);
        for (size_t i = 0; i < item->text_count; i++) {
            buf_format(&out, "%s:", item->texts[i].lang);
            text_write_json(item->texts[i].text, &out);
        }
        buf_char(&out, '\n');
    }
    return out;
}

/* Every line of `before` is still there. Only where the op set no status: the chair may open and change an item at once. */
static void assert_approved_words_stand(const struct buf *before, const struct draft *draft)
{
    struct buf now = approved_words(draft);
    for (const char *line = before->bytes; line[1]; line = strchr(line + 1, '\n')) {
        size_t len = (size_t)(strchr(line + 1, '\n') - line) + 1;
        if (!memmem(now.bytes, now.len, line, len))
            fail_msg("words of an approved item have changed: %.*s", (int)len, line);
    }
    buf_clear(&now);
}

static bool sets_status(const struct change_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (change_is(&list->changes[i], &change_item_status))
            return true;
    return false;
}

/* ---- the run ---- */

static void fold_next(struct run *run, struct draft *draft)
{
    const struct history_entry *entry = history_find(run->sitting.history, draft_seq(draft) + 1);
    struct op op;
    struct refusal refusal;
    assert_non_null(entry);
    assert_int_equal(op_decode(entry->bytes, entry->len, &op), STATUS_OK);
    assert_int_equal(draft_fold(draft, &op, &refusal), STATUS_OK);
    op_clear(&op);
}

static void read_some(struct run *run, struct replica *replica)
{
    uint64_t behind = draft_seq(run->sitting.draft) - draft_seq(replica->view);
    uint64_t take = choices_one_in(&choices, 3) ? behind : choices_below(&choices, (uint32_t)behind + 1);
    while (take--)
        fold_next(run, replica->view);
}

static void show_op(const struct replica *replica, const struct submission *submission)
{
    struct buf out = BUF_EMPTY;
    changes_write_json(&out, &submission->changes);
    printf("%s base %llu %s\n", replica->client, (unsigned long long)submission->base, out.bytes);
    fflush(stdout);
    buf_clear(&out);
}

static void submit_some(struct run *run, struct replica *replica)
{
    struct sitting *sitting = &run->sitting;
    struct submission submission = {
        .who = replica->who,
        .client = replica->client,
        .n = clients_acked(sitting->draft, replica->client) + 1,
        .base = draft_seq(replica->view),
        .at = (int64_t)draft_seq(sitting->draft),
    };
    random_op(&choices, replica->view, &submission.changes);
    if (getenv("PLENARIA_SHOW"))
        show_op(replica, &submission);
    bool opens = sets_status(&submission.changes), late = submission.base < draft_seq(sitting->draft);
    struct buf approved = approved_words(sitting->draft);
    enum submit_result result = sitting_submit(sitting, &submission);
    if (!opens)
        assert_approved_words_stand(&approved, sitting->draft);
    buf_clear(&approved);
    assert_int_not_equal(result, SUBMIT_DUPLICATE);
    run->accepted += result == SUBMIT_ACCEPTED;
    run->refused += result == SUBMIT_REFUSED;
    run->late += result == SUBMIT_ACCEPTED && late;
}

/* The same n again, with whatever changes: it counts once. */
static void resend(struct run *run, struct replica *replica)
{
    uint64_t acked = clients_acked(run->sitting.draft, replica->client);
    struct submission submission = {
        .who = replica->who, .client = replica->client, .n = acked, .base = draft_seq(replica->view)};
    random_op(&choices, replica->view, &submission.changes);
    assert_int_equal(sitting_submit(&run->sitting, &submission), SUBMIT_DUPLICATE);
}

static void resume_from_here(struct run *run)
{
    struct buf text = sitting_state(run->sitting.draft, &run->sitting.head);
    const char *clients = strchr(text.bytes, '\n') + 1;
    draft_destroy(run->resumed);
    assert_int_equal(snapshot_decode(text.bytes, (size_t)(clients - text.bytes) - 1, clients, strlen(clients),
                                     &run->resumed),
                     STATUS_OK);
    buf_clear(&text);
}

static void assert_same(struct run *run, const struct draft *draft)
{
    struct buf one = sitting_state(run->sitting.draft, &run->sitting.head);
    struct buf other = sitting_state(draft, &run->sitting.head);
    assert_string_equal(one.bytes, other.bytes);
    buf_clear(&one);
    buf_clear(&other);
}

static void open_run(struct run *run)
{
    *run = (struct run){.sitting = sitting_open()};
    for (int i = 0; i < CLIENTS; i++) {
        struct replica *replica = &run->replicas[i];
        snprintf(replica->client, sizeof replica->client, "c%d", i);
        replica->who = sitting_person(roles[i]);
        replica->view = draft_create("d");
        fold_next(run, replica->view);
    }
    resume_from_here(run);
}

static void close_run(struct run *run)
{
    for (int i = 0; i < CLIENTS; i++) {
        while (draft_seq(run->replicas[i].view) < draft_seq(run->sitting.draft))
            fold_next(run, run->replicas[i].view);
        assert_same(run, run->replicas[i].view);
        draft_destroy(run->replicas[i].view);
    }
    while (draft_seq(run->resumed) < draft_seq(run->sitting.draft))
        fold_next(run, run->resumed);
    assert_same(run, run->resumed);
    draft_destroy(run->resumed);
    sitting_close(&run->sitting);
}

static size_t runs_wanted(void)
{
    const char *given = getenv("PLENARIA_RUNS");
    return given ? strtoul(given, NULL, 10) : RUNS;
}

static void test_many_clients_on_late_views_keep_all_laws(void **state)
{
    size_t accepted = 0, refused = 0, late = 0;
    (void)state;
    for (size_t runs = runs_wanted(); runs > 0; runs--) {
        struct run run;
        open_run(&run);
        for (int step = 0; step < STEPS; step++) {
            struct replica *replica = &run.replicas[choices_below(&choices, CLIENTS)];
            if (choices_one_in(&choices, 3))
                read_some(&run, replica);
            else if (choices_one_in(&choices, 30))
                resend(&run, replica);
            else if (choices_one_in(&choices, 60))
                resume_from_here(&run);
            else
                submit_some(&run, replica);
            assert_sound(run.sitting.draft);
        }
        accepted += run.accepted;
        refused += run.refused;
        late += run.late;
        close_run(&run);
    }
    printf("%zu ops accepted, %zu of them late; %zu refused\n", accepted, late, refused);
    assert_true(accepted > refused / 2 && late > accepted / 3); /* else the laws have not been asked much */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_many_clients_on_late_views_keep_all_laws)};
    choices = choices_seeded();
    return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}

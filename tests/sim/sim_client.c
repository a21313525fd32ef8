#include "sim_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/marking.h"
#include "draft/policy.h"
#include "draft/participants.h"
#include "sim_cross.h"
#include "sim_fair.h"
#include "sim_loop.h"
#include "sim_negotiate.h"
#include "wire/change_codec.h"
#include "wire/op_codec.h"

/* ---- life ---- */

void sim_client_init(struct sim_client *client, struct sim_server *server, struct sim_person *person,
                     size_t number, uint64_t seed)
{
    *client = (struct sim_client){.server = server, .person = person, .choices = {.state = seed}};
    snprintf(client->id, sizeof client->id, "c%zu", number);
    client->editor = (struct sim_editor){.name = client->id,
                                         .who = {person->id, person->role, person->name, person->delegation}};
}

static void forget_queue_from(struct sim_client *client, size_t first)
{
    while (client->queued > first)
        change_list_clear(&client->queue[--client->queued]);
}

static void stop_timer(struct loop_timer **timer)
{
    loop_timer_stop(*timer);
    *timer = NULL;
}

void sim_client_clear(struct sim_client *client)
{
    stop_timer(&client->timer);
    stop_timer(&client->retry);
    forget_queue_from(client, 0);
    sim_replica_clear(&client->replica);
    buf_clear(&client->wire);
}

static void set_timer(struct sim_client *client, struct loop_timer **timer, uint64_t ms, loop_cb cb)
{
    loop_timer_stop(*timer);
    *timer = loop_timer_start(client->server->world, ms, 0, cb, client);
}

static uint64_t expected_n(const struct sim_client *client)
{
    return client->lying ? client->lie_n : client->acked + 1;
}

/* ---- sending ---- */

static void send_op(struct sim_client *client, uint64_t base, const char *changes, size_t len)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out,
               "{\"t\":\"op\",\"n\":%llu,\"base\":%llu,\"changes\":", (unsigned long long)expected_n(client),
               (unsigned long long)base);
    buf_add(&out, changes, len);
    buf_char(&out, '}');
    sim_say("%s sends %s", client->id, out.bytes);
    sim_link_send(client->link, out.bytes, out.len);
    buf_clear(&out);
}

/* The first of the queue, if nothing is on its way. */
static void send_next(struct sim_client *client)
{
    if (!client->live || client->sent || !client->queued)
        return;
    client->sent = client->traceable = true;
    client->wire_base = sim_replica_seq(&client->replica);
    client->honest = sim_only_writes(&client->queue[0]) &&
                     sim_replica_would_take(&client->replica, &client->editor.who, &client->queue[0]);
    buf_reset(&client->wire);
    changes_write_json(&client->wire, &client->queue[0]);
    send_op(client, client->wire_base, client->wire.bytes, client->wire.len);
}

/* Under the same n; as it was, or as it has become meanwhile. */
static void send_again(struct sim_client *client)
{
    client->server->stats->resends++;
    if (client->traceable && choices_one_in(&client->choices, 2)) {
        struct buf moved = BUF_EMPTY;
        changes_write_json(&moved, &client->queue[0]);
        send_op(client, sim_replica_seq(&client->replica), moved.bytes, moved.len);
        buf_clear(&moved);
    } else {
        send_op(client, client->wire_base, client->wire.bytes, client->wire.len);
    }
}

static void retry(void *context)
{
    struct sim_client *client = context;
    stop_timer(&client->retry);
    if (client->live && client->sent && !client->lying)
        send_again(client);
}

/* ---- outcomes ---- */

static void settle(struct sim_client *client, bool accepted)
{
    if (!client->lying) {
        change_list_clear(&client->queue[0]);
        client->queued--;
        memmove(client->queue, client->queue + 1, client->queued * sizeof *client->queue);
    }
    client->acked += accepted;
    client->sent = client->lying = false;
    stop_timer(&client->retry);
}

/* Marks that lost their ground meanwhile fall off. */
static void drop_groundless(const struct sim_client *client, struct change *change)
{
    const struct draft *draft = client->replica.draft;
    const struct item *item = change_is(change, &change_text) ? item_find(draft, change->item) : NULL;
    if (!item)
        return;
    marking_drop_groundless(draft, &client->editor.who, true, item, change);
}

/* Words land where their author was told they would. */
static void check_prediction(struct sim_client *client, const struct op *op)
{
    struct buf ours = BUF_EMPTY, theirs = BUF_EMPTY;
    struct change_list made = {0};
    size_t first = op->changes.count && change_is(&op->changes.changes[0], &change_participant_set);
    if (!client->traceable || !sim_only_words(&op->changes, first))
        return;
    made.changes = op->changes.changes + first;
    made.count = op->changes.count - first;
    struct change_list *mine = &client->queue[0];
    for (size_t i = 0; i < mine->count; i++) {
        drop_groundless(client, &mine->changes[i]);
        delta_chop(&mine->changes[i].delta);
    }
    changes_write_json(&ours, mine);
    changes_write_json(&theirs, &made);
    SIM_CHECK(ours.len == theirs.len && memcmp(ours.bytes, theirs.bytes, ours.len) == 0,
              "%s expected its op %llu to become %s, and it became %s", client->id, (unsigned long long)op->n,
              ours.bytes, theirs.bytes);
    client->server->stats->transformed +=
        ours.len != client->wire.len || memcmp(ours.bytes, client->wire.bytes, ours.len) != 0;
    buf_clear(&ours);
    buf_clear(&theirs);
}

static void take_own_op(struct sim_client *client, const struct op *op)
{
    SIM_CHECK(client->sent && op->n == client->acked + 1,
              "%s gets its op %llu while %llu is acknowledged and %s is on its way", client->id,
              (unsigned long long)op->n, (unsigned long long)client->acked, client->sent ? "one" : "none");
    SIM_CHECK(!client->lying, "a lie of %s was accepted", client->id);
    check_prediction(client, op);
    settle(client, true);
}

static bool divides_or_joins(const struct change_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (change_is(&list->changes[i], &change_item_split) ||
            change_is(&list->changes[i], &change_item_merge))
            return true;
    return false;
}

static bool writes_in_another(const struct change_list *list, const struct string_list *langs)
{
    for (size_t i = 0; i < list->count; i++)
        if (change_is(&list->changes[i], &change_text) && !string_list_has(langs, list->changes[i].lang))
            return true;
    return false;
}

/* Whether the draft loses a language in which something of the queue is. It may have it again before the author is answered. */
static bool takes_language(const struct sim_client *client, const struct change_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t at = 0; at < client->queued && list->changes[i].langs.count; at++)
            if (writes_in_another(&client->queue[at], &list->changes[i].langs))
                return true;
    return false;
}

/* Each of the queue in turn moves over what the one before has left of it. Where both sides split or merge, the one that was ordered
 * first stands and the other is redirected (draft/transform.h): what its author typed on top of it may not fit any more. */
static void take_foreign_op(struct sim_client *client, const struct op *op)
{
    struct change_list theirs;
    if (!client->queued)
        return;
    client->blurred |= takes_language(client, &op->changes);
    for (size_t i = 0; i + 1 < client->queued && divides_or_joins(&op->changes); i++)
        client->blurred |= divides_or_joins(&client->queue[i]);
    change_list_copy(&op->changes, &theirs);
    for (size_t i = 0; i < client->queued; i++)
        sim_cross(&client->queue[i], &theirs);
    change_list_clear(&theirs);
}

static void take_op(struct sim_client *client, struct sim_slice bytes, uint64_t durable_seq)
{
    struct op op;
    const struct sim_entry *entry =
        sim_oracle_at(client->server->oracle, sim_replica_seq(&client->replica) + 1);
    SIM_CHECK(op_decode(bytes.bytes, bytes.len, &op) == STATUS_OK, "%s cannot read %.*s", client->id,
              (int)bytes.len, bytes.bytes);
    SIM_CHECK(op.seq == sim_replica_seq(&client->replica) + 1, "%s gets op %llu after %llu", client->id,
              (unsigned long long)op.seq, (unsigned long long)sim_replica_seq(&client->replica));
    SIM_CHECK(op.seq <= durable_seq && entry && entry->bytes.len == bytes.len &&
                  memcmp(entry->bytes.bytes, bytes.bytes, bytes.len) == 0,
              "%s sees op %llu, which was not durable then", client->id, (unsigned long long)op.seq);
    if (strcmp(op.client, client->id) == 0)
        take_own_op(client, &op);
    else
        take_foreign_op(client, &op);
    sim_replica_fold(&client->replica, &op, bytes);
    op_clear(&op);
}

static void take_ops(struct sim_client *client, struct sim_slice ops, struct sim_slice head,
                     uint64_t durable_seq)
{
    struct sim_slice op;
    char hex[SHA256_HEX + 1];
    while (sim_json_element(&ops, &op))
        take_op(client, op, durable_seq);
    sha256_hex(&client->replica.head, hex);
    SIM_CHECK(sim_json_is(head, hex), "%s is at a head other than the one that came along", client->id);
    if (choices_one_in(&client->choices, 6))
        sim_client_check_replica(client);
}

void sim_client_check_replica(const struct sim_client *client)
{
    const struct sim_entry *entry = sim_oracle_at(client->server->oracle, sim_replica_seq(&client->replica));
    struct sha256 hash = sim_snapshot_hash(client->replica.draft, &client->replica.head);
    SIM_CHECK(entry && sim_hash_equal(&hash, &entry->snapshot), "%s differs from the fold at seq %llu",
              client->id, (unsigned long long)sim_replica_seq(&client->replica));
}

/* ---- messages ---- */

static void take_snapshot(struct sim_client *client, struct sim_slice snapshot, struct sim_slice head,
                          uint64_t seq)
{
    char hex[SHA256_HEX + 1];
    const struct sim_entry *entry = sim_oracle_at(client->server->oracle, seq);
    struct sha256 hash = sha256_of(snapshot.bytes, snapshot.len, NULL, 0);
    SIM_CHECK(snapshot.bytes != NULL, "a welcome of %s has neither ops nor a snapshot", client->id);
    SIM_CHECK(entry && sim_hash_equal(&hash, &entry->snapshot),
              "%s is given a snapshot that is not the fold at %llu", client->id, (unsigned long long)seq);
    sim_json_word(head, hex, sizeof hex);
    sim_replica_load(&client->replica, snapshot, hex);
    client->server->stats->snapshots++;
    client->traceable = false; /* nobody knows what happened in between */
    forget_queue_from(client, client->sent && !client->lying);
}

static void take_welcome(struct sim_client *client, struct sim_slice root, uint64_t durable_seq)
{
    struct sim_slice ops = sim_json_member(root, "ops"), head = sim_json_member(root, "head");
    uint64_t seq = sim_json_number(sim_json_member(root, "seq")),
             acked = sim_json_number(sim_json_member(root, "acked"));
    SIM_CHECK(seq <= durable_seq, "a welcome shows seq %llu while %llu are durable", (unsigned long long)seq,
              (unsigned long long)durable_seq);
    SIM_CHECK(seq >= sim_replica_seq(&client->replica), "%s has more than the welcome", client->id);
    SIM_CHECK(!ops.bytes || (!client->wants_snapshot && !client->live),
              "%s cannot use the ops of this welcome", client->id);
    client->server->stats->resyncs += client->live;
    client->server->stats->resumes += ops.bytes != NULL;
    if (ops.bytes)
        take_ops(client, ops, head, durable_seq);
    else
        take_snapshot(client, sim_json_member(root, "snapshot"), head, seq);
    if (client->sent && acked == client->acked + 1) {
        SIM_CHECK(!client->lying && !ops.bytes, "the welcome acknowledges what %s has not seen", client->id);
        settle(client, true);
        client->server->stats->duplicates++;
    }
    SIM_CHECK(acked == client->acked && sim_replica_seq(&client->replica) == seq,
              "%s is at seq %llu, n %llu; the welcome at %llu, %llu", client->id,
              (unsigned long long)sim_replica_seq(&client->replica), (unsigned long long)client->acked,
              (unsigned long long)seq, (unsigned long long)acked);
    bool first = !client->live;
    client->live = true;
    client->wants_snapshot = true; /* should it be welcomed again on this link */
    if (first && client->lying)
        client->sent = client->lying = false;
    else if (first && client->sent) /* later, what this link has carried will have its answer on this link */
        send_again(client);
    send_next(client);
}

static enum status code_of(struct sim_slice code)
{
    for (enum status status = STATUS_OK; status < STATUS_COUNT; status++)
        if (sim_json_is(code, status_code(status)))
            return status;
    return STATUS_COUNT;
}

/* A single change of words that were there fits whatever happened to it meanwhile, or has a better reason not to. */
static bool may_be_bad(const struct sim_client *client)
{
    const struct draft *draft = client->server->oracle->draft;
    const struct change_list *list = &client->queue[0];
    return client->blurred || !client->traceable || list->count != 1 ||
           !change_is(&list->changes[0], &change_text) ||
           !string_list_has(&draft->langs, list->changes[0].lang);
}

static void check_refusal(const struct sim_client *client, enum status code, struct sim_slice root)
{
    static const enum status fair[] = {STATUS_BAD_OP,  STATUS_FORBIDDEN, STATUS_LOCKED, STATUS_ADOPTED,
                                       STATUS_NO_ITEM, STATUS_EXISTS,    STATUS_CYCLE,  STATUS_STORAGE};
    bool found = false;
    for (size_t i = 0; i < sizeof fair / sizeof *fair; i++)
        found |= fair[i] == code;
    SIM_CHECK(found || (client->lying && code < STATUS_COUNT), "%s is refused out of turn: %.*s", client->id,
              (int)root.len, root.bytes);
    SIM_CHECK(code != STATUS_BAD_OP || client->lying || may_be_bad(client), "words of %s do not fit: %.*s",
              client->id, (int)root.len, root.bytes);
    SIM_CHECK(code == STATUS_STORAGE || client->lying || !client->honest ||
                  !sim_only_written_since(client->server->oracle, client->wire_base),
              "words of %s are refused for no reason: %.*s", client->id, (int)root.len, root.bytes);
}

static void take_reject(struct sim_client *client, struct sim_slice root)
{
    uint64_t n = sim_json_number(sim_json_member(root, "n"));
    enum status code = code_of(sim_json_member(root, "code"));
    if (n <= client->acked &&
        (code == STATUS_STORAGE || code == STATUS_BAD_OP)) /* repeated while the server could not tell */
        return;
    SIM_CHECK(client->sent && n == expected_n(client),
              "%s is refused an op %llu that it does not wait for: %.*s", client->id, (unsigned long long)n,
              (int)root.len, root.bytes);
    check_refusal(client, code, root);
    SIM_CHECK(client->lying || clients_acked(client->server->oracle->draft, client->id) < n,
              "op %llu of %s is refused, and it is in the log", (unsigned long long)n, client->id);
    client->server->stats->refusals[code]++;
    client->server->stats->lies += client->lying;
    if (code == STATUS_STORAGE && !client->lying) {
        set_timer(client, &client->retry, 20 + choices_below(&client->choices, 200), retry);
        return;
    }
    bool lied = client->lying;
    settle(client, false);
    if (!lied) /* the rest was made on top of it: its words are kept aside for their author */
        forget_queue_from(client, 0);
}

static void check_caret(const struct sim_client *client, struct sim_slice here)
{
    char item_id[ID_BYTES], lang[LANG_MAX + 1];
    sim_json_word(sim_json_member(here, "item"), item_id, sizeof item_id);
    sim_json_word(sim_json_member(here, "lang"), lang, sizeof lang);
    struct item *item = item_find(client->replica.draft, item_id);
    uint64_t at = sim_json_number(sim_json_member(here, "anchor"));
    SIM_CHECK(!item || at <= item_text_len(item, lang),
              "%s is told of a caret at %llu in %s, which is %u long", client->id, (unsigned long long)at,
              item_id, item_text_len(item, lang));
}

static void take_presence(const struct sim_client *client, struct sim_slice root)
{
    struct sim_slice list = sim_json_member(root, "here"), here;
    uint64_t seq = sim_json_number(sim_json_member(root, "seq"));
    SIM_CHECK(seq <= sim_replica_seq(&client->replica), "%s hears of carets at seq %llu while it is at %llu",
              client->id, (unsigned long long)seq, (unsigned long long)sim_replica_seq(&client->replica));
    while (seq == sim_replica_seq(&client->replica) && sim_json_element(&list, &here))
        if (sim_json_member(here, "anchor").bytes)
            check_caret(client, here);
}

static void take_message(void *context, const struct sim_message *message)
{
    struct sim_client *client = context;
    struct sim_slice root = {message->bytes, message->len};
    struct sim_slice type = sim_json_member(root, "t");
    sim_say("%s gets %.*s", client->id, (int)message->len, message->bytes);
    if (sim_json_is(type, "welcome")) {
        take_welcome(client, root, message->durable_seq);
        return;
    }
    if (sim_json_is(type, "error"))
        return;
    SIM_CHECK(client->live, "%s gets this before its welcome: %.*s", client->id, (int)root.len, root.bytes);
    if (sim_json_is(type, "ops"))
        take_ops(client, sim_json_member(root, "ops"), sim_json_member(root, "head"), message->durable_seq);
    else if (sim_json_is(type, "reject"))
        take_reject(client, root);
    else if (sim_json_is(type, "presence"))
        take_presence(client, root);
    else
        SIM_CHECK(sim_json_is(type, "participants"), "%s gets %.*s", client->id, (int)root.len, root.bytes);
    send_next(client);
}

/* ---- coming and going ---- */

static void come_back(void *context)
{
    sim_client_connect(context);
}

static void leave(struct sim_client *client)
{
    client->link = NULL;
    client->live = false;
    stop_timer(&client->retry);
    set_timer(client, &client->timer, 1 + choices_below(&client->choices, 120), come_back);
}

static void was_closed(void *context, uint16_t code)
{
    struct sim_client *client = context;
    sim_say("%s is closed with %u", client->id, code);
    leave(client);
}

static void send_hello(struct sim_client *client)
{
    struct buf out = BUF_EMPTY;
    char head[SHA256_HEX + 1];
    buf_format(&out, "{\"t\":\"hello\",\"v\":1,\"draft\":\"%s\",\"client\":\"%s\",\"token\":\"%s\"",
               client->server->people.draft, client->id, client->person->token);
    client->wants_snapshot = !client->replica.draft;
    if (client->replica.draft) {
        sha256_hex(&client->replica.head, head);
        if (choices_one_in(&client->choices,
                           12)) { /* as after a restored backup: the server knows another history */
            head[3] = head[3] == '0' ? '1' : '0';
            client->wants_snapshot = true;
        }
        buf_format(&out, ",\"since\":%llu,\"head\":\"%s\"",
                   (unsigned long long)sim_replica_seq(&client->replica), head);
    }
    buf_char(&out, '}');
    sim_say("%s sends %s", client->id, out.bytes);
    sim_link_send(client->link, out.bytes, out.len);
    buf_clear(&out);
}

void sim_client_connect(struct sim_client *client)
{
    struct sim_link_user user = {take_message, was_closed, client};
    stop_timer(&client->timer);
    stop_timer(&client->retry);
    if (client->link) {
        client->server->stats->takeovers++;
        client->link->user = (struct sim_link_user){0};
    }
    uint64_t seed = choices_below(&client->choices, UINT32_MAX);
    client->live = false;
    if (client->host.choose)
        client->server = client->host.choose(client->host.context, (uint32_t)seed);
    client->link = sim_link_open(client->server, &user, seed);
    if (client->link)
        send_hello(client);
    else
        leave(client);
}

void sim_client_drop(struct sim_client *client)
{
    if (!client->link)
        return;
    sim_say("%s loses its connection", client->id);
    client->server->stats->drops++;
    sim_link_drop(client->link);
    leave(client);
}

void sim_client_forget(struct sim_client *client)
{
    sim_client_drop(client);
    sim_replica_clear(&client->replica);
    client->traceable = false;
    forget_queue_from(client, client->sent && !client->lying);
}

/* Nobody answers; it connects again without closing, and the server learns of it by the newer connection. */
void sim_client_half_open(struct sim_client *client, uint64_t dice)
{
    struct choices choices = {.state = dice};
    if (!client->link)
        return;
    sim_say("%s is cut off, and nobody notices", client->id);
    client->server->stats->half_open++;
    sim_link_halve(client->link);
    set_timer(client, &client->timer, 50 + choices_below(&choices, 3000), come_back);
}

void sim_client_stall(struct sim_client *client, uint64_t ms)
{
    sim_say("%s reads nothing for %llu ms", client->id, (unsigned long long)ms);
    if (client->link)
        sim_link_stall(client->link, ms);
}

/* ---- what people do ---- */

/* The server will add to an op of theirs what follows from it: they wait and see. */
static bool waits_for_a_decision(const struct sim_client *client)
{
    const struct change_list *last = client->queued ? &client->queue[client->queued - 1] : NULL;
    return last && last->count && sim_brings_more(&last->changes[0]);
}

void sim_client_edit(struct sim_client *client, uint64_t dice)
{
    struct choices choices = {.state = dice};
    struct change_list changes;
    struct draft *view = NULL;
    if (!client->replica.draft || client->lying || client->queued == SIM_QUEUE ||
        (client->sent && !client->traceable) || waits_for_a_decision(client))
        return;
    if (client->queued) {
        view = sim_replica_view(&client->replica, client->person->id, client->queue, client->queued);
        if (!view) /* something in the queue will be refused; its author sees a message and waits */
            return;
    }
    sim_edit(&client->editor, view ? view : client->replica.draft, &choices, &changes);
    draft_destroy(view);
    client->blurred &= client->queued > 0;
    if (changes.count)
        client->queue[client->queued++] = changes;
    else
        change_list_clear(&changes);
    send_next(client);
}

void sim_client_point(struct sim_client *client, uint64_t dice)
{
    struct choices choices = {.state = dice};
    struct buf out = BUF_EMPTY;
    const char *item, *lang;
    uint32_t at;
    if (!client->live || !sim_edit_place(client->replica.draft, &choices, &item, &lang, &at))
        return;
    buf_format(&out,
               "{\"t\":\"presence\",\"item\":\"%s\",\"lang\":\"%s\",\"base\":%llu,\"anchor\":%u,\"head\":%u}",
               item, lang, (unsigned long long)sim_replica_seq(&client->replica), at, at);
    sim_link_send(client->link, out.bytes, out.len);
    buf_clear(&out);
}

/* n or base that cannot be, or changes that cannot hold. */
static void lie_with_n(struct sim_client *client, struct choices *choices)
{
    struct buf changes = BUF_EMPTY;
    uint32_t kind = choices_below(choices, 6);
    uint64_t seq = sim_replica_seq(&client->replica);
    client->sent = client->lying = true;
    client->lie_n = client->acked + (kind == 0 ? 2 + choices_below(choices, 9) : 1);
    sim_lie(&client->editor, client->replica.draft, choices, &changes);
    send_op(client, kind == 1 ? seq + 1000 : seq, changes.bytes, changes.len);
    buf_clear(&changes);
}

/* An old n with other changes: it has been counted, so this is nothing. */
static void repeat_old(struct sim_client *client, struct choices *choices)
{
    struct buf out = BUF_EMPTY;
    buf_format(&out, "{\"t\":\"op\",\"n\":%llu,\"base\":%llu,\"changes\":",
               (unsigned long long)(1 + choices_below(choices, (uint32_t)client->acked)),
               (unsigned long long)sim_replica_seq(&client->replica));
    sim_lie(&client->editor, client->replica.draft, choices, &out);
    buf_char(&out, '}');
    sim_say("%s repeats %s", client->id, out.bytes);
    sim_link_send(client->link, out.bytes, out.len);
    buf_clear(&out);
}

static void talk_nonsense(struct sim_client *client)
{
    static const char words[] = "{\"t\":\"op\",\"n\":";
    client->link->spoke_nonsense = true;
    sim_link_send(client->link, words, sizeof words - 1);
}

void sim_client_lie(struct sim_client *client, uint64_t dice)
{
    struct choices choices = {.state = dice};
    if (!client->live)
        return;
    if (choices_one_in(&choices, 12))
        talk_nonsense(client);
    else if (client->acked && choices_one_in(&choices, 4))
        repeat_old(client, &choices);
    else if (!client->sent && !client->queued)
        lie_with_n(client, &choices);
}

/* ---- looking at it ---- */

bool sim_client_is_quiet(const struct sim_client *client)
{
    return client->live && !client->sent && !client->queued &&
           sim_replica_seq(&client->replica) == client->server->oracle->count;
}

void sim_client_describe(const struct sim_client *client, struct buf *out)
{
    buf_format(out, " %s(%s, seq %llu, n %llu, %zu waiting%s)", client->id,
               client->live   ? "live"
               : client->link ? "greeting"
                              : "gone",
               (unsigned long long)sim_replica_seq(&client->replica), (unsigned long long)client->acked,
               client->queued, client->sent ? ", one sent" : "");
}

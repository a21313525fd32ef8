#include "sim_crowd.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "draft/consultations.h"
#include "draft/proposals.h"
#include "load/draft_loader.h"
#include "sim_loop.h"
#include "wire/op_codec.h"

/* ---- the draft ---- */

/* A heading, a paragraph, three numbered items, one with two below; two languages, one emoji, one item under review with two
 * proposals in each other, one approved. */
static const char first_op[] =
    "{\"seq\":1,\"at\":1700000000000,\"by\":\"system\",\"client\":\"system\",\"n\":1,\"changes\":["
    "{\"type\":\"draft.set\",\"title\":{\"es\":\"Conclusiones\"},\"langs\":[\"es\",\"en\"]},"
    "{\"type\":\"item.add\",\"item\":\"i1\",\"parent\":null,\"after\":null,\"kind\":\"heading\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"Primero\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i2\",\"parent\":null,\"after\":\"i1\",\"kind\":\"item\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"Los pa\xC3\xADses \xF0\x9F\x98\x80 acuerdan\"}]},"
    "\"en\":{\"ops\":[{\"insert\":\"Countries agree\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i3\",\"parent\":\"i2\",\"after\":null,\"kind\":\"item\",\"texts\":{"
    "\"es\":{\"ops\":[{\"insert\":\"cooperar\"}]}}},"
    "{\"type\":\"item.add\",\"item\":\"i4\",\"parent\":\"i2\",\"after\":\"i3\",\"kind\":\"item\"},"
    "{\"type\":\"item.add\",\"item\":\"i5\",\"parent\":null,\"after\":\"i2\",\"kind\":\"paragraph\","
    "\"texts\":{\"es\":{\"ops\":[{\"insert\":\"Fin \"},"
    "{\"insert\":\"cierto\",\"attributes\":{\"bold\":true}}]}}},"
    "{\"type\":\"item.status\",\"item\":\"i3\",\"status\":\"review\"},"
    "{\"type\":\"proposal.add\",\"proposal\":\"s1\",\"item\":\"i3\"},"
    "{\"type\":\"proposal.add\",\"proposal\":\"s2\",\"item\":\"i3\"},"
    "{\"type\":\"text\",\"item\":\"i3\",\"lang\":\"es\",\"delta\":{\"ops\":[{\"retain\":2},"
    "{\"insert\":\"mu\",\"attributes\":{\"ins:s1\":true}},"
    "{\"insert\":\"y \",\"attributes\":{\"ins:s1\":true,\"ins:s2\":true}},"
    "{\"retain\":2,\"attributes\":{\"del:s1\":true}},"
    "{\"retain\":2,\"attributes\":{\"del:s1\":true,\"del:s2\":true}}]}},"
    "{\"type\":\"item.status\",\"item\":\"i5\",\"status\":\"approved\"}]}";

struct log_op sim_crowd_first_op(void)
{
    struct sha256 start = {{0}};
    struct log_op op = {.seq = 1, .bytes = first_op, .len = sizeof first_op - 1};
    op.hash = op_chain_hash(&start, op.bytes, op.len);
    return op;
}

/* ---- people ---- */

static enum role role_of(const struct sim_schedule *schedule, size_t index)
{
    static const enum role seats[] = {ROLE_CHAIR, ROLE_DELEGATION, ROLE_SECRETARIAT, ROLE_DELEGATION,
                                      ROLE_DELEGATION};
    return index >= schedule->editors ? ROLE_OBSERVER : seats[index % 5];
}

/* Two colleagues and somebody from elsewhere, as the table above seats them. */
static char *delegation_of(enum role role, size_t index)
{
    static char mexico[] = "MX", canada[] = "CA";
    return role != ROLE_DELEGATION ? NULL : index % 5 == 3 ? canada : mexico;
}

void sim_crowd_seat(struct sim_crowd *crowd, const struct sim_schedule *schedule, struct people *people)
{
    crowd->editors = schedule->editors;
    crowd->count = schedule->editors + schedule->observers;
    crowd->persons = mem_zero(crowd->count, sizeof *crowd->persons);
    crowd->clients = mem_zero(crowd->count, sizeof *crowd->clients);
    *people = (struct people){SIM_DRAFT, crowd->persons, crowd->count};
    for (size_t i = 0; i < crowd->count; i++) {
        struct sim_person *person = &crowd->persons[i];
        snprintf(person->token, sizeof person->token, "token%zu", i);
        snprintf(person->id, sizeof person->id, "p%zu", i);
        snprintf(person->name, sizeof person->name, "Name %zu", i);
        person->role = role_of(schedule, i);
        person->delegation = delegation_of(person->role, i);
    }
}

void sim_crowd_clear(struct sim_crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++)
        sim_client_clear(&crowd->clients[i]);
    free(crowd->clients);
    free(crowd->persons);
}

struct sim_client *sim_crowd_member(const struct sim_crowd *crowd, uint32_t who)
{
    return &crowd->clients[who % crowd->count];
}

static void rename_person(struct sim_person *person, uint32_t dice)
{
    snprintf(person->name, sizeof person->name, "Name %u", dice % 1000);
}

bool sim_crowd_act(struct sim_crowd *crowd, const struct sim_action *action)
{
    struct sim_client *client = sim_crowd_member(crowd, action->who);
    switch (action->act) {
    case ACT_EDIT: /* mostly by those who may */
        sim_client_edit(action->dice % 32 ? &crowd->clients[action->who % crowd->editors] : client,
                        action->dice);
        return true;
    case ACT_POINT:
        sim_client_point(client, action->dice);
        return true;
    case ACT_LIE:
        sim_client_lie(client, action->dice);
        return true;
    case ACT_DROP:
        sim_client_drop(client);
        return true;
    case ACT_FORGET:
        sim_client_forget(client);
        return true;
    case ACT_HALF_OPEN:
        sim_client_half_open(client, action->dice);
        return true;
    case ACT_STALL:
        sim_client_stall(client, action->dice % (action->dice % 9 ? 400 : 4000));
        return true;
    case ACT_TAKEOVER:
        sim_client_connect(client);
        return true;
    case ACT_RENAME:
        rename_person(client->person, action->dice);
        return true;
    case ACT_REVOKE:
        if (client->server->up)
            service_close_seat(&client->server->service, client->person->id);
        return true;
    case ACT_CLOCK:
        sim_clock_jump((int64_t)(action->dice % 20000) - 10000);
        return true;
    default:
        return false;
    }
}

bool sim_crowd_is_quiet(const struct sim_crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++)
        if (!sim_client_is_quiet(&crowd->clients[i]))
            return false;
    return true;
}

void sim_crowd_describe(const struct sim_crowd *crowd, struct buf *out)
{
    for (size_t i = 0; i < crowd->count; i++)
        sim_client_describe(&crowd->clients[i], out);
}

void sim_crowd_check_replicas(const struct sim_crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++)
        sim_client_check_replica(&crowd->clients[i]);
}

void sim_crowd_leave(struct sim_crowd *crowd)
{
    for (size_t i = 0; i < crowd->count; i++) {
        struct sim_client *client = &crowd->clients[i];
        sim_client_drop(client);
        loop_timer_stop(client->timer);
        client->timer = NULL;
    }
}

/* ---- at the end ---- */

void sim_crowd_check_load(struct log_store *log, const struct sim_oracle *oracle, bool skip_snapshots)
{
    struct load_request request = {.log = log, .draft = SIM_DRAFT, .skip_snapshots = skip_snapshots};
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    SIM_CHECK(draft_load(&request, &loaded, &why) == STATUS_OK, "the log does not load: %s",
              why.bytes ? why.bytes : "");
    struct sha256 hash = sim_snapshot_hash(loaded.draft, &loaded.head),
                  clients = sim_clients_hash(loaded.draft);
    struct sha256 folded = sim_clients_hash(oracle->draft);
    SIM_CHECK(draft_seq(loaded.draft) == oracle->count && sim_hash_equal(&clients, &folded) &&
                  sim_hash_equal(&hash, &sim_oracle_at(oracle, oracle->count)->snapshot),
              "loaded %s snapshots, the draft is not the fold", skip_snapshots ? "without" : "with");
    loaded_draft_clear(&loaded);
    buf_clear(&why);
}

void sim_crowd_count(const struct draft *draft, struct sim_stats *stats)
{
    for (size_t i = 0; i < draft->proposals.count; i++)
        stats->proposals[((const struct proposal *)draft->proposals.all[i])->state]++;
    for (size_t i = 0; i < draft->consultations.count; i++)
        stats->consultations[((const struct consultation *)draft->consultations.all[i])->state]++;
    stats->positions += draft->positions.count;
    stats->comments += draft->comments.count;
}

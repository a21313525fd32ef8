/* plenaria migrate: takes the logs of all drafts, and the people, from a data folder into a cluster's database, or back.
 *
 * A log that is there already is gone on with where it is the beginning of ours; where it is another, nothing is changed. So a migration that was
 * interrupted is simply run again, and so is one that first ran while the server was still up. At last each log is folded from its first op at
 * both places, and both must end in the same head. */
#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/log_place.h"
#include "cli/people_place.h"
#include "load/replay.h"

/* Copies ops in groups, each of which is one commit. */
#define GROUP 256

struct move {
    struct log_store *from, *to;
    struct log_op ops[GROUP]; /* their bytes are ours */
    size_t count;
    const char *draft;
    enum status status;
    uint64_t copied;
    size_t drafts;
    struct sha256 head; /* as of the last fold */
    struct buf why;
};

static bool stop(struct move *move, const char *draft, const char *what)
{
    if (!move->why.len)
        buf_format(&move->why, "Draft %s: %s", draft, what);
    return false;
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static void keep_claim(void *context, enum status status, const char *owner)
{
    (void)owner;
    *(enum status *)context = status;
}

static bool flush_group(struct move *move)
{
    if (move->count && move->status == STATUS_OK)
        move->to->ops->append(move->to, move->draft, move->ops[0].seq, move->ops, move->count, keep_status,
                              &move->status);
    for (size_t i = 0; i < move->count; i++)
        free((char *)(uintptr_t)move->ops[i].bytes);
    move->copied += move->status == STATUS_OK ? move->count : 0;
    move->count = 0;
    return move->status == STATUS_OK;
}

static bool copy_op(void *context, const struct log_op *op)
{
    struct move *move = context;
    struct log_op *kept = &move->ops[move->count++];
    *kept = *op;
    kept->bytes = mem_copy_bytes(op->bytes, op->len);
    return move->count < GROUP || flush_group(move);
}

static bool keep_hash(void *context, const struct log_op *op)
{
    *(struct sha256 *)context = op->hash;
    return true;
}

/* Whether what the target has is how our log begins. */
static bool is_beginning(struct move *move, const char *draft, const struct log_summary *there)
{
    struct sha256 hash = {{0}};
    return move->from->ops->read(move->from, draft, there->last_seq, there->last_seq, keep_hash, &hash) ==
               STATUS_OK &&
           memcmp(&hash, &there->head, sizeof hash) == 0;
}

static bool copy_log(struct move *move, const char *draft)
{
    struct log_summary there;
    move->draft = draft;
    move->status = STATUS_OK;
    move->to->ops->claim(move->to, draft, keep_claim, &move->status);
    if (move->status == STATUS_FENCED)
        return stop(move, draft, "a server of the cluster has it open; stop the servers first.");
    if (move->status == STATUS_OK)
        move->status = move->to->ops->summary(move->to, draft, &there);
    if (move->status == STATUS_OK && there.last_seq && !is_beginning(move, draft, &there))
        return stop(move, draft,
                    "the log at the target is another, or goes further; nothing was changed in it.");
    if (move->status == STATUS_OK) {
        enum status status =
            move->from->ops->read(move->from, draft, there.last_seq + 1, UINT64_MAX, copy_op, move);
        (void)flush_group(move);
        move->status = move->status == STATUS_OK ? status : move->status;
    }
    return move->status == STATUS_OK || stop(move, draft, status_message(move->status));
}

static bool keep_head(void *context, const struct draft *draft, const struct sha256 *head)
{
    (void)draft;
    *(struct sha256 *)context = *head;
    return true;
}

static bool fold(struct move *move, struct log_store *log, const char *draft, struct sha256 *head)
{
    struct buf why = BUF_EMPTY;
    enum status status = replay(log, draft, keep_head, head, &why);
    if (status != STATUS_OK)
        stop(move, draft, why.len ? why.bytes : status_message(status));
    buf_clear(&why);
    return status == STATUS_OK;
}

static bool move_draft(void *context, const char *draft)
{
    struct move *move = context;
    struct sha256 here = {{0}}, there = {{0}};
    char *id = mem_copy_string(draft); /* what we are given ends with the statement that lists them */
    bool good = copy_log(move, id) && fold(move, move->from, id, &here) && fold(move, move->to, id, &there);
    if (good && memcmp(&here, &there, sizeof here) != 0)
        good = stop(move, id, "its log went on meanwhile; stop the server and run this again.");
    move->drafts += good;
    free(id);
    return good;
}

/* People are in the folder, and in a cluster they are in its database too. */
static enum status move_people(struct move *move, const char *from, const char *to)
{
    if (log_place_is_shared(from) == log_place_is_shared(to))
        return STATUS_OK;
    return log_place_is_shared(to) ? people_place_join(from, to, &move->why)
                                   : people_place_part(to, from, &move->why);
}

static bool migrate(struct move *move, const char *from, const char *to)
{
    enum status status = log_place_open(from, false, &move->why, &move->from);
    if (status == STATUS_OK)
        status = log_place_open(to, true, &move->why, &move->to);
    if (status == STATUS_OK)
        status = log_place_each(from, move->from, move_draft, move);
    if (status == STATUS_OK && !move->why.len)
        status = move_people(move, from, to);
    if (move->from)
        move->from->ops->destroy(move->from);
    if (move->to)
        move->to->ops->destroy(move->to);
    if (status != STATUS_OK && !move->why.len)
        buf_text(&move->why, status_message(status));
    return !move->why.len;
}

static int run(int argc, char **argv)
{
    const char *from = NULL, *to = NULL;
    const struct option options[] = {
        {"from", "WHERE", "a data folder, or postgres://… of a cluster", true, &from},
        {"to", "WHERE", "the same; what is there already must be how the logs begin", true, &to},
        {0},
    };
    bool helped;
    int code = args_read(&migrate_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    struct move *move = mem_zero(1, sizeof *move);
    if (migrate(move, from, to))
        printf("{\"drafts\":%zu,\"ops\":%" PRIu64 "}\n", move->drafts, move->copied);
    else
        code = args_fail("%s", move->why.bytes);
    buf_clear(&move->why);
    free(move);
    return code;
}

const struct command migrate_command = {
    "migrate", "take all logs from a data folder into a cluster's database, or back", NULL, run};

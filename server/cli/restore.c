#include "cli/cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "cli/bundle_file.h"
#include "cli/log_place.h"
#include "cli/people_place.h"
#include "store/audit.h"

/* Copies a draft's ops in groups, each of which is one commit. */
#define GROUP 256

struct copy {
    struct log_store *to;
    const char *draft;
    struct log_op ops[GROUP];
    char *bytes[GROUP];
    size_t count;
    enum status status;
};

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static bool flush_group(struct copy *copy)
{
    if (copy->count && copy->status == STATUS_OK)
        copy->to->ops->append(copy->to, copy->draft, copy->ops[0].seq, copy->ops, copy->count, keep_status,
                              &copy->status);
    copy->count = 0;
    return copy->status == STATUS_OK;
}

/* The memory log's bytes live as long as it does, so a group may borrow them. */
static bool copy_op(void *context, const struct log_op *op)
{
    struct copy *copy = context;
    copy->ops[copy->count++] = *op;
    return copy->count < GROUP || flush_group(copy);
}

static enum status take_over(const char *dir, const struct bundle_file *bundle, struct buf *why)
{
    const struct checkpoint *checkpoint = &bundle->check.checkpoint;
    struct buf address = BUF_EMPTY;
    struct log_summary summary = {0};
    struct people *people = NULL;
    struct log_store *log = NULL;
    enum status status = people_place_open(dir, true, why, &people);
    if (status == STATUS_OK)
        status = people_shared_at(people, &address);
    if (status == STATUS_OK)
        status = log_place_open(address.len ? address.bytes : dir, true, why, &log);
    buf_clear(&address);
    if (status == STATUS_OK)
        status = log->ops->summary(log, checkpoint->draft, &summary);
    if (status == STATUS_OK && summary.last_seq) {
        buf_format(why, "%s has a draft %s already; restore into an empty data folder.", dir,
                   checkpoint->draft);
        status = STATUS_EXISTS;
    }
    if (status == STATUS_OK)
        status = people_restore_draft(people, checkpoint->draft, loop_now_ms(), bundle->check.acts);
    if (status == STATUS_OK) {
        struct copy copy = {.to = log, .draft = checkpoint->draft};
        struct log_store *from = bundle->check.log;
        status = from->ops->read(from, checkpoint->draft, 1, checkpoint->seq, copy_op, &copy);
        if (status == STATUS_OK)
            status = flush_group(&copy) ? STATUS_OK : copy.status;
    }
    if (status == STATUS_OK)
        status = audit_note_alone(
            people,
            &(struct audit_entry){
                .at = loop_now_ms(), .act = "draft.restore", .by = PEOPLE_HOST, .draft = checkpoint->draft},
            0);
    if (log)
        log->ops->destroy(log);
    people_close(people);
    return status;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *path = NULL, *key = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder; made if it is not there", true, &dir},
        {"bundle", "FILE", "what plenaria bundle wrote (- reads standard input)", true, &path},
        {"key", "VKEY", "the key that must have signed it; the one that it names", false, &key},
        {0},
    };
    bool helped;
    struct buf why = BUF_EMPTY;
    struct bundle_file bundle;
    int code = args_read(&restore_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = bundle_file_read(path, key, &bundle);
    if (code != EXIT_OK)
        return code;
    enum status status = take_over(dir, &bundle, &why);
    if (status == STATUS_OK)
        printf("{\"draft\":\"%s\",\"ops\":%" PRIu64 "}\n", bundle.check.checkpoint.draft,
               bundle.check.checkpoint.seq);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    bundle_file_clear(&bundle);
    buf_clear(&why);
    return code;
}

const struct command restore_command = {"restore", "take over a draft from a bundle, after checking it", NULL,
                                        run};

#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/verify_proof.h"
#include "load/replay.h"
#include "store/integrity.h"
#include "store/keyframes.h"
#include "store/log_sqlite.h"
#include "wire/snapshot_codec.h"

struct verify {
    const char *dir, *draft;
    struct log_store *log;
    size_t drafts;
    uint64_t ops;
    size_t snapshots;
    struct buf why; /* the first thing that is wrong */
};

/* Found something wrong: the first finding is kept. */
static bool stop(struct verify *verify, const char *draft, const char *what)
{
    if (!verify->why.len)
        buf_format(&verify->why, "Draft %s: %s", draft, what);
    return false;
}

/* One draft: its log is folded once, and each snapshot is held against the state at its seq on the way. */
struct draft_check {
    struct verify *verify;
    const char *draft;
    uint64_t seqs[SNAPSHOTS_KEPT]; /* of the intact snapshots, newest first */
    size_t left;
    bool damaged; /* some snapshot is */
};

/* A snapshot must be, byte for byte, what the fold gives at its seq. */
static bool is_fold(const struct log_snapshot *snapshot, const struct draft *draft, const struct sha256 *head)
{
    struct buf bytes = BUF_EMPTY;
    snapshot_write_json(&bytes, draft, head);
    bool same =
        bytes.len == snapshot->bytes.len && memcmp(bytes.bytes, snapshot->bytes.bytes, bytes.len) == 0;
    buf_clear(&bytes);
    return same;
}

static bool check_snapshot(struct draft_check *check, uint64_t seq, const struct draft *draft,
                           const struct sha256 *head)
{
    struct log_store *log = check->verify->log;
    struct log_snapshot snapshot;
    char what[120];
    enum status status = log->ops->get_snapshot(log, check->draft, seq, &snapshot);
    if (status == STATUS_NOT_FOUND || (status == STATUS_OK && snapshot.seq != seq)) {
        if (status == STATUS_OK) {
            buf_clear(&snapshot.bytes);
            buf_clear(&snapshot.clients);
        }
        return true; /* newer ones have pushed it out meanwhile */
    }
    if (status != STATUS_OK)
        return stop(check->verify, check->draft, "its snapshots cannot be read.");
    bool same = is_fold(&snapshot, draft, head);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
    check->verify->snapshots++;
    snprintf(what, sizeof what, "the snapshot at %" PRIu64 " differs from the fold of the log.", seq);
    return same || stop(check->verify, check->draft, what);
}

static bool look_at(void *context, const struct draft *draft, const struct sha256 *head)
{
    struct draft_check *check = context;
    check->verify->ops++;
    if (!check->left || check->seqs[check->left - 1] != draft_seq(draft))
        return true;
    check->left--;
    return check_snapshot(check, draft_seq(draft), draft, head);
}

static bool note_snapshot(void *context, uint64_t seq, bool intact)
{
    struct draft_check *check = context;
    char what[120];
    if (intact) {
        check->seqs[check->left++] = seq;
        return true;
    }
    snprintf(what, sizeof what,
             "the snapshot at %" PRIu64 " is damaged; the log is good, so it will be skipped.", seq);
    check->damaged = true;
    return stop(check->verify, check->draft, what);
}

static bool check_draft(void *context, const char *draft)
{
    struct verify *verify = context;
    struct draft_check check = {.verify = verify, .draft = draft};
    struct buf why = BUF_EMPTY;
    if (integrity_each_snapshot(verify->dir, draft, note_snapshot, &check) != STATUS_OK)
        return stop(verify, draft, "its snapshots cannot be listed.");
    struct buf found = verify->why; /* of the snapshots: what is wrong with the log comes first */
    if (check.damaged)
        verify->why = (struct buf)BUF_EMPTY;
    enum status status = replay(verify->log, draft, look_at, &check, &why);
    if (status != STATUS_OK)
        stop(verify, draft, why.len ? why.bytes : status_message(status));
    else
        verify->drafts++;
    if (status == STATUS_OK && check.left && !verify->why.len)
        stop(verify, draft, "a snapshot lies behind the end of the log.");
    if (check.damaged && !verify->why.len)
        verify->why = found;
    else if (check.damaged)
        buf_clear(&found);
    buf_clear(&why);
    return !verify->why.len;
}

static int verify_folder(struct verify *verify)
{
    struct log_sqlite_options options = {.dir = verify->dir};
    enum status status = integrity_check(verify->dir, &verify->why);
    if (status == STATUS_OK)
        status = log_sqlite_open(&options, &verify->why, &verify->log);
    if (status != STATUS_OK)
        return args_fail("%s", verify->why.len ? verify->why.bytes : status_message(status));
    if (verify->draft)
        check_draft(verify, verify->draft);
    else
        status = integrity_each_log(verify->dir, check_draft, verify);
    verify->log->ops->destroy(verify->log);
    if (verify->why.len)
        return args_fail("%s", verify->why.bytes);
    if (status != STATUS_OK)
        return args_fail("%s", status_message(status));
    if (!verify->drafts)
        return args_fail(
            "There is no draft in %s, so nothing is verified; check the name of the data folder.",
            verify->dir);
    printf("{\"drafts\":%zu,\"ops\":%" PRIu64 ",\"snapshots\":%zu}\n", verify->drafts, verify->ops,
           verify->snapshots);
    return EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct verify verify = {0};
    const char *bundle = NULL, *receipt = NULL, *key = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", false, &verify.dir},
        {"draft", "ID", "this draft only; all of them", false, &verify.draft},
        {"bundle", "FILE", "what plenaria bundle wrote (- reads standard input)", false, &bundle},
        {"receipt", "FILE", "a receipt; beside --data, --bundle or --key", false, &receipt},
        {"key", "VKEY", "the key that must have signed the file", false, &key},
        {0},
    };
    bool helped;
    int code = args_read(&verify_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (receipt)
        code = verify_receipt(receipt, verify.dir, bundle, key);
    else if (bundle)
        code = verify_bundle(bundle, key);
    else if (verify.dir)
        code = verify_folder(&verify);
    else
        code = args_misuse("Say what to verify: --data DIR, --bundle FILE or --receipt FILE.");
    buf_clear(&verify.why);
    return code;
}

const struct command verify_command = {
    "verify", "check logs and snapshots of a data folder, a bundle, or a receipt", NULL, run};

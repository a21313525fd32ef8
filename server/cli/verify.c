#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "load/draft_loader.h"
#include "store/integrity.h"
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

struct snapshot_check {
    struct verify *verify;
    const char *draft;
};

/* A snapshot must be, byte for byte, what the fold gives at its seq. */
static bool same_as_fold(const struct verify *verify, const char *draft, const struct log_snapshot *snapshot)
{
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY, bytes = BUF_EMPTY;
    struct load_request request = {
        .log = verify->log, .draft = draft, .seq = snapshot->seq, .skip_snapshots = true};
    bool same = draft_load(&request, &loaded, &why) == STATUS_OK;
    if (same) {
        snapshot_write_json(&bytes, loaded.draft, &loaded.head);
        same = bytes.len == snapshot->bytes.len && memcmp(bytes.bytes, snapshot->bytes.bytes, bytes.len) == 0;
        loaded_draft_clear(&loaded);
    }
    buf_clear(&why);
    buf_clear(&bytes);
    return same;
}

static bool check_snapshot(void *context, uint64_t seq, bool intact)
{
    struct snapshot_check *check = context;
    struct log_snapshot snapshot;
    char what[120];
    snprintf(what, sizeof what,
             "the snapshot at %" PRIu64 " is damaged; the log is good, so it will be skipped.", seq);
    if (!intact)
        return stop(check->verify, check->draft, what);
    if (check->verify->log->ops->get_snapshot(check->verify->log, check->draft, seq, &snapshot) != STATUS_OK)
        return stop(check->verify, check->draft, what);
    bool same = same_as_fold(check->verify, check->draft, &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
    check->verify->snapshots++;
    snprintf(what, sizeof what, "the snapshot at %" PRIu64 " differs from the fold of the log.", seq);
    return same || stop(check->verify, check->draft, what);
}

static bool check_draft(void *context, const char *draft)
{
    struct verify *verify = context;
    struct loaded_draft loaded;
    struct buf why = BUF_EMPTY;
    struct load_request request = {.log = verify->log, .draft = draft, .skip_snapshots = true};
    enum status status = draft_load(&request, &loaded, &why);
    if (status != STATUS_OK) {
        stop(verify, draft, why.len ? why.bytes : status_message(status));
        buf_clear(&why);
        return false;
    }
    verify->drafts++;
    verify->ops += draft_seq(loaded.draft);
    loaded_draft_clear(&loaded);
    buf_clear(&why);
    struct snapshot_check check = {verify, draft};
    if (integrity_each_snapshot(verify->dir, draft, check_snapshot, &check) != STATUS_OK)
        return stop(verify, draft, "its snapshots cannot be listed.");
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
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &verify.dir},
        {"draft", "ID", "this draft only; all of them", false, &verify.draft},
        {0},
    };
    bool helped;
    int code = args_read(&verify_command, options, argc, argv, NULL, &helped);
    if (code == EXIT_OK && !helped)
        code = verify_folder(&verify);
    buf_clear(&verify.why);
    return code;
}

const struct command verify_command = {
    "verify", "fold every log again; check hashes, snapshots and the database", NULL, run};

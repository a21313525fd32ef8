#include "cli/verify_folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/log_place.h"
#include "cli/people_place.h"
#include "load/replay.h"
#include "store/audit.h"
#include "store/integrity.h"
#include "store/keyframes.h"
#include "wire/snapshot_codec.h"

struct verify {
    const char *dir;
    struct log_store *log;
    struct verified counts;
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
    check->verify->counts.snapshots++;
    snprintf(what, sizeof what, "the snapshot at %" PRIu64 " differs from the fold of the log.", seq);
    return same || stop(check->verify, check->draft, what);
}

static bool look_at(void *context, const struct draft *draft, const struct sha256 *head)
{
    struct draft_check *check = context;
    check->verify->counts.ops++;
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

/* Of a database that others keep, the newest that is whole: from it a draft is loaded. */
static enum status list_snapshots(struct draft_check *check)
{
    struct log_store *log = check->verify->log;
    struct log_snapshot newest;
    if (!log_place_is_shared(check->verify->dir))
        return integrity_each_snapshot(check->verify->dir, check->draft, note_snapshot, check);
    enum status status = log->ops->get_snapshot(log, check->draft, UINT64_MAX, &newest);
    if (status != STATUS_OK)
        return status == STATUS_NOT_FOUND ? STATUS_OK : status;
    check->seqs[check->left++] = newest.seq;
    buf_clear(&newest.bytes);
    buf_clear(&newest.clients);
    return STATUS_OK;
}

static bool check_draft(void *context, const char *draft)
{
    struct verify *verify = context;
    struct draft_check check = {.verify = verify, .draft = draft};
    struct buf why = BUF_EMPTY;
    if (list_snapshots(&check) != STATUS_OK)
        return stop(verify, draft, "its snapshots cannot be listed.");
    struct buf found = verify->why; /* of the snapshots: what is wrong with the log comes first */
    if (check.damaged)
        verify->why = (struct buf)BUF_EMPTY;
    enum status status = replay(verify->log, draft, look_at, &check, &why);
    if (status != STATUS_OK)
        stop(verify, draft, why.len ? why.bytes : status_message(status));
    else
        verify->counts.drafts++;
    if (status == STATUS_OK && check.left && !verify->why.len)
        stop(verify, draft, "a snapshot lies behind the end of the log.");
    if (check.damaged && !verify->why.len)
        verify->why = found;
    else if (check.damaged)
        buf_clear(&found);
    buf_clear(&why);
    return !verify->why.len;
}

static enum status check_drafts(struct verify *verify, const char *draft)
{
    if (!draft)
        return log_place_each(verify->dir, verify->log, check_draft, verify);
    check_draft(verify, draft);
    return STATUS_OK;
}

static enum status check_audit(struct verify *verify)
{
    struct people *people = NULL;
    enum status status = people_place_open(verify->dir, false, &verify->why, &people);
    if (status == STATUS_OK)
        status = audit_verify(people, &verify->counts.acts, &verify->why);
    people_close(people);
    return status;
}

bool verify_folder(const char *dir, const char *draft, struct buf *why, struct verified *out)
{
    struct verify verify = {.dir = dir};
    enum status status = log_place_is_shared(dir) ? STATUS_OK : integrity_check(dir, &verify.why);
    if (status == STATUS_OK)
        status = log_place_open(dir, false, &verify.why, &verify.log);
    if (status == STATUS_OK) {
        status = check_drafts(&verify, draft);
        verify.log->ops->destroy(verify.log);
    }
    if (status == STATUS_OK && !verify.why.len && !log_place_is_shared(dir))
        status = check_audit(&verify);
    if (status != STATUS_OK && !verify.why.len)
        buf_text(&verify.why, status_message(status));
    else if (!verify.why.len && !verify.counts.drafts)
        buf_format(&verify.why,
                   "There is no draft in %s, so nothing is verified; check the name of the data folder.",
                   dir);
    bool good = !verify.why.len;
    buf_add(why, verify.why.bytes, verify.why.len);
    buf_clear(&verify.why);
    *out = verify.counts;
    return good;
}

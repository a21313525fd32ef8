#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/loop.h"
#include "cli/host_act.h"
#include "load/log_line.h"
#include "proof/bundle.h"
#include "store/log_sqlite.h"

struct target {
    FILE *file;
    struct buf line;
};

static bool write_op(void *context, const struct log_op *op)
{
    struct target *target = context;
    buf_reset(&target->line);
    log_line_write(&target->line, op);
    return fwrite(target->line.bytes, 1, target->line.len, target->file) == target->line.len;
}

/* The ops are read again while they are written, so memory holds one at a time. */
static enum status write_parts(struct log_store *log, const char *draft, const struct bundle_parts *parts,
                               FILE *file)
{
    struct target target = {.file = file};
    fwrite(parts->first.bytes, 1, parts->first.len, file);
    enum status status = log->ops->read(log, draft, 1, parts->seq, write_op, &target);
    fwrite(parts->last.bytes, 1, parts->last.len, file);
    buf_clear(&target.line);
    if (status == STATUS_OK && (ferror(file) || fflush(file) != 0))
        status = STATUS_IO;
    return status;
}

static int write_file(struct log_store *log, const char *draft, const struct bundle_parts *parts,
                      const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdout : fopen(path, "wbx");
    if (!file)
        return args_fail("%s cannot be made: %s.", path, strerror(errno));
    enum status status = write_parts(log, draft, parts, file);
    if (!standard && (fsync(fileno(file)) != 0 || fclose(file) != 0) && status == STATUS_OK)
        status = STATUS_IO;
    if (status == STATUS_OK)
        return EXIT_OK;
    if (!standard)
        unlink(path);
    return args_fail("%s could not be written: %s", path, status_message(status));
}

static int bundle(const char *dir, const char *draft, const char *path)
{
    struct log_sqlite_options options = {.dir = dir};
    struct log_store *log = NULL;
    struct signing_keys *keys = NULL;
    struct bundle_parts parts = {0};
    struct buf why = BUF_EMPTY, shown = BUF_EMPTY;
    int code;
    enum status status = log_sqlite_open(&options, &why, &log);
    if (status == STATUS_OK)
        status = signing_keys_open(dir, loop_now_ms(), &why, &keys);
    if (status == STATUS_OK) {
        signing_keys_write_json(keys, &shown);
        struct bundle_request request = {log, draft, signing_keys_current(keys), &shown, loop_now_ms()};
        status = bundle_prepare(&request, &parts, &why);
    }
    if (status == STATUS_OK)
        code = write_file(log, draft, &parts, path);
    else if (status == STATUS_NOT_FOUND && !why.len)
        code = args_fail("There is no draft %s in %s.", draft, dir);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    if (code == EXIT_OK)
        host_act_note(dir, "draft.bundle", draft, NULL);
    buf_clear(&shown);
    buf_clear(&parts.first);
    buf_clear(&parts.last);
    signing_keys_close(keys);
    if (log)
        log->ops->destroy(log);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *draft = NULL, *path = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"draft", "ID", "the draft", true, &draft},
        {0},
    };
    bool helped;
    int code = args_read(&bundle_command, options, argc, argv, &path, &helped);
    return code != EXIT_OK || helped ? code : bundle(dir, draft, path);
}

const struct command bundle_command = {
    "bundle", "write a draft, its log and a signed checkpoint into one file (- is standard output)", "FILE",
    run};

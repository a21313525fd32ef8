/* How far the audit log goes, signed, to be kept outside of the server; and whether the log still holds what was kept. */
#include "cli/admin.h"

#include <stdio.h>

#include "base/loop.h"
#include "cli/verify_audit.h"
#include "proof/signed_audit.h"

int admin_audit_sign(const char *dir, FILE *out)
{
    struct people *people = NULL;
    struct signing_keys *keys = NULL;
    struct buf note = BUF_EMPTY, why = BUF_EMPTY;
    int code = admin_open(dir, &people);
    if (code != EXIT_OK)
        return code;
    enum status status = signing_keys_open(dir, loop_now_ms(), &why, &keys);
    if (status == STATUS_OK)
        status = signed_audit_write(people, signing_keys_current(keys), loop_now_ms(), &note);
    if (status == STATUS_OK)
        fputs(note.bytes, out);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    signing_keys_close(keys);
    people_close(people);
    buf_clear(&note);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *file = NULL, *key = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"verify", "FILE", "what this command, or the page, said before: does the log still hold it?", false,
         &file},
        {"key", "VKEY", "the key that must have signed it", false, &key},
        {0},
    };
    bool helped;
    int code = args_read(&admin_audit_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    return file ? verify_audit(dir, file, key) : admin_audit_sign(dir, stdout);
}

const struct command admin_audit_command = {
    "admin audit", "how far the audit log goes, signed: keep it elsewhere", NULL, run};

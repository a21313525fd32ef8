#include "cli/cli.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/verify_audit.h"
#include "cli/verify_folder.h"
#include "cli/verify_proof.h"

static int verify_data(const char *dir, const char *draft)
{
    struct buf why = BUF_EMPTY;
    struct verified found;
    int code = EXIT_OK;
    if (verify_folder(dir, draft, &why, &found))
        printf("{\"drafts\":%zu,\"ops\":%" PRIu64 ",\"snapshots\":%zu,\"acts\":%" PRIu64 "}\n", found.drafts,
               found.ops, found.snapshots, found.acts);
    else
        code = args_fail("%s", why.bytes);
    buf_clear(&why);
    return code;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *draft = NULL, *bundle = NULL, *receipt = NULL, *audit = NULL, *key = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder, or postgres://… of a cluster", false, &dir},
        {"draft", "ID", "this draft only; all of them", false, &draft},
        {"bundle", "FILE", "what plenaria bundle wrote (- reads standard input)", false, &bundle},
        {"receipt", "FILE", "a receipt; beside --data, --bundle or --key", false, &receipt},
        {"audit", "FILE", "what plenaria admin audit said; beside --data", false, &audit},
        {"key", "VKEY", "the key that must have signed the file", false, &key},
        {0},
    };
    bool helped;
    int code = args_read(&verify_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (audit && !dir)
        code = args_misuse("Say which folder's audit log it is to be checked against: --data DIR.");
    else if (audit)
        code = verify_audit(dir, audit, key);
    else if (receipt)
        code = verify_receipt(receipt, dir, bundle, key);
    else if (bundle)
        code = verify_bundle(bundle, key);
    else if (dir)
        code = verify_data(dir, draft);
    else
        code = args_misuse("Say what to verify: --data DIR, --bundle FILE or --receipt FILE.");
    return code;
}

const struct command verify_command = {
    "verify", "check logs and snapshots of a data folder, a bundle, or a receipt", NULL, run};

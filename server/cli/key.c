#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "proof/signing_keys.h"

static int show(const struct signing_keys *keys)
{
    struct buf out = BUF_EMPTY;
    signing_keys_write_json(keys, &out);
    puts(out.bytes);
    buf_clear(&out);
    return EXIT_OK;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *rotate = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"rotate", NULL, "make the next key, signed by the one before; a running server takes it at SIGHUP",
         false, &rotate},
        {0},
    };
    bool helped;
    struct buf why = BUF_EMPTY;
    struct signing_keys *keys = NULL;
    int code = args_read(&key_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    enum status status = signing_keys_open(dir, loop_now_ms(), &why, &keys);
    if (status == STATUS_OK && rotate)
        status = signing_keys_rotate(keys, loop_now_ms(), &why);
    code = status == STATUS_OK ? show(keys) : args_fail("%s", why.len ? why.bytes : status_message(status));
    signing_keys_close(keys);
    buf_clear(&why);
    return code;
}

const struct command key_command = {"key", "show the public keys that checkpoints are signed with, or rotate",
                                    NULL, run};

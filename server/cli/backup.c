#include "cli/cli.h"

#include "store/backup.h"

static int run(int argc, char **argv)
{
    const char *dir = NULL, *target = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {0},
    };
    bool helped;
    struct buf why = BUF_EMPTY;
    int code = args_read(&backup_command, options, argc, argv, &target, &helped);
    if (code != EXIT_OK || helped)
        return code;
    enum status status = backup_write(dir, target, &why);
    if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    buf_clear(&why);
    return code;
}

const struct command backup_command = {"backup", "copy the data folder into one file, also while serving",
                                       "FILE", run};

#include "cli/bundle_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "store/log_memory.h"

int bundle_file_read(const char *path, const char *vkey, struct bundle_file *out)
{
    struct buf why = BUF_EMPTY;
    *out = (struct bundle_file){0};
    if (vkey && !note_key_read(vkey, &out->key))
        return args_misuse("Give the key as the server shows it at /api/key: NAME+ID+BASE64.");
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rbe");
    if (!file)
        return args_fail("%s cannot be read: %s.", path, strerror(errno));
    out->check.key = vkey ? &out->key : NULL;
    out->check.log = log_memory_create();
    enum status status = bundle_read(&out->check, file, &why);
    if (!standard)
        fclose(file);
    int code = EXIT_OK;
    if (status != STATUS_OK) {
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
        bundle_file_clear(out);
    }
    buf_clear(&why);
    return code;
}

void bundle_file_clear(struct bundle_file *bundle)
{
    bundle->check.log->ops->destroy(bundle->check.log);
    bundle->check.log = NULL;
    buf_clear(&bundle->check.cosigned);
}

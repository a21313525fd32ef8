/* A bundle read from a file, checked, its ops in memory. For verify and restore. */
#ifndef CLI_BUNDLE_FILE_H
#define CLI_BUNDLE_FILE_H

#include "proof/bundle.h"

struct bundle_file {
    struct bundle_check check;
    struct note_key key;
};

/* "-" is standard input; `vkey` NULL: the key that the bundle names. Returns the exit code, and says on stderr what is wrong. Cleared by the caller after EXIT_OK. */
int bundle_file_read(const char *path, const char *vkey, struct bundle_file *out);
void bundle_file_clear(struct bundle_file *bundle);

#endif

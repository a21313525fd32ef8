/* Writes the vectors of the server's rules, or says whether those that are written are stale.
 *
 *   build-dev/bin/make_vectors protocol/vectors            after a rule has changed
 *   build-dev/bin/make_vectors --check protocol/vectors    what ctest runs
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/read_file.h"
#include "vectors.h"

#define PATH_BYTES 4096

static const struct {
    const char *name;
    void (*write)(struct buf *out);
} files[] = {
    {"policy", vectors_policy},       {"numbering", vectors_numbering},
    {"transform", vectors_transform}, {"fold", vectors_fold},
    {"frozen", vectors_frozen},       {"references", vectors_references},
    {"brackets", vectors_brackets},   {"alternatives", vectors_alternatives},
};

/* The number of the first line that differs. */
static unsigned first_difference(const struct buf *a, const struct buf *b)
{
    unsigned line = 1;
    for (size_t i = 0; i < a->len && i < b->len && a->bytes[i] == b->bytes[i]; i++)
        line += a->bytes[i] == '\n';
    return line;
}

static bool is_fresh(const char *path, const struct buf *wanted)
{
    struct buf found = BUF_EMPTY;
    bool same = read_file(path, SIZE_MAX, &found) == STATUS_OK && found.len == wanted->len &&
                memcmp(found.bytes, wanted->bytes, found.len) == 0;
    if (!same)
        printf("%s is stale: the server's rules give something else from line %u on.\n"
               "If the rule was meant to change, write the vectors anew, look at what changed in them, and "
               "commit them:\n"
               "    build-dev/bin/make_vectors protocol/vectors && git diff --stat protocol/vectors\n"
               "The page's mirror (client-web/src/draft) must give the same: client-web/test/vectors.test.ts "
               "reads them.\n",
               path, first_difference(&found, wanted));
    buf_clear(&found);
    return same;
}

static bool write_file(const char *path, const struct buf *bytes)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes->bytes, 1, bytes->len, file) == bytes->len;
    if (!file || fclose(file) != 0 || !written) {
        perror(path);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    bool check = argc == 3 && strcmp(argv[1], "--check") == 0;
    bool good = true;
    if (argc != 2 && !check) {
        fprintf(stderr, "usage: make_vectors [--check] FOLDER\n");
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_BYTES];
        struct buf bytes = BUF_EMPTY;
        snprintf(path, sizeof path, "%s/%s.json", argv[argc - 1], files[i].name);
        files[i].write(&bytes);
        good &= check ? is_fresh(path, &bytes) : write_file(path, &bytes);
        buf_clear(&bytes);
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Runs another program, bounded: no shell, no input, nothing of the environment but where programs and fonts are, a home of its own, so much
 * time, so much on disk. Only commands do that; the server starts nothing (sandbox.h).
 *
 *   char *argv[] = {"chromium", "--print-to-pdf=/tmp/x/draft.pdf", "/tmp/x/draft.html", NULL};
 *   struct child child = {.argv = argv, .folder = "/tmp/x", .seconds = 60, .file_bytes = 64 << 20};
 *   enum child_end end = child_run(&child, &error);
 */
#ifndef CLI_CHILD_H
#define CLI_CHILD_H

#include <stdint.h>

struct child {
    char *const *argv;   /* the program, as PATH has it, and what it is told; ends with NULL */
    const char *folder;  /* its working folder, home and place for temporary files */
    const char *told;    /* a file for what it says on its outputs */
    unsigned seconds;    /* it and all that it started are killed then */
    uint64_t file_bytes; /* of each file that it writes */
};

enum child_end {
    CHILD_DONE,     /* it ended with 0 */
    CHILD_FAILED,   /* it ended with something else, or was ended by a signal */
    CHILD_ABSENT,   /* it could not be started; `error` is errno */
    CHILD_TOO_LONG, /* it was killed */
};

/* Blocking. Borrows. What the program has started is ended with it. `error` is set by CHILD_ABSENT alone. */
enum child_end child_run(const struct child *child, int *error);

#endif

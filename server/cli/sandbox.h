/* What the running server gives up before it serves anybody, so that a flaw in it opens nothing else of the machine (Linux).
 *
 *   files   Landlock: only the data folder can be written and read, and the folders of the certificate, the key and the configuration be read; where
 *           names are looked up, also what says how and whom to trust (/etc/resolv.conf, /etc/ssl/certs).
 *   calls   seccomp: no program is started, no process made, watched or signalled, no socket opened, nowhere connected (but in a cluster, and where
 *           people sign in at a provider); nothing mounted,
 *           loaded or turned into code; no identity, clock or owner changed. Such a call fails with EPERM.
 *
 * Threads inherit both from the one that makes them, and neither can be taken back. So the call comes after everything that
 * needs the machine (reading the page, resolving the address, listening) and before the first thread (the writer of the log).
 * A build with sanitizers does without, for they watch the process from another and read files of their own. */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

struct sandbox_paths {
    const char *data; /* folder, read and written */
    const char
        *read[5]; /* files in whose folders reading goes on, with what they are links to; NULL or "": none */
    bool
        connects; /* to the database and to others of the cluster, to the provider of logins, a mail server, hooks */
    bool looks_up; /* names of machines, and who signs their certificates */
};

/* Enters what the kernel has and names it in `in_force`: "files", "calls", both with a comma, or nothing. `why` says in one sentence what is
 * missing, empty where nothing is. Borrows. STATUS_IO where the kernel has it and it fails. */
enum status sandbox_enter(const struct sandbox_paths *paths, struct buf *in_force,
                          struct buf *why) MUST_CHECK;

#endif

/* The hooks that a host has set up, out of the file that the setting hook_file names (protocol/webhooks.md): a JSON list of
 *
 *   {"name": "archive", "url": "https://archive.example/hook", "secret_file": "/etc/plenaria/archive.secret",
 *    "drafts": ["…"], "meetings": ["…"], "closed": true}
 *
 * `drafts` and `meetings` say of which drafts it is told; without both, of all. Of closed drafts it is told with "closed": true alone. The file of the secret has it in its
 * first line; a second line is a second secret, while it is being replaced. */
#ifndef HOOKS_HOOK_FILE_H
#define HOOKS_HOOK_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/string_list.h"
#include "store/hooks.h"

#define HOOKS_MAX         8
#define HOOK_SECRETS      2
#define HOOK_SECRET_LEAST 16 /* bytes of a secret */
#define HOOK_FILE_BYTES   65536

struct hook {
    char name[HOOK_NAME_BYTES];
    char *url;
    char *secrets[HOOK_SECRETS];
    size_t secret_count;
    struct string_list drafts, meetings; /* both empty: all */
    bool closed;
};

struct hook_list {
    struct hook all[HOOKS_MAX];
    size_t count;
};

/* Reads a file of secrets into `out`; STATUS_IO. */
typedef enum status (*hook_secret_reader)(const char *path, struct buf *out);

/* STATUS_USAGE with a sentence in `why`. The caller clears `out`, in any case. */
enum status hook_list_read(const struct buf *json, hook_secret_reader read, struct buf *why,
                           struct hook_list *out) MUST_CHECK;
void hook_list_clear(struct hook_list *hooks);

/* Whether the hook is told of that draft. */
bool hook_wants(const struct hook *hook, const struct hook_draft *draft);

#endif

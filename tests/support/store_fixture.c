#include "support/store_fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/always.h"
#include "base/mem.h"

char *fixture_folder(void)
{
    const char *base = getenv("TMPDIR");
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/plenaria-test-XXXXXX", base ? base : "/tmp");
    ALWAYS(mkdtemp(path.bytes) != NULL);
    return buf_take(&path);
}

static char *join(const char *dir, const char *name)
{
    struct buf path = BUF_EMPTY;
    buf_format(&path, "%s/%s", dir, name);
    return buf_take(&path);
}

void fixture_remove(char *dir)
{
    DIR *listing = opendir(dir);
    for (struct dirent *entry; listing && (entry = readdir(listing));) {
        char *path = join(dir, entry->d_name);
        unlink(path);
        free(path);
    }
    if (listing)
        closedir(listing);
    rmdir(dir);
    free(dir);
}

static void copy_file(const char *from, const char *to)
{
    char block[65536];
    ssize_t len;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return; /* no write-ahead log, for example */
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ALWAYS(out >= 0);
    while ((len = read(in, block, sizeof block)) > 0)
        ALWAYS(write(out, block, (size_t)len) == len);
    close(in);
    close(out);
}

void fixture_copy_files(const char *from, const char *to)
{
    static const char *const names[] = {"plenaria.db", "plenaria.db-wal"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *source = join(from, names[i]), *target = join(to, names[i]);
        copy_file(source, target);
        free(source);
        free(target);
    }
}

struct log_op fixture_op(uint64_t seq, const char *text)
{
    return (struct log_op){.seq = seq,
                           .bytes = text,
                           .len = strlen(text),
                           .hash = sha256_of(&seq, sizeof seq, text, strlen(text))};
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

enum status fixture_append(struct log_store *store, const char *draft, uint64_t seq, const char *text)
{
    enum status status = STATUS_COUNT; /* stays where nobody answers */
    struct log_op op = fixture_op(seq, text);
    store->ops->append(store, draft, seq, &op, 1, keep_status, &status);
    return status;
}

static bool add_op(void *context, const struct log_op *op)
{
    struct buf *out = context;
    buf_number(out, op->seq);
    buf_char(out, ':');
    buf_add(out, op->bytes, op->len);
    buf_char(out, ' ');
    return true;
}

struct buf fixture_read(struct log_store *store, const char *draft, uint64_t from_seq, uint64_t to_seq)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "");
    enum status status = store->ops->read(store, draft, from_seq, to_seq, add_op, &out);
    if (status != STATUS_OK)
        buf_format(&out, "!%s", status_code(status));
    return out;
}

uint64_t fixture_last_seq(struct log_store *store, const char *draft)
{
    struct log_summary summary;
    ALWAYS(store->ops->summary(store, draft, &summary) == STATUS_OK);
    return summary.last_seq;
}

void fixture_put_snapshot(struct log_store *store, const char *draft, uint64_t seq, const char *text,
                          const char *contents)
{
    struct log_snapshot snapshot = {.seq = seq, .head = fixture_op(seq, text).hash};
    buf_text(&snapshot.bytes, contents);
    buf_text(&snapshot.clients, "clients");
    store->ops->put_snapshot(store, draft, &snapshot);
    buf_clear(&snapshot.bytes);
    buf_clear(&snapshot.clients);
}

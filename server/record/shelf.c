#include "record/shelf.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/small_file.h"
#include "draft/types.h"
#include "record/record_pack.h"
#include "store/data_folder.h"

/* A record is kept again when a twentieth of its ops, and at least so many, have come since. */
#define KEEP_OPS  5000
#define KEEP_PART 20
/* What takes more than this in memory is not kept: the log is read instead. */
#define KEEP_BYTES ((size_t)256 << 20)

/* `record` comes first, so that the one is the other. Whoever has taken it holds `lock`; all else is under the shelf's. */
struct book {
    struct record record;
    char draft[ID_BYTES];
    pthread_mutex_t lock;
    bool looked;   /* whether the folder has it */
    uint64_t kept; /* up to this op in the folder; 0: not there */
    size_t users;  /* who have it or wait for it */
    size_t bytes;  /* when it was last given back */
    uint64_t used; /* when, in calls */
    struct book *next;
};

struct shelf {
    char *dir; /* NULL: nothing is kept */
    size_t max_bytes;
    pthread_mutex_t lock;
    struct book *first;
    size_t bytes;
    uint64_t calls;
};

struct shelf *shelf_create(const char *dir, size_t max_bytes)
{
    struct shelf *shelf = mem_zero(1, sizeof *shelf);
    struct buf why = BUF_EMPTY;
    shelf->max_bytes = max_bytes;
    if (dir && data_folder_make(dir, &why) == STATUS_OK)
        shelf->dir = mem_copy_string(dir);
    if (why.len)
        diag(DIAG_ERROR, "%s", why.bytes);
    buf_clear(&why);
    ALWAYS(pthread_mutex_init(&shelf->lock, NULL) == 0);
    return shelf;
}

static void lock(pthread_mutex_t *mutex)
{
    ALWAYS(pthread_mutex_lock(mutex) == 0);
}

static void unlock(pthread_mutex_t *mutex)
{
    ALWAYS(pthread_mutex_unlock(mutex) == 0);
}

static struct book *make(const char *draft)
{
    struct book *book = mem_zero(1, sizeof *book);
    memcpy(book->draft, draft, strlen(draft) + 1);
    record_init(&book->record);
    ALWAYS(pthread_mutex_init(&book->lock, NULL) == 0);
    return book;
}

static void end(struct book *book)
{
    record_clear(&book->record);
    (void)pthread_mutex_destroy(&book->lock);
    free(book);
}

void shelf_destroy(struct shelf *shelf)
{
    if (!shelf)
        return;
    for (struct book *book = shelf->first, *next; book; book = next) {
        next = book->next;
        ALWAYS(!book->users);
        end(book);
    }
    (void)pthread_mutex_destroy(&shelf->lock);
    free(shelf->dir);
    free(shelf);
}

/* ---- in the folder ---- */

static void name_of(const struct book *book, char name[ID_BYTES + 8])
{
    snprintf(name, ID_BYTES + 8, "%s.record", book->draft);
}

static bool is_head(void *context, const struct log_op *op)
{
    struct sha256 *head = context;
    *head = op->hash;
    return false;
}

/* Whether the log has the op up to which the record was read. STATUS_IO: it cannot be read now. */
static enum status find_out_whether_of_this_log(const struct record *record, struct log_store *log,
                                                const char *draft, bool *out)
{
    struct sha256 head = {0};
    uint64_t seq = weave_seq(record->weave);
    enum status status = log->ops->read(log, draft, seq, seq, is_head, &head);
    *out = status == STATUS_OK && memcmp(&head, &record->head, sizeof head) == 0;
    return status == STATUS_IO ? status : STATUS_OK;
}

/* Where the log cannot be read now, the file is looked at the next time: what is in it may have taken long to read. */
static enum status look(const struct shelf *shelf, struct book *book, struct log_store *log)
{
    char name[ID_BYTES + 8];
    struct buf bytes = BUF_EMPTY, why = BUF_EMPTY;
    enum status status = STATUS_OK;
    if (book->looked || !shelf->dir)
        return STATUS_OK;
    name_of(book, name);
    if (small_file_read(shelf->dir, name, KEEP_BYTES, &bytes, &why) == STATUS_OK &&
        record_unpack(&book->record, bytes.bytes, bytes.len)) {
        bool is_ours;
        status = find_out_whether_of_this_log(&book->record, log, book->draft, &is_ours);
        book->kept = is_ours ? weave_seq(book->record.weave) : 0;
        if (!is_ours) {
            record_clear(&book->record);
            record_init(&book->record);
        }
    }
    book->looked = status == STATUS_OK;
    buf_clear(&bytes);
    buf_clear(&why);
    return status;
}

static bool is_to_be_kept(const struct shelf *shelf, const struct book *book, uint64_t seq)
{
    return shelf->dir && seq >= book->kept + KEEP_OPS && seq - book->kept >= seq / KEEP_PART;
}

static void keep(const struct shelf *shelf, struct book *book)
{
    char name[ID_BYTES + 8];
    struct buf bytes = BUF_EMPTY, why = BUF_EMPTY;
    uint64_t seq = weave_seq(book->record.weave);
    if (!is_to_be_kept(shelf, book, seq) || record_bytes(&book->record) > KEEP_BYTES)
        return;
    name_of(book, name);
    record_pack(&book->record, &bytes);
    if (small_file_replace(shelf->dir, name, &bytes, &why) != STATUS_OK)
        diag(DIAG_ERROR, "%s", why.bytes);
    book->kept = seq; /* also where the disk is full: not again with each question */
    buf_clear(&bytes);
    buf_clear(&why);
}

/* ---- in memory ---- */

/* One more uses it. */
static struct book *find(struct shelf *shelf, const char *draft)
{
    lock(&shelf->lock);
    struct book *book = shelf->first;
    while (book && strcmp(book->draft, draft) != 0)
        book = book->next;
    if (!book) {
        book = make(draft);
        book->next = shelf->first;
        shelf->first = book;
    }
    book->users++;
    book->used = ++shelf->calls;
    unlock(&shelf->lock);
    return book;
}

/* The book that has no user and was used longest ago. */
static struct book **oldest(struct shelf *shelf)
{
    struct book **found = NULL;
    for (struct book **at = &shelf->first; *at; at = &(*at)->next)
        if (!(*at)->users && (!found || (*at)->used < (*found)->used))
            found = at;
    return found;
}

static void make_room(struct shelf *shelf)
{
    struct book **at;
    while (shelf->bytes > shelf->max_bytes && (at = oldest(shelf))) {
        struct book *book = *at;
        *at = book->next;
        shelf->bytes -= book->bytes;
        end(book);
    }
}

void shelf_give(struct shelf *shelf, struct record *record)
{
    struct book *book = (struct book *)(void *)record;
    keep(shelf, book);
    size_t bytes = record_bytes(record);
    unlock(&book->lock);
    lock(&shelf->lock);
    shelf->bytes += bytes - book->bytes;
    book->bytes = bytes;
    book->users--;
    make_room(shelf);
    unlock(&shelf->lock);
}

enum status shelf_take(struct shelf *shelf, struct log_store *log, const char *draft, uint64_t seq,
                       struct record **out)
{
    struct book *book = find(shelf, draft);
    lock(&book->lock);
    enum status status = look(shelf, book, log);
    if (status == STATUS_OK)
        status = record_read(&book->record, log, draft, seq);
    if (status == STATUS_OK && weave_seq(book->record.weave) < seq)
        status = STATUS_IO; /* somebody has seen that op */
    if (status == STATUS_OK)
        *out = &book->record;
    else
        shelf_give(shelf, &book->record);
    return status;
}

void shelf_read_on(struct shelf *shelf, struct log_store *log, const char *draft, uint64_t seq)
{
    if (seq < KEEP_OPS)
        return;
    struct book *book = find(shelf, draft);
    lock(&book->lock);
    enum status status = look(shelf, book, log);
    if (status == STATUS_OK && is_to_be_kept(shelf, book, seq))
        status = record_read(&book->record, log, draft, seq);
    if (status != STATUS_OK)
        diag(DIAG_INFO, "draft %s: its record is read another time", draft);
    shelf_give(shelf, &book->record);
}

size_t shelf_bytes(struct shelf *shelf)
{
    lock(&shelf->lock);
    size_t bytes = shelf->bytes;
    unlock(&shelf->lock);
    return bytes;
}

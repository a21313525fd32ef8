#include "record/shelf.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft/types.h"

/* `record` comes first, so that the one is the other. Whoever has taken it holds `lock`; all else is under the shelf's. */
struct book {
    struct record record;
    char draft[ID_BYTES];
    pthread_mutex_t lock;
    size_t users;  /* who have it or wait for it */
    size_t bytes;  /* when it was last given back */
    uint64_t used; /* when, in calls */
    struct book *next;
};

struct shelf {
    size_t max_bytes;
    pthread_mutex_t lock;
    struct book *first;
    size_t bytes;
    uint64_t calls;
};

struct shelf *shelf_create(size_t max_bytes)
{
    struct shelf *shelf = mem_zero(1, sizeof *shelf);
    shelf->max_bytes = max_bytes;
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
    free(shelf);
}

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
    enum status status = record_read(&book->record, log, draft, seq);
    if (status == STATUS_OK && weave_seq(book->record.weave) < seq)
        status = STATUS_NOT_FOUND;
    if (status == STATUS_OK)
        *out = &book->record;
    else
        shelf_give(shelf, &book->record);
    return status;
}

size_t shelf_bytes(struct shelf *shelf)
{
    lock(&shelf->lock);
    size_t bytes = shelf->bytes;
    unlock(&shelf->lock);
    return bytes;
}

#include "postgres/lease_table.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

struct lease_table {
    pthread_mutex_t mutex; /* the writer holds it while it changes something; it reads without */
    struct map leases;
};

struct lease_table *lease_table_create(void)
{
    struct lease_table *table = mem_zero(1, sizeof *table);
    pthread_mutex_init(&table->mutex, NULL);
    return table;
}

static void free_lease(struct lease *lease)
{
    free(lease->draft);
    free(lease);
}

void lease_table_destroy(struct lease_table *table)
{
    struct lease *lease;
    for (size_t i = 0; (lease = map_next(&table->leases, &i));)
        free_lease(lease);
    map_clear(&table->leases);
    pthread_mutex_destroy(&table->mutex);
    free(table);
}

struct lease *lease_table_find(struct lease_table *table, const char *draft)
{
    return map_get(&table->leases, draft);
}

struct lease *lease_table_put(struct lease_table *table, const char *draft, const struct lease *lease)
{
    struct lease *kept = mem_alloc(sizeof *kept);
    *kept = *lease;
    kept->draft = mem_copy_string(draft);
    pthread_mutex_lock(&table->mutex);
    struct lease *old = map_remove(&table->leases, draft);
    map_put(&table->leases, kept->draft, kept);
    pthread_mutex_unlock(&table->mutex);
    if (old)
        free_lease(old);
    return kept;
}

void lease_table_move(struct lease_table *table, struct lease *lease, uint64_t seq, const struct sha256 *head)
{
    pthread_mutex_lock(&table->mutex);
    lease->last_seq = seq;
    lease->head = *head;
    pthread_mutex_unlock(&table->mutex);
}

void lease_table_drop(struct lease_table *table, const char *draft)
{
    pthread_mutex_lock(&table->mutex);
    struct lease *old = map_remove(&table->leases, draft);
    pthread_mutex_unlock(&table->mutex);
    if (old)
        free_lease(old);
}

struct lease *lease_table_next(struct lease_table *table, size_t *position)
{
    return map_next(&table->leases, position);
}

bool lease_table_durable(struct lease_table *table, const char *draft, uint64_t *seq, struct sha256 *head)
{
    pthread_mutex_lock(&table->mutex);
    const struct lease *lease = map_get(&table->leases, draft);
    bool ours = lease && lease->owned;
    if (ours) {
        *seq = lease->last_seq;
        *head = lease->head;
    }
    pthread_mutex_unlock(&table->mutex);
    return ours;
}

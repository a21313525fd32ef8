/* A hash map from strings to pointers. Keys are borrowed: they must live, unchanged, as long as their entry (point into
 * the value). Values are borrowed too. Iterate with map_next; do not change the map meanwhile.
 *
 *   for (size_t i = 0; (item = map_next(&items, &i));)
 *       ...
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

struct map_slot {
    const char *key; /* NULL: free */
    void *value;
};

struct map {
    struct map_slot *slots;
    size_t count;
    size_t capacity; /* 0 or a power of two */
};

void *map_get(const struct map *map, const char *key);       /* NULL where absent */
void map_put(struct map *map, const char *key, void *value); /* replaces key and value of an equal key */
void *map_remove(struct map *map, const char *key);          /* the value, or NULL */
void *map_next(const struct map *map, size_t *position);     /* the next value, NULL at the end; start at 0 */
void map_clear(struct map *map);                             /* frees the table, not the values */

#endif

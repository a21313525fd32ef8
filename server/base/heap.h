/* A binary heap of what is due when: the least key first. Nodes are embedded in what they stand for and belong to the caller; a node is in one
 * heap at most, and zeroed before it is first used.
 *
 *   heap_set(&heap, &timer->node, at);                // adds it, or moves it to its new key
 *   while ((node = heap_first(&heap)) && node->key <= now) { heap_remove(&heap, node); ... }
 *
 * heap_set and heap_remove take a number of steps that grows with the logarithm of the count. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct heap_node {
    int64_t key;
    size_t place; /* counted from 1; 0: in no heap */
};

struct heap {
    struct heap_node **nodes; /* nodes[i - 1] is at place i */
    size_t count;
    size_t capacity;
};

void heap_set(struct heap *heap, struct heap_node *node, int64_t key);
void heap_remove(struct heap *heap, struct heap_node *node); /* fine where it is in no heap */
struct heap_node *heap_first(const struct heap *heap);       /* NULL where it is empty */
void heap_clear(struct heap *heap);                          /* frees the table, not the nodes */

#endif

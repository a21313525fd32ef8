#include "base/heap.h"

#include <stdlib.h>

#include "base/mem.h"

static void put(struct heap *heap, size_t place, struct heap_node *node)
{
    heap->nodes[place - 1] = node;
    node->place = place;
}

static void rise(struct heap *heap, struct heap_node *node)
{
    size_t place = node->place;
    for (; place > 1 && node->key < heap->nodes[place / 2 - 1]->key; place /= 2)
        put(heap, place, heap->nodes[place / 2 - 1]);
    put(heap, place, node);
}

static void sink(struct heap *heap, struct heap_node *node)
{
    size_t place = node->place;
    for (;;) {
        size_t child = place * 2;
        if (child < heap->count && heap->nodes[child]->key < heap->nodes[child - 1]->key)
            child++;
        if (child > heap->count || node->key <= heap->nodes[child - 1]->key)
            break;
        put(heap, place, heap->nodes[child - 1]);
        place = child;
    }
    put(heap, place, node);
}

void heap_set(struct heap *heap, struct heap_node *node, int64_t key)
{
    if (!node->place) {
        heap->nodes = mem_grow(heap->nodes, heap->count, &heap->capacity, sizeof(struct heap_node *));
        heap->count++;
        put(heap, heap->count, node);
    }
    node->key = key;
    rise(heap, node);
    sink(heap, node);
}

void heap_remove(struct heap *heap, struct heap_node *node)
{
    if (!node->place)
        return;
    struct heap_node *last = heap->nodes[--heap->count];
    if (last != node) {
        put(heap, node->place, last);
        rise(heap, last);
        sink(heap, last);
    }
    node->place = 0;
}

struct heap_node *heap_first(const struct heap *heap)
{
    return heap->count ? heap->nodes[0] : NULL;
}

void heap_clear(struct heap *heap)
{
    free(heap->nodes);
    *heap = (struct heap){0};
}

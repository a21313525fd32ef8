#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/heap.h"

static void test_an_empty_heap_has_no_first(void **state)
{
    (void)state;
    struct heap heap = {0};
    struct heap_node alone = {0};
    assert_null(heap_first(&heap));
    heap_remove(&heap, &alone);
    heap_set(&heap, &alone, 7);
    assert_ptr_equal(heap_first(&heap), &alone);
    heap_remove(&heap, &alone);
    assert_null(heap_first(&heap));
    heap_clear(&heap);
}

static int64_t least(const struct heap_node *nodes, size_t count)
{
    int64_t key = INT64_MAX;
    for (size_t i = 0; i < count; i++)
        if (nodes[i].place && nodes[i].key < key)
            key = nodes[i].key;
    return key;
}

/* Against a look at all of them, after each of many random steps. */
static void test_the_first_is_the_least_whatever_is_set_and_removed(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    struct heap heap = {0};
    struct heap_node nodes[COUNT] = {{0}};
    uint64_t random = 88172645463325252u;
    for (int step = 0; step < 20000; step++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        struct heap_node *node = &nodes[random % COUNT];
        if (random >> 32 & 3)
            heap_set(&heap, node, (int64_t)(random >> 40) % 50);
        else
            heap_remove(&heap, node);
        const struct heap_node *first = heap_first(&heap);
        assert_true(first ? first->key == least(nodes, COUNT) : heap.count == 0);
    }
    int64_t before = -1;
    for (struct heap_node *first; (first = heap_first(&heap)); before = first->key) {
        assert_true(first->key >= before);
        heap_remove(&heap, first);
    }
    heap_clear(&heap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_heap_has_no_first),
        cmocka_unit_test(test_the_first_is_the_least_whatever_is_set_and_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

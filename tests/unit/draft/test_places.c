#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "base/mem.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/places.h"

/* What place_resolve makes of parent and after: "parent/previous", with `-` for none, or the code of the refusal. */
static const char *resolve(struct sitting *sitting, const char *parent, const char *after, const char *moving)
{
    static char found[150];
    struct refusal refusal;
    struct item *in, *previous;
    struct change change = {.kind = &change_item_move,
                            .item = mem_copy_string(moving),
                            .parent = mem_copy_string(parent),
                            .after = mem_copy_string(after)};
    const struct item *item = moving ? item_find(sitting->draft, moving) : NULL;
    enum status status = place_resolve(sitting->draft, &change, item, &in, &previous, &refusal);
    if (status != STATUS_OK) {
        snprintf(found, sizeof found, "%s", status_code(status));
    } else {
        snprintf(found, sizeof found, "%s/%s", in ? in->id : "-", previous ? previous->id : "-");
        assert_ptr_equal(place_parent(sitting->draft, &change), in); /* as the log will say it */
        assert_ptr_equal(place_previous(sitting->draft, &change), previous);
    }
    change_clear(&change);
    return found;
}

static void test_a_sibling_names_the_place_behind_it(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_string_equal(resolve(&sitting, NULL, "a", NULL), "-/a");
    assert_string_equal(resolve(&sitting, NULL, NULL, NULL), "-/-");
    assert_string_equal(resolve(&sitting, "b", "c", NULL), "b/c");
    assert_string_equal(resolve(&sitting, "b", NULL, NULL), "b/-");
    sitting_close(&sitting);
}

static void test_one_that_is_elsewhere_now_stands_for_the_last_place(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_string_equal(resolve(&sitting, NULL, "c", NULL), "-/d");
    assert_string_equal(resolve(&sitting, "b", "a", NULL), "b/c");
    assert_string_equal(resolve(&sitting, "a", "d", NULL), "a/-");
    sitting_close(&sitting);
}

static void test_the_last_place_is_not_behind_the_moved_item_itself(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_string_equal(resolve(&sitting, NULL, "c", "d"), "-/b");
    assert_string_equal(resolve(&sitting, "b", "a", "c"), "b/-");
    assert_string_equal(resolve(&sitting, NULL, "d", "d"), "bad-op");
    sitting_close(&sitting);
}

static void test_a_removed_sibling_names_a_place_and_a_removed_parent_does_not(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'b'}]"), STATUS_OK);
    assert_string_equal(resolve(&sitting, NULL, "b", NULL), "-/b");
    assert_string_equal(resolve(&sitting, "b", NULL, NULL), "no-item");
    assert_string_equal(resolve(&sitting, "c", NULL, NULL), "no-item");
    assert_string_equal(resolve(&sitting, "nowhere", NULL, NULL), "no-item");
    assert_string_equal(resolve(&sitting, NULL, "nowhere", NULL), "no-item");
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sibling_names_the_place_behind_it),
        cmocka_unit_test(test_one_that_is_elsewhere_now_stands_for_the_last_place),
        cmocka_unit_test(test_the_last_place_is_not_behind_the_moved_item_itself),
        cmocka_unit_test(test_a_removed_sibling_names_a_place_and_a_removed_parent_does_not),
    };
    return cmocka_run_group_tests_name("draft/places", tests, NULL, NULL);
}

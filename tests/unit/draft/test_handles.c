/* Handles for good: two ids whose first signs are the same, in both orders; what a refused op leaves; how they are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/handles.h"
#include "draft/items.h"
#include "support/sitting.h"
#include "wire/snapshot_codec.h"

/* Two ids that begin alike, found by trying. */
static void find_twins(char first[ID_BYTES], char second[ID_BYTES])
{
    char signs[HANDLE_SIGNS + 1], other[HANDLE_SIGNS + 1];
    snprintf(first, ID_BYTES, "t0");
    handle_signs(first, signs);
    for (int i = 1;; i++) {
        snprintf(second, ID_BYTES, "t%d", i);
        handle_signs(second, other);
        if (strncmp(signs, other, HANDLE_SHORTEST) == 0)
            return;
    }
}

static void add(struct sitting *sitting, const char *id)
{
    char change[300];
    snprintf(change, sizeof change,
             "[{'type':'item.add','item':'%s','parent':null,'after':null,'kind':'item'}]", id);
    assert_int_equal(sitting_ask(sitting, ROLE_CHAIR, change), STATUS_OK);
}

static size_t signs_of(const struct sitting *sitting, const char *id)
{
    return strlen(item_find(sitting->draft, id)->handle);
}

static void test_who_comes_first_has_the_short_one(void **state)
{
    char first[ID_BYTES], second[ID_BYTES];
    (void)state;
    find_twins(first, second);
    for (int turn = 0; turn < 2; turn++) {
        struct sitting sitting = sitting_open();
        add(&sitting, turn ? second : first);
        add(&sitting, turn ? first : second);
        assert_int_equal(signs_of(&sitting, turn ? second : first), HANDLE_SHORTEST);
        assert_int_equal(signs_of(&sitting, turn ? first : second), HANDLE_SHORTEST + 1);
        sitting_close(&sitting);
    }
}

static void test_a_refused_op_leaves_its_handle_to_others(void **state)
{
    char first[ID_BYTES], second[ID_BYTES], changes[400];
    struct sitting sitting = sitting_open();
    (void)state;
    find_twins(first, second);
    snprintf(changes, sizeof changes,
             "[{'type':'item.add','item':'%s','parent':null,'after':null,'kind':'item'},{'type':'item.remove'"
             ",'item':"
             "'nowhere'}]",
             first);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, changes), STATUS_NO_ITEM);
    add(&sitting, second);
    assert_int_equal(signs_of(&sitting, second), HANDLE_SHORTEST);
    sitting_close(&sitting);
}

static void test_a_snapshot_keeps_them_whatever_its_order(void **state)
{
    char first[ID_BYTES], second[ID_BYTES];
    struct sitting sitting = sitting_open();
    struct buf written = BUF_EMPTY, again = BUF_EMPTY;
    struct draft *read;
    (void)state;
    find_twins(first, second);
    add(&sitting, first);
    add(&sitting, second); /* in front of the first */
    snapshot_write_json(&written, sitting.draft, &sitting.head);
    assert_int_equal(snapshot_decode(written.bytes, written.len, "{}", 2, &read), STATUS_OK);
    assert_string_equal(item_find(read, first)->handle, item_find(sitting.draft, first)->handle);
    snapshot_write_json(&again, read, &sitting.head);
    assert_string_equal(again.bytes, written.bytes);
    buf_clear(&written);
    buf_clear(&again);
    draft_destroy(read);
    sitting_close(&sitting);
}

static void test_a_handle_is_read_as_it_may_be_written(void **state)
{
    struct sitting sitting = sitting_open();
    struct item *item = item_find(sitting.draft, "a");
    char written[HANDLE_BYTES + 8];
    (void)state;
    assert_ptr_equal(handles_find(sitting.draft, item->handle), item);
    snprintf(written, sizeof written, "\xc2\xa7%s", item->handle);
    for (char *c = written; *c; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        *c = *c == '5' ? 's' : *c == '2' ? 'z' : *c == '8' ? 'b' : *c;
    }
    assert_ptr_equal(handles_find(sitting.draft, written), item);
    assert_null(handles_find(sitting.draft, ""));
    assert_null(handles_find(sitting.draft, "\xc2\xa7"));
    assert_null(
        handles_find(sitting.draft, "a sentence that is far too long to be the handle of any item here"));
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_comes_first_has_the_short_one),
        cmocka_unit_test(test_a_refused_op_leaves_its_handle_to_others),
        cmocka_unit_test(test_a_snapshot_keeps_them_whatever_its_order),
        cmocka_unit_test(test_a_handle_is_read_as_it_may_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

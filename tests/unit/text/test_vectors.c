/* protocol/vectors/text.json: what any implementation of our texts must give. The page's tests read the same file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/always.h"
#include "support/delta_json.h"
#include "support/vectors.h"

static cJSON *vectors;

static const cJSON *field(const cJSON *json, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(json, name);
    ALWAYS(value != NULL);
    return value;
}

static struct delta delta_at(const cJSON *json, const char *name)
{
    struct delta delta;
    delta_from_json(field(json, name), &delta);
    return delta;
}

/* Clears what it is given. */
static void assert_result(const cJSON *one, const char *name, struct delta *got)
{
    struct delta want = delta_at(one, name);
    if (!delta_equal(got, &want)) {
        struct buf out = BUF_EMPTY;
        delta_write_json(&out, got);
        fail_msg("%s, %s: got %s", field(one, "name")->valuestring, name, out.bytes);
    }
    delta_clear(&want);
    delta_clear(got);
}

static void test_builders_give_normal_form(void **state)
{
    (void)state;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(vectors, "normalise"))
    {
        struct delta built = delta_at(one, "ops");
        assert_int_equal(built.count, cJSON_GetArraySize(field(one, "result")));
        assert_result(one, "result", &built);
    }
}

static void test_compose_gives_the_recorded_results(void **state)
{
    (void)state;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(vectors, "compose"))
    {
        struct delta a = delta_at(one, "a");
        struct delta b = delta_at(one, "b");
        struct delta result;
        delta_compose(&a, &b, &result);
        assert_result(one, "result", &result);
        delta_clear(&a);
        delta_clear(&b);
    }
}

static void test_transform_gives_the_recorded_results(void **state)
{
    (void)state;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(vectors, "transform"))
    {
        struct delta a = delta_at(one, "a");
        struct delta b = delta_at(one, "b");
        struct delta result;
        delta_transform(&a, &b, true, &result);
        assert_result(one, "with_priority", &result);
        delta_transform(&a, &b, false, &result);
        assert_result(one, "without_priority", &result);
        delta_clear(&a);
        delta_clear(&b);
    }
}

static void test_invert_gives_the_recorded_results(void **state)
{
    (void)state;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(vectors, "invert"))
    {
        struct delta document = delta_at(one, "document");
        struct delta change = delta_at(one, "change");
        struct delta result;
        delta_invert(&change, &document, &result);
        assert_result(one, "result", &result);
        delta_clear(&document);
        delta_clear(&change);
    }
}

static void test_positions_move_to_the_recorded_places(void **state)
{
    (void)state;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(vectors, "transform_position"))
    {
        struct delta change = delta_at(one, "change");
        uint32_t position = (uint32_t)field(one, "position")->valuedouble;
        assert_int_equal(delta_transform_position(&change, position, true),
                         field(one, "with_priority")->valuedouble);
        assert_int_equal(delta_transform_position(&change, position, false),
                         field(one, "without_priority")->valuedouble);
        delta_clear(&change);
    }
}

static int read_vectors(void **state)
{
    (void)state;
    vectors = vectors_read("text");
    return 0;
}

static int drop_vectors(void **state)
{
    (void)state;
    cJSON_Delete(vectors);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builders_give_normal_form),
        cmocka_unit_test(test_compose_gives_the_recorded_results),
        cmocka_unit_test(test_transform_gives_the_recorded_results),
        cmocka_unit_test(test_invert_gives_the_recorded_results),
        cmocka_unit_test(test_positions_move_to_the_recorded_places),
    };
    return cmocka_run_group_tests(tests, read_vectors, drop_vectors);
}

/* protocol/vectors/{policy,numbering,transform,fold}.json, read as any other implementation reads them. That they are what the rules
 * give, the test vectors_are_fresh says (tests/vectors). The page reads the same files (client-web/test/vectors.test.ts). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draft/draft.h"
#include "draft/handles.h"
#include "draft/items.h"
#include "draft/numbering.h"
#include "draft/policy.h"
#include "draft/word_in_front.h"
#include "support/naive_transform.h"
#include "support/sitting.h"
#include "support/vectors.h"
#include "wire/change_codec.h"
#include "wire/numbering_codec.h"
#include "wire/op_codec.h"
#include "text/reference.h"
#include "wire/snapshot_codec.h"

static const cJSON *field(const cJSON *json, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(json, name);
    assert_non_null(value);
    return value;
}

static const char *string_at(const cJSON *json, const char *name)
{
    return field(json, name)->valuestring;
}

/* ---- policy ---- */

static void test_the_table_of_rights_is_the_recorded_one(void **state)
{
    static const char *const names[] = {[NEVER] = "never", [ALLOWED] = "allowed", [AS_PROPOSAL] = "proposal"};
    cJSON *vectors = vectors_read("policy");
    const cJSON *by_status, *by_role, *cell;
    int action = 0;
    (void)state;
    cJSON_ArrayForEach(by_status, field(vectors, "permissions"))
    {
        cJSON_ArrayForEach(by_role, by_status)
        {
            enum item_status status;
            assert_true(item_status_from_name(by_role->string, &status));
            cJSON_ArrayForEach(cell, by_role)
            {
                enum role role;
                assert_true(role_from_name(cell->string, &role));
                assert_string_equal(names[policy_permission(role, (enum action)action, status)],
                                    cell->valuestring);
            }
        }
        action++;
    }
    assert_int_equal(action, ACTION_COUNT);
    cJSON_Delete(vectors);
}

/* ---- numbering ---- */

static void test_counts_are_the_recorded_ones(void **state)
{
    cJSON *vectors = vectors_read("numbering");
    const cJSON *format, *count;
    (void)state;
    cJSON_ArrayForEach(format, field(vectors, "counts"))
    {
        enum numbering_format named;
        assert_true(numbering_format_from_name(format->string, &named));
        cJSON_ArrayForEach(count, format)
        {
            char found[NUMBERING_BARE_BYTES];
            numbering_write_count(named, (uint32_t)atoi(count->string), found);
            assert_string_equal(found, count->valuestring);
        }
    }
    cJSON_Delete(vectors);
}

/* ---- references ---- */

static void test_handles_are_the_recorded_ones(void **state)
{
    cJSON *vectors = vectors_read("references");
    const cJSON *signs, *item;
    struct draft *draft = draft_create("d");
    (void)state;
    cJSON_ArrayForEach(signs, field(vectors, "signs"))
    {
        char found[HANDLE_SIGNS + 1];
        handle_signs(signs->string, found);
        assert_string_equal(found, signs->valuestring);
    }
    cJSON_ArrayForEach(item, field(vectors, "handles"))
    {
        const char *id = cJSON_GetArrayItem(item, 0)->valuestring;
        const struct item *made = item_create(draft, id, KIND_ITEM, NULL, NULL);
        assert_string_equal(made->handle, cJSON_GetArrayItem(item, 1)->valuestring);
    }
    draft_destroy(draft);
    cJSON_Delete(vectors);
}

static void test_references_show_the_recorded_words(void **state)
{
    cJSON *vectors = vectors_read("references");
    const cJSON *words;
    (void)state;
    cJSON_ArrayForEach(words, field(vectors, "words"))
    {
        struct buf shown = BUF_EMPTY;
        const char *stored = string_at(words, "stored");
        reference_words(stored, strlen(stored), string_at(words, "number"), &shown);
        assert_string_equal(shown.bytes, string_at(words, "shown"));
        buf_clear(&shown);
    }
    cJSON_Delete(vectors);
}

static struct numbering_scheme scheme_of(const cJSON *json)
{
    struct numbering_scheme scheme;
    char *printed = cJSON_PrintUnformatted(json);
    struct json_doc *doc = json_parse(printed, strlen(printed), 100000);
    assert_non_null(doc);
    assert_null(numbering_decode(json_root(doc), &scheme));
    json_free(doc);
    free(printed);
    return scheme;
}

static void test_presets_are_what_is_recorded(void **state)
{
    cJSON *vectors = vectors_read("numbering");
    const cJSON *preset;
    (void)state;
    cJSON_ArrayForEach(preset, field(vectors, "presets"))
    {
        struct numbering_scheme written = scheme_of(preset);
        assert_int_equal(written.preset, NUMBERING_OWN);
        assert_true(numbering_preset_from_name(preset->string, &written.preset));
        assert_true(numbering_scheme_equal(&written, numbering_preset(written.preset)));
    }
    cJSON_Delete(vectors);
}

static void test_numbers_say_what_they_are_as_recorded(void **state)
{
    cJSON *vectors = vectors_read("numbering");
    const cJSON *path;
    (void)state;
    cJSON_ArrayForEach(path, field(vectors, "words_in_front"))
        assert_int_equal(has_word_in_front(path->string), cJSON_IsTrue(path));
    cJSON_Delete(vectors);
}

static void test_outlines_are_numbered_as_recorded(void **state)
{
    cJSON *vectors = vectors_read("numbering");
    const cJSON *outline, *entry;
    (void)state;
    cJSON_ArrayForEach(outline, field(vectors, "outlines"))
    {
        struct numbering numbering;
        struct numbering_scheme scheme = scheme_of(field(outline, "numbering"));
        numbering_start(&numbering, &scheme, string_at(outline, "lang"));
        cJSON_ArrayForEach(entry, field(outline, "entries"))
        {
            const cJSON *start = cJSON_GetObjectItemCaseSensitive(entry, "start");
            const cJSON *name = cJSON_GetObjectItemCaseSensitive(entry, "name");
            struct numbering_entry taken = {.depth = field(entry, "depth")->valueint,
                                            .proposed = cJSON_IsTrue(field(entry, "proposed")),
                                            .start = start ? (uint32_t)start->valueint : 0,
                                            .name = name ? name->valuestring : NULL};
            assert_true(item_kind_from_name(string_at(entry, "kind"), &taken.kind));
            numbering_take(&numbering, &taken);
            assert_string_equal(numbering.label, string_at(entry, "label"));
            assert_string_equal(numbering.path, string_at(entry, "path"));
            assert_int_equal(numbering.leads, cJSON_GetObjectItemCaseSensitive(entry, "leads") != NULL);
        }
    }
    cJSON_Delete(vectors);
}

/* ---- transform ---- */

/* A change or a list of them. */
static struct change_list changes_of(const cJSON *json)
{
    struct change_list list = {0};
    struct refusal refusal;
    struct buf text = BUF_EMPTY;
    char *printed = cJSON_PrintUnformatted(json);
    buf_format(&text, cJSON_IsArray(json) ? "%s" : "[%s]", printed);
    struct json_doc *doc = json_parse(text.bytes, text.len, 100000);
    assert_non_null(doc);
    assert_int_equal(changes_decode(json_root(doc), &list, &refusal), STATUS_OK);
    json_free(doc);
    buf_clear(&text);
    free(printed);
    return list;
}

static void assert_transformed(const char *name, const cJSON *applied, const cJSON *incoming,
                               const cJSON *result)
{
    struct change_list over = changes_of(applied), list = changes_of(incoming), wanted = changes_of(result);
    struct buf found = BUF_EMPTY, text = BUF_EMPTY;
    plain_transform_over(&list, &over);
    changes_write_json(&found, &list);
    changes_write_json(&text, &wanted);
    if (strcmp(found.bytes, text.bytes) != 0)
        fail_msg("%s: got %s\nnot %s", name, found.bytes, text.bytes);
    buf_clear(&found);
    buf_clear(&text);
    change_list_clear(&over);
    change_list_clear(&list);
    change_list_clear(&wanted);
}

static const cJSON *result_of_pair(const cJSON *pairs, const cJSON *applied, const cJSON *incoming)
{
    const cJSON *pair;
    cJSON_ArrayForEach(pair, pairs) if (strcmp(string_at(pair, "applied"), applied->string) == 0 &&
                                        strcmp(string_at(pair, "incoming"), incoming->string) ==
                                            0) return field(pair, "result");
    return incoming;
}

static void test_each_change_over_each_becomes_what_is_recorded(void **state)
{
    cJSON *vectors = vectors_read("transform");
    const cJSON *applied, *incoming, *changes = field(vectors, "changes"), *pairs = field(vectors, "pairs");
    (void)state;
    cJSON_ArrayForEach(applied, changes) cJSON_ArrayForEach(incoming, changes)
        assert_transformed(incoming->string, applied, incoming, result_of_pair(pairs, applied, incoming));
    cJSON_Delete(vectors);
}

static void test_ops_over_ops_become_what_is_recorded(void **state)
{
    cJSON *vectors = vectors_read("transform");
    const cJSON *one;
    (void)state;
    cJSON_ArrayForEach(one, field(vectors, "lists"))
        assert_transformed("a list", field(one, "applied"), field(one, "incoming"), field(one, "result"));
    cJSON_Delete(vectors);
}

/* ---- fold ---- */

static void assert_folded(const cJSON *log)
{
    struct draft *draft = draft_create("d");
    struct sha256 head = {{0}};
    struct buf found = BUF_EMPTY;
    struct refusal refusal;
    const cJSON *one;
    cJSON_ArrayForEach(one, field(log, "ops"))
    {
        char *bytes = cJSON_PrintUnformatted(one);
        struct op op;
        assert_int_equal(op_decode(bytes, strlen(bytes), &op), STATUS_OK);
        if (draft_fold(draft, &op, &refusal) != STATUS_OK)
            fail_msg("%s: %s does not fold: %s", string_at(log, "name"), bytes, refusal.message);
        head = op_chain_hash(&head, bytes, strlen(bytes));
        op_clear(&op);
        free(bytes);
    }
    snapshot_write_json(&found, draft, &head);
    char *wanted = cJSON_PrintUnformatted(field(log, "snapshot"));
    if (strcmp(found.bytes, wanted) != 0)
        fail_msg("%s: got %s\nnot %s", string_at(log, "name"), found.bytes, wanted);
    free(wanted);
    buf_clear(&found);
    draft_destroy(draft);
}

static void test_logs_fold_into_the_recorded_snapshots(void **state)
{
    cJSON *vectors = vectors_read("fold");
    const cJSON *log;
    (void)state;
    cJSON_ArrayForEach(log, field(vectors, "logs")) assert_folded(log);
    cJSON_Delete(vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_of_rights_is_the_recorded_one),
        cmocka_unit_test(test_counts_are_the_recorded_ones),
        cmocka_unit_test(test_handles_are_the_recorded_ones),
        cmocka_unit_test(test_references_show_the_recorded_words),
        cmocka_unit_test(test_presets_are_what_is_recorded),
        cmocka_unit_test(test_numbers_say_what_they_are_as_recorded),
        cmocka_unit_test(test_outlines_are_numbered_as_recorded),
        cmocka_unit_test(test_each_change_over_each_becomes_what_is_recorded),
        cmocka_unit_test(test_ops_over_ops_become_what_is_recorded),
        cmocka_unit_test(test_logs_fold_into_the_recorded_snapshots),
    };
    return cmocka_run_group_tests_name("draft/vectors", tests, NULL, NULL);
}

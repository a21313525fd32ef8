#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/sitting.h"

#include "convert/outline.h"
#include "session/draft_seed.h"
#include "wire/op_codec.h"

static struct buf why;

static void add(struct outline *outline, int depth, enum item_kind kind, const char *words)
{
    struct outline_item *item = outline_add(outline, depth, kind);
    delta_insert(&item->text, words, strlen(words), NULL);
}

static struct outline outline_of(const char *title)
{
    struct outline outline = OUTLINE_EMPTY;
    outline.title = strdup(title);
    return outline;
}

static enum status build(const struct seed_version *versions, size_t count, struct seeded_draft *out)
{
    struct string_list langs = {0};
    string_list_add(&langs, "es");
    string_list_add(&langs, "en");
    struct draft_seed seed = {"host", &langs, versions, count};
    buf_clear(&why);
    enum status status = draft_seed_build(&seed, "d", 1234, out, &why);
    string_list_clear(&langs);
    return status;
}

/* What the op makes of an empty draft; caller destroys. */
static struct draft *fold(const struct seeded_draft *seeded)
{
    struct op op;
    struct refusal refusal;
    struct draft *draft = draft_create("d");
    assert_int_equal(op_decode(seeded->bytes.bytes, seeded->bytes.len, &op), STATUS_OK);
    assert_int_equal(op.seq, 1);
    assert_int_equal(op.at, 1234);
    assert_string_equal(op.by, "host");
    assert_string_equal(op.client, "system");
    assert_int_equal(draft_fold(draft, &op, &refusal), STATUS_OK);
    op_clear(&op);
    return draft;
}

static void assert_seeded(const struct seed_version *versions, size_t count, size_t items, const char *title,
                          const char *tree)
{
    struct seeded_draft seeded;
    struct sha256 zero = {{0}};
    assert_int_equal(build(versions, count, &seeded), STATUS_OK);
    assert_int_equal(seeded.items, items);
    struct sha256 hash = op_chain_hash(&zero, seeded.bytes.bytes, seeded.bytes.len);
    assert_memory_equal(&hash, &seeded.hash, sizeof hash);
    struct draft *draft = fold(&seeded);
    char *found = sitting_tree(draft);
    struct buf snapshot = sitting_state(draft, &hash);
    char *want = double_quoted(title);
    assert_string_equal(found, tree);
    assert_non_null(strstr(snapshot.bytes, want));
    free(found);
    free(want);
    buf_clear(&snapshot);
    buf_clear(&seeded.bytes);
    draft_destroy(draft);
}

static struct outline spanish(void)
{
    struct outline outline = outline_of("Texto");
    add(&outline, 1, KIND_ITEM, "uno");
    add(&outline, 2, KIND_ITEM, "dos");
    add(&outline, 3, KIND_PARAGRAPH, "tres");
    add(&outline, 2, KIND_ITEM, "cuatro");
    add(&outline, 1, KIND_HEADING, "cinco");
    add(&outline, 2, KIND_ITEM, "seis");
    return outline;
}

static struct outline english(void)
{
    struct outline outline = outline_of("Text");
    add(&outline, 1, KIND_ITEM, "one");
    add(&outline, 2, KIND_ITEM, "two");
    add(&outline, 3, KIND_PARAGRAPH, "three");
    add(&outline, 2, KIND_ITEM, "four");
    add(&outline, 1, KIND_HEADING, "five");
    add(&outline, 2, KIND_ITEM, "six");
    return outline;
}

static void test_entries_become_items_in_their_places(void **state)
{
    (void)state;
    struct outline es = spanish();
    struct seed_version version = {"es", NULL, &es};
    assert_seeded(&version, 1, 6, "'title':{'es':'Texto'},'langs':['es','en']",
                  "i1=uno(i2=dos(i3%=tres) i4=cuatro) i5#=cinco(i6=seis)");
    outline_clear(&es);
}

static void test_a_translation_goes_along_and_counts_as_aligned(void **state)
{
    (void)state;
    struct outline es = spanish(), en = english();
    struct seed_version versions[] = {{"es", NULL, &es}, {"en", NULL, &en}};
    assert_seeded(versions, 2, 6, "'title':{'es':'Texto','en':'Text'}",
                  "i1=uno|one(i2=dos|two(i3%=tres|three) i4=cuatro|four) i5#=cinco|five(i6=seis|six)");
    assert_seeded(versions, 2, 6, "'changed':{'es':1,'en':1},'aligned':{'en':1}",
                  "i1=uno|one(i2=dos|two(i3%=tres|three) i4=cuatro|four) i5#=cinco|five(i6=seis|six)");
    outline_clear(&es);
    outline_clear(&en);
}

static void test_title_lines_are_kept_where_the_draft_is_called_something_else(void **state)
{
    (void)state;
    struct outline es = outline_of("Texto"), en = outline_of("Text");
    add(&es, 1, KIND_ITEM, "uno");
    add(&en, 1, KIND_ITEM, "one");
    struct seed_version versions[] = {{"es", "Otro", &es}, {"en", NULL, &en}};
    assert_seeded(versions, 2, 2, "'title':{'es':'Otro','en':'Text'}", "i1#=Texto|Text i2=uno|one");
    versions[0].title = "Texto";
    assert_seeded(versions, 2, 1, "'title':{'es':'Texto','en':'Text'}", "i1=uno|one");
    outline_clear(&es);
    outline_clear(&en);
}

static void test_a_draft_without_text_has_one_empty_item(void **state)
{
    (void)state;
    struct seed_version version = {"es", "Nuevo", NULL};
    assert_seeded(&version, 1, 1, "'title':{'es':'Nuevo'}", "i1");
}

static void test_versions_of_another_structure_are_refused_with_the_place(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = spanish(), en = english();
    struct seed_version versions[] = {{"es", NULL, &es}, {"en", NULL, &en}};
    en.items[3].depth = 1;
    en.items[3].line_first = 12;
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 4 (line 12)"));
    en.items[3].depth = 2;
    en.items[4].kind = KIND_ITEM;
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 5"));
    en.items[4].kind = KIND_HEADING;
    add(&en, 1, KIND_ITEM, "seven");
    assert_int_equal(build(versions, 2, &seeded), STATUS_BAD_OP);
    assert_non_null(strstr(why.bytes, "entry 7"));
    outline_clear(&es);
    outline_clear(&en);
    buf_clear(&why);
}

static void test_a_version_in_a_language_of_no_draft_is_refused(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = spanish();
    struct seed_version version = {"fr", NULL, &es};
    assert_int_equal(build(&version, 1, &seeded), STATUS_BAD_OP);
    assert_int_equal(seeded.bytes.len, 0);
    outline_clear(&es);
    buf_clear(&why);
}

static void test_more_entries_than_a_draft_holds_are_refused(void **state)
{
    struct seeded_draft seeded;
    (void)state;
    struct outline es = outline_of("Texto");
    for (int i = 0; i <= DRAFT_MAX_ITEMS; i++)
        add(&es, 1, KIND_ITEM, "x");
    struct seed_version version = {"es", NULL, &es};
    assert_int_equal(build(&version, 1, &seeded), STATUS_LIMIT);
    assert_true(why.len > 0);
    outline_clear(&es);
    buf_clear(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries_become_items_in_their_places),
        cmocka_unit_test(test_a_translation_goes_along_and_counts_as_aligned),
        cmocka_unit_test(test_title_lines_are_kept_where_the_draft_is_called_something_else),
        cmocka_unit_test(test_a_draft_without_text_has_one_empty_item),
        cmocka_unit_test(test_versions_of_another_structure_are_refused_with_the_place),
        cmocka_unit_test(test_a_version_in_a_language_of_no_draft_is_refused),
        cmocka_unit_test(test_more_entries_than_a_draft_holds_are_refused),
    };
    return cmocka_run_group_tests_name("session/draft_seed", tests, NULL, NULL);
}

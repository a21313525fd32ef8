/* No character is lost, whatever is imported: fixtures, fixtures with damage, passages of several layouts in one text, and made-up texts out of
 * everything that an import takes for a sign. A failure prints the text; run again with the printed PLENARIA_SEED. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/read_file.h"
#include "convert/brackets.h"
#include "convert/import_text.h"
#include "convert/outline_edit.h"
#include "support/choices.h"
#include "support/outline_check.h"

#define GARBAGE 1500
#define DAMAGED 150
#define MIXES   150
#define MIXED   5  /* layouts in a mix, at most */
#define PASSAGE 12 /* lines of one, at most */

static struct choices choices;

/* What a person changes in the preview loses no word either. (A line brought back from the midst of an entry stands behind it.) */
static void check_edits(const char *bytes, size_t len, struct outline *outline)
{
    for (int i = 0; i < 12; i++) {
        struct outline_edit edit = {
            .act = (enum outline_act)choices_below(&choices, OUTLINE_BACK),
            .entry = choices_below(&choices, (uint32_t)outline->count + 2),
            .kind = (enum item_kind)choices_below(&choices, KIND_COUNT),
            .depth = 1 + (int)choices_below(&choices, DRAFT_MAX_DEPTH),
            .place_u16 = choices_below(&choices, 40),
        };
        (void)outline_edit_apply(outline, &edit, DRAFT_MAX_ITEMS);
    }
    const char *wrong = outline_check(bytes, len, outline);
    if (wrong)
        fail_msg("%s, after edits:\n%.*s", wrong, (int)len, bytes);
}

/* Marks are those of proposals of their own entry, and a proposal to change words has some. */
static void check_contested(const char *bytes, size_t len, const struct outline *outline)
{
    const struct contested *contested = &outline->contested;
    size_t *marks = calloc(contested->proposal_count + 1, sizeof *marks);
    bool deletes, own = true;
    for (size_t i = 0; i < outline->count; i++)
        for (size_t k = 0; k < outline->items[i].text.count; k++) {
            const struct attributes *set = outline->items[i].text.ops[k].attributes;
            for (size_t a = 0; a < attributes_count(set); a++) {
                const char *key = attributes_at(set, a).key;
                const struct contested_proposal *proposal = contested_find(contested, key, &deletes);
                bool mark = strncmp(key, "ins:", 4) == 0 || strncmp(key, "del:", 4) == 0;
                own = own && (!mark || (proposal && proposal->entry == i));
                if (proposal)
                    marks[proposal - contested->proposals]++;
            }
        }
    for (size_t i = 0; i < contested->proposal_count; i++) {
        const struct contested_proposal *proposal = &contested->proposals[i];
        own = own && proposal->entry < outline->count && (proposal->act != PROPOSAL_TEXT || marks[i] > 0);
    }
    free(marks);
    if (!own)
        fail_msg("a proposal and its marks are in different entries:\n%.*s", (int)len, bytes);
}

/* Nor do brackets that become proposals. */
static void check_brackets(const char *bytes, size_t len, struct outline *outline)
{
    struct brackets brackets;
    brackets_find(outline, &brackets);
    for (size_t i = 0; i < brackets.count; i++)
        brackets.list[i].taken = brackets.list[i].taken && !choices_one_in(&choices, 4);
    brackets_apply(&brackets, outline);
    const char *wrong = outline_check(bytes, len, outline);
    if (wrong)
        fail_msg("%s, after brackets:\n%.*s", wrong, (int)len, bytes);
    check_contested(bytes, len, outline);
    brackets_clear(&brackets);
}

static void check(const char *bytes, size_t len)
{
    static const enum import_format formats[] = {IMPORT_AUTO, IMPORT_PLAIN, IMPORT_MARKDOWN};

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct import_options options = IMPORT_DEFAULTS;
        struct outline outline;
        options.format = formats[i];
        assert_int_equal(import_text(bytes, len, &options, &outline), STATUS_OK);
        const char *wrong = outline_check(bytes, len, &outline);
        if (wrong)
            fail_msg("%s (format %d):\n%.*s", wrong, (int)i, (int)len, bytes);
        check_edits(bytes, len, &outline);
        check_brackets(bytes, len, &outline);
        check_edits(bytes, len, &outline);
        check_contested(bytes, len, &outline);
        outline_clear(&outline);
    }
}

static void find_texts(glob_t *found)
{
    const char *shared = getenv("PLENARIA_SHARED");
    struct buf samples = BUF_EMPTY;

    assert_int_equal(glob(SOURCE_ROOT "/tests/fixtures/import/*.txt", 0, NULL, found), 0);
    assert_int_equal(glob(SOURCE_ROOT "/tests/fixtures/layouts/*.txt", GLOB_APPEND, NULL, found), 0);
    assert_int_equal(glob(SOURCE_ROOT "/deploy/demo/*.txt", GLOB_APPEND, NULL, found), 0);
    buf_text(&samples, shared ? shared : SOURCE_ROOT "/../shared");
    buf_text(&samples, "/samples/*.txt");
    if (glob(samples.bytes, GLOB_APPEND, NULL, found) != 0)
        print_message("no samples beside the checkout (../shared or $PLENARIA_SHARED): not checked\n");
    buf_clear(&samples);
}

static void test_fixtures_lose_nothing(void **state)
{
    glob_t found;

    (void)state;
    find_texts(&found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct buf text = BUF_EMPTY;
        assert_int_equal(read_file(found.gl_pathv[i], SIZE_MAX, &text), STATUS_OK);
        check(text.bytes, text.len);
        buf_clear(&text);
    }
    globfree(&found);
}

/* Lines left out, put twice or broken, bytes changed: so UTF-8 may break too. */
static void damage(const struct buf *text, struct buf *out)
{
    for (size_t i = 0; i < text->len; i++) {
        if (choices_one_in(&choices, 200)) {
            i += choices_below(&choices, 60);
        } else if (choices_one_in(&choices, 200)) {
            size_t len = choices_below(&choices, 60);
            buf_add(out, text->bytes + i, i + len < text->len ? len : text->len - i);
        } else if (choices_one_in(&choices, 60)) {
            buf_char(out, "\n \t\f-*#"[choices_below(&choices, 7)]);
        } else if (choices_one_in(&choices, 3000)) {
            buf_char(out, (char)choices_below(&choices, 256));
        } else {
            buf_char(out, text->bytes[i]);
        }
    }
}

static void test_damaged_fixtures_lose_nothing(void **state)
{
    glob_t found;

    (void)state;
    find_texts(&found);
    for (int i = 0; i < DAMAGED; i++) {
        struct buf text = BUF_EMPTY;
        struct buf damaged = BUF_EMPTY;
        const char *path = found.gl_pathv[choices_below(&choices, (uint32_t)found.gl_pathc)];
        assert_int_equal(read_file(path, SIZE_MAX, &text), STATUS_OK);
        damage(&text, &damaged);
        check(damaged.bytes ? damaged.bytes : "", damaged.len);
        buf_clear(&text);
        buf_clear(&damaged);
    }
    globfree(&found);
}

/* Some lines of a text that stand below each other, as they are or all of them further in. */
static void add_passage(const struct buf *text, struct buf *out)
{
    static const char *const between[] = {"\n", "\n\n", "\n\n", "\n\n\n\n", "\f", " "};
    size_t at = choices_below(&choices, (uint32_t)text->len + 1);
    uint32_t lines = 1 + choices_below(&choices, PASSAGE);
    uint32_t indent = choices_one_in(&choices, 4) ? choices_below(&choices, 9) : 0;

    while (at > 0 && text->bytes[at - 1] != '\n')
        at--;
    for (; lines > 0 && at < text->len; lines--) {
        const char *end = memchr(text->bytes + at, '\n', text->len - at);
        size_t len = end ? (size_t)(end - text->bytes) - at : text->len - at;
        for (uint32_t i = 0; i < indent; i++)
            buf_char(out, ' ');
        buf_add(out, text->bytes + at, len);
        buf_char(out, '\n');
        at += len + 1;
    }
    buf_text(out, between[choices_below(&choices, sizeof between / sizeof *between)]);
}

/* What is put together out of texts of several bodies: a report with its annexes, minutes that quote a resolution. */
static void test_mixes_of_layouts_lose_nothing(void **state)
{
    glob_t found;

    (void)state;
    find_texts(&found);
    for (int i = 0; i < MIXES; i++) {
        struct buf texts[MIXED], mix = BUF_EMPTY;
        uint32_t count = 2 + choices_below(&choices, MIXED - 1);
        for (uint32_t k = 0; k < count; k++) {
            texts[k] = (struct buf)BUF_EMPTY;
            const char *path = found.gl_pathv[choices_below(&choices, (uint32_t)found.gl_pathc)];
            assert_int_equal(read_file(path, SIZE_MAX, &texts[k]), STATUS_OK);
        }
        for (uint32_t passages = 2 + choices_below(&choices, 12); passages > 0; passages--)
            add_passage(&texts[choices_below(&choices, count)], &mix);
        check(mix.bytes, mix.len);
        for (uint32_t k = 0; k < count; k++)
            buf_clear(&texts[k]);
        buf_clear(&mix);
    }
    globfree(&found);
}

static void add_piece(struct buf *out)
{
    static const char *const pieces[] = {"1.",
                                         "2.",
                                         "3)",
                                         "(4)",
                                         "a.",
                                         "b)",
                                         "c.",
                                         "i.",
                                         "ii.",
                                         "v.",
                                         "I.",
                                         "II.",
                                         "A.",
                                         "- ",
                                         "\xe2\x80\x93 ",
                                         "\xe2\x80\xa2",
                                         "* ",
                                         "+ ",
                                         "# ",
                                         "## ",
                                         "\n",
                                         "\n\n",
                                         "\n\n\n\n",
                                         "\f",
                                         "   ",
                                         "\t",
                                         ":",
                                         ";",
                                         ".",
                                         ",",
                                         "**",
                                         "*",
                                         "__",
                                         "_",
                                         "<u>",
                                         "</u>",
                                         "<b>",
                                         "</b>",
                                         "[",
                                         "]",
                                         "](",
                                         ")",
                                         "](http://a.b)",
                                         "\\",
                                         "\\*",
                                         "palabra",
                                         "Palabra",
                                         "MAY\xc3\x9aSCULAS",
                                         "31 de mayo",
                                         "2003.",
                                         "PP1 ",
                                         "OP2bis ",
                                         "---",
                                         "=====",
                                         "P\xc3\xa1gina 3 de 4",
                                         "\n12\n",
                                         "\xef\x82\xb7",
                                         "\xc2\xa0",
                                         "\xf0\x9f\x8c\x8e",
                                         "e\xcc\x81",
                                         "\xc2\xad",
                                         "1.-",
                                         "\xc3\xb1)",
                                         "zz.",
                                         "aa.",
                                         "a | b | c | d",
                                         "*123456*",
                                         "\n# T\xc3\xadtulo\n\n",
                                         "\n    ",
                                         "[Plenaria: es, seq 1]",
                                         "\n1. ",
                                         "\n2. ",
                                         "\n    a. ",
                                         "\n   - "};
    size_t count = sizeof pieces / sizeof *pieces;

    buf_text(out, pieces[choices_below(&choices, (uint32_t)count)]);
    if (choices_one_in(&choices, 2))
        buf_char(out, ' ');
    if (choices_one_in(&choices, 6))
        buf_char(out, '\n');
}

static void test_made_up_texts_lose_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < GARBAGE; i++) {
        struct buf text = BUF_EMPTY;
        uint32_t pieces = choices_below(&choices, choices_one_in(&choices, 50) ? 600 : 60);
        for (uint32_t k = 0; k < pieces; k++)
            add_piece(&text);
        check(text.bytes ? text.bytes : "", text.len);
        buf_clear(&text);
    }
}

static void test_any_bytes_lose_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < GARBAGE; i++) {
        char bytes[80];
        size_t len = choices_below(&choices, sizeof bytes + 1);
        for (size_t k = 0; k < len; k++)
            bytes[k] = (char)choices_below(&choices, 256);
        check(bytes, len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixtures_lose_nothing),
        cmocka_unit_test(test_damaged_fixtures_lose_nothing),
        cmocka_unit_test(test_mixes_of_layouts_lose_nothing),
        cmocka_unit_test(test_made_up_texts_lose_nothing),
        cmocka_unit_test(test_any_bytes_lose_nothing),
    };

    choices = choices_seeded();
    return cmocka_run_group_tests_name("property/import", tests, NULL, NULL);
}

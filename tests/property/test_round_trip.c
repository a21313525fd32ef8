/* What is exported as plain text or Markdown reads back as the same tree: kinds, depths, words, and numbers by whatever scheme; from Markdown bold, italic,
 * underline and links too. Blanks at the ends of a text and runs of them are not part of the promise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/export.h"
#include "convert/import_text.h"
#include "support/choices.h"
#include "support/outline_check.h"
#include "support/random_scheme.h"

#define CASES     1500
#define MAX_ITEMS 40

static struct choices choices;

/* A tree and what its document points to. */
struct tree {
    struct document document;
    struct delta texts[MAX_ITEMS];
    struct document_item items[MAX_ITEMS];
    char *title;
    struct numbering_scheme scheme;
    char names[MAX_ITEMS][16];
};

static const char *word(void)
{
    static const char *const words[] = {"acordar",
                                        "M\xc3\xa9xico",
                                        "*",
                                        "**",
                                        "_",
                                        "a_b_c",
                                        "[Canad\xc3\xa1:",
                                        "texto]",
                                        "](http://x.y)",
                                        "(sic)",
                                        "\\",
                                        "\\*",
                                        "<u>",
                                        "</b>",
                                        "&amp;",
                                        "&",
                                        "#",
                                        "C#",
                                        "##",
                                        "1.",
                                        "2.",
                                        "a)",
                                        "i.",
                                        "-",
                                        "+",
                                        "=",
                                        ">",
                                        "1)",
                                        "12.",
                                        "\xe2\x80\xa2",
                                        "~~",
                                        "`x`",
                                        "\xf0\x9f\x8c\x8e",
                                        "e\xcc\x81",
                                        "\"dicho\"",
                                        "\xe2\x80\x9cpacto\xe2\x80\x9d",
                                        "10%",
                                        "p\xc3\xa1rr. 3.",
                                        "PP1",
                                        "---",
                                        "===",
                                        "|",
                                        "!",
                                        "http://a.b/c_d*e",
                                        "***",
                                        "OP2bis."};

    return words[choices_below(&choices, sizeof words / sizeof *words)];
}

static struct attributes *formatting(void)
{
    struct attribute list[4];
    size_t count = 0;
    struct attributes *set = NULL;

    if (choices_one_in(&choices, 3))
        list[count++] = (struct attribute){"bold", ATTRIBUTE_TRUE, NULL};
    if (choices_one_in(&choices, 3))
        list[count++] = (struct attribute){"italic", ATTRIBUTE_TRUE, NULL};
    if (choices_one_in(&choices, 5))
        list[count++] = (struct attribute){"underline", ATTRIBUTE_TRUE, NULL};
    if (choices_one_in(&choices, 8))
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, "https://a.b/c_(d)\\?e=*f*&g"};
    assert_int_equal(attributes_create(list, count, &set), STATUS_OK);
    return set;
}

/* Words with one blank between them; pieces of a word may differ in formatting. */
static void random_text(struct delta *out, const char *first)
{
    uint32_t words = choices_below(&choices, 8);

    *out = (struct delta)DELTA_EMPTY;
    delta_insert(out, first, strlen(first), NULL);
    for (uint32_t i = 0; i < words; i++) {
        struct attributes *set = choices_one_in(&choices, 2) ? formatting() : NULL;
        if (out->len_bytes > 0 && choices_one_in(&choices, 6) == false &&
            out->bytes[out->len_bytes - 1] != ' ')
            delta_insert(out, " ", 1, choices_one_in(&choices, 2) ? set : NULL);
        const char *text = word();
        delta_insert(out, text, strlen(text), set);
        attributes_unref(set);
    }
    if (out->len_bytes == 0)
        delta_insert(out, "fin", 3, NULL);
}

static void make_tree(struct tree *tree, const char *first)
{
    struct delta title;
    int depth = 0;

    memset(tree, 0, sizeof *tree);
    random_text(&title, first);
    tree->title = mem_copy_bytes(title.bytes, title.len_bytes);
    delta_clear(&title);
    tree->document = (struct document){
        .id = "d1",
        .title = tree->title,
        .lang = "es",
        .seq = choices_below(&choices, 1000),
        .head = choices_one_in(&choices, 2) ? "9f3c" : NULL,
        .adopted = choices_one_in(&choices, 2),
        .items = tree->items,
        .count = choices_below(&choices, MAX_ITEMS + 1),
    };
    for (size_t i = 0; i < tree->document.count; i++) {
        int deepest = depth < DRAFT_MAX_DEPTH ? depth + 1 : depth;
        depth = 1 + (int)choices_below(&choices, (uint32_t)deepest);
        random_text(&tree->texts[i], first);
        tree->items[i] = (struct document_item){
            .depth = depth,
            .kind =
                choices_one_in(&choices, 2) ? KIND_ITEM : (enum item_kind)choices_below(&choices, KIND_COUNT),
            .text = &tree->texts[i],
        };
    }
}

static void clear_tree(struct tree *tree)
{
    for (size_t i = 0; i < tree->document.count; i++)
        delta_clear(&tree->texts[i]);
    free(tree->title);
}

/* Paragraphs with numbers of their own are told from items by what stands in front. */
static void number_by_own_scheme(struct tree *tree)
{
    random_scheme(&choices, &tree->scheme);
    if (tree->scheme.paragraphs.format == NUMBERING_NONE) { /* nothing is said of them */
        tree->scheme.paragraphs = numbering_preset(NUMBERING_CONFERENCE)->paragraphs;
        return;
    }
    snprintf(tree->scheme.paragraphs.affixes.before, NUMBERING_AFFIX_BYTES, "PP");
    tree->scheme.paragraphs.chain = false;
    tree->scheme.paragraphs.lang_count = 0;
}

static void name_like_its_level(const struct tree *tree, struct document_item *item, char name[16])
{
    static const char *const extras[] = {"bis", "ter", "alt 3", "bis alt 2"};
    char bare[NUMBERING_BARE_BYTES];
    int level = tree->scheme.through ? 1 : item->depth;

    numbering_write_count(tree->scheme.levels[level - 1].format, 1 + choices_below(&choices, 9), bare);
    if (tree->scheme.through || !bare[0])
        return;
    snprintf(name, 16, "%.5s %s", bare, extras[choices_below(&choices, 4)]);
    if (numbering_name_valid(name))
        item->name = name;
}

static void number_tree(struct tree *tree)
{
    static const char *const langs[] = {"es", "en", "fr"};
    enum numbering_preset preset = (enum numbering_preset)choices_below(&choices, NUMBERING_PRESET_COUNT);

    if (preset == NUMBERING_OWN)
        number_by_own_scheme(tree);
    else
        tree->scheme = *numbering_preset(preset);
    tree->document.numbering = &tree->scheme;
    tree->document.lang = langs[choices_below(&choices, 3)];
    for (size_t i = 0; i < tree->document.count; i++) {
        struct document_item *item = &tree->items[i];
        if (item->kind != KIND_ITEM)
            continue;
        if (choices_one_in(&choices, 12))
            item->start =
                100 + 13 * (uint32_t)i; /* never the number of the one before once more: that is an edit */
        else if (choices_one_in(&choices, 12))
            name_like_its_level(tree, item, tree->names[i]);
    }
}

static bool same_words(const struct delta *a, const struct delta *b)
{
    return a->len_bytes == b->len_bytes &&
           (a->len_bytes == 0 || memcmp(a->bytes, b->bytes, a->len_bytes) == 0);
}

/* The scheme, and what every entry is called in the language of the text. */
static const char *compare_numbers(const struct tree *tree, const struct outline *outline)
{
    struct numbering wanted, got;
    const struct numbering_scheme *read =
        outline->numbering ? outline->numbering : numbering_preset(NUMBERING_CONFERENCE);

    if (tree->document.numbering && !numbering_scheme_equal(tree->document.numbering, read))
        return "another scheme";
    numbering_start(&wanted, tree->document.numbering, tree->document.lang);
    numbering_start(&got, read, tree->document.lang);
    for (size_t i = 0; i < outline->count; i++) {
        document_count(&wanted, &tree->items[i]);
        outline_take_number(&outline->items[i], &got);
        if (strcmp(wanted.label, got.label) != 0 || strcmp(wanted.path, got.path) != 0) {
            print_message("entry %zu: \"%s\" became \"%s\"\n", i, wanted.label, got.label);
            return "another number";
        }
    }
    return NULL;
}

static void check_round_trip(const struct tree *tree, enum export_format format)
{
    struct buf file = BUF_EMPTY;
    struct outline outline;

    assert_int_equal(export_write(&file, format, &tree->document, 1, NULL), STATUS_OK);
    assert_int_equal(import_text(file.bytes, file.len, NULL, &outline), STATUS_OK);
    const char *wrong = outline_check(file.bytes, file.len, &outline);
    if (outline.count != tree->document.count)
        wrong = "another number of entries";
    else if (strcmp(outline.title, tree->title) != 0)
        wrong = "another title";
    else if (outline.aside_count != 1)
        wrong = "more set apart than the line about the source";
    for (size_t i = 0; i < tree->document.count && !wrong; i++) {
        const struct outline_item *item = &outline.items[i];
        if (item->depth != tree->items[i].depth || item->kind != tree->items[i].kind)
            wrong = "another depth or kind";
        else if (format == EXPORT_MARKDOWN ? !delta_equal(&item->text, &tree->texts[i])
                                           : !same_words(&item->text, &tree->texts[i]))
            wrong = "another text";
        if (wrong) {
            struct buf want = BUF_EMPTY;
            struct buf got = BUF_EMPTY;
            delta_write_json(&want, &tree->texts[i]);
            delta_write_json(&got, &item->text);
            print_message("entry %zu, depth %d, kind %d:\n%s\nread as depth %d, kind %d:\n%s\n", i,
                          tree->items[i].depth, (int)tree->items[i].kind, want.bytes, item->depth,
                          (int)item->kind, got.bytes);
            buf_clear(&want);
            buf_clear(&got);
        }
    }
    if (!wrong)
        wrong = compare_numbers(tree, &outline);
    if (wrong)
        fail_msg("%s:\n%s\n%s", wrong, file.bytes, wrong);
    buf_clear(&file);
    outline_clear(&outline);
}

static void test_markdown_reads_back_with_formatting(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct tree tree;
        make_tree(&tree, "");
        check_round_trip(&tree, EXPORT_MARKDOWN);
        clear_tree(&tree);
    }
}

/* Plain text has no escapes: a text that starts like the number that comes next is that number. So each starts with a word. */
static void test_plain_text_reads_back_with_its_words(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct tree tree;
        make_tree(&tree, "Palabra");
        check_round_trip(&tree, EXPORT_TXT);
        clear_tree(&tree);
    }
}

static void test_numbers_of_any_scheme_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct tree tree;
        bool markdown = choices_one_in(&choices, 2);
        make_tree(&tree, markdown ? "" : "Palabra");
        number_tree(&tree);
        check_round_trip(&tree, markdown ? EXPORT_MARKDOWN : EXPORT_TXT);
        clear_tree(&tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown_reads_back_with_formatting),
        cmocka_unit_test(test_plain_text_reads_back_with_its_words),
        cmocka_unit_test(test_numbers_of_any_scheme_read_back),
    };

    choices = choices_seeded();
    return cmocka_run_group_tests_name("property/round_trip", tests, NULL, NULL);
}

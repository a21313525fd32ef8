/* Word files, part by part. That Office takes them as a whole, tests/office says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/docx_marks.h"
#include "convert/export_docx.h"
#include "convert/export.h"
#include "convert/revise.h"
#include "ooxml/zip_reader.h"

#define MAX_ITEMS 64
#define AT        1638374400000 /* 1 December 2021, 16:00 UTC */

static struct document_item items[MAX_ITEMS];
static struct delta texts[MAX_ITEMS];
static const struct document_proposal proposals[] = {
    {.id = "m", .who = "M\xc3\xa9xico", .at = AT},
    {.id = "c", .who = "Canad\xc3\xa1", .at = AT + 1000, .note = "Como en Puebla.", .support = "Belice"},
    {.id = "p", .who = "Per\xc3\xba", .at = AT + 2000},
    {.id = "m2", .who = "M\xc3\xa9xico", .at = AT + 3000},
};
static struct document document;

static int set_up(void **state)
{
    (void)state;
    document = (struct document){.id = "grcm",
                                 .title = "Acta",
                                 .lang = "es",
                                 .original = "es",
                                 .seq = 7,
                                 .head = "0123456789abcdef0123",
                                 .at = AT,
                                 .items = items,
                                 .proposals = proposals,
                                 .proposal_count = 4};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < MAX_ITEMS; i++)
        delta_clear(&texts[i]);
    memset(items, 0, sizeof items);
    return 0;
}

static struct document_item *add(int depth, enum item_kind kind, const char *id)
{
    size_t i = document.count++;

    items[i] = (struct document_item){.depth = depth, .kind = kind, .id = id, .text = &texts[i]};
    return &items[i];
}

/* Words at the end of the last item, with the marks in `keys`, which blanks separate. */
static void put(const char *words, const char *keys)
{
    char *copy = mem_copy_string(keys), *rest = copy;
    struct attribute list[6];
    size_t count = 0;
    struct attributes *set = NULL;

    for (char *key; (key = strtok_r(rest, " ", &rest));)
        list[count++] = strncmp(key, "http", 4) == 0 ? (struct attribute){"link", ATTRIBUTE_STRING, key}
                                                     : (struct attribute){key, ATTRIBUTE_TRUE, NULL};
    assert_int_equal(attributes_create(list, count, &set), STATUS_OK);
    delta_insert(&texts[document.count - 1], words, strlen(words), set);
    attributes_unref(set);
    free(copy);
}

static enum status take(void *context, const char *bytes, size_t len)
{
    buf_add(context, bytes, len);
    return STATUS_OK;
}

/* A part of the file; caller frees. */
static char *part_of(const char *name, enum document_view view)
{
    const struct document_markup markup = {.view = view};
    struct buf file = BUF_EMPTY, part = BUF_EMPTY, why = BUF_EMPTY;
    struct zip_reader *zip;

    assert_int_equal(export_write(&file, EXPORT_DOCX, &document, 1, &markup), STATUS_OK);
    assert_int_equal(zip_reader_open(file.bytes, file.len, NULL, &why, &zip), STATUS_OK);
    if (zip_reader_has(zip, name))
        assert_int_equal(zip_reader_read(zip, name, take, &part, &why), STATUS_OK);
    zip_reader_close(zip);
    buf_clear(&file);
    buf_clear(&why);
    return buf_take(&part);
}

static void assert_part_has(const char *name, enum document_view view, const char *expected)
{
    char *part = part_of(name, view);

    if (!strstr(part, expected))
        fail_msg("not there: %s\nin: %s", expected, part);
    free(part);
}

/* The tags of changes and the words of document.xml, without all else: "ins México(del Perú(x))". */
static void assert_tracked(const char *expected)
{
    char *xml = part_of("word/document.xml", DOCUMENT_TRACKED);
    struct buf got = BUF_EMPTY;
    char author[64];
    const char *at = strstr(xml, "</w:p>");

    for (; at && (at = strchr(at, '<')); at++) {
        const char *who = strstr(at, "w:author=\"");
        if ((strncmp(at, "<w:ins ", 7) == 0 || strncmp(at, "<w:del ", 7) == 0) && who &&
            sscanf(who, "w:author=\"%63[^\"]", author) == 1)
            buf_format(&got, strstr(at, ">")[-1] == '/' ? "%.3s %s|" : "%.3s %s(", at + 3, author);
        else if (strncmp(at, "</w:ins>", 8) == 0 || strncmp(at, "</w:del>", 8) == 0)
            buf_char(&got, ')');
        else if (strncmp(at, "<w:t ", 5) == 0 || strncmp(at, "<w:delText ", 11) == 0)
            buf_add(&got, strchr(at, '>') + 1, strcspn(strchr(at, '>') + 1, "<"));
        else if (strncmp(at, "</w:p>", 6) == 0)
            buf_char(&got, '\n');
    }
    assert_string_equal(got.len ? got.bytes + 1 : "", expected); /* without the title's end */
    buf_clear(&got);
    free(xml);
}

static void test_nested_proposals_take_the_shapes_that_survive(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    put("Instar a ", "");
    put("pagar ", "ins:m");
    put("todos ", "ins:m ins:c");
    put("los gastos", "ins:m del:c del:p");
    put(" y", "ins:m");
    put(" viejo", "del:p del:c");
    assert_tracked("Instar a ins M\xc3\xa9xico(pagar )ins Canad\xc3\xa1(todos )"
                   "ins M\xc3\xa9xico(del Canad\xc3\xa1; Per\xc3\xba(los gastos))ins M\xc3\xa9xico( y)"
                   "del Canad\xc3\xa1; Per\xc3\xba( viejo)\n");
}

static void test_one_author_who_wants_the_same_words_in_and_out_stands_twice(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    put("pagar", "ins:m del:m2");
    assert_tracked("ins M\xc3\xa9xico(del M\xc3\xa9xico; M\xc3\xa9xico(pagar))\n");
}

/* LibreOffice takes them for one, and the end of the paragraph with them. */
static void test_what_one_wants_on_both_sides_of_a_paragraphs_end_stays_apart(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    put("uno", "");
    put(" dos", "ins:m");
    add(1, KIND_ITEM, "i2");
    put("tres ", "ins:m2");
    put("cuatro", "");
    put(" cinco", "ins:m2");
    add(1, KIND_ITEM, "i3");
    put("seis", "");
    put("siete", "ins:m2");
    char *xml = part_of("word/document.xml", DOCUMENT_TRACKED);
    const char *const times[] = {"w:date=\"2021-12-01T16:00:00Z\" w16du:dateUtc=\"2021-12-01T16:00:00Z\"",
                                 "w:date=\"2021-12-01T16:01:02Z\" w16du:dateUtc=\"2021-12-01T16:00:03Z\"",
                                 "w:date=\"2021-12-01T16:00:03Z\" w16du:dateUtc=\"2021-12-01T16:00:03Z\"",
                                 "w:date=\"2021-12-01T16:00:03Z\" w16du:dateUtc=\"2021-12-01T16:00:03Z\""};
    const char *at = xml;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        at = strstr(at, "w:date=");
        assert_non_null(at);
        assert_memory_equal(at, times[i], strlen(times[i]));
        at++;
    }
    free(xml);
}

static void test_a_whole_item_takes_its_mark_and_what_is_below_along(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1")->insertion = "m";
    put("Nuevo", "");
    add(2, KIND_PARAGRAPH, "i2");
    put("Debajo", "del:p");
    static const char *const removals[] = {"p"};
    struct document_item *old = add(1, KIND_ITEM, "i3");
    old->removals = removals;
    old->removal_count = 1;
    put("Viejo", "ins:c");
    assert_tracked("ins M\xc3\xa9xico|ins M\xc3\xa9xico(Nuevo)\n"
                   "ins M\xc3\xa9xico|ins M\xc3\xa9xico(del Per\xc3\xba(Debajo))\n"
                   "del Per\xc3\xba|ins Canad\xc3\xa1(del Per\xc3\xba(Viejo))\n");
}

static void test_a_note_and_co_sponsors_are_one_comment_where_the_words_begin(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    put("Instar a ", "");
    put("todos", "ins:m ins:c");
    put(" los", "ins:m");
    assert_part_has("word/comments.xml", DOCUMENT_TRACKED, "w:author=\"Canad\xc3\xa1\"");
    assert_part_has(
        "word/comments.xml", DOCUMENT_TRACKED,
        "Como en Puebla.</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space=\"preserve\">Apoyan: "
        "Belice</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space=\"preserve\">Decae con la propuesta de "
        "M\xc3\xa9xico.");
    assert_part_has("word/document.xml", DOCUMENT_TRACKED,
                    "Instar a </w:t></w:r><w:commentRangeStart w:id=\"2\"/><w:ins");
}

static void test_a_thread_is_told_with_its_answers_and_its_state(void **state)
{
    const struct document_comment comments[] = {
        {.id = "c1",
         .who = "Ana",
         .words = "\xc2\xbfQu\xc3\xa9?",
         .at = AT,
         .resolved = true,
         .from = 2,
         .to = 4},
        {.id = "c2", .parent = "c1", .who = "Jean", .words = "Eso.", .at = AT, .from = 2, .to = 4},
    };
    char threads[160];

    (void)state;
    struct document_item *item = add(1, KIND_ITEM, "i1");
    item->comments = comments;
    item->comment_count = 2;
    put("\xf0\x9f\x8c\x8eyz", "");
    snprintf(threads, sizeof threads,
             "<w15:commentEx w15:paraId=\"%08X\" w15:done=\"1\"/><w15:commentEx w15:paraId=\"%08X\" "
             "w15:paraIdParent=\"%08X\" w15:done=\"1\"/>",
             (unsigned)docx_marks_comment("c1"), (unsigned)docx_marks_comment("c2"),
             (unsigned)docx_marks_comment("c1"));
    assert_part_has("word/commentsExtended.xml", DOCUMENT_TRACKED, threads);
    assert_part_has(
        "word/document.xml", DOCUMENT_TRACKED,
        "\xf0\x9f\x8c\x8e</w:t></w:r><w:commentRangeStart w:id=\"2\"/><w:commentRangeStart "
        "w:id=\"3\"/><w:r><w:t xml:space=\"preserve\">yz</w:t></w:r><w:commentRangeEnd w:id=\"2\"/>");
}

static void test_a_text_without_comments_has_no_parts_for_them(void **state)
{
    char *part;

    (void)state;
    add(1, KIND_ITEM, "i1");
    part = part_of("word/comments.xml", DOCUMENT_TRACKED);
    assert_string_equal(part, "");
    free(part);
    part = part_of("[Content_Types].xml", DOCUMENT_TRACKED);
    assert_null(strstr(part, "comments"));
    free(part);
}

static void test_a_number_that_no_list_gives_is_text(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    add(1, KIND_ITEM, "i2")->insertion = "m";
    add(2, KIND_ITEM, "i3");
    add(1, KIND_ITEM, "i4");
    assert_part_has("word/document.xml", DOCUMENT_BRACKETS,
                    "<w:t xml:space=\"preserve\">1 bis.</w:t><w:tab/></w:r>");
    /* what is below it is a list of its own, and what follows goes on */
    assert_part_has(
        "word/document.xml", DOCUMENT_BRACKETS,
        "<w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:bookmarkStart w:id=\"3\"");
    assert_part_has(
        "word/document.xml", DOCUMENT_BRACKETS,
        "<w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:bookmarkStart w:id=\"4\"");
}

static void test_a_link_that_word_cannot_open_is_words_alone(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "i1");
    put("uno", "https://[x");
    put("dos", "https://a.b/c\\d?e=\xc3\xb1");
    put("tres", "https://a.b:99999/");
    assert_part_has("word/_rels/document.xml.rels", DOCUMENT_CLEAN, "Target=\"https://a.b/c%5Cd?e=%C3%B1\"");
    assert_part_has("word/document.xml", DOCUMENT_CLEAN,
                    "uno</w:t></w:r><w:hyperlink r:id=\"rLink1\" w:history=\"1\">");
    assert_part_has("word/document.xml", DOCUMENT_CLEAN,
                    "</w:hyperlink><w:r><w:t xml:space=\"preserve\">tres");
}

static void test_a_file_knows_what_it_was_made_of(void **state)
{
    (void)state;
    add(1, KIND_ITEM, "p7Q-m_2");
    assert_part_has("word/document.xml", DOCUMENT_TRACKED, "w:name=\"_pl_p7_q_0m__2\"");
    assert_part_has("docProps/custom.xml", DOCUMENT_TRACKED, "name=\"plenariaDraft\"><vt:lpwstr>grcm<");
    assert_part_has("docProps/custom.xml", DOCUMENT_TRACKED, "name=\"plenariaSeq\"><vt:lpwstr>7<");
    assert_part_has("docProps/custom.xml", DOCUMENT_TRACKED, "name=\"plenariaView\"><vt:lpwstr>tracked<");
    assert_part_has("word/settings.xml", DOCUMENT_CLEAN, "<w:trackRevisions/>");
    assert_part_has(
        "word/footer1.xml", DOCUMENT_CLEAN,
        "Proyecto grcm \xc2\xb7 al cambio 7 \xc2\xb7 2021-12-01 \xc2\xb7 SHA-256 0123456789abcdef \xc2\xb7");
}

static void test_names_of_bookmarks_differ_and_fit(void **state)
{
    const char *const ids[] = {"a",
                               "A",
                               "_a",
                               "-a",
                               "0a",
                               "a0",
                               "_0a",
                               "__a",
                               "an-id-of-sixty-four-signs-which-is-as-long-as-it-may-ever-be-ABCD",
                               "an-id-of-sixty-four-signs-which-is-as-long-as-it-may-ever-be-abcd"};
    char names[10][DOCX_MARKS_NAME_BYTES];

    (void)state;
    for (size_t i = 0; i < 10; i++) {
        docx_marks_item(ids[i], names[i]);
        assert_true(strlen(names[i]) <= 40);
        for (size_t other = 0; other < i; other++)
            assert_int_not_equal(strcasecmp(names[i], names[other]), 0);
    }
}

static void test_one_draft_gives_the_same_bytes(void **state)
{
    const struct document_markup markup = {.view = DOCUMENT_TRACKED, .statuses = true};
    struct buf one = BUF_EMPTY, other = BUF_EMPTY;

    (void)state;
    add(1, KIND_ITEM, "i1");
    put("Instar a ", "ins:m");
    assert_int_equal(export_write(&one, EXPORT_DOCX, &document, 1, &markup), STATUS_OK);
    assert_int_equal(export_write(&other, EXPORT_DOCX, &document, 1, &markup), STATUS_OK);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.bytes, other.bytes, one.len);
    buf_clear(&one);
    buf_clear(&other);
}

static void test_a_file_that_grows_too_large_is_refused(void **state)
{
    const struct document_markup markup = {.view = DOCUMENT_TRACKED};
    struct revised revised;
    struct docx_body body;

    (void)state;
    for (int i = 0; i < 40; i++) {
        add(1, KIND_ITEM, "i1");
        put("palabras", "ins:m");
    }
    revise_document(&document, &markup, &revised);
    const struct docx_text text = {&revised, "es"};
    assert_int_equal(docx_body_write(&text, 1, 5000, &body), STATUS_TOO_LARGE);
    assert_true(body.out.len < 7000);
    docx_body_clear(&body);
    revised_clear(&revised);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nested_proposals_take_the_shapes_that_survive),
        TEST(test_one_author_who_wants_the_same_words_in_and_out_stands_twice),
        TEST(test_what_one_wants_on_both_sides_of_a_paragraphs_end_stays_apart),
        TEST(test_a_whole_item_takes_its_mark_and_what_is_below_along),
        TEST(test_a_note_and_co_sponsors_are_one_comment_where_the_words_begin),
        TEST(test_a_thread_is_told_with_its_answers_and_its_state),
        TEST(test_a_text_without_comments_has_no_parts_for_them),
        TEST(test_a_number_that_no_list_gives_is_text),
        TEST(test_a_link_that_word_cannot_open_is_words_alone),
        TEST(test_a_file_knows_what_it_was_made_of),
        TEST(test_names_of_bookmarks_differ_and_fit),
        TEST(test_one_draft_gives_the_same_bytes),
        TEST(test_a_file_that_grows_too_large_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "convert/direction.h"
#include "convert/export.h"

#define MAX_ITEMS 12

struct fixture {
    struct document document;
    struct document_item items[MAX_ITEMS];
    struct delta texts[MAX_ITEMS];
};

static struct document_item *add(struct fixture *fixture, int depth, enum item_kind kind, const char *id)
{
    size_t i = fixture->document.count++;

    fixture->texts[i] = (struct delta)DELTA_EMPTY;
    fixture->items[i] =
        (struct document_item){.depth = depth, .kind = kind, .id = id, .text = &fixture->texts[i]};
    fixture->document.items = fixture->items;
    return &fixture->items[i];
}

/* Words in the last item; `keys` is up to two attribute keys, NULL for none. */
static void put(struct fixture *fixture, const char *words, const char *key, const char *other)
{
    struct attribute list[2] = {{key, ATTRIBUTE_TRUE, NULL}, {other, ATTRIBUTE_TRUE, NULL}};
    struct attributes *set = NULL;

    if (key && strncmp(key, "http", 4) == 0)
        list[0] = (struct attribute){"link", ATTRIBUTE_STRING, key};
    assert_int_equal(attributes_create(list, other ? 2 : key ? 1 : 0, &set), STATUS_OK);
    delta_insert(&fixture->texts[fixture->document.count - 1], words, strlen(words), set);
    attributes_unref(set);
}

static const char *country(void *context, const char *const *proposals, size_t count)
{
    const char *proposal = proposals[0];
    (void)context;
    (void)count;
    if (strcmp(proposal, "p1") == 0)
        return "Canad\xc3\xa1";
    return strcmp(proposal, "p2") == 0 ? "M\xc3\xa9xico <MX>" : NULL;
}

/* A small draft with everything in it. */
static void setup(struct fixture *fixture)
{
    static const char *const removals[] = {"p1"};

    memset(fixture, 0, sizeof *fixture);
    fixture->document = (struct document){.id = "d1",
                                          .title = "Acta & \"acuerdo\"",
                                          .lang = "es-MX",
                                          .original = "es-MX",
                                          .seq = 7,
                                          .head = "9f3c"};
    add(fixture, 1, KIND_HEADING, "h");
    put(fixture, "Acuerdos", NULL, NULL);
    add(fixture, 1, KIND_ITEM, "i1")->status = ITEM_APPROVED;
    put(fixture, "Instar a los ", NULL, NULL);
    put(fixture, "Pa\xc3\xadses", "bold", NULL);
    put(fixture, " a ", NULL, NULL);
    put(fixture, "tomar", "del:p1", NULL);
    put(fixture, "adoptar", "ins:p1", NULL);
    put(fixture, " m\xc3\xa1s", "ins:p1", "del:p2");
    put(fixture, " <medidas>", NULL, NULL);
    add(fixture, 2, KIND_ITEM, "i2")->insertion = "p2";
    put(fixture, "Punto nuevo", NULL, NULL);
    add(fixture, 2, KIND_ITEM, "i3")->removals = removals;
    fixture->document.items[3].removal_count = 1;
    put(fixture, "Punto viejo", NULL, NULL);
    add(fixture, 3, KIND_ITEM, "i4");
    put(fixture, "Debajo", NULL, NULL);
    add(fixture, 2, KIND_ITEM, "i5");
    put(fixture,
        "V\xc3\xa9"
        "ase",
        "https://a.b/?c=\"&d", NULL);
    add(fixture, 1, KIND_PARAGRAPH, "i6");
    put(fixture, "1. Fin", NULL, NULL);
}

static void teardown(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->document.count; i++)
        delta_clear(&fixture->texts[i]);
}

static char *write_as(enum export_format format, enum document_view view)
{
    struct fixture fixture;
    struct buf out = BUF_EMPTY;
    const struct document_markup markup = {.view = view, .who = country};

    setup(&fixture);
    assert_int_equal(export_write(&out, format, &fixture.document, 1, &markup), STATUS_OK);
    teardown(&fixture);
    return buf_take(&out);
}

static void assert_written(enum export_format format, enum document_view view, const char *expected)
{
    char *got = write_as(format, view);

    assert_string_equal(got, expected);
    free(got);
}

static void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("not there: %s\nin: %s", part, text);
}

static void test_text_shows_who_wants_what(void **state)
{
    (void)state;
    assert_written(EXPORT_TXT, DOCUMENT_BRACKETS,
                   "Acta & \"acuerdo\"\n"
                   "================\n\n"
                   "Acuerdos\n"
                   "--------\n\n"
                   "1. Instar a los Pa\xc3\xadses a [Canad\xc3\xa1: tomar \xe2\x86\x92 adoptar[del. "
                   "M\xc3\xa9xico <MX>:  m\xc3\xa1s]] <medidas>\n\n"
                   "    0 bis. [M\xc3\xa9xico <MX>: Punto nuevo]\n\n"
                   "    a. [del. Canad\xc3\xa1: Punto viejo]\n\n"
                   "        i. Debajo\n\n"
                   "    b. V\xc3\xa9"
                   "ase\n\n"
                   "1. Fin\n\n"
                   "[Plenaria: es-MX, seq 7, 9f3c]\n");
}

static void test_the_clean_view_is_as_if_all_were_accepted(void **state)
{
    (void)state;
    assert_written(EXPORT_TXT, DOCUMENT_CLEAN,
                   "Acta & \"acuerdo\"\n"
                   "================\n\n"
                   "Acuerdos\n"
                   "--------\n\n"
                   "1. Instar a los Pa\xc3\xadses a adoptar <medidas>\n\n"
                   "    a. Punto nuevo\n\n"
                   "    b. V\xc3\xa9"
                   "ase\n\n"
                   "1. Fin\n\n"
                   "[Plenaria: es-MX, seq 7, 9f3c]\n");
}

static void test_the_base_view_is_as_if_there_were_none(void **state)
{
    (void)state;
    assert_written(EXPORT_TXT, DOCUMENT_BASE,
                   "Acta & \"acuerdo\"\n"
                   "================\n\n"
                   "Acuerdos\n"
                   "--------\n\n"
                   "1. Instar a los Pa\xc3\xadses a tomar <medidas>\n\n"
                   "    a. Punto viejo\n\n"
                   "        i. Debajo\n\n"
                   "    b. V\xc3\xa9"
                   "ase\n\n"
                   "1. Fin\n\n"
                   "[Plenaria: es-MX, seq 7, 9f3c]\n");
}

static void test_markdown_escapes_what_it_would_take_as_signs(void **state)
{
    (void)state;
    assert_written(EXPORT_MARKDOWN, DOCUMENT_BRACKETS,
                   "# Acta \\& \"acuerdo\"\n\n"
                   "## Acuerdos\n\n"
                   "1. Instar a los **Pa\xc3\xadses** a \\[Canad\xc3\xa1: tomar \xe2\x86\x92 "
                   "adoptar\\[del. M\xc3\xa9xico "
                   "\\<MX>:  m\xc3\xa1s\\]\\] \\<medidas>\n\n"
                   "    - 0 bis. \\[M\xc3\xa9xico \\<MX>: Punto nuevo\\]\n\n"
                   "    - a. \\[del. Canad\xc3\xa1: Punto viejo\\]\n\n"
                   "        - i. Debajo\n\n"
                   "    - b. [V\xc3\xa9"
                   "ase](https://a.b/?c=\"&d)\n\n"
                   "1\\. Fin\n\n"
                   "<!-- Plenaria: es-MX, seq 7, 9f3c -->\n");
}

static void test_html_is_a_page_with_everything_escaped(void **state)
{
    char *page = write_as(EXPORT_HTML, DOCUMENT_BRACKETS);

    (void)state;
    assert_contains(page, "<!doctype html>\n<html lang=\"es-MX\">");
    assert_contains(page, "<title>Acta &amp; &quot;acuerdo&quot;</title>");
    assert_contains(page, "<h2>Acuerdos</h2>");
    assert_contains(page, "<span class=\"number\">1.</span> Instar a los <strong>Pa\xc3\xadses</strong> a "
                          "<del><span class=\"who\">[<bdi>Canad\xc3\xa1</bdi>: </span>tomar<span "
                          "class=\"who\"> \xe2\x86\x92 </span></del><ins>adoptar");
    assert_contains(page, "M\xc3\xa9xico &lt;MX&gt;");
    assert_contains(page, "&lt;medidas&gt;");
    assert_contains(page, "href=\"https://a.b/?c=&quot;&amp;d\"");
    assert_contains(page, "id=\"i4\"");
    assert_null(strstr(page, "<medidas"));
    assert_null(strstr(page, "<MX"));
    assert_null(strstr(page, "<script"));
    free(page);
}

static void test_html_is_laid_out_as_its_language_is_written(void **state)
{
    struct buf out = BUF_EMPTY;
    struct fixture fixture;
    const struct document_markup markup = {.view = DOCUMENT_BRACKETS, .who = country};

    (void)state;
    setup(&fixture);
    fixture.document.lang = "ar-EG";
    assert_int_equal(export_write(&out, EXPORT_HTML, &fixture.document, 1, &markup), STATUS_OK);
    teardown(&fixture);
    char *page = buf_take(&out);
    assert_contains(page, "<html lang=\"ar-EG\" dir=\"rtl\">");
    assert_null(strstr(page, "padding-left"));
    free(page);
}

static void test_direction_follows_from_the_script_or_else_the_language(void **state)
{
    static const char *const rtl[] = {"ar", "ar-EG", "he", "FA", "ur-PK", "az-Arab", "pa-arab-PK", "dv"};
    static const char *const ltr[] = {"es",  "en-GB", "ku-Latn", "az", "zh-Hant-TW",
                                      "arn", "und",   "",        "-",  NULL};

    (void)state;
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        assert_true(direction_is_rtl(rtl[i]));
    for (size_t i = 0; i < sizeof ltr / sizeof *ltr; i++)
        assert_false(direction_is_rtl(ltr[i]));
}

/* Every list and entry that is opened is closed. */
static void test_html_numbers_its_pages_on_paper(void **state)
{
    char *got = write_as(EXPORT_HTML, DOCUMENT_CLEAN);

    (void)state;
    assert_contains(got, "content:'P\xc3\xa1gina ' counter(page) ' de ' counter(pages)");
    free(got);
}

static void test_html_lists_are_balanced(void **state)
{
    static const char *const tags[][2] = {
        {"<ol>", "</ol>"}, {"<li", "</li>"}, {"<ins>", "</ins>"}, {"<del>", "</del>"}};
    char *page = write_as(EXPORT_HTML, DOCUMENT_BRACKETS);

    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        int open = 0;
        int opened = 0;
        for (const char *at = page; *at; at++) {
            if (strncmp(at, tags[i][0], strlen(tags[i][0])) == 0 && at[strlen(tags[i][0])] != 'n')
                open++, opened++;
            else if (strncmp(at, tags[i][1], strlen(tags[i][1])) == 0)
                assert_true(--open >= 0);
        }
        assert_int_equal(open, 0);
        assert_true(opened > 0);
    }
    free(page);
}

static void test_json_has_texts_numbers_and_statuses(void **state)
{
    char *json = write_as(EXPORT_JSON, DOCUMENT_BRACKETS);

    (void)state;
    assert_contains(
        json, "{\"id\":\"d1\",\"title\":\"Acta & \\\"acuerdo\\\"\",\"lang\":\"es-MX\",\"original\":\"es-MX\","
              "\"view\":\"brackets\",\"adopted\":false,\"seq\":7,\"head\":\"9f3c\",\"items\":[");
    assert_contains(json, "{\"id\":\"i1\",\"depth\":1,\"kind\":\"item\",\"number\":\"1.\",\"path\":\"1\","
                          "\"status\":\"approved\",");
    assert_contains(json, "\"number\":\"0 bis.\",\"path\":\"1.0 bis\"");
    assert_contains(json, "\"path\":\"1.a.i\"");
    assert_contains(json, "{\"insert\":\"tomar\",\"attributes\":{\"del:p1\":true}}");
    free(json);
    json = write_as(EXPORT_JSON, DOCUMENT_CLEAN);
    assert_contains(json, "\"words\":\"Instar a los Pa\xc3\xadses a adoptar <medidas>\"");
    assert_null(strstr(json, "ins:p1"));
    free(json);
}

static void test_proposals_without_a_name_show_their_id(void **state)
{
    struct fixture fixture;
    struct buf out = BUF_EMPTY;

    (void)state;
    setup(&fixture);
    assert_int_equal(export_write(&out, EXPORT_TXT, &fixture.document, 1, NULL), STATUS_OK);
    assert_contains(out.bytes, "[p1: tomar \xe2\x86\x92 ");
    buf_clear(&out);
    teardown(&fixture);
}

static void test_an_empty_draft_is_a_file_too(void **state)
{
    const struct document empty = {.title = "", .lang = "en"};

    (void)state;
    for (int format = 0; format < EXPORT_COUNT; format++) {
        struct buf out = BUF_EMPTY;
        assert_int_equal(export_write(&out, (enum export_format)format, &empty, 1, NULL), STATUS_OK);
        assert_true(out.len > 0);
        buf_clear(&out);
    }
}

static void test_formats_go_by_their_names(void **state)
{
    enum export_format format;

    (void)state;
    for (int i = 0; i < EXPORT_COUNT; i++) {
        assert_true(export_format_from_name(export_format_name((enum export_format)i), &format));
        assert_int_equal(format, i);
    }
    assert_false(export_format_from_name("odt", &format));
    assert_false(export_format_from_name("", &format));
    assert_string_equal(export_content_type(EXPORT_HTML), "text/html; charset=utf-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_shows_who_wants_what),
        cmocka_unit_test(test_the_clean_view_is_as_if_all_were_accepted),
        cmocka_unit_test(test_the_base_view_is_as_if_there_were_none),
        cmocka_unit_test(test_markdown_escapes_what_it_would_take_as_signs),
        cmocka_unit_test(test_html_is_a_page_with_everything_escaped),
        cmocka_unit_test(test_html_is_laid_out_as_its_language_is_written),
        cmocka_unit_test(test_direction_follows_from_the_script_or_else_the_language),
        cmocka_unit_test(test_html_numbers_its_pages_on_paper),
        cmocka_unit_test(test_html_lists_are_balanced),
        cmocka_unit_test(test_json_has_texts_numbers_and_statuses),
        cmocka_unit_test(test_proposals_without_a_name_show_their_id),
        cmocka_unit_test(test_an_empty_draft_is_a_file_too),
        cmocka_unit_test(test_formats_go_by_their_names),
    };

    return cmocka_run_group_tests_name("convert/export", tests, NULL, NULL);
}

/* The import as a whole: the fixtures, one a layout; the sample where it is there; what each rule is for. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/import_text.h"
#include "text/utf.h"

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    struct buf bytes = BUF_EMPTY;
    char chunk[4096];
    size_t got;

    if (!file)
        return NULL;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&bytes, chunk, got);
    fclose(file);
    *len = bytes.len;
    return buf_take(&bytes);
}

static struct outline import_string(const char *text)
{
    struct outline outline;

    assert_int_equal(import_text(text, strlen(text), NULL, &outline), STATUS_OK);
    return outline;
}

static struct outline import_file(const char *path)
{
    struct outline outline;
    size_t len = 0;
    char *text = read_file(path, &len);

    if (!text)
        fail_msg("cannot read %s", path);
    assert_int_equal(import_text(text, len, NULL, &outline), STATUS_OK);
    free(text);
    return outline;
}

/* "1. words / 1a. words": path and words of every entry; H and P for those without a number. */
static char *summary(const struct outline *outline)
{
    struct numbering numbering = NUMBERING_START;
    struct buf out = BUF_EMPTY;

    for (size_t i = 0; i < outline->count; i++) {
        const struct outline_item *item = &outline->items[i];
        bool numbered = numbering_next(&numbering, item->depth, item->kind);
        if (i > 0)
            buf_text(&out, " / ");
        if (!numbered)
            buf_format(&out, "%c%d", item->kind == KIND_HEADING ? 'H' : 'P', item->depth);
        buf_text(&out, numbered ? numbering.path : "");
        buf_char(&out, ' ');
        buf_add(&out, item->text.bytes ? item->text.bytes : "", item->text.len_bytes);
    }
    return buf_take(&out);
}

static void assert_words(const struct outline_item *item, const char *expected)
{
    assert_int_equal(item->text.len_bytes, strlen(expected));
    assert_memory_equal(item->text.bytes, expected, item->text.len_bytes);
}

static void assert_outline(const char *text, const char *expected)
{
    struct outline outline = import_string(text);
    char *got = summary(&outline);

    assert_string_equal(got, expected);
    free(got);
    outline_clear(&outline);
}

static uint32_t guesses_of(const char *text)
{
    struct outline outline = import_string(text);
    uint32_t guesses = 0;

    for (size_t i = 0; i < outline.count; i++)
        guesses |= outline.items[i].guesses;
    outline_clear(&outline);
    return guesses;
}

static void test_every_layout_comes_out_as_expected(void **state)
{
    glob_t found;

    (void)state;
    assert_int_equal(glob(SOURCE_ROOT "/tests/fixtures/import/*.txt", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 15);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct outline outline = import_file(found.gl_pathv[i]);
        struct buf got = BUF_EMPTY;
        struct buf want = BUF_EMPTY;
        size_t len = 0;
        char *path = mem_copy_string(found.gl_pathv[i]);
        memcpy(path + strlen(path) - 4, ".jso", 4);
        char *json_path = mem_alloc(strlen(path) + 2);
        strcat(strcpy(json_path, path), "n");
        char *expected = read_file(json_path, &len);
        if (!expected)
            fail_msg("%s is missing", json_path);
        for (size_t k = 0; k < len; k++) { /* line ends are for people */
            if (expected[k] != '\n')
                buf_char(&want, expected[k]);
        }
        outline_write_json(&got, &outline, NULL);
        if (strcmp(got.bytes, want.bytes) != 0)
            fail_msg("%s\n  got      %s\n  expected %s", found.gl_pathv[i], got.bytes, want.bytes);
        free(path);
        free(json_path);
        free(expected);
        buf_clear(&got);
        buf_clear(&want);
        outline_clear(&outline);
    }
    globfree(&found);
}

static char *sample_path(void)
{
    const char *shared = getenv("PLENARIA_SHARED");
    struct buf path = BUF_EMPTY;

    buf_text(&path, shared ? shared : SOURCE_ROOT "/../shared");
    buf_text(&path, "/samples/grcm-2021-es.txt");
    return buf_take(&path);
}

static void test_the_sample_has_12_items_43_letters_4_romans(void **state)
{
    static const size_t letters[12] = {5, 2, 0, 5, 4, 2, 23, 2, 0, 0, 0, 0};
    size_t items = 0;
    size_t below[13] = {0};
    size_t romans = 0;
    size_t headings = 0;
    char *path = sample_path();
    size_t len = 0;
    char *text = read_file(path, &len);

    (void)state;
    free(path);
    if (!text) {
        print_message("no sample beside the checkout (../shared or $PLENARIA_SHARED): skipped\n");
        skip();
    }
    struct outline outline;
    assert_int_equal(import_text(text, len, NULL, &outline), STATUS_OK);
    for (size_t i = 0; i < outline.count; i++) {
        const struct outline_item *item = &outline.items[i];
        items += item->kind == KIND_ITEM && item->depth == 1;
        below[items] += item->kind == KIND_ITEM && item->depth == 2;
        romans += item->kind == KIND_ITEM && item->depth == 3;
        headings += item->kind == KIND_HEADING && item->depth == 2 && items == 7;
    }
    assert_int_equal(items, 12);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(below[i + 1], letters[i]);
    assert_int_equal(below[0], 0);
    assert_int_equal(romans, 4);
    assert_int_equal(headings, 5);
    assert_int_equal(outline.count, 12 + 43 + 4 + 5 + 2);
    assert_int_equal(outline.items[0].kind, KIND_PARAGRAPH);
    assert_int_equal(outline.items[1].kind, KIND_HEADING);
    assert_words(&outline.items[1], "CONCLUSIONES Y RECOMENDACIONES:");
    assert_int_equal(outline.aside_count, 9);
    char *all = summary(&outline);
    assert_non_null(strstr(all, "por su participaci\xc3\xb3n en el GRCM")); /* 4.a, across the page break */
    assert_non_null(strstr(all, "los pa\xc3\xadses.Realizar"));
    assert_non_null(strstr(all, "7.p.iii Otras"));
    assert_non_null(strstr(all, "7.u.i Se recomienda"));
    assert_non_null(strstr(all, "7.v II Encuentro"));
    free(all);
    free(text);
    outline_clear(&outline);
}

static void test_both_demo_texts_have_one_structure(void **state)
{
    struct outline es = import_file(SOURCE_ROOT "/deploy/demo/es.txt");
    struct outline en = import_file(SOURCE_ROOT "/deploy/demo/en.txt");
    size_t letters = 0;

    (void)state;
    assert_int_equal(es.count, en.count);
    for (size_t i = 0; i < es.count; i++) {
        assert_int_equal(es.items[i].depth, en.items[i].depth);
        assert_int_equal(es.items[i].kind, en.items[i].kind);
        letters += es.items[i].depth == 2 && es.items[i].kind == KIND_ITEM;
    }
    assert_int_equal(letters, 45);
    assert_int_equal(es.aside_count + en.aside_count, 0);
    outline_clear(&es);
    outline_clear(&en);
}

static void test_letter_i_and_roman_i_follow_from_the_sequence(void **state)
{
    (void)state;
    assert_outline("1. uno:\nh. hache\ni. i latina\nj. jota\n",
                   "1 uno: / 1.a hache / 1.b i latina / 1.c jota");
    assert_outline("1. uno:\na. a\ni. romano\nii. romano\nb. b\n",
                   "1 uno: / 1.a a / 1.a.i romano / 1.a.ii romano / 1.b b");
    assert_outline("1. uno:\n\nGrupo:\n\n- t. te\n- u. Plenaria\n- i. romano\n- v. uve\n",
                   "1 uno: / H2 Grupo: / 1.a te / 1.b Plenaria / 1.b.i romano / 1.c uve");
}

static void test_a_number_in_midsentence_is_no_item(void **state)
{
    (void)state;
    assert_outline(
        "1. To recall the agreements that were reached by all the parties in\n"
        "2003. The parties also recall that the time for the delivery of the\n"
        "documents, as it was agreed with all those concerned, ends on the\n"
        "31. of May, and that the delegations have to send in the remaining\n"
        "2. documents before that date, to the office of the Secretariat at\n"
        "the usual address, as set out in the rules of procedure that apply\n"
        "to all.\n"
        "2. To close the list.\n",
        "1 To recall the agreements that were reached by all the parties in 2003. The parties also recall "
        "that the time for the delivery of the documents, as it was agreed with all those concerned, ends on "
        "the 31. of May, and that the delegations have to send in the remaining 2. documents before that "
        "date, to the office of the Secretariat at the usual address, as set out in the rules of procedure "
        "that apply to all. / 2 To close the list.");
}

static void test_lines_that_each_begin_anew_were_not_broken_by_width(void **state)
{
    (void)state;
    assert_outline(
        "1. Participan:\nDelegación de la República de Costa Rica\nDelegación de la República de Guatemala\n"
        "Delegación de la República de Honduras\nDelegación de la República de El Salvador\n",
        "1 Participan: / 1.a Delegación de la República de Costa Rica / "
        "1.b Delegación de la República de Guatemala / 1.c Delegación de la República de Honduras / "
        "1.d Delegación de la República de El Salvador");
}

static void test_headings_do_not_interrupt_a_list(void **state)
{
    (void)state;
    assert_outline(
        "1. Calendario:\n\nPrimer grupo:\n\na. uno\nb. dos\n\nSegundo grupo:\n\nc. tres\n2. Fin.\n",
        "1 Calendario: / H2 Primer grupo: / 1.a uno / 1.b dos / H2 Segundo grupo: / 1.c tres / 2 Fin.");
}

static void test_bullets_nest_by_indentation(void **state)
{
    (void)state;
    assert_outline("- uno\n  - dos\n  - tres\n- cuatro\n", "1 uno / 1.a dos / 1.b tres / 2 cuatro");
}

static void test_a_gap_is_taken_and_marked(void **state)
{
    static const char text[] = "1. uno\n2. dos\n4. cuatro\n5. cinco\n";

    (void)state;
    assert_outline(text, "1 uno / 2 dos / 3 cuatro / 4 cinco");
    assert_true(guesses_of(text) & OUTLINE_GUESS_SEQUENCE);
    assert_int_equal(guesses_of("1. uno\n2. dos\n"), 0);
}

static void test_a_plain_sentence_stays_a_paragraph(void **state)
{
    (void)state;
    assert_outline("Hola.", "P1 Hola.");
    assert_outline("Hola", "P1 Hola");
    assert_outline("", "");
    assert_outline(" \n\n\f\n", "");
}

static void test_an_export_with_a_bullet_among_its_words_is_read_by_its_columns(void **state)
{
    struct outline outline =
        import_string("# T\n\n1. uno\n\n    ### Cabeza\n\n        \xe2\x80\xa2 1.1. dos\n\n"
                      "<!-- Plenaria: es, seq 2 -->\n");
    (void)state;
    assert_int_equal(outline.count, 3);
    assert_int_equal(outline.items[1].depth, 2);
    assert_int_equal(outline.items[2].depth, 3);
    assert_int_equal(outline.items[2].kind, KIND_PARAGRAPH);
    outline_clear(&outline);
}

static void test_stars_and_low_lines_stay_where_it_is_not_markdown(void **state)
{
    struct import_options options = IMPORT_DEFAULTS;
    struct outline outline;
    static const char text[] = "El informe **final**, de_acuerdo.\n";

    (void)state;
    options.format = IMPORT_PLAIN;
    assert_int_equal(import_text(text, strlen(text), &options, &outline), STATUS_OK);
    assert_words(&outline.items[0], "El informe **final**, de_acuerdo.");
    outline_clear(&outline);
}

static void test_other_encodings_are_understood(void **state)
{
    static const char utf16[] = "\xff\xfe"
                                "1\0.\0 \0\xf1\0\n\0";
    struct outline outline;

    (void)state;
    assert_outline("1. A\xf1o \x93nuevo\x94\r\n", "1 A\xc3\xb1o \xe2\x80\x9cnuevo\xe2\x80\x9d");
    assert_outline("\xef\xbb\xbf"
                   "1. A\xc3\xb1o\r2. Mes",
                   "1 A\xc3\xb1o / 2 Mes");
    assert_int_equal(import_text(utf16, sizeof utf16 - 1, NULL, &outline), STATUS_OK);
    assert_words(&outline.items[0], "\xc3\xb1");
    outline_clear(&outline);
}

static void test_controls_and_odd_blanks_do_not_reach_a_text(void **state)
{
    (void)state;
    assert_outline("1.\xc2\xa0uno\x01\x1b \xe2\x80\x8b\xc2\xad"
                   "dos\t\ttres\xe2\x80\xa8"
                   "2. cuatro",
                   "1 uno dos tres / 2 cuatro");
}

static void test_long_paragraphs_are_cut_at_a_blank(void **state)
{
    struct buf text = BUF_EMPTY;
    struct outline outline;

    (void)state;
    buf_text(&text, "1. ");
    for (int i = 0; i < 20000; i++)
        buf_text(&text, "palabra\xf0\x9f\x8c\x8e ");
    buf_text(&text, "\n2. fin\n");
    assert_int_equal(import_text(text.bytes, text.len, NULL, &outline), STATUS_OK);
    assert_int_equal(outline.count, 5);
    for (size_t i = 0; i < 4; i++) {
        const struct delta *words = &outline.items[i].text;
        assert_true(utf_len_u16(words->bytes, words->len_bytes) <= 65536);
        assert_memory_equal(words->bytes, "palabra", 7);
        assert_memory_equal(words->bytes + words->len_bytes - 4, "\xf0\x9f\x8c\x8e", 4);
        assert_int_equal(outline.items[i].kind, i == 0 ? KIND_ITEM : KIND_PARAGRAPH);
        assert_int_equal(outline.items[i].depth, i == 0 ? 1 : 2);
        assert_true(outline.items[i].guesses & OUTLINE_GUESS_CUT);
    }
    outline_clear(&outline);
    buf_clear(&text);
}

static void test_a_long_word_is_cut_between_characters(void **state)
{
    struct import_options options = IMPORT_DEFAULTS;
    struct outline outline;
    static const char text[] = "1. a\xf0\x9f\x8c\x8e\xf0\x9f\x8c\x8e\xf0\x9f\x8c\x8e\n";

    (void)state;
    options.max_text_u16 = 4;
    assert_int_equal(import_text(text, strlen(text), &options, &outline), STATUS_OK);
    char *all = summary(&outline);
    assert_string_equal(all, "1 a\xf0\x9f\x8c\x8e / P2 \xf0\x9f\x8c\x8e\xf0\x9f\x8c\x8e");
    free(all);
    outline_clear(&outline);
}

static void test_too_many_items_are_refused_not_dropped(void **state)
{
    struct import_options options = IMPORT_DEFAULTS;
    struct outline outline;
    static const char text[] = "1. uno\n2. dos\n3. tres\n";

    (void)state;
    options.max_items = 2;
    assert_int_equal(import_text(text, strlen(text), &options, &outline), STATUS_LIMIT);
    outline_clear(&outline);
    options.max_items = 3;
    assert_int_equal(import_text(text, strlen(text), &options, &outline), STATUS_OK);
    outline_clear(&outline);
    options.max_bytes = 3;
    assert_int_equal(import_text(text, strlen(text), &options, &outline), STATUS_TOO_LARGE);
    outline_clear(&outline);
}

static void test_deeper_lists_than_a_draft_holds_are_kept_flat(void **state)
{
    struct buf text = BUF_EMPTY;

    (void)state;
    for (int i = 0; i < 10; i++) {
        for (int k = 0; k < 3 * i; k++)
            buf_char(&text, ' ');
        buf_format(&text, "- nivel %d:\n", i + 1);
    }
    struct outline outline = import_string(text.bytes);
    assert_int_equal(outline.count, 10);
    for (int i = 0; i < 10; i++)
        assert_int_equal(outline.items[i].depth, i < 8 ? i + 1 : 8);
    assert_true(outline.items[9].guesses & OUTLINE_GUESS_DEPTH);
    outline_clear(&outline);
    buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_layout_comes_out_as_expected),
        cmocka_unit_test(test_the_sample_has_12_items_43_letters_4_romans),
        cmocka_unit_test(test_both_demo_texts_have_one_structure),
        cmocka_unit_test(test_letter_i_and_roman_i_follow_from_the_sequence),
        cmocka_unit_test(test_a_number_in_midsentence_is_no_item),
        cmocka_unit_test(test_lines_that_each_begin_anew_were_not_broken_by_width),
        cmocka_unit_test(test_headings_do_not_interrupt_a_list),
        cmocka_unit_test(test_bullets_nest_by_indentation),
        cmocka_unit_test(test_a_gap_is_taken_and_marked),
        cmocka_unit_test(test_a_plain_sentence_stays_a_paragraph),
        cmocka_unit_test(test_an_export_with_a_bullet_among_its_words_is_read_by_its_columns),
        cmocka_unit_test(test_stars_and_low_lines_stay_where_it_is_not_markdown),
        cmocka_unit_test(test_other_encodings_are_understood),
        cmocka_unit_test(test_controls_and_odd_blanks_do_not_reach_a_text),
        cmocka_unit_test(test_long_paragraphs_are_cut_at_a_blank),
        cmocka_unit_test(test_a_long_word_is_cut_between_characters),
        cmocka_unit_test(test_too_many_items_are_refused_not_dropped),
        cmocka_unit_test(test_deeper_lists_than_a_draft_holds_are_kept_flat),
    };

    return cmocka_run_group_tests_name("convert/import_text", tests, NULL, NULL);
}

/* What each bracket of the usual notation means. Texts are written as marks show them: {CA+inserted}, {MX-struck}, a star for no name,
 * sponsors behind a plus: {CA&CR+…}, alternatives with their number: {1 CA+…}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/brackets.h"
#include "convert/edge_blanks.h"
#include "convert/import_text.h"
#include "convert/runs.h"
#include "support/outline_check.h"

static void write_proposal(struct buf *out, const struct contested_proposal *proposal)
{
    if (proposal->group[0])
        buf_format(out, "%s ", proposal->group + 3);
    buf_text(out, proposal->by.delegation ? proposal->by.delegation
                  : proposal->by.name     ? proposal->by.name
                                          : "*");
    for (size_t i = 0; i < proposal->sponsor_count; i++)
        buf_format(out, "&%s", proposal->sponsors[i]);
}

/* Blanks at the edges stand outside, as they are written. */
static void write_words(struct buf *out, const struct outline *outline, const struct delta *of)
{
    struct delta shown = edge_blanks_leave(of);
    const struct delta *text = &shown;
    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        size_t open = 0;
        for (size_t k = 0; k < attributes_count(op->attributes); k++) {
            bool deletes = false;
            const struct contested_proposal *proposal =
                contested_find(&outline->contested, attributes_at(op->attributes, k).key, &deletes);
            if (!proposal)
                continue;
            buf_char(out, '{');
            write_proposal(out, proposal);
            buf_char(out, deletes ? '-' : '+');
            open++;
        }
        buf_add(out, delta_op_bytes(text, op), op->len_bytes);
        while (open-- > 0)
            buf_char(out, '}');
    }
    delta_clear(&shown);
}

static void write_entry(struct buf *out, const struct outline *outline, size_t entry)
{
    static const char *const statuses[] = {"", "?", "+", "!"};
    const struct contested *contested = &outline->contested;
    for (size_t i = 0; i < contested->proposal_count; i++) {
        if (contested->proposals[i].entry != entry || contested->proposals[i].act == PROPOSAL_TEXT)
            continue;
        buf_text(out, contested->proposals[i].act == PROPOSAL_ADD ? "add " : "remove ");
        write_proposal(out, &contested->proposals[i]);
        buf_text(out, ": ");
    }
    write_words(out, outline, &outline->items[entry].text);
    buf_text(out, statuses[outline->items[entry].status]);
    for (size_t i = 0; i < contested->position_count; i++) {
        const struct contested_position *position = &contested->positions[i];
        if (position->entry == entry)
            buf_format(out, " %s=%d%s%s", position->by.delegation, (int)position->value,
                       position->note ? " " : "", position->note ? position->note : "");
    }
}

#define ALL SIZE_MAX

/* The entries, one a line, where one of the brackets stays text. Caller frees. */
static char *read_but(const char *text, size_t but)
{
    struct outline outline;
    struct brackets brackets;
    struct buf out = BUF_EMPTY;
    assert_int_equal(import_text(text, strlen(text), NULL, &outline), STATUS_OK);
    brackets_find(&outline, &brackets);
    if (but != ALL)
        brackets.list[but].taken = false;
    brackets_apply(&brackets, &outline);
    const char *lost = outline_check(text, strlen(text), &outline);
    if (lost)
        fail_msg("%s: %s", lost, text);
    for (size_t i = 0; i < outline.count; i++) {
        if (i)
            buf_char(&out, '\n');
        write_entry(&out, &outline, i);
    }
    buf_char(&out, '\0');
    brackets_clear(&brackets);
    outline_clear(&outline);
    return out.bytes;
}

static char *read(const char *text)
{
    return read_but(text, ALL);
}

/* As the words of an item among others. */
static void assert_reads_but(const char *words, size_t but, const char *want)
{
    struct buf text = BUF_EMPTY;
    struct buf all = BUF_EMPTY;
    buf_format(&text, "Acuerdos de la reuni\xc3\xb3n\n\n1. Primero.\n\n2. %s\n\n3. Tercero.\n", words);
    buf_format(&all, "Primero.\n%s\nTercero.", want);
    char *got = read_but(text.bytes, but);
    assert_string_equal(got, all.bytes);
    free(got);
    buf_clear(&text);
    buf_clear(&all);
}

static void assert_reads(const char *words, const char *want)
{
    assert_reads_but(words, ALL, want);
}

static void test_contested_words(void **state)
{
    (void)state;
    assert_reads("Los Estados [deber\xc3\xa1n] cooperar.", "Los Estados {*+deber\xc3\xa1n} cooperar.");
    assert_reads("Los Estados [Canad\xc3\xa1: deber\xc3\xa1n] cooperar.",
                 "Los Estados {CA+deber\xc3\xa1n} cooperar.");
    assert_reads("Estados [CANADA, Costa Rica: deben] cooperar.", "Estados {CA&CR+deben} cooperar.");
    assert_reads("States [US and the Dominican Republic: shall] act.", "States {US&DO+shall} act.");
    assert_reads("Uno [dos - Costa Rica, Belize] tres.", "Uno {CR&BZ+dos} tres.");
    assert_reads("Uno [dos \xe2\x80\x93 M\xc3\xa9xico y Honduras] tres.", "Uno {MX&HN+dos} tres.");
    assert_reads("Uno [Trinidad y Tobago y Belice: dos] tres.", "Uno {TT&BZ+dos} tres.");
    assert_reads("Uno [EE.UU.: dos] tres.", "Uno {US+dos} tres.");
    assert_reads("Uno [Secretar\xc3\xad"
                 "a, sin atribuci\xc3\xb3n: 12] tres.",
                 "Uno {*+12} tres.");
    assert_reads("La migraci\xc3\xb3n [regular - ordenada] sigue.",
                 "La migraci\xc3\xb3n {*+regular - ordenada} sigue.");
    assert_reads("Uno [Ruritania: dos] tres.", "Uno {Ruritania+dos} tres.");
    assert_reads("Uno [a: b] tres.", "Uno {*+a: b} tres.");
}

static void test_brackets_nest(void **state)
{
    (void)state;
    assert_reads("Uno [Canad\xc3\xa1: a [M\xc3\xa9xico: b] c] tres.", "Uno {CA+a }{CA+{MX+b}}{CA+ c} tres.");
    assert_reads("Uno [a [b [c]]] tres.", "Uno {*+a }{*+{*+b }}{*+{*+{*+c}}} tres.");
    assert_reads("Uno [Canad\xc3\xa1: a [del. M\xc3\xa9xico: b] c] tres.",
                 "Uno {CA+a }{MX-{CA+b}}{CA+ c} tres.");
    assert_reads("Uno [a sin cerrar.", "Uno [a sin cerrar.");
    assert_reads("Uno a] sin abrir.", "Uno a] sin abrir.");
}

static void test_deletions(void **state)
{
    (void)state;
    assert_reads("Instar a todos [del. Canad\xc3\xa1: los pa\xc3\xadses].",
                 "Instar a todos {CA-los pa\xc3\xadses}.");
    assert_reads("All States shall act now [US: del. \"shall act\"].", "All States {US-shall act} now.");
    assert_reads("All States [US: del. \"shall act\"] now.", "All States {US-shall act} now.");
    assert_reads("Todos deben actuar [M\xc3\xa9xico: suprimir \xc2\xab"
                 "deben\xc2\xbb] ya.",
                 "Todos {MX-deben} actuar ya.");
    assert_reads("Todos act\xc3\xba"
                 "an [del mismo modo] ya.",
                 "Todos act\xc3\xba"
                 "an {*+del mismo modo} ya.");
    /* what it would strike stands nowhere: the words are proposed as they are, by whom they are of */
    assert_reads("Todos act\xc3\xba"
                 "an [delete this sentence - Malta] ya.",
                 "Todos act\xc3\xba"
                 "an {MT+delete this sentence} ya.");
    assert_reads("Algo. [delete - Nicaragua]", "remove NI: Algo.");
    assert_reads("Algo. [Nicaragua: delete paragraph]", "remove NI: Algo.");
    assert_reads("[del. Nicaragua: Algo nuevo.]", "remove NI: Algo nuevo.");
    char *got = read("Resolution on migration\n\nPP1 Recalling the past,\n\nOP1 Calls upon States;\n\nOP2 "
                     "Urges all. [delete OP1 \xe2\x80\x93 Nicaragua]\n");
    assert_string_equal(got, "Recalling the past,\nremove NI: Calls upon States;\nUrges all.");
    free(got);
}

static void test_an_arrow_stands_between_what_goes_and_what_comes_in_its_place(void **state)
{
    static const char replaced[] = "Se {CA-exhorta}{CA+insta} a todos.";
    (void)state;
    assert_reads("Se [Canad\xc3\xa1: exhorta \xe2\x86\x92 insta] a todos.", replaced);
    assert_reads("Se [Canad\xc3\xa1:  exhorta  \xe2\x86\x92  insta] a todos.", replaced);
    assert_reads("Se [exhorta \xe2\x86\x92 insta: Canad\xc3\xa1] a todos.", replaced);
    assert_reads("Se [exhorta \xe2\x86\x92 insta - Canad\xc3\xa1] a todos.", replaced);
    assert_reads("Se [exhorta \xe2\x86\x92 insta: M\xc3\xa9xico, Canad\xc3\xa1] a todos.",
                 "Se {MX&CA-exhorta}{MX&CA+insta} a todos.");
    assert_reads("Se [exhorta \xe2\x86\x92 insta] a todos.", "Se {*-exhorta}{*+insta} a todos.");
    assert_reads("Se [ins. Canad\xc3\xa1: va de a \xe2\x86\x92 b] a todos.",
                 "Se {CA+va de a \xe2\x86\x92 b} a todos.");
    assert_reads("Se [Canad\xc3\xa1: insta [M\xc3\xa9xico: ya \xe2\x86\x92 hoy]] a todos.",
                 "Se {CA+insta }{MX-{CA+ya}}{CA+{MX+hoy}} a todos.");
}

static void test_whole_entries(void **state)
{
    (void)state;
    assert_reads("[Canad\xc3\xa1: Algo nuevo.]", "add CA: Algo nuevo.");
    assert_reads("[Algo nuevo.]", "add *: Algo nuevo.");
    assert_reads("[Canad\xc3\xa1: [del. M\xc3\xa9xico: Algo.]]", "add CA: remove MX: Algo.");
    assert_reads("[Algo [nuevo].]", "add *: Algo {*+nuevo}.");
    assert_reads("[Algo nuevo.] (agreed ad ref)", "add *: Algo nuevo.+");
    char *inside = read("Acuerdos\n\n1. Uno.\n\n[2. Texto.]\n\n3. Tres.\n");
    assert_string_equal(inside, "Uno.\nadd *: Texto.\nTres.");
    free(inside);
    char *got = read("Acuerdos\n\n1. Uno.\n\n2. [Canad\xc3\xa1: Dos.\n\n3. Tres.]\n\n4. Cuatro.\n");
    assert_string_equal(got, "Uno.\nadd CA: Dos.\nadd CA: Tres.\nCuatro.");
    free(got);
}

static void test_alternatives(void **state)
{
    (void)state;
    assert_reads("[Urges] [Invites] [Canada: Encourages] States.",
                 "{1 *+Urges}{1 *+Invites}{1 CA+Encourages} States.");
    assert_reads("El [Alt 1: primero] [Alt 2, Canad\xc3\xa1: segundo] caso.",
                 "El {1 *+primero}{1 CA+segundo} caso.");
    assert_reads("El [Alt. 1 \xe2\x80\x93 M\xc3\xa9xico: a] o [Alt. 2: b] caso.", "El {1 MX+a}{1 *+b} caso.");
    assert_reads("[uno]/[dos] [Alt 1: tres] [Alt 2: cuatro].", "{1 *+uno}{1 *+dos} {2 *+tres}{2 *+cuatro}.");
    assert_reads("[CA: a [b] [c]] d", "{CA+a }{CA+{1 *+b}}{CA+{1 *+c}} d");
    assert_reads("uno [CA: dos][MX: tres] cuatro", "uno {CA+dos}{MX+tres} cuatro");
}

static void test_an_alternative_that_stays_text_keeps_its_words_and_parts_the_others(void **state)
{
    (void)state;
    assert_reads_but("[Urges] [Invites] [Canada: Encourages] States.", 1,
                     "{*+Urges} [Invites] {CA+Encourages} States.");
    assert_reads_but("[Urges] [Invites] [Canada: Encourages] States.", 0,
                     "[Urges] {1 *+Invites}{1 CA+Encourages} States.");
    assert_reads_but("[a] [b] [c] [d] [e] f", 2, "{1 *+a}{1 *+b} [c] {2 *+d}{2 *+e} f");
    assert_reads_but("[uno [dos]] [tres]", 1, "{1 *+uno [dos]}{1 *+tres}");
}

static void test_numbers_of_proposed_entries(void **state)
{
    (void)state;
    char *got = read("Resolution on migration\n\nPP1 Recalling the past,\n\nPP1bis Noting more,\n\nOP1 Calls "
                     "upon States;\n\n"
                     "OP1 alt Invites States;\n\nOP2 Decides.\n");
    assert_string_equal(
        got,
        "Recalling the past,\nadd *: Noting more,\nCalls upon States;\nadd *: Invites States;\nDecides.");
    free(got);
    got = read("Resolution on migration\n\nOP1 Calls upon States;\n\nOP1 alt 1 Invites;\n\nOP1 alt 2 "
               "[Canada: Begs;]\n\nOP2 Decides.\n");
    assert_string_equal(got, "Calls upon States;\nadd 1 *: Invites;\nadd 1 CA: Begs;\nDecides.");
    free(got);
}

static void test_statuses_and_positions(void **state)
{
    (void)state;
    assert_reads("Algo. (agreed ad ref)", "Algo.+");
    assert_reads("Algo (acordado ad refer\xc3\xa9ndum).", "Algo.+");
    assert_reads("Algo. (Canada: reserve)", "Algo. CA=3");
    assert_reads("Algo. (US reserve)", "Algo. US=3");
    assert_reads("Algo. (reserva de M\xc3\xa9xico)", "Algo. MX=3");
    assert_reads("Algo. (pending only Canada)", "Algo.? CA=3 pending only");
    assert_reads("Algo. (Pending only Canada and Mexico)", "Algo.? CA=3 pending only MX=3 pending only");
    assert_reads("Algo. [pendiente s\xc3\xb3lo de M\xc3\xa9xico]", "Algo.? MX=3 pendiente solo de");
    assert_reads("Algo. (en attente uniquement: Canada)", "Algo.? CA=3 en attente uniquement:");
    assert_reads("Algo. (agreed ad ref) (pending only Canada)", "Algo.+ CA=3 pending only");
    assert_reads("Algo. (pending only a signature)", "Algo. (pending only a signature)");
    assert_reads("Algo. (agreed ad ref) (Canada: reserve)", "Algo.+ CA=3");
    assert_reads("Algo. (pending only Canada, Ruritania)", "Algo. (pending only Canada, Ruritania)");
    assert_reads("Algo. (Ruritania: reserve)", "Algo. (Ruritania: reserve)");
    assert_reads("Algo (as agreed) m\xc3\xa1s.", "Algo (as agreed) m\xc3\xa1s.");
    assert_reads("Una (reserva) de agua.", "Una (reserva) de agua.");
}

/* The words of the second of three items as they are where all is accepted, or all rejected. Caller frees. */
static char *decided(const char *words, bool accepted)
{
    struct buf text = BUF_EMPTY, out = BUF_EMPTY;
    struct outline outline;
    struct brackets brackets;
    buf_format(&text, "Acuerdos\n\n1. Primero.\n\n2. %s\n\n3. Tercero.\n", words);
    assert_int_equal(import_text(text.bytes, text.len, NULL, &outline), STATUS_OK);
    brackets_find(&outline, &brackets);
    brackets_apply(&brackets, &outline);
    const struct delta *delta = &outline.items[1].text;
    for (size_t i = 0; i < delta->count; i++)
        if (runs_show(delta->ops[i].attributes, accepted ? DOCUMENT_CLEAN : DOCUMENT_BASE))
            buf_add(&out, delta_op_bytes(delta, &delta->ops[i]), delta->ops[i].len_bytes);
    buf_char(&out, '\0');
    brackets_clear(&brackets);
    outline_clear(&outline);
    buf_clear(&text);
    return out.bytes;
}

static void test_one_blank_is_left_between_words_whatever_is_decided(void **state)
{
    static const char *const cases[][3] = {
        {"Uno [Canada: dos] tres.", "Uno dos tres.", "Uno tres."},
        {"Uno [del. Canada: dos] tres.", "Uno tres.", "Uno dos tres."},
        {"Uno [Canada: dos].", "Uno dos.", "Uno."},
        {"Uno [del. Canada: dos].", "Uno.", "Uno dos."},
        {"Uno [Canada: dos]", "Uno dos", "Uno"},
        {"[Canada: Uno] dos.", "Uno dos.", "dos."},
        {"Uno (dos [Canada: tres]) cuatro.", "Uno (dos tres) cuatro.", "Uno (dos) cuatro."},
        {"Uno [Canada: dos \xe2\x86\x92 tres] cuatro.", "Uno tres cuatro.", "Uno dos cuatro."},
        {"Uno, [Canada: dos,] tres.", "Uno, dos, tres.", "Uno, tres."},
        {"Uno[Canada: , dos] tres.", "Uno, dos tres.", "Uno tres."},
        {"Uno [Canada: dos] [del. M\xc3\xa9xico: tres] cuatro.", "Uno dos cuatro.", "Uno tres cuatro."},
        {"Uno [Canada: dos [M\xc3\xa9xico: tres] cuatro] cinco.", "Uno dos tres cuatro cinco.", "Uno cinco."},
        {"Uno dos tres [US: del. \"dos\"].", "Uno tres.", "Uno dos tres."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int rejected = 0; rejected < 2; rejected++) {
            char *got = decided(cases[i][0], !rejected);
            assert_string_equal(got, cases[i][1 + rejected]);
            free(got);
        }
}

static void test_notes_stay_text(void **state)
{
    (void)state;
    assert_reads("Algo [sic] m\xc3\xa1s.", "Algo [sic] m\xc3\xa1s.");
    assert_reads("Algo [12] m\xc3\xa1s [...].", "Algo [12] m\xc3\xa1s [...].");
    assert_reads("Algo [A/RES/73/195] m\xc3\xa1s.", "Algo [A/RES/73/195] m\xc3\xa1s.");
    assert_reads("Algo [Nota del traductor: en ingl\xc3\xa9s] m\xc3\xa1s.",
                 "Algo [Nota del traductor: en ingl\xc3\xa9s] m\xc3\xa1s.");
    assert_reads("Algo [Translator's note: x] m\xc3\xa1s.", "Algo [Translator's note: x] m\xc3\xa1s.");
    assert_reads("Algo [Note: x [Canada: y]] z.", "Algo [Note: x {CA+y}] z.");
}

static void test_brackets_without_words_stay_text(void **state)
{
    (void)state;
    assert_reads("Uno [Palabra: ] dos.", "Uno [Palabra: ] dos.");
    assert_reads("Uno [Canad\xc3\xa1:] dos.", "Uno [Canad\xc3\xa1:] dos.");
}

static void test_an_entry_is_proposed_once_and_its_words_by_those_inside(void **state)
{
    (void)state;
    assert_reads("[Canad\xc3\xa1: [M\xc3\xa9xico: b]]", "add CA: {MX+b}");
    assert_reads("[[[b]]]", "add *: {*+{*+b}}");
    char *got = read("Acuerdos\n\n1. Cero.\n\n[2. Uno.\n\n[3. M\xc3\xa9xico: Dos.]\n\n4. Tres.]\n");
    assert_string_equal(got, "Cero.\nadd *: Uno.\nadd *: {MX+Dos.}\nadd *: Tres.");
    free(got);
}

/* As of a Word file, in which the second item is new. */
static void test_an_entry_that_is_proposed_already(void **state)
{
    static const struct {
        const char *text;
        const char *second; /* what becomes of it */
    } cases[] = {
        {"1. Uno.\n\n2. [M\xc3\xa9xico: Dos.]\n\n3. Tres.\n", "add CA: {MX+Dos.}"},
        {"1. Uno.\n\n2 bis. Dos.\n\n3. Tres.\n", "add CA: Dos."},
        {"[1. Uno.\n\n2. Dos.\n\n3. Tres.]\n", "add CA: Dos."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outline outline;
        struct brackets brackets;
        struct buf out = BUF_EMPTY;
        assert_int_equal(import_text(cases[i].text, strlen(cases[i].text), NULL, &outline), STATUS_OK);
        contested_propose(&outline.contested, 1, PROPOSAL_ADD)->by.delegation = mem_copy_string("CA");
        brackets_find(&outline, &brackets);
        brackets_apply(&brackets, &outline);
        write_entry(&out, &outline, 1);
        buf_char(&out, '\0');
        assert_string_equal(out.bytes, cases[i].second);
        const char *lost = outline_check(cases[i].text, strlen(cases[i].text), &outline);
        if (lost)
            fail_msg("%s: %s", lost, cases[i].text);
        buf_clear(&out);
        brackets_clear(&brackets);
        outline_clear(&outline);
    }
}

static void test_a_bracket_that_is_not_taken_stays_as_it_was(void **state)
{
    (void)state;
    const char *text = "Acuerdos\n\n1. Uno [Canad\xc3\xa1: a [b] c].\n\n2. Dos.\n";
    struct outline outline;
    struct brackets brackets;
    struct buf out = BUF_EMPTY;
    assert_int_equal(import_text(text, strlen(text), NULL, &outline), STATUS_OK);
    brackets_find(&outline, &brackets);
    assert_int_equal(brackets.count, 2);
    brackets.list[0].taken = false;
    brackets_apply(&brackets, &outline);
    write_entry(&out, &outline, 0);
    buf_char(&out, '\0');
    assert_string_equal(out.bytes, "Uno [Canad\xc3\xa1: a {*+b} c].");
    buf_clear(&out);
    brackets_clear(&brackets);
    outline_clear(&outline);
}

#define HOSTILE_BYTES (1024 * 1024)
#define HOSTILE_SECONDS                                                                                      \
    3 /* of the processor, with sanitizers: some ten times what it takes, a tenth of what a square would */

/* A text that is nothing but this, over and over. Caller frees. */
static char *repeated(const char *words)
{
    size_t len = strlen(words);
    char *text = mem_zero(HOSTILE_BYTES + len + 1, 1);
    for (size_t at = 0; at < HOSTILE_BYTES; at += len)
        memcpy(text + at, words, len);
    return text;
}

static void test_hostile_brackets_cost_in_proportion_to_their_length(void **state)
{
    static const char *const hostile[] = {
        "(x)",
        "(agreed)",
        "(a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a)",
        "[a]",
        "[Urges] ",
        "[a [a [a [a [a [a [a [a]]]]]]]]",
        "[delete OP3] ",
        "[US: del. \"a\"] ",
        "[",
        "((((((((((((((((()",
        "1. a [delete OP3] b c d e f g h i j k l m n o p q r s t u v w x y z and so on it goes for a while\n"
        "which is a wrapped line, and another one of those that many texts have in between their numbers\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        char *text = repeated(hostile[i]);
        struct outline outline;
        struct brackets brackets;
        struct buf json = BUF_EMPTY;
        clock_t before = clock();
        if (import_text(text, strlen(text), NULL, &outline) == STATUS_OK) {
            brackets_find(&outline, &brackets);
            brackets_write_json(&json, &outline, &brackets);
            brackets_apply(&brackets, &outline);
            brackets_clear(&brackets);
        }
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        if (seconds > HOSTILE_SECONDS)
            fail_msg("%.1f s for a MiB of %s", seconds, hostile[i]);
        outline_clear(&outline);
        buf_clear(&json);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_arrow_stands_between_what_goes_and_what_comes_in_its_place),
        cmocka_unit_test(test_contested_words),
        cmocka_unit_test(test_brackets_nest),
        cmocka_unit_test(test_deletions),
        cmocka_unit_test(test_whole_entries),
        cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_an_alternative_that_stays_text_keeps_its_words_and_parts_the_others),
        cmocka_unit_test(test_numbers_of_proposed_entries),
        cmocka_unit_test(test_statuses_and_positions),
        cmocka_unit_test(test_one_blank_is_left_between_words_whatever_is_decided),
        cmocka_unit_test(test_notes_stay_text),
        cmocka_unit_test(test_brackets_without_words_stay_text),
        cmocka_unit_test(test_an_entry_is_proposed_once_and_its_words_by_those_inside),
        cmocka_unit_test(test_an_entry_that_is_proposed_already),
        cmocka_unit_test(test_a_bracket_that_is_not_taken_stays_as_it_was),
        cmocka_unit_test(test_hostile_brackets_cost_in_proportion_to_their_length),
    };
    return cmocka_run_group_tests_name("convert/brackets", tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "convert/import_word.h"
#include "convert/outline_languages.h"
#include "support/word_build.h"

#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

static enum status import_parts(const struct word_parts *parts, const struct word_options *options,
                                struct word_import *out, struct buf *why)
{
    struct buf bytes = BUF_EMPTY;
    word_build(&bytes, parts);
    enum status status = import_word(bytes.bytes, bytes.len, NULL, options, out, why);
    buf_clear(&bytes);
    return status;
}

/* "i1 Words [+CA: new]{-MX: old} / h2 Heading (add MX) # comment": one line an entry. */
static void write_mark(struct buf *out, const struct contested *contested, const struct attributes *set,
                       bool open)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        bool deletes = false;
        const struct contested_proposal *proposal =
            contested_find(contested, attributes_at(set, i).key, &deletes);
        if (!proposal)
            continue;
        if (open)
            buf_format(out, "%s%s: ", deletes ? "{-" : "[+",
                       proposal->by.delegation ? proposal->by.delegation
                       : proposal->by.name     ? proposal->by.name
                                               : "?");
        else
            buf_char(out, deletes ? '}' : ']');
    }
}

static void write_words(struct buf *out, const struct delta *text, const struct contested *contested)
{
    for (size_t i = 0; i < text->count; i++) {
        const struct delta_op *op = &text->ops[i];
        const char *format = attributes_get(op->attributes, "bold").key     ? "*"
                             : attributes_get(op->attributes, "italic").key ? "_"
                             : attributes_get(op->attributes, "link").key   ? "@"
                                                                            : "";
        write_mark(out, contested, op->attributes, true);
        buf_text(out, format);
        buf_add(out, delta_op_bytes(text, op), op->len_bytes);
        buf_text(out, format);
        write_mark(out, contested, op->attributes, false);
    }
}

static void write_entry(struct buf *out, const struct outline *outline, size_t index)
{
    static const char kinds[] = {[KIND_ITEM] = 'i', [KIND_HEADING] = 'h', [KIND_PARAGRAPH] = 'p'};
    const struct outline_item *item = &outline->items[index];
    const struct contested *contested = &outline->contested;

    buf_format(out, "%c%d ", kinds[item->kind], item->depth);
    write_words(out, &item->text, contested);
    for (size_t i = 0; i < contested->proposal_count; i++) {
        const struct contested_proposal *proposal = &contested->proposals[i];
        if (proposal->entry == index && proposal->act != PROPOSAL_TEXT)
            buf_format(out, " (%s %s)", proposal->act == PROPOSAL_ADD ? "add" : "remove",
                       proposal->by.delegation ? proposal->by.delegation
                       : proposal->by.name     ? proposal->by.name
                                               : "?");
    }
    for (size_t i = 0; i < contested->comment_count; i++) {
        const struct contested_comment *comment = &contested->comments[i];
        if (comment->entry != index)
            continue;
        buf_format(out, " #%s", comment->words);
        if (comment->ranged)
            buf_format(out, " %u-%u", (unsigned)comment->from, (unsigned)comment->to);
        buf_text(out, comment->answers != CONTESTED_NONE ? " (answer)"
                      : comment->resolved                ? " (resolved)"
                                                         : "");
    }
    buf_char(out, '\n');
}

static void assert_imported(const struct word_parts *parts, const struct word_options *options,
                            const char *expected)
{
    struct word_import import;
    struct buf why = BUF_EMPTY, got = BUF_EMPTY;

    assert_int_equal(import_parts(parts, options, &import, &why), STATUS_OK);
    struct outline translation = OUTLINE_EMPTY;
    if (import.translation_lang) {
        outline_copy_language(&import.outline, import.translation_lang, &translation);
        outline_drop_languages(&import.outline);
    }
    if (*import.outline.title)
        buf_format(&got, "T %s\n", import.outline.title);
    for (size_t i = 0; i < import.outline.count; i++)
        write_entry(&got, &import.outline, i);
    for (size_t i = 0; i < import.outline.aside_count; i++)
        buf_format(&got, "aside %s\n", import.outline.aside[i].text);
    for (size_t i = 0; i < translation.count; i++) {
        buf_format(&got, "%s ", import.translation_lang);
        write_words(&got, &translation.items[i].text, &import.outline.contested);
        buf_char(&got, '\n');
    }
    outline_clear(&translation);
    if (import.struck.len)
        buf_format(&got, "struck %s", import.struck.bytes);
    assert_string_equal(got.bytes ? got.bytes : "", expected);
    word_import_clear(&import);
    buf_clear(&why);
    buf_clear(&got);
}

static void assert_body(const char *body, const char *expected)
{
    struct word_parts parts = {.body = body};
    assert_imported(&parts, NULL, expected);
}

/* ---- numbers ---- */

#define LEVEL(n, format, text)                                                                               \
    "<w:lvl w:ilvl='" n "'><w:start w:val='1'/><w:numFmt w:val='" format "'/><w:lvlText w:val='" text        \
    "'/></w:lvl>"
#define LISTS                                                                                                \
    "<w:abstractNum w:abstractNumId='0'>" LEVEL("0", "decimal", "%1.") LEVEL("1", "lowerLetter", "%2.")      \
        LEVEL("2", "lowerRoman", "%3.") "</w:abstractNum>"                                                   \
                                        "<w:abstractNum w:abstractNumId='1'>" LEVEL(                         \
                                            "0", "bullet",                                                   \
                                            "•") "</w:abstractNum>"                                          \
                                                 "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"   \
                                                 "<w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"   \
                                                 "<w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num>"
#define N(num, level, words)                                                                                 \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num                                   \
    "'/></w:numPr></w:pPr>" WORD_R(words) "</w:p>"

static void test_automatic_numbers_make_items_of_their_depth(void **state)
{
    struct word_parts parts = {.numbering = LISTS,
                               .body = WORD_P("Conclusiones") N("1", "0", "Uno:") N("1", "1", "Primero.")
                                   N("1", "1", "Segundo:") N("1", "2", "Detalle.") N("2", "0", "Dos.")
                                       N("1", "1", "De dos.") N("3", "0", "Viñeta.")};

    (void)state;
    assert_imported(
        &parts, NULL,
        "T Conclusiones\ni1 Uno:\ni2 Primero.\ni2 Segundo:\ni3 Detalle.\ni1 Dos.\ni2 De dos.\ni3 Viñeta.\n");
}

static void test_typed_numbers_and_automatic_ones_meet(void **state)
{
    struct word_parts mixed = {.numbering = LISTS,
                               .body = N("1", "0", "Uno:") WORD_P("a) Primero.") WORD_P("b) Segundo.")
                                   N("1", "0", "Dos.") WORD_P("3. Tres.")};
    struct word_parts twice = {.numbering = LISTS, .body = N("1", "0", "1. Uno.") N("1", "0", "2.\tDos.")};

    (void)state;
    assert_imported(&mixed, NULL, "i1 Uno:\ni2 Primero.\ni2 Segundo.\ni1 Dos.\ni1 Tres.\n");
    assert_imported(&twice, NULL, "i1 Uno.\ni1 Dos.\n");
}

static void test_styles_say_what_is_title_heading_and_item(void **state)
{
    struct word_parts parts = {
        .numbering = LISTS,
        .styles = "<w:style w:type='paragraph' w:styleId='T1'><w:name w:val='Title'/></w:style>"
                  "<w:style w:type='paragraph' w:styleId='Ttulo1'><w:name w:val='heading 1'/></w:style>"
                  "<w:style w:type='paragraph' w:styleId='Mine'><w:basedOn w:val='Ttulo1'/></w:style>"
                  "<w:style w:type='paragraph' w:styleId='Punto'><w:name "
                  "w:val='Punto'/><w:pPr><w:numPr><w:numId w:val='1'/>"
                  "</w:numPr></w:pPr></w:style><w:style w:type='character' w:styleId='B'><w:name "
                  "w:val='Strong'/><w:rPr><w:b/>"
                  "</w:rPr></w:style>",
        .body = "<w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr>" WORD_R(
            "Declaración") "</w:p>"
                           "<w:p><w:pPr><w:pStyle w:val='Ttulo1'/></w:pPr>" WORD_R(
                               "Generales") "</w:p>"
                                            "<w:p><w:pPr><w:pStyle w:val='Punto'/></w:pPr>" WORD_R(
                                                "Uno.") "</w:p>"
                                                        "<w:p><w:pPr><w:pStyle w:val='Mine'/></w:pPr>" WORD_R(
                                                            "Finales") "</w:p>"
                                                                       "<w:p><w:pPr><w:pStyle "
                                                                       "w:val='Punto'/></"
                                                                       "w:pPr><w:r><w:rPr><w:rStyle "
                                                                       "w:val='B'/></w:rPr><w:t>Dos</w:t></"
                                                                       "w:r>"
                                                                       "<w:r><w:rPr><w:rStyle "
                                                                       "w:val='B'/><w:b "
                                                                       "w:val='0'/><w:i/></w:rPr><w:t>.</"
                                                                       "w:t></w:r></w:p>"};

    (void)state;
    assert_imported(&parts, NULL, "T Declaración\nh1 Generales\ni1 Uno.\nh1 Finales\ni1 *Dos*_._\n");
}

/* ---- words ---- */

static void test_wrappers_hide_no_words(void **state)
{
    struct word_parts parts = {
        .links = "<Relationship Id='l' Type='x/hyperlink' Target='https://a.b/' TargetMode='External'/>",
        .body = "<w:p>" WORD_R("1. a ") "<w:smartTag><w:smartTag>" WORD_R(
            "b ") "</w:smartTag></w:smartTag>"
                  "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" WORD_R(
                      "c ") "</w:sdtContent></w:sdt>"
                            "<w:hyperlink r:id='l'>" WORD_R("d") "</w:hyperlink><w:fldSimple "
                                                                 "w:instr='PAGE'>" WORD_R(
                                                                     " e") "</w:fldSimple>"
                                                                           "<w:r><w:fldChar "
                                                                           "w:fldCharType='begin'/></"
                                                                           "w:r><w:r><w:instrText> HYPERLINK "
                                                                           "\"https://c.d/\" "
                                                                           "</w:instrText></w:r>"
                                                                           "<w:r><w:fldChar "
                                                                           "w:fldCharType='separate'/></"
                                                                           "w:r>" WORD_R(
                                                                               " f") "<w:r><w:fldChar "
                                                                                     "w:fldCharType='end'/></"
                                                                                     "w:r>"
                                                                                     "<w:r><w:t> "
                                                                                     "co</w:t><w:softHyphen/"
                                                                                     "><w:t>op</"
                                                                                     "w:t><w:noBreakHyphen/"
                                                                                     "><w:t>g</w:t><w:tab/"
                                                                                     "><w:t>h</w:t><w:br/"
                                                                                     "><w:t>i</w:t>"
                                                                                     "<w:sym w:font='Symbol' "
                                                                                     "w:char='F0B7'/></w:r></"
                                                                                     "w:p>"};

    (void)state;
    assert_imported(&parts, NULL, "i1 a b c @d@ e@ f@ coop‑g h i•\n");
}

static void test_text_boxes_headers_hidden_words_and_contents_are_apart_once(void **state)
{
    struct word_parts parts = {
        .header = WORD_P("Cabecera"),
        .body = "<w:p>" WORD_R(
            "1. Uno.") "<w:r><mc:AlternateContent><mc:Choice "
                       "Requires='wps'><w:txbxContent>" WORD_P(
                           "Cuadro") "</w:txbxContent></"
                                     "mc:Choice><mc:Fallback><w:"
                                     "txbxContent>" WORD_P(
                                         "Cuadro") "</"
                                                   "w:"
                                                   "txbxContent>"
                                                   "</"
                                                   "mc:Fallback>"
                                                   "</"
                                                   "mc:"
                                                   "AlternateCon"
                                                   "tent></"
                                                   "w:r><w:r><w:"
                                                   "rPr><w:"
                                                   "vanish/></"
                                                   "w:rPr><w:t>"
                                                   "oculto</"
                                                   "w:t></w:r></"
                                                   "w:p>"
                                                   "<w:p><w:r><"
                                                   "w:fldChar "
                                                   "w:"
                                                   "fldCharType="
                                                   "'begin'/></"
                                                   "w:r><w:r><w:"
                                                   "instrText>"
                                                   "TOC "
                                                   "\\o</"
                                                   "w:instrText>"
                                                   "</w:r>"
                                                   "<w:r><w:"
                                                   "fldChar "
                                                   "w:"
                                                   "fldCharType="
                                                   "'separate'/"
                                                   "></"
                                                   "w:r>" WORD_R("Índice 1") "</w:p><w:p>" WORD_R(
                                                       "Índice "
                                                       "2") "<w:"
                                                            "r><"
                                                            "w:"
                                                            "fld"
                                                            "Cha"
                                                            "r "
                                                            "w:"
                                                            "fld"
                                                            "Cha"
                                                            "rTy"
                                                            "pe="
                                                            "'en"
                                                            "d'/"
                                                            "></"
                                                            "w:"
                                                            "r><"
                                                            "/w:"
                                                            "p"
                                                            ">" WORD_P("2. Dos.")};

    (void)state;
    assert_imported(
        &parts, NULL,
        "i1 Uno.\ni1 Dos.\naside Cuadro\naside oculto\naside Índice 1\naside Índice 2\naside Cabecera\n");
}

static void test_notes_stand_below_what_refers_to_them(void **state)
{
    struct word_parts parts = {
        .footnotes =
            "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='7'>" WORD_P(
                "Véase.") "</w:footnote>",
        .body = "<w:p>" WORD_R("1. Uno") "<w:r><w:footnoteReference w:id='7'/></w:r>" WORD_R(
            ".") "</w:p>" WORD_P("2. Dos.")};

    (void)state;
    assert_imported(&parts, NULL, "i1 Uno(1).\np2 (1) Véase.\ni1 Dos.\n");
}

static void test_a_part_of_another_document_is_refused(void **state)
{
    struct word_parts parts = {.body = "<w:altChunk r:id='x'/>" WORD_P("a")};
    struct word_import import;
    struct buf why = BUF_EMPTY;

    (void)state;
    assert_int_equal(import_parts(&parts, NULL, &import, &why), STATUS_BAD_FILE);
    assert_non_null(strstr(why.bytes, "another document"));
    word_import_clear(&import);
    buf_clear(&why);
}

static void test_the_strict_namespace_is_read_alike(void **state)
{
    struct word_parts parts = {.body = WORD_P("1. Uno.") WORD_P("2. Dos."), .main_space = STRICT};

    (void)state;
    assert_imported(&parts, NULL, "i1 Uno.\ni1 Dos.\n");
}

/* ---- tables ---- */

#define CELL(words) "<w:tc>" WORD_P(words) "</w:tc>"
#define ROW(a, b)   "<w:tr>" CELL(a) CELL(b) "</w:tr>"

static void test_two_languages_side_by_side_are_original_and_translation(void **state)
{
    struct word_parts parts = {.body = "<w:tbl>" ROW("1. Los Estados cooperan con la región y su gente.",
                                                     "1. The States cooperate with the region.")
                                   ROW("2. Aprobar el plan de la reunión por los Estados.",
                                       "2. Approve the plan of the meeting for all.") "</w:tbl>"};
    struct word_options options = {.lang = "en"};

    (void)state;
    assert_imported(
        &parts, NULL,
        "i1 Los Estados cooperan con la región y su gente.\ni1 Aprobar el plan de la reunión por los "
        "Estados.\n"
        "en The States cooperate with the region.\nen Approve the plan of the meeting for all.\n");
    assert_imported(&parts, &options,
                    "i1 The States cooperate with the region.\ni1 Approve the plan of the meeting for all.\n"
                    "es Los Estados cooperan con la región y su gente.\nes Aprobar el plan de la reunión por "
                    "los Estados.\n");
}

static void test_changes_in_a_translation_are_proposals_too(void **state)
{
#define CELL_OF(inside)  "<w:tc><w:p>" inside "</w:p></w:tc>"
#define ROW_OF(one, two) "<w:tr>" CELL_OF(one) CELL_OF(two) "</w:tr>"
    struct word_parts parts = {
        .body = "<w:tbl>" ROW_OF(WORD_R("1. Los Estados ") WORD_DEL("MX", "cooperan")
                                     WORD_INS("MX", "cooperarán") WORD_R(" con la región."),
                                 WORD_R("1. The States ") WORD_INS("CA", "fully ") WORD_DEL("MX", "cooperate")
                                     WORD_INS("MX", "shall cooperate") WORD_R(" with the region."))
            ROW_OF(WORD_INS("GT", "2. Aprobar el plan de la reunión por los Estados."),
                   WORD_INS("GT", "2. Approve the plan of the ") WORD_INS("CA", "whole ")
                       WORD_INS("GT", "meeting for all.")) "</w:tbl>"};

    (void)state;
    assert_imported(&parts, NULL,
                    "i1 Los Estados {-MX: cooperan}[+MX: cooperarán] con la región.\n"
                    "i1 Aprobar el plan de la reunión por los Estados. (add GT)\n"
                    "en The States [+CA: fully ]{-MX: cooperate}[+MX: shall cooperate] with the region.\n"
                    "en Approve the plan of the [+CA: whole ]meeting for all.\n");
}

static void test_rows_of_facts_are_paragraphs_and_layout_is_none(void **state)
{
    struct word_parts facts = {.body = WORD_P("1. Uno:") "<w:tbl>" ROW("País", "Año")
                                   ROW("México", "2021") "</w:tbl>"};
    struct word_parts layout = {.body = "<w:tbl><w:tr><w:tc>" WORD_P("1. Uno.")
                                    WORD_P("2. Dos.") "</w:tc></w:tr></w:tbl>"};

    (void)state;
    assert_imported(&facts, NULL, "i1 Uno:\np2 País | Año\np2 México | 2021\n");
    assert_imported(&layout, NULL, "i1 Uno.\ni1 Dos.\n");
}

/* ---- changes ---- */

#define MARKED(kind, author, inside)                                                                         \
    "<w:p><w:pPr><w:rPr><w:" kind " w:id='3' w:author='" author "'/></w:rPr></w:pPr>" inside "</w:p>"

static void test_changes_are_proposals_of_delegations(void **state)
{
    (void)state;
    assert_body("<w:p>" WORD_R("1. Los Estados ") WORD_DEL("México", "pueden") WORD_INS("MX", "deben")
                    WORD_R(" cooperar.") "</w:p>",
                "i1 Los Estados {-MX: pueden}[+MX: deben] cooperar.\n");
    assert_body("<w:p>" WORD_R("1. a ") "<w:ins w:id='1' w:author='Canadá'>" WORD_R("b ")
                    WORD_DEL("Costa Rica", "c") "</w:ins></w:p>",
                "i1 a [+CA: b ]{-CR: [+CA: c}]\n");
    assert_body("<w:p>" WORD_R("1. a ") "<w:ins w:id='1' w:author='Canadá'>" WORD_DEL(
                    "Canadá", "nunca") "</w:ins>" WORD_R("b") "</w:p>",
                "i1 a b\nstruck nunca\n");
    assert_body("<w:p>" WORD_R("1. a ") WORD_INS("Author", "b") WORD_INS("Ana", " c") "</w:p>",
                "i1 a [+?: b][+Ana:  c]\n");
}

/* LibreOffice keeps what is alike at the ends of a word that was replaced. */
static void test_a_word_that_is_half_replaced_is_replaced_whole(void **state)
{
    (void)state;
    assert_body("<w:p>" WORD_R("1. Los Estados ") WORD_DEL("MX", "pu") WORD_INS("MX", "d") WORD_R("e")
                    WORD_DEL("MX", "d") WORD_INS("MX", "b") WORD_R("en cooperar.") "</w:p>",
                "i1 Los Estados {-MX: pueden}[+MX: deben] cooperar.\n");
    assert_body("<w:p>" WORD_R("1. Un Estado") WORD_INS("MX", "s") WORD_R(" m") WORD_DEL("MX", "\xc3\xa1s")
                    WORD_INS("CR", "enos") WORD_R(".") "</w:p>",
                "i1 Un Estado[+MX: s] m{-MX: \xc3\xa1s}[+CR: enos].\n");
    assert_body("<w:p>" WORD_R("1. Una") "<w:commentRangeStart w:id='0'/>" WORD_R(" cas") WORD_DEL("MX", "a")
                    WORD_INS("MX", "ona") WORD_R(" vieja.") "</w:p>",
                "i1 Una {-MX: casa}[+MX: casona] vieja.\n");
}

static void test_paragraphs_are_proposed_and_proposed_away_as_a_whole(void **state)
{
    (void)state;
    /* however Word came to put the marks */
    assert_body(WORD_P("1. Uno.") MARKED("ins", "MX", WORD_INS("MX", "2. Nuevo.")) WORD_P("3. Tres."),
                "i1 Uno.\ni1 Nuevo. (add MX)\ni1 Tres.\n");
    assert_body(MARKED("ins", "MX",
                       WORD_R("1. Uno.")) "<w:p>" WORD_INS("MX", "2. Nuevo.") "</w:p>" WORD_P("3. Tres."),
                "i1 Uno.\ni1 Nuevo. (add MX)\ni1 Tres.\n");
    assert_body(WORD_P("1. Uno.") MARKED("del", "MX", WORD_DEL("MX", "2. Viejo.")) WORD_P("3. Tres."),
                "i1 Uno.\ni1 Viejo. (remove MX)\ni1 Tres.\n");
    assert_body(MARKED("del", "MX",
                       WORD_R("1. Uno.")) "<w:p>" WORD_DEL("MX", "2. Viejo.") "</w:p>" WORD_P("3. Tres."),
                "i1 Uno.\ni1 Viejo. (remove MX)\ni1 Tres.\n");
    assert_body(WORD_P("1. Uno.") WORD_P("2. Dos.") "<w:p>" WORD_DEL("MX", "3. Tres.") "</w:p>",
                "i1 Uno.\ni1 Dos.\ni1 Tres. (remove MX)\n");
}

static void test_moved_paragraphs_go_and_come(void **state)
{
    (void)state;
    assert_body(
        MARKED("moveFrom", "MX", "<w:moveFrom w:id='1' w:author='MX'>" WORD_R("1. Uno.") "</w:moveFrom>")
            WORD_P("1. Dos.")
                MARKED("moveTo", "MX", "<w:moveTo w:id='1' w:author='MX'>" WORD_R("2. Uno.") "</w:moveTo>")
                    WORD_P("3. Fin."),
        "i1 Uno. (remove MX)\ni1 Dos.\ni1 Uno. (add MX)\ni1 Fin.\n");
}

static void test_splits_and_joins_keep_both_readings(void **state)
{
    (void)state;
    assert_body(MARKED("ins", "MX", WORD_R("1. Uno")) WORD_P("y dos."),
                "i1 Uno{-MX:  y dos.}\np1 y dos. (add MX)\n");
    assert_body(MARKED("del", "MX", WORD_R("1. Uno")) WORD_P("2. Dos."),
                "i1 Uno[+MX:  2. Dos.]\ni1 Dos. (remove MX)\n");
}

static void test_all_can_be_accepted_or_rejected(void **state)
{
    struct word_parts parts = {.body = "<w:p>" WORD_R("1. a ") WORD_DEL("MX", "viejo")
                                   WORD_INS("MX", "nuevo") "</w:p>" MARKED("del", "MX", WORD_R("2. Dos"))
                                       WORD_P(" y tres.")};
    struct word_options accepted = {.choice = WORD_ACCEPTED}, rejected = {.choice = WORD_REJECTED};

    (void)state;
    assert_imported(&parts, &accepted, "i1 a nuevo\ni1 Dos y tres.\nstruck viejo\n");
    assert_imported(&parts, &rejected, "i1 a viejo\ni1 Dos\np1 y tres.\nstruck nuevo\n");
}

static void test_the_table_says_whose_an_author_is(void **state)
{
    struct word_parts parts = {.body = "<w:p>" WORD_R("1. a ") WORD_INS("Ana", "b")
                                   WORD_INS("Luis", "c") "</w:p>"};
    const struct word_voice voices[] = {{"Ana", "PA"}, {"Luis", ""}};
    struct word_options options = {.voices = voices, .voice_count = 2};

    (void)state;
    assert_imported(&parts, &options, "i1 a [+PA: b][+?: c]\n");
}

/* ---- comments ---- */

static void test_comments_keep_ranges_threads_and_state(void **state)
{
    struct word_parts parts = {
        .comments = "<w:comment w:id='0' w:author='Ana'><w:p w14:paraId='00000001'>" WORD_R(
            "¿Por qué?") "</w:p></w:comment>"
                         "<w:comment w:id='1' w:author='CR'><w:p w14:paraId='00000002'>" WORD_R(
                             "Porque sí.") "</w:p></w:comment>"
                                           "<w:comment w:id='2' w:author='CR'><w:p>" WORD_R(
                                               "Aquí.") "</w:p></w:comment>",
        .threads = "<w15:commentEx w15:paraId='00000001' w15:done='1'/>"
                   "<w15:commentEx w15:paraId='00000002' w15:paraIdParent='00000001' w15:done='0'/>",
        .body =
            "<w:p>" WORD_R("1. Los ") "<w:commentRangeStart w:id='0'/><w:commentRangeStart w:id='1'/>" WORD_R(
                "Estados") "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference "
                           "w:id='0'/></w:r><w:commentRangeEnd w:id='1'/>"
                           "<w:r><w:commentReference w:id='1'/></w:r>" WORD_R(
                               " van.") "<w:r><w:commentReference w:id='2'/></w:r></w:p>"};

    (void)state;
    assert_imported(&parts, NULL,
                    "i1 Los Estados van. #¿Por qué? 4-11 (resolved) #Aquí. #Porque sí. (answer)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_automatic_numbers_make_items_of_their_depth),
        cmocka_unit_test(test_typed_numbers_and_automatic_ones_meet),
        cmocka_unit_test(test_styles_say_what_is_title_heading_and_item),
        cmocka_unit_test(test_wrappers_hide_no_words),
        cmocka_unit_test(test_text_boxes_headers_hidden_words_and_contents_are_apart_once),
        cmocka_unit_test(test_notes_stand_below_what_refers_to_them),
        cmocka_unit_test(test_a_part_of_another_document_is_refused),
        cmocka_unit_test(test_the_strict_namespace_is_read_alike),
        cmocka_unit_test(test_two_languages_side_by_side_are_original_and_translation),
        cmocka_unit_test(test_changes_in_a_translation_are_proposals_too),
        cmocka_unit_test(test_rows_of_facts_are_paragraphs_and_layout_is_none),
        cmocka_unit_test(test_changes_are_proposals_of_delegations),
        cmocka_unit_test(test_a_word_that_is_half_replaced_is_replaced_whole),
        cmocka_unit_test(test_paragraphs_are_proposed_and_proposed_away_as_a_whole),
        cmocka_unit_test(test_moved_paragraphs_go_and_come),
        cmocka_unit_test(test_splits_and_joins_keep_both_readings),
        cmocka_unit_test(test_all_can_be_accepted_or_rejected),
        cmocka_unit_test(test_the_table_says_whose_an_author_is),
        cmocka_unit_test(test_comments_keep_ranges_threads_and_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

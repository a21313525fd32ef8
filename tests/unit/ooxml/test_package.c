#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ooxml/package.h"
#include "support/zip_build.h"

#define TYPES(type)                                                                                          \
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"                           \
    "<Default Extension='xml' ContentType='application/xml'/>"                                               \
    "<Override PartName='/word/document.xml' ContentType='application/vnd." type "'/></Types>"
#define WORD_TYPES TYPES("openxmlformats-officedocument.wordprocessingml.document.main+xml")
#define RELS(inside)                                                                                         \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inside            \
    "</Relationships>"
#define REL(id, type, target)                                                                                \
    "<Relationship Id='" id                                                                                  \
    "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type "' Target='" target  \
    "'/>"
#define TO_MAIN RELS(REL("r1", "officeDocument", "/word/document.xml"))

static enum status open_parts(const char *const *pairs, struct buf *archive, struct package *package,
                              struct buf *why)
{
    zip_build_texts(archive, pairs);
    return package_open(archive->bytes, archive->len, NULL, why, package);
}

static void assert_refused(const char *const *pairs, const char *word)
{
    struct buf archive = BUF_EMPTY, why = BUF_EMPTY;
    struct package package;

    assert_int_equal(open_parts(pairs, &archive, &package, &why), STATUS_BAD_FILE);
    assert_non_null(strstr(why.bytes, word));
    package_close(&package);
    buf_clear(&archive);
    buf_clear(&why);
}

static void test_parts_are_found_by_relationships_alone(void **state)
{
    const char *const pairs[] = {
        "[Content_Types].xml",
        WORD_TYPES,
        "_rels/.rels",
        TO_MAIN,
        "word/document.xml",
        "<d/>",
        "word/_rels/document.xml.rels",
        RELS(REL("a", "styles", "../word/./s.xml") REL(
            "b", "comments", "../../c.xml") "<Relationship Id='c' Type='x/hyperlink' Target='http://a.b/' "
                                            "TargetMode='External'/>"),
        "word/styles.xml",
        "<s/>",
        NULL};
    struct buf archive = BUF_EMPTY, why = BUF_EMPTY;
    struct package package;

    (void)state;
    assert_int_equal(open_parts(pairs, &archive, &package, &why), STATUS_OK);
    assert_string_equal(package.main, "word/document.xml");
    assert_string_equal(package_part(&package, "styles"), "word/s.xml");
    assert_null(package_part(&package, "comments"));  /* leads out of the package */
    assert_null(package_part(&package, "hyperlink")); /* is not in it */
    assert_true(relationships_by_id(&package.main_relationships, "c")->external);
    assert_string_equal(relationships_by_id(&package.main_relationships, "c")->target, "http://a.b/");
    package_close(&package);
    buf_clear(&archive);
    buf_clear(&why);
}

static void test_other_files_are_named_for_what_they_are(void **state)
{
    static const char *const strangers[][2] = {
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"},
        {"%PDF-1.7", "PDF"},
        {"{\\rtf1", ".rtf"},
        {"Hola", "not a Word file"},
        {"", "empty"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        struct buf why = BUF_EMPTY;
        struct package package;
        assert_int_equal(package_open(strangers[i][0], strlen(strangers[i][0]), NULL, &why, &package),
                         STATUS_BAD_FILE);
        assert_non_null(strstr(why.bytes, strangers[i][1]));
        package_close(&package);
        buf_clear(&why);
    }
}

static void test_archives_of_others_are_refused(void **state)
{
    const char *const odt[] = {"mimetype",
                               "application/vnd.oasis.opendocument.text",
                               "content.xml",
                               "<a/>",
                               "META-INF/manifest.xml",
                               "<a/>",
                               NULL};
    const char *const macros[] = {"[Content_Types].xml",
                                  TYPES("ms-word.document.macroEnabled.main+xml"),
                                  "_rels/.rels",
                                  TO_MAIN,
                                  "word/document.xml",
                                  "<d/>",
                                  NULL};
    const char *const sheet[] = {"[Content_Types].xml",
                                 TYPES("openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
                                 "_rels/.rels",
                                 TO_MAIN,
                                 "word/document.xml",
                                 "<d/>",
                                 NULL};
    const char *const any[] = {"a.txt", "a", NULL};
    const char *const dangling[] = {"[Content_Types].xml", WORD_TYPES, "_rels/.rels", TO_MAIN, NULL};

    (void)state;
    assert_refused(odt, ".odt");
    assert_refused(macros, "macros");
    assert_refused(sheet, "not a Word text");
    assert_refused(any, "no Word file");
    assert_refused(dangling, "no Word file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_are_found_by_relationships_alone),
        cmocka_unit_test(test_other_files_are_named_for_what_they_are),
        cmocka_unit_test(test_archives_of_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

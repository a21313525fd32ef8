#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ooxml/xml_reader.h"

#define WORD   "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/* Writes down what it hears: "<w:p val=1>words</w:p>". */
static void start(void *context, const char *name, const struct xml_attributes *attributes)
{
    const char *value = xml_attribute(attributes, "w:val");

    buf_format(context, value ? "<%s val=%s>" : "<%s>", name, value);
}

static void end(void *context, const char *name)
{
    buf_format(context, "</%s>", name);
}

static void text(void *context, const char *utf8, size_t len)
{
    buf_add(context, utf8, len);
}

static enum status read_bytes(const char *bytes, size_t len, size_t piece, struct buf *heard)
{
    static const struct xml_events events = {start, end, text};
    struct xml_reader *xml = xml_reader_create(&events, heard);
    enum status status = STATUS_OK;

    for (size_t at = 0; at < len && status == STATUS_OK; at += piece)
        status = xml_reader_take(xml, bytes + at, len - at < piece ? len - at : piece);
    if (status == STATUS_OK)
        status = xml_reader_finish(xml);
    assert_int_equal(*xml_reader_why(xml) != 0, status != STATUS_OK);
    xml_reader_destroy(xml);
    return status;
}

static void assert_heard(const char *xml, const char *expected)
{
    for (size_t piece = 1; piece < 100; piece += 33) {
        struct buf heard = BUF_EMPTY;
        assert_int_equal(read_bytes(xml, strlen(xml), piece, &heard), STATUS_OK);
        assert_string_equal(heard.bytes, expected);
        buf_clear(&heard);
    }
}

static void assert_refused(const char *xml, enum status status)
{
    struct buf heard = BUF_EMPTY;

    assert_int_equal(read_bytes(xml, strlen(xml), 1000, &heard), status);
    buf_clear(&heard);
}

static void test_names_follow_the_namespace_and_not_the_prefix(void **state)
{
    (void)state;
    assert_heard("<w:p xmlns:w='" WORD "' w:val='1'>a&amp;\xc3\xa9</w:p>", "<w:p val=1>a&\xc3\xa9</w:p>");
    assert_heard("<p xmlns='" WORD "' xmlns:q='" WORD "' q:val='1'/>", "<w:p val=1></w:p>");
    assert_heard("<x:p xmlns:x='" STRICT "' x:val='1' val='2'/>", "<w:p val=1></w:p>");
    assert_heard("<w:p xmlns:w='urn:somebody' w:val='1'/>", "<other:p></other:p>");
    assert_heard("<p val='1'/>", "<p></p>");
}

static void test_a_document_type_is_refused(void **state)
{
    (void)state;
    assert_refused("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", STATUS_BAD_FILE);
    assert_refused("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", STATUS_BAD_FILE);
}

static void test_what_is_not_well_formed_is_refused(void **state)
{
    static const char *const wrong[] = {"", "<a>", "<a></b>", "<a>&b;</a>", "a", "<a/><b/>", "<a\x01/>"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(wrong[i], STATUS_BAD_FILE);
}

static void test_depth_and_tags_are_bounded(void **state)
{
    struct buf deep = BUF_EMPTY, longer = BUF_EMPTY;

    (void)state;
    for (int i = 0; i < XML_MAX_DEPTH; i++)
        buf_text(&deep, "<a>");
    for (int i = 0; i < XML_MAX_DEPTH; i++)
        buf_text(&deep, "</a>");
    struct buf heard = BUF_EMPTY;
    assert_int_equal(read_bytes(deep.bytes, deep.len, 1000, &heard), STATUS_OK);
    buf_clear(&heard);
    buf_reset(&deep);
    for (int i = 0; i <= XML_MAX_DEPTH; i++)
        buf_text(&deep, "<a>");
    assert_refused(deep.bytes, STATUS_BAD_FILE);
    buf_text(&longer, "<a b='");
    for (size_t i = 0; i < 2 * XML_MAX_TOKEN_BYTES; i++)
        buf_char(&longer, 'x');
    buf_text(&longer, "'/>");
    assert_refused(longer.bytes, STATUS_TOO_LARGE);
    buf_clear(&deep);
    buf_clear(&longer);
}

static void test_utf16_and_byte_order_marks_are_read(void **state)
{
    const char *plain = "<p xmlns='" WORD "'>\xc3\xa9</p>";
    struct buf wide = BUF_EMPTY, heard = BUF_EMPTY, marked = BUF_EMPTY;

    (void)state;
    buf_add(&wide, "\xff\xfe", 2);
    for (const char *at = plain; *at; at++) {
        if (*at == '\xc3') {
            buf_add(&wide, "\xe9\0", 2);
            at++;
        } else {
            buf_add(&wide, at, 1);
            buf_char(&wide, '\0');
        }
    }
    assert_int_equal(read_bytes(wide.bytes, wide.len, 7, &heard), STATUS_OK);
    assert_string_equal(heard.bytes, "<w:p>\xc3\xa9</w:p>");
    buf_reset(&heard);
    buf_text(&marked, "\xef\xbb\xbf");
    buf_text(&marked, plain);
    assert_int_equal(read_bytes(marked.bytes, marked.len, 2, &heard), STATUS_OK);
    assert_string_equal(heard.bytes, "<w:p>\xc3\xa9</w:p>");
    buf_clear(&wide);
    buf_clear(&heard);
    buf_clear(&marked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_follow_the_namespace_and_not_the_prefix),
        cmocka_unit_test(test_a_document_type_is_refused),
        cmocka_unit_test(test_what_is_not_well_formed_is_refused),
        cmocka_unit_test(test_depth_and_tags_are_bounded),
        cmocka_unit_test(test_utf16_and_byte_order_marks_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

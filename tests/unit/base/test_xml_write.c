#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/xml_write.h"

static void test_signs_that_mean_something_are_escaped(void **state)
{
    struct buf out = BUF_EMPTY;

    (void)state;
    xml_write_attribute(&out, "a", "<x & \"y\" 'z'>");
    assert_string_equal(out.bytes, " a=\"&lt;x &amp; &quot;y&quot; &#39;z&#39;&gt;\"");
    buf_clear(&out);
}

static void test_what_xml_cannot_hold_is_dropped_and_its_neighbours_stay(void **state)
{
    struct buf out = BUF_EMPTY;

    (void)state;
    xml_write_text(&out, "a\x01"
                         "b\tc\nd\xef\xbf\xbe"
                         "e\xef\xbf\xbf\xef\xbf\xbd\xf0\x9f\x8c\x8e");
    assert_string_equal(out.bytes, "ab\tc\nde\xef\xbf\xbd\xf0\x9f\x8c\x8e");
    xml_write_text(&out, NULL);
    assert_int_equal(strlen(out.bytes), out.len);
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signs_that_mean_something_are_escaped),
        cmocka_unit_test(test_what_xml_cannot_hold_is_dropped_and_its_neighbours_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

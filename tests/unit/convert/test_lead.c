/* protocol/vectors/leads.json, read as the page reads it: which words of a resolution's paragraph are in italics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "convert/lead.h"
#include "support/delta_json.h"
#include "support/vectors.h"
#include "text/utf.h"

static const char *string_at(const cJSON *json, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(json, name)->valuestring;
}

static void test_words_have_the_lead_that_is_recorded(void **state)
{
    cJSON *vectors = vectors_read("leads");
    const cJSON *one;

    (void)state;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(vectors, "words"))
    {
        const char *words = string_at(one, "words"), *wanted = string_at(one, "lead");
        size_t lead = lead_of_words(words, strlen(words), string_at(one, "lang"));
        if (lead != strlen(wanted) || memcmp(words, wanted, lead) != 0)
            fail_msg("the lead of \"%s\" is \"%.*s\", not \"%s\"", words, (int)lead, words, wanted);
    }
    cJSON_Delete(vectors);
}

static void test_what_is_proposed_within_a_lead_belongs_to_it(void **state)
{
    cJSON *vectors = vectors_read("leads");
    const cJSON *one;

    (void)state;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(vectors, "texts"))
    {
        struct delta text;
        delta_from_json(cJSON_GetObjectItemCaseSensitive(one, "ops"), &text);
        size_t lead = lead_of_text(&text, string_at(one, "lang"));
        assert_int_equal(utf_len_u16(text.len_bytes ? text.bytes : "", lead),
                         cJSON_GetObjectItemCaseSensitive(one, "lead")->valueint);
        delta_clear(&text);
    }
    cJSON_Delete(vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_have_the_lead_that_is_recorded),
        cmocka_unit_test(test_what_is_proposed_within_a_lead_belongs_to_it),
    };

    return cmocka_run_group_tests_name("convert/lead", tests, NULL, NULL);
}

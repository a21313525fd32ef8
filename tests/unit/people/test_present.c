/* protocol/vectors/presence.json, read as the page reads it: delegations in the order of each language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "people/present.h"
#include "support/vectors.h"

static void add(struct buf *out, const char *separator, const char *code, const char *lang, const char *name,
                const char *more)
{
    buf_format(out, "%s{\"code\":\"%s\",\"names\":{\"%s\":\"%s\"},%s}", separator, code, lang, name, more);
}

/* A meeting of these delegations, an absent one and an organisation. */
static void read_meeting(const cJSON *names, const char *lang, struct meeting_document *document)
{
    struct buf json = BUF_EMPTY;
    const cJSON *name;
    int count = 0;
    buf_text(&json, "{\"title\":{\"es\":\"T\"},\"delegations\":[");
    add(&json, "", "ABSENT", lang, "Aaa", "\"kind\":\"member\",\"present\":false");
    add(&json, ",", "ORG", lang, "Bbb", "\"kind\":\"observer-organisation\",\"present\":true");
    cJSON_ArrayForEach(name, names)
    {
        char code[8];
        snprintf(code, sizeof code, "D%d", ++count);
        add(&json, ",", code, lang, name->valuestring, "\"kind\":\"member\",\"present\":true");
    }
    buf_text(&json, "]}");
    struct json_doc *doc = json_parse(json.bytes, json.len, 1000);
    assert_non_null(doc);
    meeting_document_init(document);
    assert_null(meeting_document_read(json_root(doc), document));
    json_free(doc);
    buf_clear(&json);
}

static void members_present_stand_in_the_order_of_each_language(void **state)
{
    cJSON *vectors = vectors_read("presence");
    const cJSON *one;

    (void)state;
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(vectors, "lists"))
    {
        struct buf out = BUF_EMPTY;
        struct meeting_document document;
        const char *lang = cJSON_GetObjectItemCaseSensitive(one, "lang")->valuestring;
        read_meeting(cJSON_GetObjectItemCaseSensitive(one, "names"), lang, &document);
        present_write(&out, &document, lang);
        assert_string_equal(out.len ? out.bytes : "",
                            cJSON_GetObjectItemCaseSensitive(one, "list")->valuestring);
        meeting_document_clear(&document);
        buf_clear(&out);
    }
    cJSON_Delete(vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_present_stand_in_the_order_of_each_language),
    };

    return cmocka_run_group_tests_name("people/present", tests, NULL, NULL);
}

/* protocol/vectors/fingerprint.json: the digits that people read aloud. The page's tests read the same file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cJSON.h>
#include <cmocka.h>

#include "base/buf.h"
#include "proof/checkpoint.h"

static cJSON *read_vectors(void)
{
    FILE *file = fopen(SOURCE_ROOT "/protocol/vectors/fingerprint.json", "rb");
    struct buf json = BUF_EMPTY;
    char chunk[4096];
    size_t len;
    assert_non_null(file);
    while ((len = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&json, chunk, len);
    fclose(file);
    cJSON *vectors = cJSON_Parse(json.bytes);
    assert_non_null(vectors);
    buf_clear(&json);
    return vectors;
}

static struct sha256 from_hex(const char *hex)
{
    struct sha256 head;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        const char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        head.bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    return head;
}

static void test_every_head_has_the_digits_of_the_vectors(void **state)
{
    (void)state;
    cJSON *vectors = read_vectors();
    const cJSON *one;
    cJSON_ArrayForEach(one, vectors)
    {
        char digits[FINGERPRINT_BYTES];
        struct sha256 head = from_hex(cJSON_GetObjectItem(one, "head")->valuestring);
        checkpoint_fingerprint(&head, digits);
        assert_string_equal(digits, cJSON_GetObjectItem(one, "digits")->valuestring);
    }
    assert_true(cJSON_GetArraySize(vectors) > 10);
    cJSON_Delete(vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_head_has_the_digits_of_the_vectors)};
    return cmocka_run_group_tests_name("fingerprint", tests, NULL, NULL);
}

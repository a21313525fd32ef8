/* protocol/vectors/fingerprint.json: the digits that people read aloud. The page's tests read the same file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "proof/checkpoint.h"
#include "support/vectors.h"

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
    cJSON *vectors = vectors_read("fingerprint");
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

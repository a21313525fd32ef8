/* Signed notes: the form of C2SP, with its own example, and everything that is not signed well refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "proof/checkpoint.h"
#include "proof/note.h"

/* From c2sp.org/signed-note. */
static const char c2sp_key[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
static const char c2sp_note[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

static void test_a_note_that_others_signed_is_read(void **state)
{
    (void)state;
    struct note_key key;
    size_t len;
    assert_true(note_key_read(c2sp_key, &key));
    assert_string_equal(key.name, "PeterNeumann");
    assert_true(note_verify(&key, c2sp_note, strlen(c2sp_note), &len));
    assert_memory_equal(c2sp_note + len - 5, " is.\n", 5);
    char vkey[NOTE_VKEY_MAX];
    note_key_write(&key, vkey);
    assert_string_equal(vkey, c2sp_key);
}

static void test_no_byte_of_a_note_can_be_another(void **state)
{
    (void)state;
    struct note_key key;
    size_t len, total = strlen(c2sp_note);
    char changed[sizeof c2sp_note];
    assert_true(note_key_read(c2sp_key, &key));
    for (size_t i = 0; i < total; i++) {
        memcpy(changed, c2sp_note, sizeof changed);
        changed[i] ^= 1;
        if (note_verify(&key, changed, total, &len))
            fail_msg("byte %zu can be another", i);
        if (note_verify(&key, c2sp_note, i, &len))
            fail_msg("it can end before byte %zu", i);
    }
}

static void test_what_we_sign_holds_under_our_key_alone(void **state)
{
    (void)state;
    struct note_signer ours, theirs;
    struct buf note = BUF_EMPTY, text = BUF_EMPTY, kept = BUF_EMPTY;
    struct checkpoint checkpoint = {.draft = "d", .seq = 431, .time_ms = 1638374400123}, read;
    size_t len, used;
    random_fill(checkpoint.head.bytes, SHA256_BYTES);
    note_signer_make(&ours, "plenaria");
    note_signer_make(&theirs, "plenaria");
    checkpoint_write(&text, &checkpoint);
    note_sign(&ours, text.bytes, text.len, &note);
    assert_true(note_verify(&ours.key, note.bytes, note.len, &len));
    assert_false(note_verify(&theirs.key, note.bytes, note.len, &len));
    assert_true(checkpoint_read(note.bytes, len, &read, &used));
    assert_int_equal(used, len);
    assert_memory_equal(&read, &checkpoint, sizeof read);
    note_signer_write(&ours, &kept);
    struct note_signer again;
    assert_true(note_signer_read(kept.bytes, kept.len, &again));
    assert_memory_equal(again.seed, ours.seed, NOTE_KEY_BYTES);
    assert_memory_equal(again.key.public_key, ours.key.public_key, NOTE_KEY_BYTES);
    buf_clear(&note);
    buf_clear(&text);
    buf_clear(&kept);
}

static void test_what_is_no_key_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "+",
        "a+b+c",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW=",
        "PeterNeumann+c74f20a3+AhpcAQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    };
    struct note_key key;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (note_key_read(bad[i], &key))
            fail_msg("%s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_note_that_others_signed_is_read),
        cmocka_unit_test(test_no_byte_of_a_note_can_be_another),
        cmocka_unit_test(test_what_we_sign_holds_under_our_key_alone),
        cmocka_unit_test(test_what_is_no_key_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

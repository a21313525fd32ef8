/* Mail and calendars as bytes: whatever is in a text, it is one header or one property, its lines are short enough, and it can be read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "notify/calendar.h"
#include "notify/mime.h"

enum { ROUNDS = 3000 };

static const char *const pieces[] = {
    "a", "palabra", " ",       "  ",   "\n",    "\r\n", "\r",     "\t",  "=",     "=?UTF-8?Q?x?=",
    "ñ", "«",       "…",       "😀",    "\n.\n", ".",    "Bcc: x", ":",   "\"",    "\\",
    ",", ";",       "<a@b.c>", "\x01", "\x7f",  "日本", "?=",     "--b", "From ", "\nBcc: a@b.c\n"};

static void random_text(unsigned *state, char *out, size_t room)
{
    size_t most = (size_t)rand_r(state) % room, len = 0;
    for (;;) {
        const char *piece = pieces[(size_t)rand_r(state) % (sizeof pieces / sizeof *pieces)];
        if (len + strlen(piece) >= most)
            break;
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    out[len] = '\0';
}

static unsigned seed(void)
{
    const char *given = getenv("SEED");
    unsigned number = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
    print_message("SEED=%u\n", number);
    return number;
}

/* Every line ends with CR LF, has no other CR or LF, and at most so many bytes. */
static void check_lines(const struct buf *out, size_t most)
{
    const char *line = out->bytes;
    while (*line) {
        size_t len = strcspn(line, "\r\n");
        assert_true(len <= most);
        assert_memory_equal(line + len, "\r\n", 2);
        line += len + 2;
    }
}

/* All lines but the first begin with a blank: it is one header. */
static void check_is_one(const struct buf *out)
{
    for (const char *end = out->bytes; (end = strstr(end, "\r\n")); end += 2)
        assert_true(end[2] == '\0' || end[2] == ' ');
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void read_quoted(const char *coded, struct buf *out)
{
    for (; *coded; coded++) {
        if (*coded != '=') {
            buf_char(out, *coded);
        } else if (strncmp(coded, "=\r\n", 3) == 0) {
            coded += 2;
        } else {
            assert_true(hex(coded[1]) >= 0 && hex(coded[2]) >= 0);
            buf_char(out, (char)(hex(coded[1]) * 16 + hex(coded[2])));
            coded += 2;
        }
    }
}

/* As mail has it: lines end with CR LF, a carriage return elsewhere is dropped, and there is an end behind the last line. */
static void as_lines(const char *text, struct buf *out)
{
    for (; *text; text++)
        if (*text == '\n')
            buf_text(out, "\r\n");
        else if (*text != '\r')
            buf_char(out, *text);
    if (out->len && out->bytes[out->len - 1] != '\n')
        buf_text(out, "\r\n");
}

static void test_a_text_comes_back_as_it_was_and_its_lines_are_short(void **state)
{
    (void)state;
    unsigned random = seed();
    for (int i = 0; i < ROUNDS; i++) {
        char text[600];
        struct buf out = BUF_EMPTY, back = BUF_EMPTY, expected = BUF_EMPTY;
        random_text(&random, text, sizeof text);
        mime_text_part(&out, "text/plain", text);
        check_lines(&out, 76);
        read_quoted(strstr(out.bytes, "\r\n\r\n") + 4, &back);
        as_lines(text, &expected);
        assert_string_equal(back.len ? back.bytes : "", expected.len ? expected.bytes : "");
        for (const char *end = out.bytes; (end = strstr(end, "\r\n")); end += 2)
            assert_true(end == out.bytes || end[-1] != ' ');
        buf_clear(&out);
        buf_clear(&back);
        buf_clear(&expected);
    }
}

static void test_nothing_in_a_header_begins_another(void **state)
{
    (void)state;
    unsigned random = seed();
    for (int i = 0; i < ROUNDS; i++) {
        char words[400];
        struct buf out = BUF_EMPTY;
        random_text(&random, words, sizeof words);
        mime_header(&out, "Subject", words);
        check_lines(&out, 78);
        check_is_one(&out);
        for (const char *c = out.bytes; *c; c++)
            assert_true(*c == '\r' || *c == '\n' || (*c >= ' ' && *c <= '~'));
        buf_reset(&out);
        mime_mailbox(&out, "To", words, "ana@example.org");
        check_is_one(&out);
        assert_string_equal(out.bytes + out.len - strlen("<ana@example.org>\r\n"), "<ana@example.org>\r\n");
        buf_clear(&out);
    }
}

static void test_headers_as_they_are_known(void **state)
{
    (void)state;
    struct buf out = BUF_EMPTY;
    mime_header(&out, "Subject", "Plain words");
    mime_header(&out, "Subject", "Año");
    mime_mailbox(&out, "To", "Rosa \"R\" Mora", "r@x.org");
    mime_mailbox(&out, "From", NULL, "no-reply@x.org");
    mime_date(&out, INT64_C(1638374400123));
    assert_string_equal(out.bytes, "Subject: Plain words\r\nSubject: =?UTF-8?B?QcOxbw==?=\r\n"
                                   "To: \"Rosa \\\"R\\\" Mora\"\r\n <r@x.org>\r\nFrom: <no-reply@x.org>\r\n"
                                   "Date: Wed, 1 Dec 2021 16:00:00 +0000\r\n");
    buf_clear(&out);
}

/* Unfolds content lines (RFC 5545 3.1). */
static void unfold(const struct buf *folded, struct buf *out)
{
    for (const char *c = folded->bytes; *c; c++)
        if (strncmp(c, "\r\n ", 3) == 0)
            c += 2;
        else
            buf_char(out, *c);
}

static void test_a_calendar_holds_texts_of_any_kind_each_in_its_property(void **state)
{
    (void)state;
    unsigned random = seed();
    for (int i = 0; i < ROUNDS; i++) {
        char summary[300], description[600];
        struct buf out = BUF_EMPTY, lines = BUF_EMPTY;
        random_text(&random, summary, sizeof summary);
        random_text(&random, description, sizeof description);
        struct calendar_entry entry = {"d.1.0@plenaria", INT64_C(1638374400000), summary, description,
                                       "https://plenaria.example/d/x#item-i1"};
        calendar_begin(&out);
        calendar_add(&out, &entry, 0);
        calendar_end(&out);
        check_lines(&out, 75);
        unfold(&out, &lines);
        size_t count = 0;
        for (const char *end = lines.bytes; (end = strstr(end, "\r\n")); end += 2)
            count++;
        assert_int_equal(count, 20);
        assert_non_null(
            strstr(lines.bytes, "\r\nDTSTART:20211201T160000Z\r\nDTEND:20211201T160000Z\r\nSUMMARY:"));
        assert_null(strstr(lines.bytes, "\r\nBcc"));
        buf_clear(&out);
        buf_clear(&lines);
    }
}

static void test_a_calendar_escapes_what_has_a_meaning(void **state)
{
    (void)state;
    struct buf out = BUF_EMPTY;
    struct calendar_entry entry = {"u", 0, "a,b;c\\d\ne", "", "https://x"};
    calendar_add(&out, &entry, 0);
    assert_non_null(strstr(out.bytes, "\r\nSUMMARY:a\\,b\\;c\\\\d\\ne\r\n"));
    buf_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text_comes_back_as_it_was_and_its_lines_are_short),
        cmocka_unit_test(test_nothing_in_a_header_begins_another),
        cmocka_unit_test(test_headers_as_they_are_known),
        cmocka_unit_test(test_a_calendar_holds_texts_of_any_kind_each_in_its_property),
        cmocka_unit_test(test_a_calendar_escapes_what_has_a_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

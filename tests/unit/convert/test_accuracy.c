/* How much of whole texts is read as it is meant: tests/fixtures/layouts has texts of the kinds that are negotiated, each with the outline that its
 * author would have given it, one entry a line: kind, depth, and the beginning of its words ("title 0" and all of them, for the title). Printed is the share of entries with the right kind
 * and depth; entries too many count as wrong. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/import_text.h"
#include "support/outline_check.h"

#define AIM_PERCENT 95

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct buf bytes = BUF_EMPTY;
    char chunk[4096];
    size_t got;

    if (!file)
        fail_msg("cannot read %s", path);
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&bytes, chunk, got);
    fclose(file);
    return buf_take(&bytes);
}

struct score {
    size_t right;
    size_t all;
};

/* "item 1 2.": of an entry that is nothing but its number. */
static bool is_only_number(const char *line)
{
    const char *number = strrchr(line, ' ') + 1;
    return strchr("123456789(", number[0]) && strcspn(line, "0123456789") + 2 == (size_t)(number - line);
}

/* The line with what stands in front of the words as "[2. Texto.]" has it: the words begin somewhere in it. */
static bool is_about(const struct outline_item *item, const char *line)
{
    size_t len = item->text.len_bytes < 24 ? item->text.len_bytes : 24;
    char *words = mem_copy_bytes(item->text.bytes ? item->text.bytes : "", len);
    words = mem_resize(words, len + 1);
    words[len] = '\0';
    const char *start = strchr("[\"", words[0]) && len > 1 ? words + 1 : words;
    start += strncmp(start, "\xe2\x80\x9c", 3) == 0 ? 3 : 0;
    bool found = len > 0 ? strstr(line, start) != NULL : is_only_number(line);
    free(words);
    return found;
}

/* The next entry from `from` on that the line is about; the count where there is none. */
static size_t find_entry(const struct outline *outline, size_t from, const char *line)
{
    while (from < outline->count && !is_about(&outline->items[from], line))
        from++;
    return from;
}

static void compare(const char *path, const struct outline *outline, char *wanted, struct score *score)
{
    static const char *const kinds[] = {
        [KIND_ITEM] = "item", [KIND_HEADING] = "heading", [KIND_PARAGRAPH] = "paragraph"};
    size_t at = 0, lines = 0;
    for (char *line = strtok(wanted, "\n"); line; line = strtok(NULL, "\n"), lines++) {
        char kind[12] = "";
        int depth = 0;
        assert_int_equal(sscanf(line, "%11s %d", kind, &depth), 2);
        if (strcmp(kind, "title") == 0) {
            bool same = strcmp(outline->title, line + strlen("title 0 ")) == 0;
            score->right += same;
            score->all++;
            lines--;
            if (!same)
                print_message("%s: titled %s, not %s\n", strrchr(path, '/') + 1, outline->title, line);
            continue;
        }
        size_t found = find_entry(outline, at, line);
        bool there = found < outline->count;
        bool right = there && outline->items[found].depth == depth &&
                     strcmp(kinds[outline->items[found].kind], kind) == 0;
        score->right += right;
        if (!right)
            print_message("%s: %s %s\n", strrchr(path, '/') + 1, there ? "not read as" : "no entry", line);
        at = there ? found + 1 : at;
    }
    score->all += lines > outline->count ? lines : outline->count;
}

static void test_texts_as_they_are_negotiated_are_read_as_meant(void **state)
{
    glob_t found;
    struct score score = {0, 0};
    (void)state;
    assert_int_equal(glob(SOURCE_ROOT "/tests/fixtures/layouts/*.txt", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 100);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct outline outline;
        struct buf path = BUF_EMPTY;
        char *text = read_file(found.gl_pathv[i]);
        buf_add(&path, found.gl_pathv[i], strlen(found.gl_pathv[i]) - 3);
        buf_text(&path, "outline");
        buf_char(&path, '\0');
        char *wanted = read_file(path.bytes);
        assert_int_equal(import_text(text, strlen(text), NULL, &outline), STATUS_OK);
        const char *lost = outline_check(text, strlen(text), &outline);
        if (lost)
            fail_msg("%s: %s", found.gl_pathv[i], lost);
        compare(found.gl_pathv[i], &outline, wanted, &score);
        outline_clear(&outline);
        buf_clear(&path);
        free(wanted);
        free(text);
    }
    print_message("%zu of %zu entries of %zu texts with the right kind and depth: %.1f %%\n", score.right,
                  score.all, found.gl_pathc, 100.0 * (double)score.right / (double)score.all);
    assert_true(score.right * 100 >= score.all * AIM_PERCENT);
    globfree(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_as_they_are_negotiated_are_read_as_meant),
    };
    return cmocka_run_group_tests_name("convert/accuracy", tests, NULL, NULL);
}

/* Programs that plenaria runs for whoever exports a PDF: what becomes of one that hangs, fails, says nothing, or is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <errno.h>

#include "cli/child.h"

static char folder[] = "/tmp/plenaria-child-XXXXXX", told[sizeof folder + 16], mark[sizeof folder + 16];

static int make_folder(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(told, sizeof told, "%s/told.txt", folder);
    snprintf(mark, sizeof mark, "%s/mark", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(told);
    (void)unlink(mark);
    return rmdir(folder);
}

static enum child_end run_shell(char *script, unsigned seconds, int *error)
{
    char *argv[] = {"sh", "-c", script, NULL};
    const struct child child = {
        .argv = argv, .folder = folder, .told = told, .seconds = seconds, .file_bytes = 1 << 20};
    return child_run(&child, error);
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void test_one_that_hangs_is_ended_in_time_with_all_that_it_started(void **state)
{
    (void)state;
    int error = 0;
    double start = now_s();
    assert_int_equal(run_shell("(sleep 3; touch mark) & sleep 600", 1, &error), CHILD_TOO_LONG);
    assert_true(now_s() - start >= 0.9);
    assert_true(now_s() - start < 60);
    sleep(3);
    assert_int_equal(access(mark, F_OK), -1);
}

static void test_one_that_hangs_and_hears_no_signal_is_ended_too(void **state)
{
    (void)state;
    int error = 0;
    assert_int_equal(run_shell("trap '' TERM INT HUP; while :; do sleep 1; done", 1, &error), CHILD_TOO_LONG);
}

static void test_how_one_ended_is_told(void **state)
{
    (void)state;
    int error = 0;
    assert_int_equal(run_shell("true", 60, &error), CHILD_DONE);
    assert_int_equal(run_shell("exit 3", 60, &error), CHILD_FAILED);
    assert_int_equal(run_shell("kill -SEGV $$", 60, &error), CHILD_FAILED);
    char *argv[] = {"/nowhere/at/all", NULL};
    const struct child absent = {
        .argv = argv, .folder = folder, .told = told, .seconds = 60, .file_bytes = 1 << 20};
    assert_int_equal(child_run(&absent, &error), CHILD_ABSENT);
    assert_int_equal(error, ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_that_hangs_is_ended_in_time_with_all_that_it_started),
        cmocka_unit_test(test_one_that_hangs_and_hears_no_signal_is_ended_too),
        cmocka_unit_test(test_how_one_ended_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

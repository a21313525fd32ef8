#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/service_manager.h"

/* systemd's end: an abstract socket of our own, which NOTIFY_SOCKET then names. */
static int listen_as_systemd(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char name[64];
    int len = snprintf(name, sizeof name, "@plenaria-test-%ld", (long)getpid());
    memcpy(address.sun_path, name, (size_t)len);
    address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)len)),
                     0);
    setenv("NOTIFY_SOCKET", name, 1);
    return fd;
}

static void assert_told(int fd, const char *state)
{
    char told[64] = "";
    ssize_t len = recv(fd, told, sizeof told - 1, MSG_DONTWAIT);
    assert_int_equal(len, strlen(state));
    assert_string_equal(told, state);
}

static void stop(void *loop)
{
    loop_stop(loop);
}

/* Runs the loop until `count` messages wait to be read, or for ten seconds at most: a busy machine runs late timers once for several. */
struct counting {
    struct loop *loop;
    int fd;
    int count;
    char told[4][64];
    int heard, looks;
};

static void look(void *context)
{
    struct counting *counting = context;
    while (counting->heard < counting->count && recv(counting->fd, counting->told[counting->heard],
                                                     sizeof counting->told[0] - 1, MSG_DONTWAIT) > 0)
        counting->heard++;
    if (counting->heard == counting->count || ++counting->looks == 2000)
        loop_stop(counting->loop);
}

static void assert_told_in_time(struct loop *loop, int fd, const char *state, int count)
{
    struct counting counting = {.loop = loop, .fd = fd, .count = count};
    struct loop_timer *timer = loop_timer_start(loop, 5, 5, look, &counting);
    loop_run(loop);
    loop_timer_stop(timer);
    assert_int_equal(counting.heard, count);
    for (int i = 0; i < count; i++)
        assert_string_equal(counting.told[i], state);
}

static void it_is_told_that_we_serve_live_and_stop(void **state)
{
    (void)state;
    struct loop *loop = loop_create();
    int fd = listen_as_systemd();
    setenv("WATCHDOG_USEC", "20000", 1);
    unsetenv("WATCHDOG_PID");
    struct service_manager *manager = service_manager_create(loop);
    service_manager_ready(manager);
    assert_told(fd, "READY=1");
    assert_told_in_time(loop, fd, "WATCHDOG=1", 2);
    while (recv(fd, (char[64]){0}, 64, MSG_DONTWAIT) > 0)
        continue;
    service_manager_stopping(manager);
    assert_told(fd, "STOPPING=1");
    service_manager_destroy(manager);
    loop_destroy(loop);
    close(fd);
}

static void another_process_s_watchdog_is_not_ours(void **state)
{
    (void)state;
    struct loop *loop = loop_create();
    int fd = listen_as_systemd();
    setenv("WATCHDOG_USEC", "2000", 1);
    setenv("WATCHDOG_PID", "1", 1);
    struct service_manager *manager = service_manager_create(loop);
    service_manager_ready(manager);
    assert_told(fd, "READY=1");
    loop_timer_start(loop, 20, 0, stop, loop);
    loop_run(loop);
    assert_int_equal(recv(fd, (char[64]){0}, 64, MSG_DONTWAIT), -1);
    service_manager_destroy(manager);
    loop_destroy(loop);
    close(fd);
}

static void where_nobody_asked_nothing_is_told(void **state)
{
    (void)state;
    struct loop *loop = loop_create();
    const char *names[] = {NULL, "", "relative", "/no/such/socket"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i])
            setenv("NOTIFY_SOCKET", names[i], 1);
        else
            unsetenv("NOTIFY_SOCKET");
        struct service_manager *manager = service_manager_create(loop);
        assert_null(manager);
        service_manager_ready(manager);
        service_manager_stopping(manager);
        service_manager_destroy(manager);
    }
    loop_destroy(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_told_that_we_serve_live_and_stop),
        cmocka_unit_test(another_process_s_watchdog_is_not_ours),
        cmocka_unit_test(where_nobody_asked_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

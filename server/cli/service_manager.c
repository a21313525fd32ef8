#include "cli/service_manager.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"

struct service_manager {
    struct loop *loop;
    struct loop_timer *alive;
    int socket;
};

/* A path, or an abstract name behind "@". */
static socklen_t address_of(const char *name, struct sockaddr_un *out)
{
    size_t len = strlen(name);
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (len < 2 || len >= sizeof out->sun_path || (name[0] != '/' && name[0] != '@'))
        return 0;
    memcpy(out->sun_path, name, len);
    if (name[0] == '@')
        out->sun_path[0] = '\0';
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
}

static void tell(const struct service_manager *manager, const char *state)
{
    if (manager && send(manager->socket, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        diag(DIAG_INFO, "the service manager does not hear %s", state);
}

static void tell_alive(void *manager)
{
    tell(manager, "WATCHDOG=1");
}

/* Milliseconds between two signs of life; 0: nobody waits for any, or for another process's. */
static uint64_t watchdog_ms(void)
{
    const char *wanted = getenv("WATCHDOG_USEC"), *process = getenv("WATCHDOG_PID");
    if (!wanted || (process && strtol(process, NULL, 10) != (long)getpid()))
        return 0;
    uint64_t half_ms = strtoull(wanted, NULL, 10) / 2000;
    return half_ms ? half_ms : 1;
}

struct service_manager *service_manager_create(struct loop *loop)
{
    const char *name = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address;
    socklen_t len = name ? address_of(name, &address) : 0;
    if (!len)
        return NULL;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, len) != 0) {
        diag(DIAG_WARNING, "the service manager cannot be reached at NOTIFY_SOCKET");
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct service_manager *manager = mem_zero(1, sizeof *manager);
    *manager = (struct service_manager){.loop = loop, .socket = fd};
    return manager;
}

void service_manager_ready(struct service_manager *manager)
{
    uint64_t every_ms = watchdog_ms();
    tell(manager, "READY=1");
    if (manager && every_ms)
        manager->alive = loop_timer_start(manager->loop, every_ms, every_ms, tell_alive, manager);
}

void service_manager_stopping(struct service_manager *manager)
{
    tell(manager, "STOPPING=1");
}

void service_manager_destroy(struct service_manager *manager)
{
    if (!manager)
        return;
    loop_timer_stop(manager->alive);
    close(manager->socket);
    free(manager);
}

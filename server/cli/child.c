/* The child is the leader of a process group of its own, so that what it starts can be ended with it. A pipe that closes when the program takes
 * over tells whether it did: what comes through it is the errno of why not. */
#include "cli/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/loop.h"

#define STEP_MS 20

static void bound(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limit = {most, most};
    (void)setrlimit(what, &limit); /* a lower one that is in force stays */
}

/* Everything but these is left behind: no secret of the host's reaches the program. */
static void narrow_environment(const char *folder)
{
    static const char *const kept[] = {"PATH",           "LANG", "LC_ALL", "LC_CTYPE", "FONTCONFIG_FILE",
                                       "FONTCONFIG_PATH"};
    char *values[sizeof kept / sizeof *kept];
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *value = getenv(kept[i]);
        values[i] = value ? strdup(value) : NULL;
    }
    (void)clearenv();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (values[i])
            (void)setenv(kept[i], values[i], 1);
    (void)setenv("HOME", folder, 1);
    (void)setenv("TMPDIR", folder, 1);
    (void)setenv("XDG_RUNTIME_DIR", folder, 1);
}

static void become(const struct child *child, int failed)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int told = open(child->told, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (setpgid(0, 0) == 0 && nothing >= 0 && told >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
        dup2(told, STDOUT_FILENO) >= 0 && dup2(told, STDERR_FILENO) >= 0 && chdir(child->folder) == 0) {
        bound(RLIMIT_CORE, 0);
        bound(RLIMIT_FSIZE, child->file_bytes);
        narrow_environment(child->folder);
        execvp(child->argv[0], child->argv);
    }
    int error = errno;
    (void)!write(failed, &error, sizeof error);
    _exit(127);
}

/* False once it took too long; else how it ended. */
static bool wait_for(pid_t pid, unsigned seconds, int *how)
{
    for (uint64_t until = loop_clock_us() + (uint64_t)seconds * 1000000; loop_clock_us() < until;) {
        pid_t ended = waitpid(pid, how, WNOHANG);
        if (ended == pid)
            return true;
        if (ended < 0 && errno != EINTR)
            return false;
        (void)poll(NULL, 0, STEP_MS);
    }
    return false;
}

/* Whether the program took over. */
static bool is_started(int failed, int *error)
{
    ssize_t got;
    do
        got = read(failed, error, sizeof *error);
    while (got < 0 && errno == EINTR);
    return got != (ssize_t)sizeof *error;
}

static enum child_end attend(const struct child *child, pid_t pid, int failed, int *error)
{
    int how = 0;
    (void)setpgid(pid, pid); /* whoever of the two comes first */
    bool started = is_started(failed, error);
    bool ended = wait_for(pid, child->seconds, &how);
    (void)kill(-pid, SIGKILL); /* it, or what it left behind */
    if (!ended)
        (void)waitpid(pid, &how, 0);
    if (!started)
        return CHILD_ABSENT;
    if (!ended)
        return CHILD_TOO_LONG;
    return WIFEXITED(how) && WEXITSTATUS(how) == 0 ? CHILD_DONE : CHILD_FAILED;
}

enum child_end child_run(const struct child *child, int *error)
{
    int failed[2];
    *error = 0;
    if (pipe2(failed, O_CLOEXEC)) {
        *error = errno;
        return CHILD_ABSENT;
    }
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        become(child, failed[1]);
    *error = pid < 0 ? errno : 0;
    close(failed[1]);
    enum child_end end = pid < 0 ? CHILD_ABSENT : attend(child, pid, failed[0], error);
    close(failed[0]);
    return end;
}

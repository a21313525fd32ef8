/* What code that got into the program could still do: preloaded, it tries at SIGUSR2, on whatever thread that comes to, and once at the
 * first sync of a file by another thread than the first, which is the log writer. Each attempt is a line "probe THREAD NAME ERRNO" on stderr; ERRNO 0 means that it went well. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int fdatasync(int fd);

static void tell(const char *thread, const char *name, int result)
{
    dprintf(STDERR_FILENO, "probe %s %s %d\n", thread, name, result < 0 ? errno : 0);
}

static int try_fork(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (child > 0)
        waitpid(child, NULL, 0);
    return child < 0 ? -1 : 0;
}

static int try_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int result = mprotect(page, 4096, PROT_READ | PROT_EXEC);
    int error = errno;
    munmap(page, 4096);
    errno = error;
    return result;
}

/* Asks after a process that is nobody's tracee: ESRCH where the call is let through. PTRACE_TRACEME would leave this process traced, and
 * a traced process stops for good at its exec. */
static int try_ptrace(void)
{
    return (int)ptrace(PTRACE_CONT, getpid(), NULL, NULL);
}

/* exec comes last: where it is let through, nothing comes after it. */
static void try_all(const char *thread)
{
    const char *data = getenv("PLENARIA_PROBE_DATA"), *outside = getenv("PLENARIA_PROBE_OUTSIDE");
    char path[4096];
    char *const arguments[] = {"/bin/true", NULL};
    snprintf(path, sizeof path, "%s/probe", data);
    tell(thread, "write-inside", open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    tell(thread, "remove-inside", unlink(path));
    tell(thread, "read-outside", open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    tell(thread, "write-outside", open(outside, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    tell(thread, "chmod-outside", chmod("/tmp", 01777));
    tell(thread, "link-inside", symlink("/etc/passwd", path));
    tell(thread, "socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    tell(thread, "fork", try_fork());
    tell(thread, "ptrace", try_ptrace());
    tell(thread, "code", try_code());
    tell(thread, "exec", execv(arguments[0], arguments));
}

static void on_signal(int number)
{
    (void)number;
    try_all("loop");
}

int fdatasync(int fd)
{
    static int (*real)(int);
    static int tried;
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    if (gettid() != getpid() && !__atomic_exchange_n(&tried, 1, __ATOMIC_SEQ_CST))
        try_all("writer");
    return real(fd);
}

__attribute__((constructor)) static void watch(void)
{
    signal(SIGUSR2, on_signal);
}

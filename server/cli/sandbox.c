#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static const bool is_sanitized = true;
#else
static const bool is_sanitized = false;
#endif

/* Files: rights by the version of Landlock that brought them, for Debian's headers are older than many kernels. */

#define RIGHTS_1       (((uint64_t)1 << 13) - 1)
#define RIGHT_REFER    ((uint64_t)1 << 13) /* 2 */
#define RIGHT_TRUNCATE ((uint64_t)1 << 14) /* 3 */
#define RIGHT_IOCTL    ((uint64_t)1 << 15) /* 5: of devices */

#define RIGHTS_READ LANDLOCK_ACCESS_FS_READ_FILE
#define RIGHTS_DATA                                                                                          \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_DIR |            \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | RIGHT_REFER | RIGHT_TRUNCATE)

static uint64_t rights_of_kernel(long version)
{
    return RIGHTS_1 | (version >= 2 ? RIGHT_REFER : 0) | (version >= 3 ? RIGHT_TRUNCATE : 0) |
           (version >= 5 ? RIGHT_IOCTL : 0);
}

static bool allow(int rules, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights,
                                              .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent_fd < 0)
        return false;
    bool done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return done;
}

/* The folder of a file and that of what it is a link to: a certificate that is renewed is a new file, or a new link, in one of them. */
static bool allow_around(int rules, const char *file)
{
    char path[PATH_MAX], target[PATH_MAX];
    if (!file || !*file)
        return true;
    int len = snprintf(path, sizeof path, "%s", file);
    if (len < 0 || (size_t)len >= sizeof path || !realpath(file, target))
        return false;
    return allow(rules, dirname(path), RIGHTS_READ) && allow(rules, dirname(target), RIGHTS_READ);
}

/* How names become addresses, and who may vouch for them. What is not there is not needed. A link of these that leads elsewhere (as resolv.conf does) has its
 * folder opened, as the file in it is replaced when the network changes. */
static void allow_look_ups(int rules)
{
    static const char *const places[] = {"/etc/resolv.conf",
                                         "/etc/hosts",
                                         "/etc/nsswitch.conf",
                                         "/etc/host.conf",
                                         "/etc/gai.conf",
                                         "/etc/ssl/certs",
                                         "/etc/ssl/openssl.cnf",
                                         "/usr/share/ca-certificates",
                                         "/usr/local/share/ca-certificates"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char target[PATH_MAX];
        (void)allow(rules, places[i], RIGHTS_READ);
        if (realpath(places[i], target) && strncmp(target, "/etc/", 5) != 0 &&
            strncmp(target, "/usr/", 5) != 0)
            (void)allow(rules, dirname(target), RIGHTS_READ);
    }
}

/* False, with errno, where it fails; *missing where the kernel has no Landlock. */
static bool confine_files(const struct sandbox_paths *paths, bool *missing)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    *missing = version < 1;
    if (*missing)
        return true;
    uint64_t rights = rights_of_kernel(version);
    struct landlock_ruleset_attr all = {.handled_access_fs = rights};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    if (paths->looks_up)
        allow_look_ups(rules);
    bool done = allow(rules, paths->data, RIGHTS_DATA & rights) &&
                allow(rules, "/dev/urandom", RIGHTS_READ) && /* SQLite's */
                allow_around(rules, paths->read[0]) && allow_around(rules, paths->read[1]) &&
                allow_around(rules, paths->read[2]) && allow_around(rules, paths->read[3]) &&
                allow_around(rules, paths->read[4]) && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    int error = errno;
    close(rules);
    errno = error;
    return done;
}

/* Calls: a program for the kernel, which reads `struct seccomp_data`. What is not named is allowed. */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define OTHER_ABI 0x40000000u /* x32: the same calls by other numbers */

static const long refused[] = {
    /* other programs and processes */
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_open,
    SYS_pidfd_getfd,
    SYS_pidfd_send_signal,
    SYS_kill,
    SYS_rt_sigqueueinfo,
    SYS_kcmp,
    SYS_process_madvise,
    SYS_migrate_pages,
    SYS_move_pages,
    /* the network: whoever is served comes by accept */
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    /* the machine */
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fsconfig,
    SYS_fsmount,
    SYS_fspick,
    SYS_mount_setattr,
    SYS_unshare,
    SYS_setns,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_syslog,
    SYS_acct,
    SYS_quotactl,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_clock_adjtime,
    SYS_adjtimex,
    SYS_personality,
    SYS_name_to_handle_at,
    SYS_open_by_handle_at,
    SYS_fanotify_init,
    SYS_lookup_dcookie,
    SYS_nfsservctl,
    /* keys, and a second way to all the other calls */
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_memfd_create,
    SYS_memfd_secret,
    SYS_seccomp,
    /* who we are, and whose a file is: Landlock does not judge these */
    SYS_setuid,
    SYS_setgid,
    SYS_setreuid,
    SYS_setregid,
    SYS_setresuid,
    SYS_setresgid,
    SYS_setfsuid,
    SYS_setfsgid,
    SYS_setgroups,
    SYS_capset,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_mknodat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_utimensat,
#ifdef __x86_64__ /* the older names of some */
    SYS_fork,
    SYS_vfork,
    SYS_chmod,
    SYS_chown,
    SYS_lchown,
    SYS_mknod,
    SYS_utime,
    SYS_utimes,
    SYS_futimesat,
    SYS_iopl,
    SYS_ioperm,
    SYS_modify_ldt,
    SYS_kexec_file_load,
    SYS_uselib,
    SYS_create_module,
#endif
};

#define REFUSED (sizeof refused / sizeof *refused)

#ifdef ARCHITECTURE

struct filter {
    struct sock_filter steps[2 * REFUSED + 40];
    unsigned short len;
};

static void add(struct filter *filter, uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false)
{
    filter->steps[filter->len++] = (struct sock_filter){code, if_true, if_false, value};
}

static void load(struct filter *filter, size_t offset)
{
    add(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct filter *filter, uint32_t action)
{
    add(filter, BPF_RET | BPF_K, action, 0, 0);
}

/* The number of the call is loaded before and behind each of these. */

static void refuse_call(struct filter *filter, long call, uint32_t error)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
    answer(filter, SECCOMP_RET_ERRNO | error);
}

/* Only where one of the bits is set in its argument, or only where none is. */
static void refuse_argument(struct filter *filter, long call, size_t argument, uint32_t bits, bool where_set)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(filter, offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, bits, !where_set, where_set);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
    load(filter, offsetof(struct seccomp_data, nr));
}

static bool is_for_connecting(long call)
{
    return call == SYS_socket || call == SYS_socketpair || call == SYS_connect;
}

static void fill(struct filter *filter, bool connects)
{
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    answer(filter, SECCOMP_RET_KILL_PROCESS);
    load(filter, offsetof(struct seccomp_data, nr));
    add(filter, BPF_JMP | BPF_JGE | BPF_K, OTHER_ABI, 0, 1);
    answer(filter, SECCOMP_RET_ERRNO | EPERM);
    for (size_t i = 0; i < REFUSED; i++)
        if (!connects || !is_for_connecting(refused[i]))
            refuse_call(filter, refused[i], EPERM);
    /* The flags of clone3 are out of sight; the C library then uses clone, which may make threads and no processes. */
    refuse_call(filter, SYS_clone3, ENOSYS);
    refuse_argument(filter, SYS_clone, 0, CLONE_THREAD, false);
    refuse_argument(filter, SYS_mmap, 2, PROT_EXEC, true);
    refuse_argument(filter, SYS_mprotect, 2, PROT_EXEC, true);
    refuse_argument(filter, SYS_pkey_mprotect, 2, PROT_EXEC, true);
    answer(filter, SECCOMP_RET_ALLOW);
}

/* As confine_files. */
static bool confine_calls(bool connects, bool *missing)
{
    struct filter filter = {.len = 0};
    fill(&filter, connects);
    struct sock_fprog program = {filter.len, filter.steps};
    bool done = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
    *missing = !done && (errno == EINVAL || errno == ENOSYS);
    return done || *missing;
}

#else

static bool confine_calls(bool connects, bool *missing)
{
    (void)connects;
    *missing = true;
    return true;
}

#endif

static enum status failed(struct buf *why, const char *what)
{
    buf_format(why, "The sandbox for %s cannot be entered: %s.", what, strerror(errno));
    return STATUS_IO;
}

enum status sandbox_enter(const struct sandbox_paths *paths, struct buf *in_force, struct buf *why)
{
    bool no_landlock, no_seccomp;
    if (is_sanitized) {
        buf_text(why, "A build with sanitizers has no sandbox.");
        return STATUS_OK;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !confine_files(paths, &no_landlock))
        return failed(why, "files");
    if (!confine_calls(paths->connects, &no_seccomp))
        return failed(why, "system calls");
    buf_format(in_force, "%s%s%s", no_landlock ? "" : "files", no_landlock || no_seccomp ? "" : ",",
               no_seccomp ? "" : "calls");
    if (no_landlock || no_seccomp)
        buf_format(why, "This kernel has no %s.",
                   !no_landlock  ? "seccomp"
                   : !no_seccomp ? "Landlock"
                                 : "Landlock and no seccomp");
    return STATUS_OK;
}

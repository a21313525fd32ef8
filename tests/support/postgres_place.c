#include "support/postgres_place.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/always.h"
#include "base/buf.h"
#include "base/mem.h"
#include "support/store_fixture.h"

static struct buf command(const struct postgres_place *place, const char *action, const char *words)
{
    struct buf line = BUF_EMPTY;
    buf_format(&line, "sh %s/deploy/cluster/postgres_pair.sh %s %s %s", SOURCE_ROOT, action, place->dir,
               words);
    return line;
}

int postgres_place_start(struct postgres_place *place)
{
    char address[512] = "";
    if (access("/usr/lib/postgresql", X_OK) != 0)
        return 0;
    place->dir = fixture_folder();
    struct buf line = command(place, "start", "");
    FILE *said = popen(line.bytes, "r");
    buf_clear(&line);
    ALWAYS(said != NULL && fgets(address, sizeof address, said) != NULL && pclose(said) == 0);
    address[strcspn(address, "\n")] = '\0';
    place->address = mem_copy_string(address);
    return 1;
}

void postgres_place_do(const struct postgres_place *place, const char *action, const char *words)
{
    struct buf line = command(place, action, words);
    ALWAYS(system(line.bytes) == 0); // NOLINT(cert-env33-c): the harness of a test
    buf_clear(&line);
}

void postgres_place_stop(struct postgres_place *place)
{
    if (!place->dir)
        return;
    postgres_place_do(place, "stop", "");
    struct buf line = BUF_EMPTY;
    buf_format(&line, "rm -rf %s", place->dir);
    ALWAYS(system(line.bytes) == 0); // NOLINT(cert-env33-c)
    buf_clear(&line);
    free(place->dir);
    free(place->address);
}

int postgres_place_pid(const struct postgres_place *place, const char *name)
{
    struct buf path = BUF_EMPTY;
    int pid = 0;
    buf_format(&path, "%s/%s/postmaster.pid", place->dir, name);
    FILE *file = fopen(path.bytes, "re");
    ALWAYS(file != NULL && fscanf(file, "%d", &pid) == 1); // NOLINT(cert-err34-c)
    fclose(file);
    buf_clear(&path);
    return pid;
}

/* With the processes of its own, which do the work. */
void postgres_place_signal(const struct postgres_place *place, const char *name, int signal_number)
{
    struct buf path = BUF_EMPTY;
    int pid = postgres_place_pid(place, name), child;
    buf_format(&path, "/proc/%d/task/%d/children", pid, pid);
    FILE *children = fopen(path.bytes, "re");
    ALWAYS(children != NULL);
    while (fscanf(children, "%d", &child) == 1) // NOLINT(cert-err34-c)
        kill(child, signal_number);
    fclose(children);
    kill(pid, signal_number);
    buf_clear(&path);
}

void postgres_place_empty(const struct postgres_place *place)
{
    struct buf line = BUF_EMPTY;
    buf_format(&line,
               "psql -q '%s&target_session_attrs=read-write' -c 'DELETE FROM logs; DELETE FROM ops;"
               " DELETE FROM snapshots; DELETE FROM nodes' 2>/dev/null",
               place->address);
    (void)!system(line.bytes); // NOLINT(cert-env33-c): before the first store there are no tables
    buf_clear(&line);
}

/* A name that leads elsewhere each time it is looked up, under the real program: preloaded, it answers for rebind.test with the lines of the file named by
 * PLENARIA_FAULT_NAMES, one a look-up, the last one from then on. A line holds addresses with blanks between them; a look-up gives them all, in that order. */
#include <dlfcn.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int lookup(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static lookup *real_lookup(void)
{
    lookup *real;
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    return real;
}

/* The line of this look-up. */
static int next_line(char *line, int room)
{
    static int looked_up;
    const char *path = getenv("PLENARIA_FAULT_NAMES");
    FILE *file = path ? fopen(path, "re") : NULL;
    int found = 0;
    if (!file)
        return 0;
    for (int i = 0; i <= looked_up && fgets(line, room, file); i++)
        found = 1;
    fclose(file);
    looked_up++;
    line[strcspn(line, "\n")] = '\0';
    return found;
}

int getaddrinfo(const char *restrict node, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict out)
{
    char line[200] = "";
    struct addrinfo **end = out;
    int result = EAI_NONAME;
    if (!node || strcmp(node, "rebind.test") != 0 || !next_line(line, sizeof line))
        return real_lookup()(node, service, hints, out);
    *out = NULL;
    for (char *rest = line, *address; (address = strtok_r(rest, " ", &rest));) {
        result = real_lookup()(address, service, hints, end);
        if (result != 0)
            break;
        while (*end)
            end = &(*end)->ai_next;
    }
    return result;
}

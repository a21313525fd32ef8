#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

static enum diag_level shown = DIAG_WARNING;

void diag_set_level(enum diag_level level)
{
    shown = level;
}

void diag(enum diag_level level, const char *format, ...)
{
    static const char *const names[] = {"error", "warning", "info", "trace"};
    if (level > shown)
        return;
    struct timespec now;
    struct tm utc;
    char line[1024];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t len = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
    len +=
        (size_t)snprintf(line + len, sizeof line - len, ".%03ldZ %s ", now.tv_nsec / 1000000, names[level]);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + len, sizeof line - len, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s\n", line); /* one call, so that threads do not mix lines */
}

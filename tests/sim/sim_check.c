#include "sim_check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "sim_loop.h"

bool sim_talkative;

static void say(const char *before, const char *format, va_list arguments)
{
    fprintf(stderr, "%8" PRIu64 " ms  %s", sim_clock_ms(), before);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void sim_broken(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("BROKEN: ", format, arguments);
    va_end(arguments);
    fflush(NULL);
    _exit(SIM_BROKEN);
}

void sim_say(const char *format, ...)
{
    va_list arguments;
    if (!sim_talkative)
        return;
    va_start(arguments, format);
    say("", format, arguments);
    va_end(arguments);
}

/* base/diag.h: what the server says goes with everything else that a replay tells. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

#include "sim_check.h"

void diag_set_level(enum diag_level level)
{
    (void)level;
}

void diag(enum diag_level level, const char *format, ...)
{
    char line[512];
    va_list arguments;
    (void)level;
    if (!sim_talkative)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    sim_say("server: %s", line);
}

#include "store/why.h"

#include <stdarg.h>
#include <stdio.h>

void why_add(struct buf *why, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    if (!why)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    buf_text(why, line);
}

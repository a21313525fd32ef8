#include "text/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/mem.h"

char *text_fold(const char *utf8, size_t len)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t got = utf8proc_map((const utf8proc_uint8_t *)utf8, (utf8proc_ssize_t)len, &folded,
                                        UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    char *out = got >= 0 ? mem_copy_bytes((const char *)folded, (size_t)got) : mem_copy_bytes(utf8, len);
    free(folded);
    return out;
}

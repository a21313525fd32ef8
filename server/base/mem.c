#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"

void *mem_alloc(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    ALWAYS(memory != NULL);
    return memory;
}

void *mem_zero(size_t count, size_t bytes)
{
    void *memory = calloc(count ? count : 1, bytes ? bytes : 1);
    ALWAYS(memory != NULL);
    return memory;
}

void *mem_resize(void *old, size_t bytes)
{
    void *memory = realloc(old, bytes ? bytes : 1);
    ALWAYS(memory != NULL);
    return memory;
}

char *mem_copy_bytes(const char *bytes, size_t len)
{
    char *copy = mem_alloc(len + 1);
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *mem_copy_string(const char *string)
{
    return string ? mem_copy_bytes(string, strlen(string)) : NULL;
}

void *mem_grow(void *array, size_t count, size_t *capacity, size_t element_bytes)
{
    if (count < *capacity)
        return array;
    *capacity = *capacity ? *capacity * 2 : 4;
    ALWAYS(*capacity <= SIZE_MAX / element_bytes);
    return mem_resize(array, *capacity * element_bytes);
}

/* Allocation that cannot fail: a small allocation that does stops the process. Whatever a client can size is bounded
 * before it comes here. Free with free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t bytes);                       /* uninitialised */
void *mem_zero(size_t count, size_t bytes);          /* zeroed, overflow checked */
void *mem_resize(void *old, size_t bytes);           /* takes old */
char *mem_copy_string(const char *string);           /* NULL gives NULL; caller frees */
char *mem_copy_bytes(const char *bytes, size_t len); /* adds a NUL; caller frees */

/* Makes room for one more element in a growing array: doubles `*capacity` when `count` has reached it. */
void *mem_grow(void *array, size_t count, size_t *capacity, size_t element_bytes);

#endif

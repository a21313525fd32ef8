/* Words as they are compared where case and accents do not count: "Canadá" and "CANADA" are the same. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stddef.h>

/* Small letters without accents. Of valid UTF-8; borrows, the caller frees. */
char *text_fold(const char *utf8, size_t len);

#endif

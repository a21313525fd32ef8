#include "text/reference.h"

#include <string.h>

const char *reference_target(const struct attributes *attributes)
{
    const size_t start = sizeof ATTRIBUTE_ITEM_LINK - 1;
    const char *link = attributes_get(attributes, "link").string;

    return link && strncmp(link, ATTRIBUTE_ITEM_LINK, start) == 0 ? link + start : NULL;
}

/* Where the number begins: the first word, apart from others by a blank, that has a digit; 0 where none has. */
static size_t number_at(const char *words, size_t len)
{
    size_t start = 0;

    for (size_t i = 0; i < len; i++) {
        if (words[i] >= '0' && words[i] <= '9')
            return start;
        if (words[i] == ' ')
            start = i + 1;
    }
    return 0;
}

void reference_words(const char *stored, size_t len, const char *number, struct buf *out)
{
    if (!*number) {
        buf_add(out, stored, len);
        return;
    }
    buf_add(out, stored, number_at(stored, len));
    buf_text(out, number);
}

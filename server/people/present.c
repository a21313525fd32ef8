#include "people/present.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/alphabet.h"

struct named {
    const char *lang, *name;
};

static int in_order(const void *a, const void *b)
{
    const struct named *first = a, *second = b;
    return alphabet_compare(first->lang, first->name, second->name);
}

static const char *name_in(const struct meeting_delegation *delegation, const char *lang)
{
    for (size_t i = 0; i < delegation->names.count; i++)
        if (strcmp(delegation->names.entries[i].lang, lang) == 0)
            return delegation->names.entries[i].words;
    return delegation->names.count ? delegation->names.entries[0].words : delegation->code;
}

void present_write(struct buf *out, const struct meeting_document *document, const char *lang)
{
    struct named *named = mem_zero(document->delegation_count + 1, sizeof *named);
    const char **names = mem_zero(document->delegation_count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < document->delegation_count; i++) {
        const struct meeting_delegation *one = &document->delegations[i];
        if (one->present && one->kind == DELEGATION_MEMBER)
            named[count++] = (struct named){lang, name_in(one, lang)};
    }
    qsort(named, count, sizeof *named, in_order);
    for (size_t i = 0; i < count; i++)
        names[i] = named[i].name;
    alphabet_join(out, lang, names, count);
    free(names);
    free(named);
}

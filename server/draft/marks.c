#include "draft/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/items.h"

bool mark_parse(const char *key, enum mark_type *type, const char **proposal)
{
    bool ins = strncmp(key, "ins:", 4) == 0;
    if (!ins && strncmp(key, "del:", 4) != 0)
        return false;
    *type = ins ? MARK_INS : MARK_DEL;
    *proposal = key + 4;
    return true;
}

struct proposal *marks_proposal(const struct draft *draft, const struct attribute *attribute,
                                enum mark_type *type)
{
    const char *id;
    return mark_parse(attribute->key, type, &id) ? proposals_find(draft, id) : NULL;
}

/* ---- looking at them ---- */

struct visitor {
    void (*visit)(void *context, const char *proposal);
    void *context;
};

static bool visit_set(void *context, const struct attributes *attributes)
{
    struct visitor *visitor = context;
    for (size_t i = 0; i < attributes_count(attributes); i++) {
        enum mark_type type;
        const char *proposal;
        if (mark_parse(attributes_at(attributes, i).key, &type, &proposal))
            visitor->visit(visitor->context, proposal);
    }
    return true;
}

void marks_visit(const struct item *item, void (*visit)(void *context, const char *proposal), void *context)
{
    struct visitor visitor = {visit, context};
    for (size_t i = 0; i < item->text_count; i++)
        text_visit_attributes(item->texts[i].text, visit_set, &visitor);
}

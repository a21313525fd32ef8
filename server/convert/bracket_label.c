#include "convert/bracket_label.h"

#include <stdio.h>
#include <string.h>

#include "convert/brackets.h"
#include "convert/contested.h"
#include "convert/runs.h"

static bool is_unattributed(const char *name)
{
    return strcmp(name, contested_unattributed_name("es")) == 0 ||
           strcmp(name, contested_unattributed_name("en")) == 0;
}

struct bracket_label bracket_label_make(const struct document_markup *markup, const char *proposal,
                                        bool deletes)
{
    struct bracket_label label = {.name = runs_who(markup, proposal), .after = ": "};
    unsigned alternative =
        markup->alternative && !deletes ? markup->alternative(markup->context, proposal) : 0;
    bool named = !is_unattributed(label.name);

    if (!named)
        label.name = "";
    if (deletes)
        snprintf(label.before, sizeof label.before, named ? "del. " : "del");
    else if (alternative)
        snprintf(label.before, sizeof label.before, "Alt %u%s", alternative, named ? ", " : "");
    label.bare = !named && !label.before[0];
    if (label.bare)
        label.after = "";
    return label;
}

const char *bracket_label_needed(const char *words, size_t len, const char *lang)
{
    return brackets_need_name(words, len) ? contested_unattributed_name(lang ? lang : "") : NULL;
}

#include "convert/bracket_label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/brackets.h"
#include "convert/contested.h"
#include "convert/runs.h"

/* Which of its alternatives a replacement or an insertion is; 0: it has none. */
static unsigned alternative_of(const struct document_markup *markup, const struct nesting_bracket *bracket)
{
    unsigned found = 0;

    if (!markup->alternative || (bracket->deletes && bracket->half == NESTING_WHOLE))
        return 0;
    for (size_t i = 0; i < bracket->count && !found; i++)
        found = markup->alternative(markup->context, bracket->proposals[i]);
    return found;
}

struct bracket_label bracket_label_make(const struct document_markup *markup,
                                        const struct nesting_bracket *bracket)
{
    struct bracket_label label = {.name = runs_who(markup, bracket->proposals, bracket->count),
                                  .after = ": "};
    unsigned alternative = alternative_of(markup, bracket);
    bool named = !contested_is_unattributed_name(label.name, strlen(label.name));

    if (!named)
        label.name = "";
    label.kind = bracket->half != NESTING_WHOLE ? ""
                 : bracket->deletes             ? "del. "
                 : bracket->arrow               ? "ins. "
                                                : "";
    if (alternative)
        snprintf(label.before, sizeof label.before, "Alt %u%s", alternative, named ? ", " : "");
    if (!named && !alternative) {
        label.kind = !label.kind[0] ? "" : bracket->deletes ? "del" : "ins";
        label.after = label.kind[0] ? label.after : "";
    }
    return label;
}

const char *bracket_label_end(const struct nesting_bracket *bracket)
{
    return bracket->half == NESTING_STRUCK ? " \xe2\x86\x92 " : "]";
}

void bracket_writer_open(struct bracket_writer *writer, struct buf *out,
                         const struct nesting_bracket *bracket)
{
    if (bracket->half == NESTING_INSTEAD)
        return;
    struct bracket_label label = bracket_label_make(writer->markup, bracket);
    if (label.before[0] && out->len > 0 && out->bytes[out->len - 1] == ']')
        buf_char(out, ' ');
    buf_format(out, "%s%s%s", writer->opening, label.kind, label.before);
    writer->words(out, label.name, strlen(label.name));
    buf_text(out, label.after);
    writer->bare[writer->open++] = label.after[0] ? 0 : out->len;
}

void bracket_writer_close(struct bracket_writer *writer, struct buf *out,
                          const struct nesting_bracket *bracket)
{
    const char *end = bracket_label_end(bracket);

    if (bracket->half == NESTING_STRUCK) {
        buf_text(out, end);
        return;
    }
    size_t from = writer->bare[--writer->open];
    if (from && brackets_need_name(out->bytes + from, out->len - from)) {
        char *words = mem_copy_bytes(out->bytes + from, out->len - from);
        out->len = from;
        buf_format(out, "%s: %s", contested_unattributed_name(writer->lang), words);
        free(words);
    }
    buf_text(out, writer->closing);
}

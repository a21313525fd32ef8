#include "store/audit_later.h"

#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"

struct noting {
    struct audit_entry entry; /* its words are its own */
    int64_t every_ms;
    enum status status;
};

/* Each word of an entry. */
static const char **word_of(struct audit_entry *entry, size_t index)
{
    const char **words[] = {&entry->act,    &entry->by,     &entry->meeting, &entry->draft,
                            &entry->target, &entry->detail, &entry->personal};
    return index < sizeof words / sizeof *words ? words[index] : NULL;
}

static void note(void *context, struct people *people)
{
    struct noting *noting = context;
    noting->status = audit_note_alone(people, &noting->entry, noting->every_ms);
}

static void is_noted(void *context)
{
    struct noting *noting = context;
    const char *draft = noting->entry.draft;
    const char **word;
    if (noting->status != STATUS_OK)
        diag(DIAG_ERROR, "%s%s%s is not in the audit log: %s", noting->entry.act, draft ? " of draft " : "",
             draft ? draft : "", status_message(noting->status));
    for (size_t i = 0; (word = word_of(&noting->entry, i)); i++)
        free((char *)*word);
    free(noting);
}

void audit_note_later(struct people_queue *queue, const struct audit_entry *entry, int64_t every_ms)
{
    struct noting *noting = mem_zero(1, sizeof *noting);
    const char **word;
    noting->entry = *entry;
    noting->every_ms = every_ms;
    for (size_t i = 0; (word = word_of(&noting->entry, i)); i++)
        *word = *word ? mem_copy_string(*word) : NULL;
    people_queue_add(queue, note, is_noted, noting);
}

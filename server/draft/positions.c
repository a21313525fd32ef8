#include "draft/positions.h"

#include <stdlib.h>

#include "base/mem.h"

static void destroy(void *memory)
{
    struct position *position = memory;
    free(position->key);
    free(position->item);
    free(position->delegation);
    free(position->note);
    free(position->by);
    free(position);
}

/* Item and delegation with a space between them: the id of an item has none. */
static char *key_of(const char *item, const char *delegation)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s %s", item, delegation);
    return buf_take(&key);
}

struct position *positions_find(const struct draft *draft, const char *item, const char *delegation)
{
    char *key = key_of(item, delegation);
    struct position *found = entries_find(&draft->positions, key);
    free(key);
    return found;
}

enum position_value positions_of(const struct draft *draft, const char *item, const char *delegation)
{
    const struct position *found = positions_find(draft, item, delegation);
    return found ? found->value : POSITION_NONE;
}

void positions_set(struct draft *draft, const struct position *given)
{
    struct journal *journal = &draft->journal;
    struct position *position = positions_find(draft, given->item, given->delegation);
    if (!position) {
        position = mem_zero(1, sizeof *position);
        position->key = key_of(given->item, given->delegation);
        position->item = mem_copy_string(given->item);
        position->delegation = mem_copy_string(given->delegation);
        entries_add(journal, &draft->positions, position, position->key, destroy);
    }
    journal_save(journal, &position->value, sizeof position->value);
    position->value = given->value;
    entry_set_string(journal, &position->note, given->note);
    entry_set_string(journal, &position->by, given->by);
    entry_set_number(journal, &position->seq, given->seq);
    entry_set_number(journal, &position->at, given->at);
}

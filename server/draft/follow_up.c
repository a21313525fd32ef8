#include "draft/follow_up.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

bool follow_up_is_all(const struct change_list *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (!change_is(&changes->changes[i], &change_follow_set) &&
            !change_is(&changes->changes[i], &change_follow_from))
            return false;
    return true;
}

static char *key_of(const struct follow_mark *mark)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s %" PRId64 " %s", mark->item, mark->row, follow_field_name(mark->field));
    if (mark->field == FOLLOW_REPORT)
        buf_format(&key, " %s", mark->delegation);
    return buf_take(&key);
}

struct follow_mark *follow_up_find(const struct draft *draft, const struct follow_mark *like)
{
    char *key = key_of(like);
    struct follow_mark *found = entries_find(&draft->follow_marks, key);
    free(key);
    return found;
}

static void destroy(void *memory)
{
    struct follow_mark *mark = memory;
    free(mark->key);
    free(mark->item);
    free(mark->delegation);
    free(mark->value);
    free(mark->by);
    free(mark);
}

void follow_up_set(struct draft *draft, const struct follow_mark *given)
{
    struct journal *journal = &draft->journal;
    struct follow_mark *mark = follow_up_find(draft, given);
    if (!mark) {
        mark = mem_zero(1, sizeof *mark);
        mark->key = key_of(given);
        mark->item = mem_copy_string(given->item);
        mark->row = given->row;
        mark->field = given->field;
        mark->delegation = given->field == FOLLOW_REPORT ? mem_copy_string(given->delegation) : NULL;
        entries_add(journal, &draft->follow_marks, mark, mark->key, destroy);
    }
    entry_set_string(journal, &mark->value, given->value);
    entry_set_string(journal, &mark->by, given->by);
    entry_set_number(journal, &mark->seq, given->seq);
    entry_set_number(journal, &mark->at, given->at);
}

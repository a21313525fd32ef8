#include "sim_cross.h"

#include <string.h>

#include "draft/change_kind.h"
#include "support/naive_transform.h"

static void take_tail(struct change_list *list, struct change_list *tail)
{
    *tail = (struct change_list){0};
    for (size_t i = 1; i < list->count; i++)
        *change_list_add(tail) = list->changes[i];
    list->count = 1;
}

static bool same_text(const struct change *a, const struct change *b)
{
    return change_is(a, &change_text) && change_is(b, &change_text) && strcmp(a->item, b->item) == 0 &&
           strcmp(a->lang, b->lang) == 0;
}

/* plain_transform_over takes what it moves for the later one. That matters where both are words of one text, and nowhere else. */
static void move_theirs(struct change_list *theirs, const struct change_list *ours)
{
    struct delta moved;
    if (!same_text(&theirs->changes[0], &ours->changes[0])) {
        plain_transform_over(theirs, ours);
        return;
    }
    delta_transform(&ours->changes[0].delta, &theirs->changes[0].delta, false, &moved);
    delta_clear(&theirs->changes[0].delta);
    theirs->changes[0].delta = moved;
}

static void cross_lists(struct change_list *ours, struct change_list *theirs)
{
    struct change_list tail, before;
    if (!ours->count || !theirs->count)
        return;
    if (theirs->count > 1) {
        take_tail(theirs, &tail);
        cross_lists(ours, theirs);
        cross_lists(ours, &tail);
        change_list_append(theirs, &tail);
    } else if (ours->count > 1) {
        take_tail(ours, &tail);
        cross_lists(ours, theirs);
        cross_lists(&tail, theirs);
        change_list_append(ours, &tail);
    } else {
        change_list_copy(ours, &before);
        plain_transform_over(ours, theirs);
        move_theirs(theirs, &before);
        change_list_clear(&before);
    }
}

void sim_cross(struct change_list *ours, struct change_list *theirs)
{
    struct change_list copy;
    change_list_copy(theirs, &copy);
    struct change_list mine;
    change_list_copy(ours, &mine);
    cross_lists(&mine, theirs);
    change_list_clear(&mine);
    plain_transform_over(ours,
                         &copy); /* at once, as the server does it, which joins what has come into one text */
    change_list_clear(&copy);
}

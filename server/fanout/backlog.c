#include "fanout/backlog.h"

static void join(struct backlog *backlog, struct backlog_place *place)
{
    place->next = NULL;
    place->previous = backlog->last;
    if (backlog->last)
        backlog->last->next = place;
    else
        backlog->first = place;
    backlog->last = place;
}

static void leave(struct backlog *backlog, struct backlog_place *place)
{
    if (place->previous)
        place->previous->next = place->next;
    else
        backlog->first = place->next;
    if (place->next)
        place->next->previous = place->previous;
    else
        backlog->last = place->previous;
}

void backlog_add(struct backlog *backlog, struct backlog_place *place, struct frame *frame)
{
    backlog->bytes += frame_wait(frame);
    if (!place->frames++)
        join(backlog, place);
    if (backlog_is_over(backlog))
        backlog->over(backlog->context);
}

void backlog_remove(struct backlog *backlog, struct backlog_place *place, struct frame *frame, bool sent)
{
    backlog->bytes -= frame_wait_end(frame);
    if (--place->frames && !sent)
        return;
    leave(backlog, place);
    if (place->frames)
        join(backlog, place);
}

/* Each seat that has work is a lane. Lanes whose turn may come, because they have something waiting and nothing running, stand in a line; the
 * first of them is served and goes to the end of it when its work is done. */
#include "bounds/workers.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/always.h"
#include "base/map.h"
#include "base/mem.h"

struct piece {
    struct workers *workers;
    struct lane *lane;
    loop_cb work, done;
    void *context;
    struct piece *next;
};

struct lane {
    char *seat;
    struct piece *first, **last; /* waiting */
    size_t waiting;
    bool running;
    struct lane *next; /* in the line */
};

struct workers {
    struct loop *loop;
    struct map lanes;           /* by seat; there only while they have work */
    struct lane *first, **last; /* the line */
    size_t running, most_running;
    size_t waiting; /* of all seats */
    bool stopped;
};

struct workers *workers_create(struct loop *loop, size_t running)
{
    struct workers *workers = mem_zero(1, sizeof *workers);
    *workers = (struct workers){.loop = loop, .most_running = running};
    workers->last = &workers->first;
    return workers;
}

/* ---- lanes ---- */

static struct lane *lane_of(struct workers *workers, const char *seat)
{
    struct lane *lane = map_get(&workers->lanes, seat);
    if (lane)
        return lane;
    lane = mem_zero(1, sizeof *lane);
    lane->seat = mem_copy_string(seat);
    lane->last = &lane->first;
    map_put(&workers->lanes, lane->seat, lane);
    return lane;
}

static void stand_in_line(struct workers *workers, struct lane *lane)
{
    lane->next = NULL;
    *workers->last = lane;
    workers->last = &lane->next;
}

static struct lane *take_lane(struct workers *workers)
{
    struct lane *lane = workers->first;
    workers->first = lane->next;
    if (!workers->first)
        workers->last = &workers->first;
    return lane;
}

static struct piece *take_piece(struct workers *workers, struct lane *lane)
{
    struct piece *piece = lane->first;
    lane->first = piece->next;
    if (!lane->first)
        lane->last = &lane->first;
    lane->waiting--;
    workers->waiting--;
    return piece;
}

static void leave_lane(struct workers *workers, struct lane *lane)
{
    lane->running = false;
    if (lane->waiting) {
        stand_in_line(workers, lane);
        return;
    }
    map_remove(&workers->lanes, lane->seat);
    free(lane->seat);
    free(lane);
}

/* ---- running ---- */

static void serve_next(struct workers *workers);

static void work_on_thread(void *context)
{
    struct piece *piece = context;
    piece->work(piece->context);
}

static void is_done(void *context)
{
    struct piece *piece = context;
    struct workers *workers = piece->workers;
    workers->running--;
    leave_lane(workers, piece->lane);
    piece->done(piece->context);
    free(piece);
    serve_next(workers);
}

static void serve_next(struct workers *workers)
{
    while (workers->first && (workers->stopped || workers->running < workers->most_running)) {
        struct lane *lane = take_lane(workers);
        struct piece *piece = take_piece(workers, lane);
        lane->running = true;
        workers->running++;
        if (workers->stopped)
            loop_defer(workers->loop, is_done, piece);
        else
            loop_work(workers->loop, work_on_thread, is_done, piece);
    }
}

void workers_add(struct workers *workers, const char *seat, loop_cb work, loop_cb done, void *context)
{
    struct lane *lane = lane_of(workers, seat);
    struct piece *piece = mem_zero(1, sizeof *piece);
    *piece = (struct piece){workers, lane, work, done, context, NULL};
    *lane->last = piece;
    lane->last = &piece->next;
    workers->waiting++;
    if (!lane->waiting++ && !lane->running)
        stand_in_line(workers, lane);
    serve_next(workers);
}

size_t workers_waiting(const struct workers *workers)
{
    return workers->waiting;
}

void workers_stop(struct workers *workers)
{
    workers->stopped = true;
    serve_next(workers);
}

void workers_destroy(struct workers *workers)
{
    if (!workers)
        return;
    ALWAYS(!workers->running && !workers->waiting);
    map_clear(&workers->lanes);
    free(workers);
}

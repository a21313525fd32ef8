#include "api/visits.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"

struct visit {
    char *key;
    int64_t at;
};

struct visits {
    struct map by_key; /* "meeting/participant" -> struct visit */
    int64_t swept_at;
};

struct visits *visits_create(void)
{
    return mem_zero(1, sizeof(struct visits));
}

static char *key_of(const char *meeting, const char *participant)
{
    struct buf key = BUF_EMPTY;
    buf_format(&key, "%s/%s", meeting, participant);
    return buf_take(&key);
}

static void visit_free(struct visit *visit)
{
    free(visit->key);
    free(visit);
}

void visits_destroy(struct visits *visits)
{
    struct visit *visit;
    if (!visits)
        return;
    for (size_t i = 0; (visit = map_next(&visits->by_key, &i));)
        visit_free(visit);
    map_clear(&visits->by_key);
    free(visits);
}

/* The map does not change while it is walked through: those that stay go into a new one. */
static void sweep(struct visits *visits, int64_t now)
{
    struct map fresh = {0};
    struct visit *visit;
    for (size_t i = 0; (visit = map_next(&visits->by_key, &i));) {
        if (visit->at + VISIT_MS < now)
            visit_free(visit);
        else
            map_put(&fresh, visit->key, visit);
    }
    map_clear(&visits->by_key);
    visits->by_key = fresh;
    visits->swept_at = now;
}

void visits_note(struct visits *visits, const char *meeting, const char *participant, int64_t now)
{
    char *key = key_of(meeting, participant);
    struct visit *visit = map_get(&visits->by_key, key);
    if (visit) {
        free(key);
    } else {
        visit = mem_zero(1, sizeof *visit);
        visit->key = key;
        map_put(&visits->by_key, key, visit);
    }
    visit->at = now;
    if (now > visits->swept_at + VISIT_MS)
        sweep(visits, now);
}

bool visits_is_here(const struct visits *visits, const char *meeting, const char *participant, int64_t now)
{
    char *key = key_of(meeting, participant);
    const struct visit *visit = map_get(&visits->by_key, key);
    free(key);
    return visit && visit->at + VISIT_MS >= now;
}

void visits_each(const struct visits *visits, int64_t now, size_t most,
                 void (*each)(void *context, const char *meeting, const char *participant), void *context)
{
    const struct visit *visit;
    for (size_t i = 0; most && (visit = map_next(&visits->by_key, &i));) {
        if (visit->at + VISIT_MS < now)
            continue;
        const char *slash = strchr(visit->key, '/');
        char *meeting = mem_copy_bytes(visit->key, (size_t)(slash - visit->key));
        each(context, meeting, slash + 1);
        free(meeting);
        most--;
    }
}

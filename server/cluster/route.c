#include "cluster/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "postgres/log_postgres.h"

#define DRAFTS "/api/drafts/"

/* So long a request has to open what was claimed for it; whoever takes longer claims it again. */
#define KEPT_US 2000000

struct claimed {
    struct claimed *next;
    char draft[ID_BYTES];
    uint64_t since_us;
};

struct search {
    struct router *router;
    struct http_request *request;
    char draft[ID_BYTES];
    char *owner; /* NULL: nobody else's; "": nobody's */
};

bool route_draft(const char *path, const char *query_draft, char *out)
{
    const char *id = query_draft;
    size_t len = id ? strlen(id) : 0;
    if (strncmp(path, DRAFTS, strlen(DRAFTS)) == 0) {
        id = path + strlen(DRAFTS);
        len = strcspn(id, "/");
    }
    if (!len || len >= ID_BYTES)
        return false;
    memcpy(out, id, len);
    out[len] = '\0';
    return true;
}

/* Where the database does not say, the request is ours: it hears what there is to hear. */
static void find_owner(void *context)
{
    struct search *search = context;
    if (log_postgres_owner(search->router->log, search->draft, &search->owner) != STATUS_OK)
        diag(DIAG_WARNING, "the database does not say who owns draft %s", search->draft);
}

static void end(struct search *search, const char *owner)
{
    http_route(search->request, owner && *owner ? owner : NULL, search->router->secret);
    free(search->owner);
    free(search);
}

static void keep(struct router *router, const char *draft)
{
    struct claimed *claimed = mem_zero(1, sizeof *claimed);
    snprintf(claimed->draft, sizeof claimed->draft, "%s", draft);
    claimed->since_us = loop_clock_us();
    if (router->newest)
        router->newest->next = claimed;
    else
        router->oldest = claimed;
    router->newest = claimed;
}

static void forget_oldest(struct router *router)
{
    struct claimed *oldest = router->oldest;
    router->oldest = oldest->next;
    if (!router->oldest)
        router->newest = NULL;
    free(oldest);
}

static void claimed(void *context, enum status status, const char *owner)
{
    struct search *search = context;
    if (status == STATUS_OK)
        keep(search->router, search->draft);
    end(search, status == STATUS_FENCED ? owner : NULL);
}

/* A draft that is in memory gives itself back. */
void route_give_back(struct router *router)
{
    uint64_t now = loop_clock_us();
    for (; router->oldest && now - router->oldest->since_us >= KEPT_US; forget_oldest(router))
        if (!live_drafts_find(router->drafts, router->oldest->draft))
            router->log->ops->release(router->log, router->oldest->draft);
}

void route_clear(struct router *router)
{
    while (router->oldest)
        forget_oldest(router);
}

/* An append may not be under way when a draft is claimed. */
static bool may_be_claimed(const struct search *search)
{
    const struct live_draft *live = live_drafts_find(search->router->drafts, search->draft);
    return !live || live_draft_state(live) == LIVE_LOADING || live_draft_state(live) == LIVE_BROKEN;
}

/* Of several nodes that are asked for a draft of nobody in the same moment one gets it, and the others hear at once who that is. */
static void found(void *context)
{
    struct search *search = context;
    struct log_store *log = search->router->log;
    bool is_nobodys = search->owner && !*search->owner;
    if (is_nobodys && may_be_claimed(search))
        log->ops->claim(log, search->draft, claimed, search);
    else
        end(search, search->owner);
}

/* Whether it is ours, or of a past that is shown here, and so the same everywhere. */
static bool is_answered_here(const struct router *router, const struct http_request *request,
                             const char *draft)
{
    const struct live_draft *live = live_drafts_find(router->drafts, draft);
    const char *seq = http_query(request, "seq");
    const char *path = http_path(request);
    bool is_snapshot =
        strncmp(path, DRAFTS, strlen(DRAFTS)) == 0 && strcmp(path + strlen(DRAFTS), draft) == 0;
    return live && (live_draft_is_ours(live) ||
                    (is_snapshot && seq && live_draft_shows(live, strtoull(seq, NULL, 10))));
}

void route_request(struct router *router, struct http_request *request)
{
    char draft[ID_BYTES];
    const char *path = http_path(request);
    if (*router->secret && strcmp(path, "/ws") == 0) {
        http_route(request, NULL, router->secret);
        return;
    }
    if (!*router->secret || !router->drafts || !route_draft(path, http_query(request, "draft"), draft) ||
        is_answered_here(router, request, draft)) {
        http_route(request, NULL, NULL);
        return;
    }
    struct search *search = mem_zero(1, sizeof *search);
    search->router = router;
    search->request = request;
    memcpy(search->draft, draft, sizeof draft);
    loop_work(router->loop, find_owner, found, search);
}

#include "cluster/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "postgres/log_postgres.h"

#define DRAFTS "/api/drafts/"

struct search {
    const struct router *router;
    struct http_request *request;
    char draft[ID_BYTES];
    char *owner; /* NULL: nobody else */
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

static void found(void *context)
{
    struct search *search = context;
    http_route(search->request, search->owner && *search->owner ? search->owner : NULL,
               search->router->secret);
    free(search->owner);
    free(search);
}

static bool is_open_here(const struct router *router, const char *draft)
{
    const struct live_draft *live = live_drafts_find(router->drafts, draft);
    return live && live_draft_is_ours(live);
}

void route_request(const struct router *router, struct http_request *request)
{
    char draft[ID_BYTES];
    if (*router->secret && strcmp(http_path(request), "/ws") == 0) {
        http_route(request, NULL, router->secret);
        return;
    }
    if (!*router->secret || !router->drafts ||
        !route_draft(http_path(request), http_query(request, "draft"), draft) ||
        is_open_here(router, draft)) {
        http_route(request, NULL, NULL);
        return;
    }
    struct search *search = mem_zero(1, sizeof *search);
    search->router = router;
    search->request = request;
    memcpy(search->draft, draft, sizeof draft);
    loop_work(router->loop, find_owner, found, search);
}

#include "cli/serve_notices.h"

#include "cli/serve_store.h"

static void note_ops(void *context, const char *draft)
{
    const struct server *server = context;
    teller_note(server->teller, draft);
    hooking_note(server->hooking, draft);
    roll_keeper_note(server->rolls, draft);
    api_note_ops(server->api, draft);
}

static void note_opened(void *context, struct live_draft *live)
{
    roll_keeper_opened(((struct server *)context)->rolls, live);
}

static void pass_on(void *context, const char *draft)
{
    (void)draft;
    mailing_wake(((struct server *)context)->mailing);
}

static void write_more_metrics(void *context, struct buf *out)
{
    const struct server *server = context;
    server_write_cluster_metrics(server, out);
    mailing_write_metrics(server->mailing, out);
    hooking_write_metrics(server->hooking, out);
}

/* A draft of a cluster is told of by the server that has it open. */
static bool owns(void *context, const char *draft)
{
    const struct server *server = context;
    const struct live_draft *live = live_drafts_find(server->service.drafts, draft);
    return live && live_draft_is_ours(live);
}

static enum status start_hooks(struct server *server)
{
    struct service *service = &server->service;
    struct courier_grounds grounds = {.loop = server->loop,
                                      .log = service->log,
                                      .people = service->people,
                                      .queue = service->acts,
                                      .owns = server_is_in_a_cluster(server) ? owns : NULL,
                                      .context = server};
    return hooking_start(server->hooking, &grounds);
}

enum status server_open_notices(struct server *server)
{
    struct service *service = &server->service;
    service->more_metrics = (struct metrics_source){write_more_metrics, server};
    struct teller_grounds grounds = {.loop = server->loop,
                                     .log = service->log,
                                     .people = service->people,
                                     .queue = service->acts,
                                     .workers = service->workers,
                                     .mails = server->mailing != NULL,
                                     .shared = server_is_in_a_cluster(server),
                                     .told = pass_on,
                                     .context = server};
    server->teller = teller_create(&grounds);
    service->ops_durable = (struct ops_durable){note_ops, server};
    enum status status = server->mailing ? mailing_start(server->mailing, service) : STATUS_OK;
    if (status == STATUS_OK)
        status = start_hooks(server);
    return status == STATUS_OK ? teller_start(server->teller) : status;
}

void server_look_at_hooks(void *context)
{
    hooking_look(((struct server *)context)->hooking);
}

enum status server_open_rolls(struct server *server)
{
    struct service *service = &server->service;
    struct roll_grounds grounds = {server->loop, service->people, service->drafts, &service->limits};
    service->draft_opened = (struct draft_opened){note_opened, server};
    return roll_keeper_create(&grounds, &server->rolls);
}

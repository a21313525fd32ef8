/* What all sessions share, built by cli/serve and passed in: there is no global state. */
#ifndef SESSION_SERVICE_H
#define SESSION_SERVICE_H

#include "base/loop.h"
#include "session/budgets.h"
#include "session/limits.h"
#include "session/metrics.h"
#include "store/log_store.h"
#include "store/people.h"

struct deadlines;
struct live_drafts;
struct session;

struct service {
    struct loop *loop;
    struct log_store *log;
    struct people *people;
    struct limits limits;
    struct budgets budgets;
    struct metrics metrics;
    struct live_drafts *drafts;
    struct deadlines *deadlines;
    struct session *sessions; /* every connection, linked */
    uint64_t session_count;
    bool stopping;
};

/* Closes what an invitation has opened, because it was revoked. */
void service_close_invitation(struct service *service, const char *invitation);
/* Closes what a cookie has opened, because it was ended. */
void service_close_cookie(struct service *service, const char *cookie);
/* To be called every few seconds: ends what has expired and gives up on hopelessly slow readers. */
void service_sweep(struct service *service);
/* Tells everybody that the server stops. */
void service_close_all(struct service *service);

#endif

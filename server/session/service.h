/* What all sessions share, built by cli/serve and passed in: there is no global state. */
#ifndef SESSION_SERVICE_H
#define SESSION_SERVICE_H

#include "base/loop.h"
#include "fanout/backlog.h"
#include "bounds/budgets.h"
#include "bounds/limits.h"
#include "bounds/metrics.h"
#include "store/log_store.h"
#include "store/people.h"

struct live_draft;
struct live_drafts;
struct people_queue;
struct seat_holds;
struct session;
struct workers;

/* Told when a snapshot of a draft goes to the log. */
struct snapshot_kept {
    void (*tell)(void *context, const char *draft, uint64_t seq); /* NULL: nobody */
    void *context;
};

/* Told when a draft in use has new durable ops. */
struct ops_durable {
    void (*tell)(void *context, const char *draft); /* NULL: nobody */
    void *context;
};

/* Told when a draft has been read from its log, before anybody sees it. */
struct draft_opened {
    void (*tell)(void *context, struct live_draft *live); /* NULL: nobody */
    void *context;
};

/* Writes further metrics: of what only cli/ knows. */
struct metrics_source {
    void (*write)(void *context, struct buf *out); /* NULL: there is none */
    void *context;
};

struct service {
    struct loop *loop;
    struct log_store *log;
    struct people *people;
    struct people_queue *acts; /* what is written about people; for HTTP, the simulation has none */
    struct limits limits;
    struct budgets budgets;
    struct metrics metrics;
    struct metrics_source more_metrics;
    struct live_drafts *drafts;
    struct backlog backlog; /* what waits for readers */
    bool relieving;         /* a deferred call is to close slow ones */
    struct seat_holds *holds;
    uint64_t acts_mark;  /* up to where seat_acts has taken over what was done to seats */
    uint64_t audit_mark; /* the same for what administrators did */
    struct snapshot_kept snapshot_kept;
    struct ops_durable ops_durable;
    struct draft_opened draft_opened;
    struct workers *workers;                           /* for HTTP; the simulation has none */
    struct session *sessions;                          /* every connection, linked */
    struct session *oldest_stranger, *newest_stranger; /* those who have not said hello yet */
    uint64_t session_count;
    uint64_t places_taken; /* of limits.sessions: by connections that are not being closed */
    bool stopping;
};

/* service_open_bounds makes budgets, backlog and holds ready; loop and limits are filled in. service_close_bounds takes them down
 * when all sessions have gone. */
void service_open_bounds(struct service *service);
void service_close_bounds(struct service *service);
/* Makes the drafts ready; log and people are there. They are destroyed before the loop. */
void service_open_drafts(struct service *service);
/* Fits the limits to how many connections of any kind can be open. WebSockets leave a tenth of them to HTTP, by which newcomers get
 * in. */
void service_fit_connections(struct service *service, uint64_t connections);
/* Ends what a seat has opened, because it was revoked. */
void service_close_seat(struct service *service, const char *seat);
/* Who is in the room of which draft, each connection once, observers too; borrowed. */
void service_each_in_room(const struct service *service,
                          void (*each)(void *context, const char *draft, const char *participant),
                          void *context);
/* Lets the connections of a seat come again, because it was confirmed. */
void service_renew_seat(struct service *service, const char *seat);
/* What a cookie that is made now may be. */
struct cookie_bounds service_cookie_bounds(const struct service *service);
/* Ends what was opened by cookies that have ended. */
void service_close_cookies(struct service *service);
/* To be called every few seconds: gives up on hopelessly slow readers. */
void service_sweep(struct service *service);
/* Nothing new is begun, what memory holds is stored as a snapshot, and everybody is told that the server stops. */
void service_stop(struct service *service);

#endif

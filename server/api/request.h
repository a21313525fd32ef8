/* What the calls of the API share: who is calling, JSON in and out, errors, work off the loop. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "api/api.h"
#include "api/path.h"
#include "base/buf.h"
#include "draft/types.h"
#include "session/seat_hold.h"
#include "store/people.h"
#include "wire/json.h"

/* Whether the log takes what is written, as far as is known. */
struct readiness {
    bool probing;
    enum status writes;
    uint64_t probed_us; /* loop_clock_us at the end of the last probe */
};

struct api {
    struct api_settings settings;
    int64_t started_at;
    const struct listener *listener; /* NULL before there is one */
    struct answer_cache *answers;
    struct shelf *shelf; /* what the logs tell of drafts, for workers */
    struct lines *lines;
    struct event_streams *events;
    struct neighbours *neighbours;
    struct visits *visits; /* who has the page of a meeting open */
    struct readiness readiness;
};

/* One call under way. */
struct call {
    struct api *api;
    struct service *service;
    struct people *people; /* this thread's: the loop's, or in an act those of the queue */
    struct act *act;       /* NULL on the loop (act.h) */
    const struct route *route;
    struct http_request *request;
    char segments[API_SEGMENTS][ID_BYTES]; /* of the path */
    size_t segment_count;
    struct seat seat; /* where the route asks for one */
    enum role role;
};

/* Answers, at once or, in an act, when that has taken effect. What it is given is borrowed; `answer->type` and the names of its fields are static. */
void call_respond(struct call *call, const struct http_answer *answer, const char *bytes, size_t len);
void call_respond_json(struct call *call, int status, struct buf *json); /* clears json */
void call_respond_error(struct call *call, enum status status,
                        const char *message); /* NULL: the status' own */
/* The body as a JSON object; NULL where it is none, and then the error has been sent. Caller frees. */
struct json_doc *call_body(struct call *call);

/* A seq of the query; 0 where it is not given. False where it is no number from 1. */
bool call_query_seq(const struct call *call, const char *name, uint64_t *out);
/* The language of the query, empty where it is not given. False where it is none. */
bool call_query_lang(const struct call *call, char lang[LANG_MAX + 1]);

/* Whether the caller may go the route still, judged anew by what is known of people now; fills in call->seat and call->role. For acts. */
enum status call_judge_again(struct call *call) MUST_CHECK;
/* Whether somebody sends what is queued: this server, or another of its cluster. */
bool call_sends_mail(const struct call *call);

/* The secret of an Authorization: Bearer header; NULL. */
const char *call_bearer(const struct call *call);
/* The value of our cookie, copied to `out`; false where there is none. */
bool call_cookie(const struct call *call, char *out, size_t room);
/* The same caller where no seat has been found yet. */
struct call call_elsewhere(const struct call *call);
/* Fills in call->seat for a draft from the bearer token or the cookie. */
enum status call_find_seat(struct call *call, const char *draft) MUST_CHECK;
/* Tells of each seat that the caller has, in any draft; stops where `each` returns false. UNAUTHORIZED where nobody is known. */
enum status call_each_seat(const struct call *call, bool (*each)(void *, const struct seat *),
                           void *context) MUST_CHECK;
/* Whether the caller has a seat anywhere. */
bool call_is_known(const struct call *call);
/* Fills in call->seat with one in which the caller keeps a draft, any: secretariat or chair. FORBIDDEN where there is none. */
enum status call_find_keeper(struct call *call) MUST_CHECK;
void call_copy_seat(const struct seat *from, struct seat *out); /* caller clears */
#define OLD_COOKIE "plenaria" /* its name without TLS, and before it had the prefix */
/* Whether people reach us over TLS, here or in front of here. */
bool api_is_secure(const struct api *api);
/* Over TLS with the prefix that keeps other hosts of the domain, and whoever is between, from planting one. */
const char *api_cookie_name(const struct api *api);
/* Our cookie as a Set-Cookie has it: only of requests from our own pages, and not for scripts. Appended. */
void call_write_cookie(const struct call *call, struct buf *out, const char *value, int64_t seconds);
/* http://host as people reach us; appended. */
void call_write_base_url(const struct call *call, struct buf *out);

/* Work on another thread, when it is the seat's turn (bounds/workers.h), then an answer on the loop. `work` must touch only `job`; `done`
 * answers and frees it. */
struct call_job {
    struct call call; /* a copy, with a seat of its own */
    struct log_store *log;
    enum status
        status;     /* STATUS_OK once `work` has run, unless it says otherwise; `done` looks at it first */
    struct buf why; /* a sentence where the status' own does not do; empty is fine */
    struct seat_hold hold; /* where the seat ends meanwhile, the status is STATUS_UNAUTHORIZED */
    loop_cb work, done;
};
void call_start_job(const struct call *call, struct call_job *job, loop_cb work,
                    loop_cb done); /* takes job */
void call_job_clear(struct call_job *job);
/* Holds the call's seat for an answer that comes later; `end` is called when the seat ends before. False where the seat has as many as it may. */
bool call_hold_seat(const struct call *call, struct seat_hold *hold, enum budget_name budget,
                    void (*end)(struct seat_hold *, enum status, const char *));
void call_respond_busy(struct call *call, enum budget_name budget); /* that budget is used up */
/* An `end` for those that look at seat_hold_has_ended when their answer is there. */
void call_seat_has_ended(struct seat_hold *hold, enum status status, const char *text);

#endif

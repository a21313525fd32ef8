#include "api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/admin_access.h"
#include "api/answer_cache.h"
#include "api/event_streams.h"
#include "api/handlers.h"
#include "api/line.h"
#include "api/meeting_access.h"
#include "api/visits.h"
#include "base/mem.h"
#include "record/shelf.h"
#include "store/mails.h"

/* Who may make a call. */
enum access {
    ACCESS_ANYBODY,
    ACCESS_SEAT,       /* whoever has a seat in the draft that the path names */
    ACCESS_KEEPER,     /* secretariat or chair of that draft */
    ACCESS_ANY_KEEPER, /* secretariat or chair of any draft */
    ACCESS_PERSON,     /* whoever is in the meeting that the path names */
    ACCESS_MEETING,    /* secretariat or chair of that meeting */
    ACCESS_NODE,       /* another server of the cluster, for itself; to others it is not there */
    ACCESS_ADMIN,      /* whoever runs the server, by a token of their own; no seat */
};

/* How large a body may be, bytes; the setting max_body bounds all. It is judged before any of the body is kept. */
#define NONE    0
#define SMALL   16384  /* a token, a name */
#define MESSAGE 327680 /* what a WebSocket takes, with its quotation marks escaped */
#define LIST    65536  /* a hundred people */
#define IMAGE   MEETING_LOGO_BYTES
#define TEXT    SIZE_MAX /* a whole draft */

#define ID "*"

/* "*" stands for one id. */
static const struct route {
    const char *method;
    const char *path[API_SEGMENTS];
    enum access access;
    size_t max_body;
    void (*handle)(struct call *);
} routes[] = {
    {"POST", {"api", "session"}, ACCESS_ANYBODY, SMALL, handle_session_create},
    {"DELETE", {"api", "session"}, ACCESS_ANYBODY, NONE, handle_session_end},
    {"GET", {"api", "login"}, ACCESS_ANYBODY, NONE, handle_login},
    {"GET", {"api", "login", "start"}, ACCESS_ANYBODY, NONE, handle_login_start},
    {"GET", {"api", "login", "callback"}, ACCESS_ANYBODY, NONE, handle_login_callback},
    {"POST", {"api", "login", "backchannel"}, ACCESS_ANYBODY, (size_t)2 * SMALL, handle_login_backchannel},
    {"POST", {"api", "login", "asks"}, ACCESS_ANYBODY, SMALL, handle_ask},
    {"POST", {"api", "line"}, ACCESS_ANYBODY, MESSAGE, handle_line},
    {"GET", {"api", "drafts"}, ACCESS_ANYBODY, NONE, handle_drafts_list},
    {"POST", {"api", "drafts"}, ACCESS_ANY_KEEPER, TEXT, handle_draft_create},
    {"POST", {"api", "outline"}, ACCESS_ANY_KEEPER, TEXT, handle_outline},
    {"GET", {"api", "drafts", ID}, ACCESS_SEAT, NONE, handle_snapshot},
    {"GET", {"api", "drafts", ID, "ops"}, ACCESS_SEAT, NONE, handle_ops},
    {"GET", {"api", "drafts", ID, "events"}, ACCESS_SEAT, NONE, handle_events},
    {"GET", {"api", "drafts", ID, "export"}, ACCESS_SEAT, NONE, handle_export},
    {"GET", {"api", "drafts", ID, "compare"}, ACCESS_SEAT, NONE, handle_compare},
    {"GET", {"api", "drafts", ID, "blame"}, ACCESS_SEAT, NONE, handle_blame},
    {"GET", {"api", "drafts", ID, "items", ID, "history"}, ACCESS_SEAT, NONE, handle_history},
    {"GET", {"api", "drafts", ID, "minutes"}, ACCESS_SEAT, NONE, handle_minutes},
    {"GET", {"api", "drafts", ID, "follow-up"}, ACCESS_SEAT, NONE, handle_follow_up},
    {"POST", {"api", "drafts", ID, "follow-up"}, ACCESS_SEAT, MESSAGE, handle_follow_up_set},
    {"GET", {"api", "drafts", ID, "search"}, ACCESS_SEAT, NONE, handle_search},
    {"GET", {"api", "drafts", ID, "versions"}, ACCESS_SEAT, NONE, handle_versions},
    {"POST", {"api", "drafts", ID, "word"}, ACCESS_SEAT, TEXT, handle_word},
    {"GET", {"api", "key"}, ACCESS_ANYBODY, NONE, handle_key},
    {"GET", {"api", "drafts", ID, "checkpoint"}, ACCESS_SEAT, NONE, handle_checkpoint},
    {"GET", {"api", "drafts", ID, "receipt"}, ACCESS_SEAT, NONE, handle_receipt},
    {"GET", {"api", "drafts", ID, "bundle"}, ACCESS_SEAT, NONE, handle_bundle},
    {"GET", {"api", "drafts", ID, "cosigning"}, ACCESS_SEAT, NONE, handle_cosigning},
    {"POST", {"api", "drafts", ID, "cosigning"}, ACCESS_SEAT, SMALL, handle_cosign},
    {"GET", {"api", "drafts", ID, "invitations"}, ACCESS_KEEPER, NONE, handle_invitations_list},
    {"POST", {"api", "drafts", ID, "invitations"}, ACCESS_KEEPER, SMALL, handle_invitation_create},
    {"DELETE", {"api", "drafts", ID, "invitations", ID}, ACCESS_SEAT, NONE, handle_invitation_revoke},
    {"POST",
     {"api", "drafts", ID, "invitations", ID, "confirm"},
     ACCESS_SEAT,
     NONE,
     handle_invitation_confirm},
    {"GET", {"api", "meetings"}, ACCESS_ANYBODY, NONE, handle_meetings_list},
    {"POST", {"api", "meetings"}, ACCESS_ANY_KEEPER, LIST, handle_meeting_create},
    {"GET", {"api", "meetings", ID}, ACCESS_PERSON, NONE, handle_meeting},
    {"PATCH", {"api", "meetings", ID}, ACCESS_MEETING, LIST, handle_meeting_change},
    {"POST", {"api", "meetings", ID, "archive"}, ACCESS_MEETING, SMALL, handle_meeting_archive},
    {"POST", {"api", "meetings", ID, "chair"}, ACCESS_MEETING, SMALL, handle_chair_hand_over},
    {"GET", {"api", "meetings", ID, "logo"}, ACCESS_PERSON, NONE, handle_meeting_logo},
    {"PUT", {"api", "meetings", ID, "logo"}, ACCESS_MEETING, IMAGE, handle_meeting_logo_put},
    {"DELETE", {"api", "meetings", ID, "logo"}, ACCESS_MEETING, NONE, handle_meeting_logo_remove},
    {"GET", {"api", "meetings", ID, "room"}, ACCESS_PERSON, NONE, handle_room},
    {"POST", {"api", "meetings", ID, "drafts"}, ACCESS_MEETING, TEXT, handle_draft_create},
    {"POST", {"api", "meetings", ID, "agenda"}, ACCESS_MEETING, SMALL, handle_agenda_put},
    {"PUT", {"api", "meetings", ID, "agenda"}, ACCESS_MEETING, SMALL, handle_agenda_order},
    {"DELETE", {"api", "meetings", ID, "agenda", ID}, ACCESS_MEETING, NONE, handle_agenda_drop},
    {"GET", {"api", "meetings", ID, "people"}, ACCESS_MEETING, NONE, handle_people_list},
    {"POST", {"api", "meetings", ID, "people"}, ACCESS_MEETING, LIST, handle_people_invite},
    {"POST", {"api", "meetings", ID, "roster"}, ACCESS_MEETING, LIST, handle_people_read},
    {"PATCH", {"api", "meetings", ID, "people", ID}, ACCESS_MEETING, SMALL, handle_person_change},
    {"DELETE", {"api", "meetings", ID, "people", ID}, ACCESS_MEETING, NONE, handle_person_revoke},
    {"PUT",
     {"api", "meetings", ID, "people", ID, "exception"},
     ACCESS_MEETING,
     SMALL,
     handle_person_exception},
    {"POST", {"api", "meetings", ID, "people", ID, "link"}, ACCESS_MEETING, SMALL, handle_person_link},
    {"POST", {"api", "admin", "session"}, ACCESS_ANYBODY, SMALL, handle_admin_enter},
    {"DELETE", {"api", "admin", "session"}, ACCESS_ADMIN, NONE, handle_admin_leave},
    {"GET", {"api", "admin"}, ACCESS_ADMIN, NONE, handle_admin_overview},
    {"GET", {"api", "admin", "drafts"}, ACCESS_ADMIN, NONE, handle_admin_drafts},
    {"POST", {"api", "admin", "drafts", ID}, ACCESS_ADMIN, SMALL, handle_admin_draft},
    {"POST", {"api", "admin", "meetings", ID}, ACCESS_ADMIN, SMALL, handle_admin_meeting},
    {"GET", {"api", "admin", "connections"}, ACCESS_ADMIN, NONE, handle_admin_connections},
    {"GET", {"api", "node", "room"}, ACCESS_NODE, NONE, handle_node_room},
    {"GET", {"api", "admin", "hooks"}, ACCESS_ADMIN, NONE, handle_admin_hooks},
    {"POST", {"api", "admin", "hooks", ID}, ACCESS_ADMIN, SMALL, handle_admin_hook},
    {"GET", {"api", "admin", "log"}, ACCESS_ADMIN, NONE, handle_admin_log},
    {"GET", {"api", "admin", "log", "signed"}, ACCESS_ADMIN, NONE, handle_admin_signed_log},
    {"GET", {"api", "admin", "person"}, ACCESS_ADMIN, NONE, handle_admin_person},
    {"POST", {"api", "admin", "erase"}, ACCESS_ADMIN, SMALL, handle_admin_erase},
    {"GET", {"api", "admin", "settings"}, ACCESS_ADMIN, NONE, handle_admin_settings},
    {"POST", {"api", "admin", "reload"}, ACCESS_ADMIN, NONE, handle_admin_reload},
    {"GET", {"api", "meetings", ID, "asks"}, ACCESS_MEETING, NONE, handle_asks_list},
    {"POST", {"api", "meetings", ID, "asks", ID}, ACCESS_MEETING, SMALL, handle_ask_admit},
    {"DELETE", {"api", "meetings", ID, "asks", ID}, ACCESS_MEETING, NONE, handle_ask_refuse},
    {"GET", {"api", "unsubscribe", ID, ID}, ACCESS_ANYBODY, NONE, handle_unsubscribe_ask},
    {"POST", {"api", "unsubscribe", ID, ID}, ACCESS_ANYBODY, SMALL, handle_unsubscribe},
    {"GET", {"api", "meetings", ID, "mail"}, ACCESS_MEETING, NONE, handle_meeting_mail},
    {"GET", {"api", "notices"}, ACCESS_ANYBODY, NONE, handle_notices},
    {"POST", {"api", "notices", "read"}, ACCESS_ANYBODY, SMALL, handle_notices_read},
    {"PUT", {"api", "notices", "settings"}, ACCESS_ANYBODY, SMALL, handle_notices_settings},
    {"GET", {"healthz"}, ACCESS_ANYBODY, NONE, handle_health},
    {"GET", {".well-known", "security.txt"}, ACCESS_ANYBODY, NONE, handle_security_contact},
    {"GET", {"readyz"}, ACCESS_ANYBODY, NONE, handle_ready},
    {"GET", {"metrics"}, ACCESS_ANYBODY, NONE, handle_metrics},
};

/* ---- records are read on while drafts are written, so that whoever asks first need not wait ---- */

struct reading_on {
    struct shelf *shelf;
    struct log_store *log;
    char draft[ID_BYTES];
    uint64_t seq;
};

static void work_read_on(void *context)
{
    struct reading_on *reading = context;
    shelf_read_on(reading->shelf, reading->log, reading->draft, reading->seq);
}

/* The snapshot waits for its commit still, and so may the ops up to it: then this reads nothing, and the next one all. */
static void read_on(void *context, const char *draft, uint64_t seq)
{
    struct api *api = context;
    struct reading_on *reading = mem_zero(1, sizeof *reading);
    *reading = (struct reading_on){.shelf = api->shelf, .log = api->settings.service->log, .seq = seq};
    snprintf(reading->draft, sizeof reading->draft, "%s", draft);
    workers_add(api->settings.service->workers, "record", work_read_on, free, reading);
}

static struct shelf *open_shelf(const struct api_settings *settings)
{
    struct buf dir = BUF_EMPTY;
    buf_format(&dir, "%s/records", settings->data_dir);
    struct shelf *shelf = shelf_create(dir.bytes, settings->service->limits.record_bytes);
    buf_clear(&dir);
    return shelf;
}

struct api *api_create(const struct api_settings *settings)
{
    struct api *api = mem_zero(1, sizeof *api);
    api->settings = *settings;
    api->started_at = loop_now_ms();
    api->answers = answer_cache_create(settings->service->workers, settings->service->limits.cache_bytes);
    api->shelf = open_shelf(settings);
    settings->service->snapshot_kept = (struct snapshot_kept){read_on, api};
    api->neighbours = neighbours_create(&settings->nodes, settings->service->workers);
    api->visits = visits_create();
    api->lines = lines_create(settings->service);
    api->events = event_streams_create(settings->service);
    return api;
}

void api_destroy(struct api *api)
{
    lines_destroy(api->lines);
    event_streams_destroy(api->events);
    answer_cache_destroy(api->answers);
    visits_destroy(api->visits);
    neighbours_destroy(api->neighbours);
    shelf_destroy(api->shelf);
    free(api);
}

void api_note_ops(struct api *api, const char *draft)
{
    event_streams_note(api->events, draft);
}

void api_stop(struct api *api)
{
    event_streams_stop(api->events);
    neighbours_stop(api->neighbours);
}

bool call_sends_mail(const struct call *call)
{
    const struct api_settings *settings = &call->api->settings;
    return mails_are_sent(call->people, settings->mails, settings->shared);
}

void api_watch_listener(struct api *api, const struct listener *listener)
{
    api->listener = listener;
}

/* An origin is scheme://host[:port]. Ours is the one the request was sent to; behind a proxy that speaks TLS for us, it has to be configured. */
bool api_origin_allowed(const struct api *api, const char *origin, const char *host)
{
    const char *scheme = api->settings.tls ? "https://" : "http://";
    if (!origin)
        return true;
    for (size_t i = 0; i < api->settings.origin_count; i++)
        if (strcasecmp(api->settings.origins[i], origin) == 0)
            return true;
    return host && strncasecmp(origin, scheme, strlen(scheme)) == 0 &&
           strcasecmp(origin + strlen(scheme), host) == 0;
}

/* Cookies travel over TLS alone as soon as people reach us that way. */
bool api_is_secure(const struct api *api)
{
    const char *url = api->settings.public_url;
    return api->settings.tls || (url && strncasecmp(url, "https://", 8) == 0);
}

static bool path_matches(const struct route *route, const struct call *call)
{
    for (size_t i = 0; i < API_SEGMENTS; i++) {
        if (!route->path[i])
            return i == call->segment_count;
        if (i >= call->segment_count)
            return false;
        bool any_id = strcmp(route->path[i], ID) == 0;
        if (any_id ? !id_valid(call->segments[i]) : strcmp(route->path[i], call->segments[i]) != 0)
            return false;
    }
    return call->segment_count == API_SEGMENTS;
}

static enum status check_access(struct call *call, enum access access)
{
    if (access == ACCESS_ANYBODY)
        return STATUS_OK;
    if (access == ACCESS_ANY_KEEPER)
        return call_find_keeper(call);
    if (access == ACCESS_NODE)
        return http_is_from_node(call->request) ? STATUS_OK : STATUS_NOT_FOUND;
    if (access == ACCESS_ADMIN)
        return call->act ? call_know_admin(call) : call_find_admin(call);
    bool of_meeting = access == ACCESS_PERSON || access == ACCESS_MEETING;
    enum status status =
        of_meeting ? call_find_person(call, call->segments[2]) : call_find_seat(call, call->segments[2]);
    if (status == STATUS_OK && (access == ACCESS_KEEPER || access == ACCESS_MEETING) &&
        call->role != ROLE_SECRETARIAT && call->role != ROLE_CHAIR)
        status = STATUS_FORBIDDEN;
    return status;
}

/* The route, or why there is none: unknown path or wrong method. */
static const struct route *find_route(const struct call *call, enum status *status)
{
    *status = STATUS_NOT_FOUND;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!path_matches(&routes[i], call))
            continue;
        if (strcmp(routes[i].method, http_method(call->request)) == 0)
            return &routes[i];
        *status = STATUS_BAD_METHOD;
    }
    return NULL;
}

static bool changes_something(const struct http_request *request)
{
    return strcmp(http_method(request), "GET") != 0;
}

static bool origin_allowed(const struct call *call)
{
    const struct http_request *request = call->request;
    return !changes_something(request) ||
           api_origin_allowed(call->api, http_header(request, "origin"), http_header(request, "host"));
}

/* The route and whether the caller may go it: the same from the head alone as with the body. NULL where there is no route. */
static const struct route *judge(struct call *call, enum status *status)
{
    const struct route *route = NULL;
    *status = STATUS_NOT_FOUND;
    if (path_split(http_path(call->request), call->segments, &call->segment_count))
        route = find_route(call, status);
    if (route)
        *status = origin_allowed(call) ? check_access(call, route->access) : STATUS_BAD_ORIGIN;
    call->route = route;
    return route;
}

enum status call_judge_again(struct call *call)
{
    return check_access(call, call->route->access);
}

static struct call call_of(struct api *api, struct http_request *request)
{
    struct service *service = api->settings.service;
    return (struct call){.api = api, .service = service, .people = service->people, .request = request};
}

enum status api_judge(void *context, struct http_request *request, size_t *max_body)
{
    struct api *api = context;
    struct call call = call_of(api, request);
    enum status status;
    const struct route *route = judge(&call, &status);
    *max_body = route ? route->max_body : 0;
    if (*max_body == MESSAGE && !call_is_known(&call))
        *max_body = SMALL; /* a hello; as for a WebSocket, nobody knows whose it is */
    seat_clear(&call.seat);
    return status;
}

void api_handle(void *context, struct http_request *request)
{
    struct api *api = context;
    struct call call = call_of(api, request);
    enum status status;
    const struct route *route = judge(&call, &status);
    if (route && status == STATUS_OK)
        route->handle(&call);
    else if (route || status == STATUS_BAD_METHOD || changes_something(request) ||
             strcmp(call.segments[0], "api") == 0 || !api->settings.assets ||
             !assets_respond(api->settings.assets, request))
        call_respond_error(&call, status, NULL);
    seat_clear(&call.seat);
}

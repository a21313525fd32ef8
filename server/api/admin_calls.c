/* /api/admin: what whoever runs the server sees. What they do is in admin_act_calls.c. */
#include "api/act.h"
#include "api/admin_access.h"
#include "api/handlers.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

#include "api/neighbours.h"
#include "api/places.h"
#include "base/json_write.h"
#include "base/map.h"
#include "base/mem.h"
#include "bounds/workers.h"
#include "host/host_view.h"
#include "net/certificate.h"
#include "proof/signed_audit.h"
#include "store/admin_keys.h"
#include "store/data_folder.h"

#define CONNECTIONS_MAX 1000 /* people in drafts that one answer tells of */

/* ---- in and out ---- */

static void respond(struct call *call, enum status status, struct buf *out)
{
    if (status == STATUS_OK) {
        call_respond_json(call, 200, out);
        return;
    }
    buf_clear(out);
    call_respond_error(call, status, NULL);
}

static void respond_with_cookie(struct call *call, const char *cookie, int64_t seconds)
{
    struct buf header = BUF_EMPTY;
    buf_format(&header, "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
               call_admin_cookie_name(call), cookie, (long long)seconds,
               api_is_secure(call->api) ? "; Secure" : "");
    struct http_field fields[] = {{"set-cookie", header.bytes}};
    struct http_answer answer = {
        .status = 200, .type = "application/json; charset=utf-8", .fields = fields, .field_count = 1};
    call_respond(call, &answer, "{}", 2);
    buf_clear(&header);
}

static void note_refused(const struct call *call, const char *subject, const char *other)
{
    (void)subject;
    (void)other;
    call_note_refused_admin(call);
}

static void act_enter(struct call *call, void *body)
{
    char cookie[PEOPLE_SECRET_BYTES];
    const char *token = json_get_string(json_root(body), "token");
    enum status status =
        token ? admin_cookie_add(call->people, token, loop_now_ms(), cookie) : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK) {
        respond_with_cookie(call, cookie, ADMIN_COOKIE_MS / 1000);
        return;
    }
    if (status == STATUS_UNAUTHORIZED)
        call_afterwards(call, note_refused, NULL, NULL);
    call_respond_error(call, status,
                       status == STATUS_UNAUTHORIZED
                           ? "That is no administrator's token; plenaria admin token makes one."
                           : NULL);
}

void handle_admin_enter(struct call *call)
{
    if (call_may_try_admin(call))
        call_act_with_body(call, act_enter);
    else
        call_respond_error(call, STATUS_LIMIT, NULL);
}

static void act_leave(struct call *call, void *unused)
{
    char cookie[128];
    enum status status = STATUS_OK;
    (void)unused;
    if (call_admin_cookie(call, cookie, sizeof cookie))
        status = admin_cookie_end(call->people, cookie);
    if (status == STATUS_OK)
        respond_with_cookie(call, "", 0);
    else
        call_respond_error(call, status, NULL);
}

void handle_admin_leave(struct call *call)
{
    call_act(call, act_leave, NULL, NULL);
}

/* ---- the overview ---- */

static bool write_last(void *context, const struct audit_entry *entry)
{
    struct buf *out = context;
    buf_format(out, ",\"backup\":{\"at\":%lld,\"file\":", (long long)entry->at);
    json_write_string(out, entry->target);
    buf_char(out, '}');
    return false;
}

static bool write_end(void *context, const struct audit_entry *entry)
{
    struct buf *out = context;
    char hash[SHA256_HEX + 1];
    sha256_hex(&entry->hash, hash);
    buf_format(out, ",\"log\":{\"entries\":%llu,\"hash\":\"%s\"}", (unsigned long long)entry->number, hash);
    return false;
}

static void write_disk(const struct api_settings *settings, struct buf *out)
{
    struct data_folder_sizes sizes;
    struct statvfs disk;
    data_folder_measure(settings->data_dir, &sizes);
    buf_format(out, ",\"disk\":{\"database\":%llu,\"waiting\":%llu,\"most\":%llu",
               (unsigned long long)sizes.database_bytes, (unsigned long long)sizes.wal_bytes,
               (unsigned long long)settings->max_database_bytes);
    if (statvfs(settings->data_dir, &disk) == 0)
        buf_format(out, ",\"free\":%llu",
                   (unsigned long long)disk.f_bavail * (unsigned long long)disk.f_frsize);
    buf_char(out, '}');
}

/* The most that it had at once, and what is allocated now. */
static void write_memory(struct buf *out)
{
    struct rusage usage;
    struct mallinfo2 heap = mallinfo2();
    buf_format(out, ",\"memory\":{\"allocated\":%llu",
               (unsigned long long)heap.uordblks + (unsigned long long)heap.hblkhd);
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        buf_format(out, ",\"highest\":%llu", (unsigned long long)usage.ru_maxrss * 1024);
    buf_char(out, '}');
}

static void write_traffic(const struct call *call, struct buf *out)
{
    const struct service *service = call->service;
    struct listener_stats stats = {0};
    if (call->api->listener)
        listener_stats(call->api->listener, &stats);
    buf_format(out, ",\"connections\":{\"all\":%zu,\"sockets\":%zu", stats.connections, stats.sockets);
    for (int role = 0; role < ROLE_COUNT; role++)
        buf_format(out, ",\"%s\":%llu", role_name((enum role)role),
                   (unsigned long long)service->metrics.connections[role]);
    buf_format(
        out, "},\"queue\":%llu,\"work\":%llu,\"loaded\":%llu,\"ops\":%llu",
        (unsigned long long)service->backlog.bytes, (unsigned long long)workers_waiting(service->workers),
        (unsigned long long)service->metrics.drafts_loaded, (unsigned long long)service->metrics.ops_total);
}

void handle_admin_overview(struct call *call)
{
    const struct api_settings *settings = &call->api->settings;
    struct people *people = call->people;
    struct buf out = BUF_EMPTY;
    int64_t ends = 0;
    buf_format(&out, "{\"now\":%lld,\"by\":", (long long)loop_now_ms());
    json_write_string(&out, call->seat.participant);
    json_write_time(&out, "started", call->api->started_at);
    write_traffic(call, &out);
    write_memory(&out);
    write_disk(settings, &out);
    if (settings->certificate && certificate_end(settings->certificate, &ends) == STATUS_OK)
        json_write_time(&out, "certificate", ends);
    enum status status =
        audit_list(people, &(struct audit_filter){.act = "backup.write", .most = 1}, write_last, &out);
    if (status == STATUS_OK)
        status = audit_list(people, &(struct audit_filter){.most = 1}, write_end, &out);
    buf_text(&out, ",\"meetings\":");
    if (status == STATUS_OK)
        status = host_write_meetings(people, &out);
    buf_text(&out, ",\"hooks\":");
    if (status == STATUS_OK)
        status = host_write_hooks(people, &out);
    buf_text(&out, ",\"tokens\":");
    if (status == STATUS_OK)
        status = host_write_tokens(people, &out);
    buf_char(&out, '}');
    respond(call, status, &out);
}

/* ---- the log, a person, settings ---- */

static bool read_number(const struct call *call, const char *name, uint64_t *out)
{
    const char *text = http_query(call->request, name);
    char *end = NULL;
    *out = 0;
    if (!text)
        return true;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *out <= JSON_MAX_INTEGER;
}

/* GET /api/admin/log?act=&by=&meeting=&draft=&about=&since=&before=&most= */
void handle_admin_log(struct call *call)
{
    uint64_t since, before, most;
    struct buf out = BUF_EMPTY;
    if (!read_number(call, "since", &since) || !read_number(call, "before", &before) ||
        !read_number(call, "most", &most)) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "since, before and most are numbers.");
        return;
    }
    struct audit_filter filter = {.act = http_query(call->request, "act"),
                                  .by = http_query(call->request, "by"),
                                  .meeting = http_query(call->request, "meeting"),
                                  .draft = http_query(call->request, "draft"),
                                  .about = http_query(call->request, "about"),
                                  .since = (int64_t)since,
                                  .before = before,
                                  .most = most ? most : 100};
    buf_text(&out, "{\"log\":");
    enum status status = host_write_log(call->people, &filter, &out);
    buf_char(&out, '}');
    respond(call, status, &out);
}

/* GET /api/admin/log/signed: how far it goes, as a signed note */
void handle_admin_signed_log(struct call *call)
{
    struct buf note = BUF_EMPTY;
    const struct note_signer *signer = signing_keys_current(call->api->settings.keys);
    enum status status = signed_audit_write(call->people, signer, loop_now_ms(), &note);
    const struct http_field fields[] = {{"content-disposition", "attachment; filename=\"audit.note\""}};
    const struct http_answer answer = {
        .status = 200, .type = "text/plain; charset=utf-8", .fields = fields, .field_count = 1};
    if (status == STATUS_OK)
        http_respond_bytes(call->request, &answer, note.bytes, note.len);
    else
        call_respond_error(call, status, NULL);
    buf_clear(&note);
}

/* GET /api/admin/person?who=: an id or an e-mail address */
static void act_export_person(struct call *call, void *unused)
{
    struct buf out = BUF_EMPTY;
    const char *who = http_query(call->request, "who");
    struct audit_entry entry = {
        .at = loop_now_ms(), .act = "person.export", .by = call->seat.participant, .personal = who};
    (void)unused;
    enum status status = who ? host_write_person(call->people, who, &out) : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK)
        status = audit_note_alone(call->people, &entry, 0);
    respond(call, status, &out);
}

void handle_admin_person(struct call *call)
{
    call_act(call, act_export_person, NULL, NULL);
}

void handle_admin_settings(struct call *call)
{
    const struct api_host *host = &call->api->settings.host;
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"settings\":");
    host->write_settings(host->context, &out);
    buf_char(&out, '}');
    respond(call, STATUS_OK, &out);
}

/* ---- who is connected where ---- */

struct connections {
    struct call call; /* a copy; an administrator has no seat */
    struct places places;
    enum status status;
    struct buf out;
};

static bool write_who(void *context, const struct invitation_holding *invitation)
{
    struct buf *out = context;
    buf_text(out, ",\"name\":");
    json_write_string(out, invitation->name);
    if (invitation->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, invitation->delegation);
    }
    return false;
}

static void write_connected(void *context, const struct place *one)
{
    struct connections *connections = context;
    struct buf *out = &connections->out;
    if (connections->status != STATUS_OK)
        return;
    json_write_comma(out);
    buf_format(out, "{\"draft\":\"%s\",\"participant\":\"%s\",\"connections\":%llu", one->draft,
               one->participant, (unsigned long long)one->connections);
    connections->status = holdings_person(connections->call.people, one->participant, write_who, out);
    buf_char(out, '}');
}

static void write_node(void *context, const char *name, bool silent, uint64_t count)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_text(out, "{\"node\":");
    json_write_string(out, name);
    if (silent)
        buf_text(out, ",\"connections\":null}");
    else
        buf_format(out, ",\"connections\":%llu}", (unsigned long long)count);
}

static void write_nodes(struct connections *connections)
{
    const struct api *api = connections->call.api;
    buf_text(&connections->out, "],\"nodes\":[");
    write_node(&connections->out, api->settings.nodes.name, false, connections->places.all);
    neighbours_each(api->neighbours, write_node, &connections->out);
}

static void answer_connections(void *context)
{
    struct connections *connections = context;
    struct places *places = &connections->places;
    const struct api *api = connections->call.api;
    service_each_in_room(connections->call.service, places_count, places);
    const uint64_t here = places->all;
    neighbours_each_place(api->neighbours, places_add, places);
    places->all = here;
    buf_text(&connections->out, "{\"connections\":[");
    places_each(places, write_connected, connections);
    if (*api->settings.nodes.secret)
        write_nodes(connections);
    places_clear(places);
    buf_text(&connections->out, "]}");
    respond(&connections->call, connections->status, &connections->out);
    free(connections);
}

/* GET /api/admin/connections: at most CONNECTIONS_MAX people, of all servers */
void handle_admin_connections(struct call *call)
{
    struct connections *connections = mem_zero(1, sizeof *connections);
    connections->call = *call;
    connections->places.most = CONNECTIONS_MAX;
    neighbours_ask(call->api->neighbours, answer_connections, connections);
}

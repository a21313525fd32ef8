/* /api/login: signing in with the login of the institution, by OpenID Connect (login/provider.h) or by what a trusted proxy says.
 *
 *   GET start ──► provider ──► GET callback ──► the page where it began, with a cookie of ours
 *     │             (the attempt waits in a sealed cookie of the browser)        ▲
 *     └── proxy_user_header is there, and the proxy's secret or its socket ──────┘
 *
 * What goes wrong sends the browser to /login?problem=CODE, where the page puts it into words. What a provider said that it should not have said is for the
 * log of the host, never for whoever asked. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/login.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "login/provider.h"
#include "net/header_value.h"
#include "outbound/errands.h"
#include "people/roster.h"
#include "store/asks.h"
#include "store/logins.h"

#define ATTEMPT_SLOTS 8 /* sign-ins of one browser that can be under way */
#define MOST_CODE     4096
#define MOST_ID_TOKEN 8192 /* beyond it none is kept to end the session with */

static const struct login_ways *ways_of(const struct call *call)
{
    return &call->api->settings.login;
}

bool api_has_login(const struct api *api)
{
    return api->settings.login.provider || api->settings.login.proxy_header;
}

/* ---- answers ---- */

static void redirect(struct call *call, const char *location, const struct buf cookies[2])
{
    struct http_field fields[3] = {{"location", location}};
    size_t count = 1;
    for (size_t i = 0; i < 2; i++)
        if (cookies[i].len)
            fields[count++] = (struct http_field){"set-cookie", cookies[i].bytes};
    struct http_answer answer = {.status = 303, .fields = fields, .field_count = count};
    call_respond(call, &answer, "", 0);
}

/* The attempt's cookie comes back from elsewhere, so it is Lax, unlike the one that opens seats. A browser may sign in in several windows. */
static void write_attempt_name(const struct call *call, const char *state, struct buf *out)
{
    buf_format(out, "%s-login-%u", api_cookie_name(call->api), (unsigned char)state[0] % ATTEMPT_SLOTS);
}

static void write_attempt_cookie(const struct call *call, const char *state, const char *value, int seconds,
                                 struct buf *out)
{
    write_attempt_name(call, state, out);
    buf_format(out, "=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s", value, seconds,
               api_is_secure(call->api) ? "; Secure" : "");
}

static void send_to_problem(struct call *call, const char *problem, const char *back, const char *state)
{
    struct buf location = BUF_EMPTY, cookies[2] = {BUF_EMPTY, BUF_EMPTY};
    buf_format(&location, "/login?problem=%s", problem);
    if (back && strcmp(back, "/") != 0) {
        buf_text(&location, "&back=");
        fetch_escape(&location, back);
    }
    if (state)
        write_attempt_cookie(call, state, "", 0, &cookies[0]);
    redirect(call, location.bytes, cookies);
    buf_clear(&location);
    buf_clear(&cookies[0]);
}

static const char *problem_of(enum status status)
{
    switch (status) {
    case STATUS_IO:
    case STATUS_STOPPING:
        return "unavailable";
    case STATUS_NOT_FOUND:
        return "no-address";
    case STATUS_FORBIDDEN:
        return "unverified";
    default:
        return "failed";
    }
}

/* ---- the end of every way in ---- */

/* In an act: signs the browser in and sends it where it came from. `old` is its cookie before, empty where it had none. */
static void sign_in(struct call *call, const struct login *login, const char *old, const char *nonce,
                    const char *back, const char *state)
{
    char cookie[PEOPLE_SECRET_BYTES];
    struct buf cookies[2] = {BUF_EMPTY, BUF_EMPTY};
    struct cookie_bounds bounds = call_cookie_bounds(call);
    int64_t now = loop_now_ms();
    enum status status = logins_begin(call->people, login, old, nonce, now, bounds, cookie);
    if (status != STATUS_OK) {
        diag(DIAG_WARNING, "a sign-in came to nothing: %s",
             status == STATUS_CONFLICT ? "it was used before" : status_message(status));
        send_to_problem(call, problem_of(status), back, state);
        return;
    }
    call_follow_cookie_afterwards(call, old, cookie);
    int64_t longer =
        ways_of(call)->lifetime_ms > bounds.lifetime_ms ? ways_of(call)->lifetime_ms : bounds.lifetime_ms;
    call_write_cookie(call, &cookies[0], cookie, longer / 1000);
    if (state)
        write_attempt_cookie(call, state, "", 0, &cookies[1]);
    redirect(call, back, cookies);
    buf_clear(&cookies[0]);
    buf_clear(&cookies[1]);
}

/* ---- work on a thread ---- */

struct sign_in_job {
    struct call call;
    struct attempt attempt;
    struct provider *provider;
    struct buf code, redirect, out, why; /* out: an address, or the ID token */
    struct identity identity;
    enum status status;
};

static struct sign_in_job *job_create(const struct call *call)
{
    struct sign_in_job *job = mem_zero(1, sizeof *job);
    job->call = *call;
    job->call.seat = (struct seat){0};
    job->provider = ways_of(call)->provider;
    job->status = STATUS_STOPPING; /* unless it is done */
    call_write_base_url(call, &job->redirect);
    buf_text(&job->redirect, "/api/login/callback");
    return job;
}

static void job_free(void *context)
{
    struct sign_in_job *job = context;
    if (job->status != STATUS_OK && job->why.len)
        diag(DIAG_WARNING, "signing in: %s", job->why.bytes);
    buf_clear(&job->code);
    buf_clear(&job->redirect);
    buf_clear(&job->out);
    buf_clear(&job->why);
    free(job);
}

static void job_start(struct sign_in_job *job, void (*work)(void *, struct fetcher *), loop_cb done)
{
    if (errands_add(ways_of(&job->call)->errands, work, done, job))
        return;
    done(job);
}

/* ---- start ---- */

static void ask_where(void *context, struct fetcher *fetcher)
{
    struct sign_in_job *job = context;
    job->status =
        provider_begin(job->provider, fetcher, &job->attempt, job->redirect.bytes, &job->out, &job->why);
}

static void send_there(void *context)
{
    struct sign_in_job *job = context;
    struct buf sealed = BUF_EMPTY, cookies[2] = {BUF_EMPTY, BUF_EMPTY};
    if (job->status == STATUS_OK) {
        attempt_seal(&job->attempt, &ways_of(&job->call)->key, &sealed);
        write_attempt_cookie(&job->call, job->attempt.state, sealed.bytes, ATTEMPT_MS / 1000, &cookies[0]);
        redirect(&job->call, job->out.bytes, cookies);
    } else {
        send_to_problem(&job->call, problem_of(job->status), job->attempt.back, NULL);
    }
    buf_clear(&sealed);
    buf_clear(&cookies[0]);
    job_free(job);
}

/* Whether our proxy has sent it: only it knows the secret, or can open the local socket where there is none. */
static bool is_from_proxy(const struct call *call)
{
    const char *secret = ways_of(call)->proxy_secret,
               *shown = http_header(call->request, "plenaria-proxy-secret");
    return secret ? shown && secrets_equal(shown, secret) : http_is_from_proxy(call->request);
}

static void act_sign_in_by_proxy(struct call *call, void *attempted)
{
    const struct attempt *attempt = attempted;
    const struct login_ways *ways = ways_of(call);
    const char *back = attempt->back;
    const char *email = http_header(call->request, ways->proxy_header);
    if (!is_from_proxy(call)) {
        diag(DIAG_WARNING, "somebody asks to sign in past the proxy");
        send_to_problem(call, "failed", back, NULL);
    } else if (!email || !email_valid(email)) {
        send_to_problem(call, "no-address", back, NULL);
    } else {
        struct login login = {.issuer = "proxy",
                              .subject = email,
                              .email = email,
                              .expires_at = loop_now_ms() + ways->lifetime_ms};
        sign_in(call, &login, attempt->cookie, NULL, back, NULL);
    }
}

void handle_login_start(struct call *call)
{
    char old[128] = "";
    const char *back = http_query(call->request, "back"),
               *site = http_header(call->request, "sec-fetch-site");
    struct attempt attempt;
    (void)call_cookie(call, old, sizeof old);
    attempt_begin(&attempt, old, back, loop_now_ms());
    if (!api_has_login(call->api)) {
        call_respond_error(call, STATUS_NOT_FOUND, "This server has no login of an institution.");
    } else if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        send_to_problem(call, "elsewhere", attempt.back, NULL); /* a page elsewhere signs nobody in unasked */
    } else if (!ways_of(call)->provider) {
        struct attempt *kept = mem_zero(1, sizeof *kept);
        *kept = attempt;
        call_act(call, act_sign_in_by_proxy, kept, free);
    } else {
        struct sign_in_job *job = job_create(call);
        job->attempt = attempt;
        job_start(job, ask_where, send_there);
    }
}

/* ---- callback ---- */

static bool find_attempt(const struct call *call, const char *state, struct attempt *out)
{
    struct buf name = BUF_EMPTY;
    write_attempt_name(call, state, &name);
    char *sealed = header_cookie(http_header(call->request, "cookie"), name.bytes);
    bool found = sealed && attempt_open(sealed, &ways_of(call)->key, loop_now_ms(), out) &&
                 secrets_equal(state, out->state);
    free(sealed);
    buf_clear(&name);
    return found;
}

static void change_code(void *context, struct fetcher *fetcher)
{
    struct sign_in_job *job = context;
    job->status = provider_end(job->provider, fetcher, &job->attempt, job->code.bytes, job->redirect.bytes,
                               &job->identity, &job->out, &job->why);
    if (job->status == STATUS_OK && !email_valid(job->identity.email)) {
        buf_text(&job->why, "The address that the provider names is none.");
        job->status = STATUS_NOT_FOUND;
    }
}

static void act_sign_in(struct call *call, void *context)
{
    const struct sign_in_job *job = context;
    const struct identity *who = &job->identity;
    if (job->status == STATUS_OK) {
        struct login login = {.issuer = who->issuer,
                              .subject = who->subject,
                              .session = *who->session ? who->session : NULL,
                              .email = who->email,
                              .name = *who->name ? who->name : NULL,
                              .id_token = job->out.len <= MOST_ID_TOKEN ? job->out.bytes : NULL,
                              .expires_at = loop_now_ms() + ways_of(call)->lifetime_ms};
        sign_in(call, &login, job->attempt.cookie, job->attempt.nonce, job->attempt.back, job->attempt.state);
    } else {
        send_to_problem(call, problem_of(job->status), job->attempt.back, job->attempt.state);
    }
}

static void end_sign_in(void *context)
{
    struct sign_in_job *job = context;
    call_act(&job->call, act_sign_in, job, job_free);
}

void handle_login_callback(struct call *call)
{
    struct attempt attempt;
    const char *state = http_query(call->request, "state"), *code = http_query(call->request, "code");
    if (!ways_of(call)->provider) {
        call_respond_error(call, STATUS_NOT_FOUND, "This server has no login of an institution.");
    } else if (!state || !*state || !find_attempt(call, state, &attempt)) {
        send_to_problem(call, "lost", NULL, NULL);
    } else if (!code || !*code || strlen(code) > MOST_CODE) {
        send_to_problem(call, http_query(call->request, "error") ? "denied" : "failed", attempt.back, state);
    } else {
        struct sign_in_job *job = job_create(call);
        job->attempt = attempt;
        buf_text(&job->code, code);
        job_start(job, change_code, end_sign_in);
    }
}

/* ---- the provider ends a login ---- */

static void judge_logout(void *context, struct fetcher *fetcher)
{
    struct sign_in_job *job = context;
    job->status = provider_judge_logout(job->provider, fetcher, job->code.bytes, &job->identity, &job->why);
}

static void act_end_logins(struct call *call, void *context)
{
    const struct sign_in_job *job = context;
    const struct identity *who = &job->identity;
    int ended = 0;
    enum status status = job->status;
    struct buf out = BUF_EMPTY;
    if (status == STATUS_OK)
        status = logins_end(call->people, who->issuer, *who->subject ? who->subject : NULL,
                            *who->session ? who->session : NULL, &ended);
    if (status == STATUS_OK) {
        call_close_cookies_afterwards(call);
        buf_text(&out, "{}");
        call_respond_json(call, 200, &out);
    } else {
        call_respond_error(call, status == STATUS_UNAUTHORIZED ? STATUS_BAD_MESSAGE : status,
                           status == STATUS_UNAUTHORIZED ? "The logout token is not good." : NULL);
    }
}

static void end_logins(void *context)
{
    struct sign_in_job *job = context;
    call_act(&job->call, act_end_logins, job, job_free);
}

/* A form of one field, whose value needs no decoding: a signed token has no character that a form escapes. */
void handle_login_backchannel(struct call *call)
{
    static const char name[] = "logout_token=";
    size_t len;
    const char *body = http_body(call->request, &len);
    const char *token = strncmp(body, name, sizeof name - 1) == 0 ? body + sizeof name - 1 : NULL;
    if (!ways_of(call)->provider || !token) {
        call_respond_error(call, STATUS_BAD_MESSAGE, "Send a logout_token.");
        return;
    }
    struct sign_in_job *job = job_create(call);
    buf_add(&job->code, token, strcspn(token, "&"));
    buf_text(&job->code, "");
    job_start(job, judge_logout, end_logins);
}

/* ---- who is signed in ---- */

struct found_login {
    char *email, *name, *id_token;
    int64_t expires_at;
};

static void take_login(void *context, const struct login *login)
{
    struct found_login *found = context;
    *found = (struct found_login){mem_copy_string(login->email), mem_copy_string(login->name),
                                  mem_copy_string(login->id_token), login->expires_at};
}

static void found_clear(struct found_login *found)
{
    free(found->email);
    free(found->name);
    free(found->id_token);
}

static enum status find_login(const struct call *call, struct found_login *found)
{
    char cookie[128];
    *found = (struct found_login){0};
    if (!call_cookie(call, cookie, sizeof cookie))
        return STATUS_NOT_FOUND;
    return logins_find(call->people, cookie, loop_now_ms(), take_login, found);
}

char *call_login_email(const struct call *call, char **name)
{
    struct found_login found;
    char *email = NULL;
    if (find_login(call, &found) == STATUS_OK) {
        email = mem_copy_string(found.email);
        if (name)
            *name = mem_copy_string(found.name);
    }
    found_clear(&found);
    return email;
}

void call_write_leave(const struct call *call, const char *cookie, struct buf *out)
{
    struct found_login found = {0};
    struct buf after = BUF_EMPTY;
    const struct login_ways *ways = ways_of(call);
    enum status status = ways->provider ? logins_find(call->people, cookie, loop_now_ms(), take_login, &found)
                                        : STATUS_NOT_FOUND;
    if (status == STATUS_OK) {
        call_write_base_url(call, &after);
        buf_char(&after, '/');
        provider_write_leave(ways->provider, found.id_token, after.bytes, out);
    }
    found_clear(&found);
    buf_clear(&after);
}

static bool write_ask(void *context, const struct ask_row *row)
{
    buf_format(context, ",\"ask\":\"%s\"", row->refused_at ? "refused" : "waits");
    return false;
}

static enum status write_login(struct call *call, const struct found_login *found, struct buf *out)
{
    bool clash = false;
    const char *meeting = http_query(call->request, "meeting");
    enum status status = logins_clash(call->people, found->email, &clash);
    buf_text(out, "{\"email\":");
    json_write_string(out, found->email);
    buf_text(out, ",\"name\":");
    json_write_string(out, found->name);
    json_write_time(out, "expires", found->expires_at);
    buf_text(out, ",\"clash\":");
    json_write_bool(out, clash);
    if (status == STATUS_OK && meeting)
        status = asks_list(call->people, meeting, NULL, found->email, write_ask, out);
    buf_char(out, '}');
    return status;
}

void handle_login(struct call *call)
{
    struct found_login found;
    struct buf out = BUF_EMPTY;
    enum status status = find_login(call, &found);
    buf_text(&out, "{\"login\":");
    json_write_bool(&out, api_has_login(call->api));
    buf_text(&out, ",\"institution\":");
    json_write_string(&out, ways_of(call)->name);
    buf_text(&out, ",\"you\":");
    if (status == STATUS_OK)
        status = write_login(call, &found, &out);
    else if (status == STATUS_NOT_FOUND)
        buf_text(&out, "null");
    buf_char(&out, '}');
    if (status == STATUS_OK || status == STATUS_NOT_FOUND) {
        call_respond_json(call, 200, &out);
    } else {
        buf_clear(&out);
        call_respond_error(call, status, NULL);
    }
    found_clear(&found);
}

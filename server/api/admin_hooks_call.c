/* GET /api/admin/hooks; POST /api/admin/hooks/NAME {"paused"} or {"replay": {"draft", "from"}}. */
#include "api/act.h"
#include "api/handlers.h"

#include "host/host_view.h"
#include "store/hooks.h"
#include "store/meetings.h"

void handle_admin_hooks(struct call *call)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"hooks\":");
    enum status status = host_write_hooks(call->people, &out);
    buf_char(&out, '}');
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
    } else {
        buf_clear(&out);
        call_respond_error(call, status, NULL);
    }
}

struct wish {
    const struct call *call;
    bool pauses, paused;
    const char *draft;
    uint64_t from;
};

static bool read_wish(const struct json *root, struct wish *out)
{
    const struct json *paused = json_get(root, "paused"), *replay = json_get(root, "replay");
    out->pauses = paused != NULL;
    out->draft = json_get_string(replay, "draft");
    if (out->pauses)
        return !replay && json_bool(paused, &out->paused);
    return out->draft && json_get_integer(replay, "from", &out->from) && out->from >= 1;
}

static enum status obey(void *context)
{
    const struct wish *wish = context;
    struct people *people = wish->call->people;
    const char *hook = wish->call->segments[3], *by = wish->call->seat.participant;
    return wish->pauses ? hooks_pause(people, hook, wish->paused, by, loop_now_ms(), NULL)
                        : hooks_replay(people, hook, wish->draft, wish->from, by, loop_now_ms());
}

static void look_at_hooks(const struct call *call, const char *subject, const char *other)
{
    const struct api_host *host = &call->api->settings.host;
    (void)subject;
    (void)other;
    host->look_at_hooks(host->context);
}

static void act_hook(struct call *call, void *body)
{
    struct wish wish = {.call = call};
    enum status status =
        read_wish(json_root(body), &wish) ? people_transact(call->people, obey, &wish) : STATUS_BAD_MESSAGE;
    if (status == STATUS_OK) {
        struct buf out = BUF_EMPTY;
        call_afterwards(call, look_at_hooks, NULL, NULL);
        buf_text(&out, "{}");
        call_respond_json(call, 200, &out);
    } else {
        call_respond_error(
            call, status,
            status == STATUS_CONFLICT ? "It is so already."
            : status == STATUS_BAD_MESSAGE
                ? "Say {paused: true or false}, or {replay: {draft, from}}, where from is a seq."
                : NULL);
    }
}

void handle_admin_hook(struct call *call)
{
    call_act_with_body(call, act_hook);
}

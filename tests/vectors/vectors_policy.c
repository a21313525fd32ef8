/* policy.json: who may do what with an item of which status. */
#include "draft/policy.h"
#include "vectors.h"

static const char *const actions[ACTION_COUNT] = {
    [ACTION_TEXT] = "text",       [ACTION_TRANSLATE] = "translate", [ACTION_STRUCTURE] = "structure",
    [ACTION_CARRY] = "carry",     [ACTION_STATUS] = "status",       [ACTION_DRAFT] = "draft",
    [ACTION_PROPOSE] = "propose", [ACTION_SUPPORT] = "support",     [ACTION_DECIDE] = "decide",
    [ACTION_COMMENT] = "comment",
};

static const char *const permissions[] = {
    [NEVER] = "never",
    [ALLOWED] = "allowed",
    [AS_PROPOSAL] = "proposal",
};

static void write_status(struct buf *out, enum action action, enum item_status status)
{
    buf_format(out, "%s      \"%s\": {", status ? ",\n" : "", item_status_name(status));
    for (int role = 0; role < ROLE_COUNT; role++)
        buf_format(out, "%s\"%s\": \"%s\"", role ? ", " : "", role_name((enum role)role),
                   permissions[policy_permission((enum role)role, action, status)]);
    buf_char(out, '}');
}

void vectors_policy(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"What each role may do, by action and by the status of the item "
                  "concerned. Where a role "
                  "may nothing even with an open item, it never may (forbidden); else a status forbids it "
                  "now (locked).\",\n"
                  "  \"permissions\": {\n");
    for (int action = 0; action < ACTION_COUNT; action++) {
        buf_format(out, "%s    \"%s\": {\n", action ? ",\n" : "", actions[action]);
        for (int status = 0; status < ITEM_STATUS_COUNT; status++)
            write_status(out, (enum action)action, (enum item_status)status);
        buf_text(out, "\n    }");
    }
    buf_text(out, "\n  }\n}\n");
}

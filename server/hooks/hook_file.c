#include "hooks/hook_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "draft/types.h"
#include "wire/json.h"

#define VALUES_MAX 10000

static bool is_a_name(const char *name)
{
    return name && id_valid(name) && strlen(name) < HOOK_NAME_BYTES;
}

static bool read_ids(const struct json *list, struct string_list *out)
{
    if (!list)
        return true;
    if (!json_is_array(list) || !json_count(list))
        return false;
    for (const struct json *one = json_first(list); one; one = json_after(one)) {
        const char *id = json_string(one);
        if (!id || !id_valid(id))
            return false;
        string_list_add(out, id);
    }
    return true;
}

static bool knows_all_members(const struct json *object)
{
    static const char *const names[] = {"name", "url", "secret_file", "drafts", "meetings", "closed"};
    for (const struct json *one = json_first(object); one; one = json_after(one)) {
        bool known = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            known = known || strcmp(json_name(one), names[i]) == 0;
        if (!known)
            return false;
    }
    return true;
}

static enum status read_secrets(const char *path, hook_secret_reader read, struct buf *why, struct hook *out)
{
    struct buf bytes = BUF_EMPTY;
    enum status status = read(path, &bytes);
    const char *line = bytes.bytes ? bytes.bytes : "";
    bool good = status == STATUS_OK;
    while (good && *line) {
        size_t len = strcspn(line, "\r\n");
        good = out->secret_count < HOOK_SECRETS && len >= HOOK_SECRET_LEAST;
        if (good)
            out->secrets[out->secret_count++] = mem_copy_bytes(line, len);
        line += len;
        line += strspn(line, "\r\n");
    }
    buf_clear(&bytes);
    if (good && out->secret_count)
        return STATUS_OK;
    buf_format(why,
               "The secret_file %s of hook %s cannot be used; write a secret of %d characters or more into "
               "its first line.",
               path, out->name, HOOK_SECRET_LEAST);
    return STATUS_USAGE;
}

static enum status read_hook(const struct json *object, hook_secret_reader read, struct buf *why,
                             struct hook *out)
{
    const char *name = json_get_string(object, "name"), *url = json_get_string(object, "url"),
               *secret_file = json_get_string(object, "secret_file");
    const struct json *closed = json_get(object, "closed");
    *out = (struct hook){.closed = false};
    if (!json_is_object(object) || !knows_all_members(object) || !is_a_name(name) || !url || !secret_file ||
        !read_ids(json_get(object, "drafts"), &out->drafts) ||
        !read_ids(json_get(object, "meetings"), &out->meetings) ||
        (closed && !json_bool(closed, &out->closed))) {
        buf_format(why,
                   "Write each hook into hook_file as {\"name\", \"url\", \"secret_file\"}, with \"drafts\", "
                   "\"meetings\" or \"closed\" where it needs them; look at %s.",
                   name ? name : "the one without a name");
        return STATUS_USAGE;
    }
    memcpy(out->name, name, strlen(name) + 1);
    out->url = mem_copy_string(url);
    return read_secrets(secret_file, read, why, out);
}

static bool is_taken(const struct hook_list *hooks, const char *name)
{
    for (size_t i = 0; i + 1 < hooks->count; i++)
        if (strcmp(hooks->all[i].name, name) == 0)
            return true;
    return false;
}

enum status hook_list_read(const struct buf *json, hook_secret_reader read, struct buf *why,
                           struct hook_list *out)
{
    struct json_doc *doc = json_parse(json->bytes ? json->bytes : "", json->len, VALUES_MAX);
    const struct json *root = doc ? json_root(doc) : NULL;
    enum status status = STATUS_OK;
    out->count = 0;
    if (!root || !json_is_array(root) || json_count(root) > HOOKS_MAX) {
        buf_format(why, "Write a JSON list of at most %d hooks into hook_file.", HOOKS_MAX);
        status = STATUS_USAGE;
    }
    for (const struct json *one = status == STATUS_OK ? json_first(root) : NULL; one && status == STATUS_OK;
         one = json_after(one)) {
        struct hook *hook = &out->all[out->count++];
        status = read_hook(one, read, why, hook);
        if (status == STATUS_OK && is_taken(out, hook->name)) {
            buf_format(why, "There are two hooks called %s; give each a name of its own.", hook->name);
            status = STATUS_USAGE;
        }
    }
    json_free(doc);
    return status;
}

void hook_list_clear(struct hook_list *hooks)
{
    for (size_t i = 0; i < hooks->count; i++) {
        struct hook *hook = &hooks->all[i];
        free(hook->url);
        for (size_t k = 0; k < hook->secret_count; k++)
            free(hook->secrets[k]);
        string_list_clear(&hook->drafts);
        string_list_clear(&hook->meetings);
    }
    hooks->count = 0;
}

bool hook_wants(const struct hook *hook, const struct hook_draft *draft)
{
    if (draft->closed && !hook->closed)
        return false;
    if (!hook->drafts.count && !hook->meetings.count)
        return true;
    return string_list_has(&hook->drafts, draft->id) ||
           (draft->meeting && string_list_has(&hook->meetings, draft->meeting));
}

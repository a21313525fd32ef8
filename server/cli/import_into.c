#include "cli/import_into.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/host_act.h"
#include "cli/read_file.h"
#include "convert/country.h"
#include "draft/state.h"
#include "load/word_base.h"
#include "store/log_sqlite.h"
#include "text/code.h"

#define WORD_MAX_BYTES (16u << 20)

struct into {
    const char *draft;
    bool preview;
    struct log_store *log;
    struct participant who;
    struct log_op *ops; /* what is to be stored */
    size_t count;
    size_t capacity;
};

static void keep_op(void *context, const struct op *op, const struct buf *bytes, const struct sha256 *hash)
{
    struct into *into = context;
    into->ops = mem_grow(into->ops, into->count, &into->capacity, sizeof *into->ops);
    into->ops[into->count++] = (struct log_op){
        .seq = op->seq, .bytes = mem_copy_bytes(bytes->bytes, bytes->len), .len = bytes->len, .hash = *hash};
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

static const struct participant *find_voice(const struct draft *draft, enum role role, const char *code)
{
    for (size_t i = 0; i < draft->participants.count; i++) {
        const struct participant *who = ((const struct person *)draft->participants.all[i])->who;
        if (who->role == role &&
            (role != ROLE_DELEGATION || (who->delegation && strcmp(who->delegation, code) == 0)))
            return who;
    }
    return NULL;
}

/* Chooses the participant of that role or delegation whom the draft knows already; where there is none,
 * makes a new one. */
static void choose_voice(struct into *into, const struct draft *draft, const char *as)
{
    enum role role = strcmp(as, "secretariat") == 0 ? ROLE_SECRETARIAT
                     : strcmp(as, "chair") == 0     ? ROLE_CHAIR
                                                    : ROLE_DELEGATION;
    char *code = code_normalise(as);
    const struct participant *known = find_voice(draft, role, code);
    if (known) {
        participant_copy(known, &into->who);
        free(code);
        return;
    }
    char id[17];
    random_id(id, sizeof id);
    const char *lang = draft->langs.count ? draft->langs.strings[0] : "es";
    into->who = (struct participant){.id = mem_copy_string(id), .role = role};
    into->who.name = mem_copy_string(role == ROLE_DELEGATION ? country_name(code, lang) : as);
    into->who.delegation = role == ROLE_DELEGATION ? mem_copy_string(code) : NULL;
    free(code);
}

static enum status carry_out(struct into *into, struct word_return *returned, const char *as, struct buf *why)
{
    struct loaded_draft loaded;
    struct load_request request = {.log = into->log, .draft = into->draft, .history = HISTORY_MIN_OPS};
    enum status status = draft_load(&request, &loaded, why);
    if (status != STATUS_OK)
        return status;
    choose_voice(into, loaded.draft, as);
    struct word_trial trial = {
        .loaded = &loaded, .who = &into->who, .now_ms = loop_now_ms(), .take = keep_op, .context = into};
    random_id(trial.client, 17);
    const struct sha256 head = loaded.head;
    word_trial_run(&trial, returned);
    if (into->count > 0)
        into->ops[0].before = head;
    if (into->count > 0 && !into->preview)
        into->log->ops->append(into->log, into->draft, into->ops[0].seq, into->ops, into->count, keep_status,
                               &status);
    loaded_draft_clear(&loaded);
    return status;
}

static int report(enum status status, const struct word_return *returned, const struct buf *why,
                  const char *path)
{
    struct buf out = BUF_EMPTY;
    if (status != STATUS_OK)
        return args_fail("%s: %s", path, why->len ? why->bytes : status_message(status));
    word_return_write_json(&out, returned);
    puts(out.bytes);
    buf_clear(&out);
    return EXIT_OK;
}

int import_into(const char *dir, const char *draft, const char *as, const char *path, bool preview)
{
    struct into into = {.draft = draft, .preview = preview};
    struct buf bytes = BUF_EMPTY, why = BUF_EMPTY;
    struct word_return *returned = NULL;
    struct log_sqlite_options options = {.dir = dir};
    enum status status = read_file(path, WORD_MAX_BYTES, &bytes);
    if (status == STATUS_IO) {
        buf_clear(&bytes);
        return args_fail("%s cannot be read: %s.", path, strerror(errno));
    }
    if (status == STATUS_OK)
        status = log_sqlite_open(&options, &why, &into.log);
    if (status == STATUS_OK)
        status = word_base_read(into.log, draft, bytes.bytes ? bytes.bytes : "", bytes.len, &returned, &why);
    if (status == STATUS_OK)
        status = carry_out(&into, returned, as, &why);
    int code = report(status, returned, &why, path);
    word_return_destroy(returned);
    if (into.log)
        into.log->ops->destroy(into.log);
    if (code == EXIT_OK && !preview)
        host_act_note(dir, "draft.word", draft, NULL);
    for (size_t i = 0; i < into.count; i++)
        free((char *)(uintptr_t)into.ops[i].bytes);
    free(into.ops);
    participant_clear(&into.who);
    buf_clear(&bytes);
    buf_clear(&why);
    return code;
}

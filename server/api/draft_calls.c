/* GET and POST /api/drafts, POST /api/outline: what drafts there are, and new ones from text. */
#include "api/act.h"
#include "api/handlers.h"
#include "api/meeting_access.h"
#include "api/outline_request.h"
#include "api/word_upload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "convert/import_text.h"
#include "convert/outline_languages.h"
#include "draft/state.h"
#include "load/draft_loader.h"
#include "load/draft_seed.h"
#include "store/people_queue.h"
#include "text/utf.h"
#include "wire/change_codec.h"
#include "wire/numbering_codec.h"

/* ---- the list: titles come from the drafts themselves, so it is made on another thread ---- */

struct list_job {
    struct call_job job;
    struct seat *seats;
    size_t count;
    size_t capacity;
    struct buf json;
};

static bool take_seat(void *context, const struct seat *seat)
{
    struct list_job *list = context;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->seats[i].draft, seat->draft) == 0)
            return true; /* an older seat in the same draft */
    list->seats = mem_grow(list->seats, list->count, &list->capacity, sizeof *list->seats);
    call_copy_seat(seat, &list->seats[list->count++]);
    return true;
}

static void write_draft(struct buf *out, const struct draft *draft, const struct seat *seat)
{
    json_write_comma(out);
    buf_text(out, "{\"id\":");
    json_write_string(out, draft->id);
    buf_text(out, ",\"title\":");
    title_write_json(out, &draft->title);
    buf_text(out, ",\"langs\":");
    strings_write_json(out, &draft->langs);
    buf_text(out, ",\"adopted\":");
    json_write_bool(out, draft->adopted);
    buf_text(out, ",\"seq\":");
    buf_number(out, draft->seq);
    buf_text(out, ",\"role\":");
    json_write_string(out, seat->role);
    buf_text(out, ",\"participant\":");
    json_write_string(out, seat->participant);
    buf_char(out, '}');
}

static void list_drafts(void *context)
{
    struct list_job *list = context;
    buf_text(&list->json, "{\"drafts\":[");
    for (size_t i = 0; i < list->count; i++) {
        struct loaded_draft loaded;
        struct load_request request = {.log = list->job.log, .draft = list->seats[i].draft};
        enum status status = draft_load(&request, &loaded, &list->job.why);
        if (status == STATUS_IO) { /* a list without it would say that it is not there */
            list->job.status = status;
            return;
        }
        if (status != STATUS_OK)
            continue; /* one damaged draft hides no other */
        write_draft(&list->json, loaded.draft, &list->seats[i]);
        loaded_draft_clear(&loaded);
    }
    buf_text(&list->json, "]}");
}

static void listed(void *context)
{
    struct list_job *list = context;
    if (list->job.status == STATUS_OK)
        call_respond_json(&list->job.call, 200, &list->json);
    else
        call_respond_error(&list->job.call, list->job.status, list->job.why.bytes);
    buf_clear(&list->json);
    for (size_t i = 0; i < list->count; i++)
        seat_clear(&list->seats[i]);
    free(list->seats);
    call_job_clear(&list->job);
    free(list);
}

void handle_drafts_list(struct call *call)
{
    struct list_job *list = mem_zero(1, sizeof *list);
    enum status status = call_each_seat(call, take_seat, list);
    if (status == STATUS_OK) {
        if (list->count)
            call_copy_seat(&list->seats[0], &call->seat); /* for one of them it is done */
        call_start_job(call, &list->job, list_drafts, listed);
        return;
    }
    call_respond_error(call, status, NULL);
    free(list);
}

/* ---- the preview ---- */

struct outline_job {
    struct call_job job;
    char *text;              /* NULL: a Word file */
    char lang[LANG_MAX + 1]; /* of the draft; empty: as a Word file says, and numbers without a language */
    struct word_upload upload;
    struct word_import word;
    struct outline outline;
    struct outline_request request;
};

static const char no_text[] = "Send the text to be read.";
static const char bad_lang[] = "Give the language as a tag such as es or pt-BR.";
static const char does_not_fit[] = "An edit does not fit the text as it is read; look at the preview again.";

/* The text with the edits that somebody made to it. */
static enum status import_edited(const char *text, const struct outline_request *request, struct outline *out,
                                 struct buf *why)
{
    enum status status = import_text(text, strlen(text), NULL, out);
    if (status == STATUS_LIMIT)
        buf_text(why, "The text has more entries than a draft can hold; split it.");
    if (status != STATUS_OK || outline_request_edit(request, out))
        return status;
    buf_text(why, does_not_fit);
    return STATUS_BAD_OP;
}

/* The same of a Word file. `lang` and `one_language`: see word_upload_import. */
static enum status import_word_edited(const struct word_upload *upload, const char *lang, bool one_language,
                                      const struct outline_request *request, struct word_import *out,
                                      struct buf *why)
{
    enum status status = word_upload_import(upload, lang, one_language, out, why);
    if (status != STATUS_OK || outline_request_edit_word(request, out))
        return status;
    buf_text(why, does_not_fit);
    return STATUS_BAD_OP;
}

static void outline_text(void *context)
{
    struct outline_job *preview = context;
    struct call_job *job = &preview->job;
    if (preview->text)
        job->status = import_edited(preview->text, &preview->request, &preview->outline, &job->why);
    else
        job->status = import_word_edited(&preview->upload, *preview->lang ? preview->lang : NULL, false,
                                         &preview->request, &preview->word, &job->why);
}

static void outline_free(struct outline_job *preview)
{
    outline_request_clear(&preview->request);
    outline_clear(&preview->outline);
    word_import_clear(&preview->word);
    word_upload_clear(&preview->upload);
    free(preview->text);
    call_job_clear(&preview->job);
    free(preview);
}

/* With its brackets, as they would be taken. */
static void write_outline(struct buf *out, const struct outline_job *preview, const struct outline *outline)
{
    struct brackets brackets;
    outline_request_find(&preview->request, outline, &brackets);
    outline_write_json(out, outline, *preview->lang ? preview->lang : NULL);
    out->len--; /* the closing brace */
    buf_text(out, ",\"brackets\":");
    brackets_write_json(out, outline, &brackets);
    buf_char(out, '}');
    brackets_clear(&brackets);
}

static void outlined(void *context)
{
    struct outline_job *preview = context;
    struct buf out = BUF_EMPTY;
    if (preview->job.status == STATUS_OK) {
        write_outline(&out, preview, preview->text ? &preview->outline : &preview->word.outline);
        if (!preview->text)
            word_upload_report(&out, &preview->word);
        call_respond_json(&preview->job.call, 200, &out);
    } else {
        call_respond_error(&preview->job.call, preview->job.status, preview->job.why.bytes);
    }
    outline_free(preview);
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_outline_request(const struct json *root, struct outline_job *preview)
{
    const char *text = json_get_string(root, "text"), *lang;
    if (!text)
        return no_text;
    if (!json_take_string(root, "lang", &lang) || (lang && !lang_valid(lang)))
        return bad_lang;
    preview->text = mem_copy_string(text);
    if (lang)
        snprintf(preview->lang, sizeof preview->lang, "%s", lang);
    return outline_request_read(root, &preview->request);
}

/* A sentence that says what is wrong; NULL where nothing is. `answered`: it has been said already. */
static const char *read_outline_text(struct call *call, struct outline_job *preview, bool *answered)
{
    struct json_doc *doc = call_body(call);
    const char *wrong = doc ? read_outline_request(json_root(doc), preview) : "";
    *answered = doc == NULL;
    json_free(doc);
    return wrong;
}

void handle_outline(struct call *call)
{
    struct outline_job *preview = mem_zero(1, sizeof *preview);
    bool answered = false;
    const char *wrong = word_upload_read(call, &preview->upload, &preview->request);
    if (!wrong && !call_query_lang(call, preview->lang))
        wrong = bad_lang;
    if (!wrong && !word_upload_is_there(&preview->upload))
        wrong = read_outline_text(call, preview, &answered);
    if (!wrong) {
        call_start_job(call, &preview->job, outline_text, outlined);
        return;
    }
    if (!answered)
        call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    outline_free(preview);
}

/* ---- a new draft ---- */

/* POST /api/meetings/ID/drafts makes one on the agenda of that meeting. */
static bool is_in_meeting(const struct call *call)
{
    return strcmp(call->segments[1], "meetings") == 0;
}

static bool stop_at_chair(void *context, const struct person_row *row)
{
    *(bool *)context = !row->revoked_at && strcmp(row->role, role_name(ROLE_CHAIR)) == 0 &&
                       (!row->expires_at || row->expires_at > loop_now_ms());
    return !*(bool *)context;
}

/* STATUS_LAST_CHAIR: the meeting has none yet, and a draft always has one. */
static enum status check_chair(const struct call *call)
{
    bool found = false;
    enum status status = persons_list(call->people, call->segments[2], NULL, stop_at_chair, &found);
    return status == STATUS_OK && !found ? STATUS_LAST_CHAIR : status;
}

struct create_job {
    struct call_job job;
    char id[ID_BYTES];
    int64_t now_ms;
    char *text; /* or NULL */
    struct word_upload upload;
    struct word_import word;
    char *lang;
    struct lang_map title;
    struct string_list langs;
    struct numbering_scheme *numbering; /* NULL: the conference's */
    struct outline outline;
    struct outline_request request;
    struct outline translations
        [DRAFT_MAX_LANGS]; /* of each language but the original: entries of the text that were in it */
    struct seeded_draft seeded;
};

static bool says_something(const struct outline *outline)
{
    if (outline->title && *outline->title)
        return true;
    for (size_t i = 0; i < outline->count; i++)
        if (outline->items[i].text.len_bytes)
            return true;
    return false;
}

/* The outline of a language: the text's in the original, and what it says in others. */
static const struct outline *outline_for(const struct create_job *create, const char *lang)
{
    if (strcmp(lang, create->lang) == 0)
        return create->text                            ? &create->outline
               : word_upload_is_there(&create->upload) ? &create->word.outline
                                                       : NULL;
    for (size_t i = 1; i < create->langs.count; i++)
        if (strcmp(create->langs.strings[i], lang) == 0 && says_something(&create->translations[i]))
            return &create->translations[i];
    return NULL;
}

/* The index of a language that the draft has besides its original, which an entry may name in short: "en" for "en-US". 0: it has not. */
static size_t translation_of(const struct create_job *create, const char *lang)
{
    size_t near = 0;
    for (size_t i = 1; *lang && i < create->langs.count; i++) {
        if (strcmp(create->langs.strings[i], lang) == 0)
            return i;
        if (!near && language_tag_is_of(create->langs.strings[i], lang))
            near = i;
    }
    return near;
}

/* Entries in other languages of the draft go to those. */
static void part_languages(struct create_job *create, struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++) {
        size_t at = translation_of(create, outline->items[i].lang);
        snprintf(outline->items[i].lang, sizeof outline->items[i].lang, "%s",
                 at ? create->langs.strings[at] : ""); /* else an entry like others */
    }
    for (size_t i = 1; i < create->langs.count; i++)
        outline_copy_language(outline, create->langs.strings[i], &create->translations[i]);
    outline_drop_languages(outline);
}

static void part_title(struct create_job *create)
{
    const struct word_import *word = &create->word;
    size_t at = word->translation_lang ? translation_of(create, word->translation_lang) : 0;
    if (!at)
        return;
    free(create->translations[at].title);
    create->translations[at].title = mem_copy_string(word->translation_title);
}

/* Brackets become what they mean. */
static void read_brackets(struct create_job *create, struct outline *outline)
{
    struct brackets brackets;
    if (!create->request.proposals)
        return;
    outline_request_find(&create->request, outline, &brackets);
    brackets_apply(&brackets, outline);
    brackets_clear(&brackets);
}

/* Entries in other languages of the draft go to those. */
static enum status read_plain(struct create_job *create)
{
    enum status status = import_edited(create->text, &create->request, &create->outline, &create->job.why);
    if (status != STATUS_OK)
        return status;
    read_brackets(create, &create->outline);
    part_languages(create, &create->outline);
    return STATUS_OK;
}

/* What it says in a language that the draft does not have stays in rows of facts, but where somebody changed what they saw of it in the preview. */
static enum status read_word(struct create_job *create)
{
    struct word_import *word = &create->word;
    enum status status =
        import_word_edited(&create->upload, create->lang, false, &create->request, word, &create->job.why);
    if (word->translation_lang && !translation_of(create, word->translation_lang) &&
        !create->request.edit_count) {
        word_import_clear(word);
        buf_reset(&create->job.why);
        status =
            import_word_edited(&create->upload, create->lang, true, &create->request, word, &create->job.why);
    }
    if (status != STATUS_OK)
        return status;
    read_brackets(create, &word->outline);
    part_languages(create, &word->outline);
    part_title(create);
    return STATUS_OK;
}

static enum status read_text(struct create_job *create)
{
    if (create->text)
        return read_plain(create);
    if (!word_upload_is_there(&create->upload))
        return STATUS_OK;
    return read_word(create);
}

static void build(void *context)
{
    struct create_job *create = context;
    struct seed_version versions[DRAFT_MAX_LANGS];
    size_t count = 0;
    struct draft_seed seed = {create->job.call.seat.participant, &create->langs, versions, 0,
                              create->numbering};
    create->job.status = read_text(create);
    if (create->job.status != STATUS_OK)
        return;
    for (size_t i = 0; i < create->langs.count; i++) {
        const char *lang = create->langs.strings[i];
        const struct lang_entry *title = lang_map_get(&create->title, lang);
        versions[count++] =
            (struct seed_version){lang, title ? title->words : NULL, outline_for(create, lang)};
    }
    seed.version_count = count;
    create->job.status =
        draft_seed_build(&seed, create->id, create->now_ms, &create->seeded, &create->job.why);
}

static void create_free(void *context)
{
    struct create_job *create = context;
    lang_map_clear(&create->title);
    string_list_clear(&create->langs);
    free(create->numbering);
    outline_request_clear(&create->request);
    for (size_t i = 0; i < DRAFT_MAX_LANGS; i++)
        outline_clear(&create->translations[i]);
    outline_clear(&create->outline);
    word_import_clear(&create->word);
    word_upload_clear(&create->upload);
    seeded_draft_clear(&create->seeded);
    free(create->text);
    free(create->lang);
    call_job_clear(&create->job);
    free(create);
}

static void respond_created(struct call *call, const struct create_job *create)
{
    struct buf out = BUF_EMPTY;
    const struct outline *outline =
        word_upload_is_there(&create->upload) ? &create->word.outline : &create->outline;
    buf_format(&out, "{\"draft\":\"%s\",\"items\":%zu,\"aside\":[", create->id, create->seeded.items);
    for (size_t i = 0; i < outline->aside_count; i++) {
        json_write_comma(&out);
        json_write_string(&out, outline->aside[i].text);
    }
    buf_text(&out, "]}");
    if (word_upload_is_there(&create->upload))
        word_upload_report(&out, &create->word);
    call_respond_json(call, 201, &out);
}

/* Whoever makes a draft in a meeting sits in it as the meeting says, and everybody else of it does. */
static void act_seat_people(struct call *call, void *context)
{
    struct create_job *create = context;
    struct meeting_act act = call_meeting_act(call);
    struct agenda_row row = {.draft = create->id};
    enum status status = is_in_meeting(call)
                             ? meeting_put_draft(&act, &row)
                             : people_grant(call->people, &call->seat, create->id, create->now_ms);
    if (status == STATUS_OK)
        respond_created(call, create);
    else
        call_respond_error(call, status, NULL);
}

static void fail(struct create_job *create, enum status status)
{
    call_respond_error(&create->job.call, status, create->job.why.len ? create->job.why.bytes : NULL);
    create_free(create);
}

static void appended(void *context, enum status status, uint64_t commit_us)
{
    struct create_job *create = context;
    (void)commit_us;
    if (status == STATUS_OK)
        call_act(&create->job.call, act_seat_people, create, create_free);
    else
        fail(create, status);
}

static void add_draft(void *context, struct people *people)
{
    struct create_job *create = context;
    create->job.status = people_add_draft(people, create->id, create->now_ms);
}

static void added(void *context)
{
    struct create_job *create = context;
    struct log_store *log = create->job.call.service->log;
    if (create->job.status == STATUS_OK)
        log->ops->append(log, create->id, 1, create->seeded.ops, create->seeded.count, appended, create);
    else
        fail(create, create->job.status);
}

static void built(void *context)
{
    struct create_job *create = context;
    if (create->job.status == STATUS_OK)
        people_queue_add(create->job.call.service->acts, add_draft, added, create);
    else
        fail(create, create->job.status);
}

static const char *read_numbering(const struct json *value, struct numbering_scheme **out)
{
    struct numbering_scheme scheme;
    const char *wrong = value ? numbering_decode(value, &scheme) : NULL;
    if (value && !wrong)
        *out = numbering_scheme_copy(&scheme);
    return wrong;
}

/* A sentence that says what is wrong; NULL where nothing is. */
static const char *read_draft_request(const struct json *root, struct create_job *create)
{
    const char *text, *lang;
    const struct json *title = json_get(root, "title"), *langs = json_get(root, "langs");
    if (title && title_decode(title, &create->title) != STATUS_OK)
        return "Give the title as an object: language to words.";
    if (!json_take_string(root, "text", &text))
        return no_text;
    if (!json_take_string(root, "lang", &lang))
        return bad_lang;
    if (langs ? langs_decode(langs, &create->langs) != STATUS_OK : lang && !lang_valid(lang))
        return "Give the languages as a list of language tags, the original first.";
    if (!create->langs.count)
        string_list_add(&create->langs, lang                  ? lang
                                        : create->title.count ? create->title.entries[0].lang
                                                              : "es");
    if (!lang)
        lang = create->langs.strings[0];
    if (strcmp(lang, create->langs.strings[0]) != 0)
        return "The text is in the original language, the first of the list.";
    create->lang = mem_copy_string(lang);
    create->text = mem_copy_string(text);
    const char *wrong = read_numbering(json_get(root, "numbering"), &create->numbering);
    return wrong ? wrong : outline_request_read(root, &create->request);
}

/* Of a Word file: ?title=…&lang=es&langs=es,en&numbering=PRESET. The title is in the original language. */
static const char *read_draft_query(const struct call *call, struct create_job *create)
{
    const char *title = http_query(call->request, "title"), *langs = http_query(call->request, "langs");
    const char *numbering = http_query(call->request, "numbering");
    enum numbering_preset preset;
    char lang[LANG_MAX + 1];
    if (!call_query_lang(call, lang))
        return bad_lang;
    char *copy = mem_copy_string(langs && *langs ? langs : *lang ? lang : "es"), *rest = copy, *one;
    bool ok = true;
    while (ok && (one = strsep(&rest, ","))) {
        ok =
            lang_valid(one) && !string_list_has(&create->langs, one) && create->langs.count < DRAFT_MAX_LANGS;
        if (ok)
            string_list_add(&create->langs, one);
    }
    free(copy);
    if (!ok || (*lang && strcmp(lang, create->langs.strings[0]) != 0))
        return "Give the languages as langs=es,en, each once, the original first.";
    create->lang = mem_copy_string(create->langs.strings[0]);
    if (title && *title && !utf_valid_text(title, strlen(title)))
        return "Give a title without control characters.";
    if (title && *title)
        lang_map_add(&create->title, create->lang)->words = mem_copy_string(title);
    if (numbering && !numbering_preset_from_name(numbering, &preset))
        return "Name a numbering: conference, un-resolution, pp-op, decimal, articles or eu.";
    if (numbering)
        create->numbering = numbering_scheme_copy(numbering_preset(preset));
    return NULL;
}

static const char *read_draft_body(struct call *call, struct create_job *create, bool *answered)
{
    struct json_doc *doc = call_body(call);
    const char *wrong = doc ? read_draft_request(json_root(doc), create) : "";
    *answered = doc == NULL;
    json_free(doc);
    return wrong;
}

void handle_draft_create(struct call *call)
{
    if (is_in_meeting(call) && (!call_meeting_is_open(call) || !call_may_spend(call, 10)))
        return;
    enum status status =
        is_in_meeting(call) ? check_chair(call) : people_can_grant(call->people, &call->seat, loop_now_ms());
    if (status != STATUS_OK) {
        call_respond_error(call, status, NULL);
        return;
    }
    struct create_job *create = mem_zero(1, sizeof *create);
    bool answered = false;
    const char *wrong = word_upload_read(call, &create->upload, &create->request);
    if (!wrong)
        wrong = word_upload_is_there(&create->upload) ? read_draft_query(call, create)
                                                      : read_draft_body(call, create, &answered);
    create->now_ms = loop_now_ms();
    random_id(create->id, 17);
    if (!wrong) {
        call_start_job(call, &create->job, build, built);
        return;
    }
    if (!answered)
        call_respond_error(call, STATUS_BAD_MESSAGE, wrong);
    create_free(create);
}

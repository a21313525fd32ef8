#include "record/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "convert/references.h"
#include "draft/comments.h"
#include "draft/handles.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/positions.h"
#include "draft/proposals.h"
#include "draft/versions.h"
#include "load/draft_document.h"
#include "record/person_json.h"
#include "text/reference.h"
#include "text/search_form.h"
#include "text/utf.h"

#define CONTEXT_BYTES 80

/* The numbers that references have now in one of the draft's languages. They cost as much as a search, so they are made when the first text with a reference comes. */
struct citations {
    struct draft_document document; /* of no draft: not made yet */
    struct references *references;
};

struct searching {
    struct buf *out;
    const struct search_request *request;
    const struct draft *draft;
    struct search_form query;
    struct names people;
    struct citations cited[DRAFT_MAX_LANGS];
    size_t count;
    bool more;
};

/* Where something was found. */
struct place {
    const char *kind;
    const char *item; /* NULL: none */
    const char *lang; /* NULL: none */
    uint64_t seq;
    int64_t at;
    const char *by;
};

static bool is_wanted_kind(const struct searching *searching, const char *kind)
{
    return !searching->request->kind || strcmp(searching->request->kind, kind) == 0;
}

static bool is_wanted(const struct searching *searching, const struct place *place)
{
    const struct search_request *request = searching->request;
    const struct participant *who = place->by ? participants_find(searching->draft, place->by) : NULL;
    if (request->from && place->at < request->from)
        return false;
    if (request->until && place->at > request->until)
        return false;
    if (!request->by)
        return true;
    return place->by && (strcmp(place->by, request->by) == 0 ||
                         (who && who->delegation && strcmp(who->delegation, request->by) == 0));
}

/* From or to the edge of a character. */
static size_t edge(const char *text, size_t at, size_t len)
{
    while (at < len && at && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static void write_part(struct buf *out, const char *key, const char *bytes, size_t len)
{
    json_write_comma(out);
    json_write_key(out, key);
    json_write_bytes(out, bytes, len);
}

static void write_result(struct searching *searching, const struct place *place, const char *text, size_t len,
                         size_t from, size_t to)
{
    struct buf *out = searching->out;
    size_t start = from > CONTEXT_BYTES ? edge(text, from - CONTEXT_BYTES, len) : 0;
    size_t end = to + CONTEXT_BYTES < len ? edge(text, to + CONTEXT_BYTES, len) : len;
    json_write_comma(out);
    buf_format(out, "{\"kind\":\"%s\"", place->kind);
    if (place->item)
        buf_format(out, ",\"item\":\"%s\"", place->item);
    if (place->lang)
        buf_format(out, ",\"lang\":\"%s\"", place->lang);
    buf_format(out, ",\"seq\":%llu,\"at\":%lld", (unsigned long long)place->seq, (long long)place->at);
    person_json_write(out, "by", place->by, &searching->people);
    write_part(out, "before", text + start, from - start);
    write_part(out, "match", text + from, to - from);
    write_part(out, "after", text + to, end - to);
    buf_char(out, '}');
    searching->count++;
}

/* Finds the query in a text from `*at` of its folded form on; false where it is not there any more. */
static bool find_next(const struct searching *searching, const struct search_form *folded, size_t *at,
                      size_t *from, size_t *to)
{
    const struct buf *query = &searching->query.bytes;
    const char *found = folded->bytes.len > *at ? memmem(folded->bytes.bytes + *at, folded->bytes.len - *at,
                                                         query->bytes, query->len)
                                                : NULL;
    if (!found)
        return false;
    size_t place = (size_t)(found - folded->bytes.bytes);
    *at = place + query->len;
    *from = folded->origins[place];
    *to = folded->origins[*at];
    return true;
}

static bool has_room(struct searching *searching)
{
    searching->more = searching->more || searching->count >= SEARCH_RESULTS_MAX;
    return !searching->more;
}

static void search_note(struct searching *searching, const struct place *place, const char *text)
{
    struct search_form folded;
    size_t at = 0, from, to;
    if (!text || !is_wanted_kind(searching, place->kind) || !is_wanted(searching, place) ||
        !has_room(searching))
        return;
    search_form_of(text, strlen(text), &folded);
    if (find_next(searching, &folded, &at, &from, &to))
        write_result(searching, place, text, strlen(text), from, to);
    search_form_clear(&folded);
}

/* ---- words that stand ---- */

struct finding {
    uint64_t place; /* units into the text */
    uint64_t seq;   /* op that wrote the unit there; 0: not found yet */
    uint64_t moment;
};

static void find_author(void *context, const struct stretch *stretch)
{
    struct finding *finding = context;
    if (finding->seq || !stretch_is_there(stretch, finding->moment))
        return;
    if (finding->place < stretch->len)
        finding->seq = stretch->written;
    else
        finding->place -= stretch->len;
}

/* `at`: units into the stored text. */
static void place_word(const struct searching *searching, uint64_t at, struct place *place)
{
    const struct weave *weave = searching->request->record->weave;
    const struct strand *strand = weave_text(weave, place->item, place->lang);
    struct finding finding = {at, 0, draft_seq(searching->draft)};
    if (strand)
        strand_visit(strand, find_author, &finding);
    if (!finding.seq)
        return;
    place->seq = finding.seq;
    place->at = weave_time(weave, finding.seq);
    place->by = weave_author(weave, finding.seq);
}

/* The numbers that references in this language have now. */
static const struct references *cited_in(struct searching *searching, const char *lang)
{
    const struct loaded_draft *now = searching->request->now;
    const struct string_list *langs = &now->draft->langs;
    size_t i = 0;
    while (i < langs->count && strcmp(langs->strings[i], lang) != 0)
        i++;
    if (i == langs->count)
        return NULL;
    struct citations *cited = &searching->cited[i];
    if (!cited->document.draft) {
        enum status status = draft_document_fill(now->draft, lang, &now->head, &cited->document);
        ALWAYS(status == STATUS_OK); /* the language is one of the draft's */
        cited->references = references_of(&cited->document.document);
    }
    return cited->references;
}

/* A text as it is read. */
struct shown_text {
    struct delta stored;
    struct buf words;
    size_t *starts; /* of each piece of the stored text: where it begins in `words`, bytes */
};

static void show_text(struct searching *searching, const struct item_text *text, struct shown_text *out)
{
    *out = (struct shown_text){.stored = DELTA_EMPTY};
    text_slice(text->text, 0, text_len(text->text), &out->stored);
    out->starts = mem_zero(out->stored.count + 1, sizeof *out->starts);
    for (size_t i = 0; i < out->stored.count; i++) {
        const struct delta_op *op = &out->stored.ops[i];
        const char *bytes = delta_op_bytes(&out->stored, op), *target = reference_target(op->attributes);
        out->starts[i] = out->words.len;
        if (target)
            references_words(cited_in(searching, text->lang), target, bytes, op->len_bytes, &out->words);
        else
            buf_add(&out->words, bytes, op->len_bytes);
    }
}

/* Units into the stored text, for bytes into the shown one; a reference is one place. */
static uint64_t stored_place(const struct shown_text *shown, size_t at)
{
    uint64_t units = 0;
    for (size_t i = 0; i < shown->stored.count; i++) {
        const struct delta_op *op = &shown->stored.ops[i];
        bool is_here = i + 1 == shown->stored.count || shown->starts[i + 1] > at;
        if (is_here && reference_target(op->attributes))
            return units;
        if (is_here)
            return units + utf_len_u16(delta_op_bytes(&shown->stored, op), at - shown->starts[i]);
        units += op->len_u16;
    }
    return units;
}

static void hide_text(struct shown_text *shown)
{
    delta_clear(&shown->stored);
    buf_clear(&shown->words);
    free(shown->starts);
}

static void search_text(struct searching *searching, const struct item *item, const struct item_text *text)
{
    struct shown_text shown;
    struct search_form folded;
    size_t at = 0, from, to;
    show_text(searching, text, &shown);
    const char *words = shown.words.bytes ? shown.words.bytes : "";
    search_form_of(words, shown.words.len, &folded);
    while (has_room(searching) && find_next(searching, &folded, &at, &from, &to)) {
        struct place place = {.kind = "text", .item = item->id, .lang = text->lang};
        place_word(searching, stored_place(&shown, from), &place);
        if (is_wanted(searching, &place))
            write_result(searching, &place, words, shown.words.len, from, to);
    }
    search_form_clear(&folded);
    hide_text(&shown);
}

/* ---- words that went ---- */

struct gone {
    struct searching *searching;
    const struct item *item;
    const char *lang;
    struct buf words;
    uint64_t last; /* op that took the latest of them */
};

static void search_gone(struct gone *gone)
{
    const struct weave *weave = gone->searching->request->record->weave;
    if (gone->words.len) {
        struct place place = {"deleted",
                              gone->item->id,
                              gone->lang,
                              gone->last,
                              weave_time(weave, gone->last),
                              weave_author(weave, gone->last)};
        search_note(gone->searching, &place, gone->words.bytes);
    }
    buf_reset(&gone->words);
    gone->last = 0;
}

/* Joins deleted stretches into one place, up to the next stretch that is still there. */
static void add_gone(void *context, const struct stretch *stretch)
{
    struct gone *gone = context;
    if (stretch->moved)
        return;
    if (!stretch->went) {
        search_gone(gone);
        return;
    }
    weave_write_words(gone->searching->request->record->weave, stretch->at, stretch->len, &gone->words);
    gone->last = stretch->went > gone->last ? stretch->went : gone->last;
}

static void search_deleted(struct searching *searching, const struct item *item, const char *lang)
{
    const struct strand *strand = weave_text(searching->request->record->weave, item->id, lang);
    struct gone gone = {searching, item, lang, BUF_EMPTY, 0};
    if (strand)
        strand_visit(strand, add_gone, &gone);
    search_gone(&gone);
    buf_clear(&gone.words);
}

/* ---- all of it ---- */

static void search_item(struct searching *searching, const struct item *item)
{
    const struct search_request *request = searching->request;
    for (size_t i = 0; i < item->text_count; i++) {
        const struct item_text *text = &item->texts[i];
        if (request->lang && strcmp(request->lang, text->lang) != 0)
            continue;
        if (item_is_there(item) && is_wanted_kind(searching, "text"))
            search_text(searching, item, text);
        if (is_wanted_kind(searching, "deleted"))
            search_deleted(searching, item, text->lang);
    }
    if (item->override) {
        struct place place = {"reason", item->id, NULL, 0, item->override->at, item->override->by};
        search_note(searching, &place, item->override->reason);
    }
}

static void search_negotiation(struct searching *searching)
{
    const struct draft *draft = searching->draft;
    for (size_t i = 0; i < draft->comments.count; i++) {
        const struct comment *comment = draft->comments.all[i];
        struct place place = {"comment",    comment->item->id,    NULL,
                              comment->seq, (int64_t)comment->at, comment->by};
        search_note(searching, &place, comment->words);
    }
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        struct place place = {"proposal",   proposal->item ? proposal->item->id : NULL,
                              NULL,         proposal->seq,
                              proposal->at, proposal->by};
        search_note(searching, &place, proposal->note);
    }
    for (size_t i = 0; i < draft->positions.count; i++) {
        const struct position *position = draft->positions.all[i];
        struct place place = {"position",    position->item,        NULL,
                              position->seq, (int64_t)position->at, position->by};
        search_note(searching, &place, position->note);
    }
    for (size_t i = 0; i < draft->versions.count; i++) {
        const struct version *version = draft->versions.all[i];
        struct place place = {"version", NULL, NULL, version->of, version->at, version->by};
        search_note(searching, &place, version->name);
    }
}

/* The item whose handle was asked for, with how its words begin. */
static void search_handle(struct searching *searching)
{
    const struct draft *draft = searching->draft;
    const struct item *item = handles_find(draft, searching->request->query);
    const char *lang = searching->request->lang;
    struct place place = {.kind = "handle", .seq = draft_seq(draft)};
    struct buf words = BUF_EMPTY;
    if (!item || !is_wanted_kind(searching, place.kind) || !is_wanted(searching, &place))
        return;
    const struct item_text *text = item_text_find(item, lang                 ? lang
                                                        : draft->langs.count ? draft->langs.strings[0]
                                                                             : "");
    place.item = item->id;
    buf_format(&words, "%s ", item->handle);
    if (text)
        text_write_plain(text->text, &words);
    write_result(searching, &place, words.bytes, words.len, 0, strlen(item->handle));
    buf_clear(&words);
}

static void end_citing(struct searching *searching)
{
    for (size_t i = 0; i < searching->draft->langs.count; i++) {
        references_destroy(searching->cited[i].references);
        draft_document_clear(&searching->cited[i].document);
    }
}

void search_write(struct buf *out, const struct search_request *request)
{
    struct searching searching = {.out = out, .request = request, .draft = request->now->draft};
    search_form_of(request->query, strlen(request->query), &searching.query);
    buf_format(out, "{\"seq\":%llu,\"results\":[", (unsigned long long)draft_seq(searching.draft));
    if (searching.query.bytes.len) {
        search_handle(&searching);
        for (struct item *item = item_next(searching.draft, NULL); item;
             item = item_next(searching.draft, item))
            search_item(&searching, item);
        search_negotiation(&searching);
        end_citing(&searching);
    }
    buf_text(out, "],\"more\":");
    json_write_bool(out, searching.more);
    person_json_write_all(out, searching.draft, &searching.people);
    buf_text(out, "}\n");
    search_form_clear(&searching.query);
    names_clear(&searching.people);
}

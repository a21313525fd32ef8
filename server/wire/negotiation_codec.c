#include "wire/negotiation_codec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/comments.h"
#include "draft/consultations.h"
#include "draft/cosigning.h"
#include "draft/follow_up.h"
#include "draft/items.h"
#include "draft/proposal_parts.h"
#include "draft/positions.h"
#include "draft/proposals.h"
#include "draft/versions.h"
#include "wire/change_codec.h"

/* ---- writing ---- */

static void write_number(struct buf *out, const char *key, uint64_t value)
{
    json_write_comma(out);
    json_write_key(out, key);
    buf_number(out, value);
}

static void write_bool(struct buf *out, const char *key, bool value)
{
    json_write_comma(out);
    json_write_key(out, key);
    json_write_bool(out, value);
}

static void write_strings(struct buf *out, const char *key, const struct string_list *list)
{
    static const struct string_list none = {0};
    json_write_comma(out);
    json_write_key(out, key);
    strings_write_json(out, list ? list : &none);
}

static void write_end(struct buf *out, uint64_t closed, const char *closer)
{
    if (!closed)
        return;
    write_number(out, "closed", closed);
    json_write_member(out, "closer", closer);
}

static void write_part(struct buf *out, const struct proposal_part *part)
{
    json_write_comma(out);
    buf_char(out, '{');
    write_number(out, "seq", part->seq);
    write_number(out, "at", (uint64_t)part->at);
    json_write_member(out, "by", part->by);
    write_bool(out, "accept", part->accepted);
    json_write_member(out, "lang", part->lang);
    if (*part->inserted)
        json_write_member(out, "ins", part->inserted);
    if (*part->struck)
        json_write_member(out, "del", part->struck);
    buf_char(out, '}');
}

static void write_parts(struct buf *out, const struct proposal *proposal)
{
    if (!proposal_parts_count(proposal))
        return;
    buf_text(out, ",\"parts\":[");
    for (size_t i = 0; i < proposal_parts_count(proposal); i++)
        write_part(out, &proposal->parts->all[i]);
    buf_char(out, ']');
}

static void write_proposal(struct buf *out, const void *entry)
{
    const struct proposal *proposal = entry;
    json_write_member(out, "id", proposal->id);
    json_write_member(out, "item", proposal->item->id);
    json_write_member(out, "act", proposal_act_name(proposal->act));
    json_write_member(out, "by", proposal->by);
    json_write_optional(out, "delegation", proposal->delegation);
    json_write_optional(out, "group", proposal->group);
    json_write_optional(out, "note", proposal->note);
    write_strings(out, "support", proposal->support);
    write_bool(out, "filed", proposal->filed);
    json_write_member(out, "state", proposal_state_name(proposal->state));
    write_number(out, "seq", proposal->seq);
    write_number(out, "at", (uint64_t)proposal->at);
    write_end(out, proposal->closed, proposal->closer);
    if (proposal->closed)
        write_number(out, "closed_at", (uint64_t)proposal->closed_at);
    write_parts(out, proposal);
}

static void write_position(struct buf *out, const void *entry)
{
    const struct position *position = entry;
    json_write_member(out, "item", position->item);
    json_write_member(out, "delegation", position->delegation);
    json_write_member(out, "position", position_name(position->value));
    json_write_optional(out, "note", position->note);
    json_write_member(out, "by", position->by);
    write_number(out, "seq", position->seq);
    write_number(out, "at", position->at);
}

static void write_comment(struct buf *out, const void *entry)
{
    const struct comment *comment = entry;
    json_write_member(out, "id", comment->id);
    json_write_member(out, "item", comment->item->id);
    json_write_member(out, "parent", comment->parent ? comment->parent->id : NULL);
    json_write_member(out, "by", comment->by);
    json_write_member(out, "text", comment->words);
    if (comment->lang) {
        json_write_member(out, "lang", comment->lang);
        write_number(out, "anchor", comment->anchor);
        write_number(out, "head", comment->head);
    }
    if (comment->quote)
        json_write_member(out, "quote", comment->quote);
    if (comment->lead)
        json_write_member(out, "lead", comment->lead);
    write_bool(out, "resolved", comment->resolved);
    write_bool(out, "removed", comment->removed);
    write_number(out, "seq", comment->seq);
    write_number(out, "at", comment->at);
    if (comment->edited)
        write_number(out, "edited", comment->edited);
}

static void write_consultation(struct buf *out, const void *entry)
{
    const struct consultation *consultation = entry;
    json_write_member(out, "item", consultation->item);
    write_strings(out, "delegations", &consultation->delegations);
    write_number(out, "until", (uint64_t)consultation->until);
    write_bool(out, "silence", consultation->silence);
    json_write_member(out, "by", consultation->by);
    write_number(out, "seq", consultation->seq);
    write_number(out, "at", consultation->at);
    json_write_member(out, "state", consultation_state_name(consultation->state));
    write_end(out, consultation->closed, consultation->closer);
}

static void write_version(struct buf *out, const void *entry)
{
    const struct version *version = entry;
    json_write_member(out, "id", version->id);
    json_write_member(out, "name", version->name);
    write_number(out, "of", version->of);
    json_write_member(out, "by", version->by);
    write_number(out, "seq", version->seq);
    write_number(out, "at", (uint64_t)version->at);
}

static void write_cosigner(struct buf *out, const void *entry)
{
    const struct cosigner *cosigner = entry;
    json_write_member(out, "key", cosigner->key);
    json_write_member(out, "delegation", cosigner->delegation);
    json_write_member(out, "by", cosigner->by);
    write_number(out, "seq", cosigner->seq);
    write_number(out, "at", (uint64_t)cosigner->at);
    if (cosigner->ended)
        write_number(out, "ended", cosigner->ended);
}

static void write_cosigning(struct buf *out, const struct cosigning *cosigning)
{
    json_write_comma(out);
    json_write_key(out, "cosigning");
    buf_char(out, '{');
    write_number(out, "of", cosigning->of);
    write_strings(out, "delegations", &cosigning->delegations);
    json_write_optional(out, "note", cosigning->note);
    json_write_member(out, "by", cosigning->by);
    write_number(out, "seq", cosigning->seq);
    write_number(out, "at", (uint64_t)cosigning->at);
    buf_char(out, '}');
}

static void write_cosignature(struct buf *out, const void *entry)
{
    const struct cosignature *cosignature = entry;
    write_number(out, "of", cosignature->of);
    json_write_member(out, "key", cosignature->key);
    json_write_member(out, "signature", cosignature->signature);
    json_write_member(out, "by", cosignature->by);
    write_number(out, "seq", cosignature->seq);
    write_number(out, "at", (uint64_t)cosignature->at);
}

static void write_follow_mark(struct buf *out, const void *entry)
{
    const struct follow_mark *mark = entry;
    json_write_member(out, "item", mark->item);
    write_number(out, "row", (uint64_t)mark->row);
    json_write_member(out, "field", follow_field_name(mark->field));
    json_write_optional(out, "delegation", mark->delegation);
    json_write_member(out, "value", mark->value);
    json_write_member(out, "by", mark->by);
    write_number(out, "seq", mark->seq);
    write_number(out, "at", mark->at);
}

static void write_list(struct buf *out, const char *key, const struct entries *entries,
                       void (*write)(struct buf *out, const void *entry))
{
    json_write_comma(out);
    json_write_key(out, key);
    buf_char(out, '[');
    for (size_t i = 0; i < entries->count; i++) {
        json_write_comma(out);
        buf_char(out, '{');
        write(out, entries->all[i]);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void negotiation_write_json(struct buf *out, const struct draft *draft)
{
    write_list(out, "proposals", &draft->proposals, write_proposal);
    write_list(out, "positions", &draft->positions, write_position);
    write_list(out, "comments", &draft->comments, write_comment);
    write_list(out, "consultations", &draft->consultations, write_consultation);
    if (draft->versions.count)
        write_list(out, "versions", &draft->versions, write_version);
    if (draft->cosigners.count)
        write_list(out, "cosigners", &draft->cosigners, write_cosigner);
    if (draft->cosigning)
        write_cosigning(out, draft->cosigning);
    if (draft->cosignatures.count)
        write_list(out, "cosignatures", &draft->cosignatures, write_cosignature);
    json_write_optional(out, "follows", draft->follows);
    if (draft->follow_marks.count)
        write_list(out, "follow_up", &draft->follow_marks, write_follow_mark);
}

/* ---- reading: a list of its own for each kind, and for each entry all or nothing ---- */

static char *copy_string(const struct json *value, const char *key)
{
    return mem_copy_string(json_get_string(value, key));
}

static bool has_id(const struct json *value, const char *key)
{
    const char *id = json_get_string(value, key);
    return id && id_valid(id);
}

static bool has_strings(const struct json *value, const char *const *keys)
{
    for (size_t i = 0; keys[i]; i++)
        if (!json_get_string(value, keys[i]))
            return false;
    return true;
}

static bool read_time(const struct json *value, const char *key, int64_t *out)
{
    return json_signed(json_get(value, key), out);
}

static void read_strings(const struct json *list, struct string_list *out)
{
    for (const struct json *child = json_first(list); child; child = json_after(child))
        if (json_string(child))
            string_list_add(out, json_string(child));
}

/* seq and at, which every entry has. */
static bool read_birth(const struct json *value, uint64_t *seq, uint64_t *at)
{
    return json_get_integer(value, "seq", seq) && json_get_integer(value, "at", at);
}

static bool read_end(const struct json *value, uint64_t *closed, char **closer)
{
    if (!json_get(value, "closed"))
        return true;
    *closer = copy_string(value, "closer");
    return *closer && json_get_integer(value, "closed", closed);
}

/* Absent: empty. */
static char *copy_words(const struct json *value, const char *key)
{
    const char *words = json_get_string(value, key);
    return mem_copy_string(words ? words : "");
}

static bool read_part(struct draft *draft, struct proposal *proposal, const struct json *value)
{
    static const char *const keys[] = {"by", "lang", NULL};
    struct proposal_part part = {0};
    if (!has_strings(value, keys) || !lang_valid(json_get_string(value, "lang")) ||
        !json_get_integer(value, "seq", &part.seq) || !read_time(value, "at", &part.at) ||
        !json_bool(json_get(value, "accept"), &part.accepted) ||
        proposal_parts_count(proposal) >= PROPOSAL_MAX_PARTS)
        return false;
    part.by = copy_string(value, "by");
    part.lang = copy_string(value, "lang");
    part.inserted = copy_words(value, "ins");
    part.struck = copy_words(value, "del");
    proposal_parts_add(draft, proposal, &part);
    return true;
}

static bool read_parts(struct draft *draft, struct proposal *proposal, const struct json *list)
{
    bool ok = true;
    for (const struct json *child = json_first(list); ok && child; child = json_after(child))
        ok = read_part(draft, proposal, child);
    return ok;
}

static bool read_proposal(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"item", "act", "by", "state", NULL};
    struct proposal *proposal = mem_zero(1, sizeof *proposal);
    uint64_t at, closed_at = 0;
    bool ok = has_id(value, "id") && has_strings(value, keys) &&
              !proposals_find(draft, json_get_string(value, "id")) &&
              read_birth(value, &proposal->seq, &at) &&
              proposal_act_from_name(json_get_string(value, "act"), &proposal->act) &&
              proposal_state_from_name(json_get_string(value, "state"), &proposal->state) &&
              json_bool(json_get(value, "filed"), &proposal->filed) &&
              (proposal->item = item_find(draft, json_get_string(value, "item"))) != NULL;
    if (!ok) {
        free(proposal);
        return false;
    }
    snprintf(proposal->id, sizeof proposal->id, "%s", json_get_string(value, "id"));
    proposal->at = (int64_t)at;
    proposal->by = copy_string(value, "by");
    proposal->delegation = copy_string(value, "delegation");
    proposal->group = copy_string(value, "group");
    proposal->note = copy_string(value, "note");
    if (json_first(json_get(value, "support"))) {
        proposal->support = mem_zero(1, sizeof *proposal->support);
        read_strings(json_get(value, "support"), proposal->support);
    }
    ok = read_end(value, &proposal->closed, &proposal->closer) &&
         (!proposal->closed || json_get_integer(value, "closed_at", &closed_at));
    proposal->closed_at = (int64_t)closed_at;
    proposals_add(draft, proposal);
    return ok && read_parts(draft, proposal, json_get(value, "parts"));
}

static bool read_position(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"item", "delegation", "by", NULL};
    struct position position = {0};
    const char *name = json_get_string(value, "position");
    if (!has_strings(value, keys) || !read_birth(value, &position.seq, &position.at) ||
        (name ? !position_from_name(name, &position.value) : !json_is_null(json_get(value, "position"))))
        return false;
    position.item = (char *)json_get_string(value, "item");
    position.delegation = (char *)json_get_string(value, "delegation");
    position.note = (char *)json_get_string(value, "note");
    position.by = (char *)json_get_string(value, "by");
    positions_set(draft, &position);
    return true;
}

static bool read_range(const struct json *value, struct comment *comment)
{
    uint64_t anchor, head;
    const char *lang = json_get_string(value, "lang");
    if (!lang)
        return true;
    if (!lang_valid(lang) || !json_get_integer(value, "anchor", &anchor) ||
        !json_get_integer(value, "head", &head) || anchor > TEXT_MAX_U16 || head > TEXT_MAX_U16)
        return false;
    comment->lang = mem_copy_string(lang);
    comment->anchor = (uint32_t)anchor;
    comment->head = (uint32_t)head;
    return true;
}

static bool read_comment(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"item", "by", "text", NULL};
    struct comment *comment = mem_zero(1, sizeof *comment);
    const char *parent = json_get_string(value, "parent");
    bool ok = has_id(value, "id") && has_strings(value, keys) &&
              !comments_find(draft, json_get_string(value, "id")) &&
              read_birth(value, &comment->seq, &comment->at) &&
              json_bool(json_get(value, "resolved"), &comment->resolved) &&
              json_bool(json_get(value, "removed"), &comment->removed) &&
              (!json_get(value, "edited") || json_get_integer(value, "edited", &comment->edited)) &&
              (comment->item = item_find(draft, json_get_string(value, "item"))) != NULL &&
              (!parent || (comment->parent = comments_find(draft, parent)) != NULL) &&
              read_range(value, comment);
    if (!ok) {
        free(comment->lang);
        free(comment);
        return false;
    }
    snprintf(comment->id, sizeof comment->id, "%s", json_get_string(value, "id"));
    comment->by = copy_string(value, "by");
    comment->words = copy_string(value, "text");
    comment->quote = copy_string(value, "quote");
    comment->lead = copy_string(value, "lead");
    comments_add(draft, comment);
    return true;
}

static bool read_consultation(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"item", "by", "state", NULL};
    struct consultation *consultation = mem_zero(1, sizeof *consultation);
    bool ok = has_strings(value, keys) && item_find(draft, json_get_string(value, "item")) &&
              read_birth(value, &consultation->seq, &consultation->at) &&
              read_time(value, "until", &consultation->until) &&
              json_bool(json_get(value, "silence"), &consultation->silence) &&
              consultation_state_from_name(json_get_string(value, "state"), &consultation->state);
    if (!ok) {
        free(consultation);
        return false;
    }
    consultation->item = copy_string(value, "item");
    consultation->by = copy_string(value, "by");
    read_strings(json_get(value, "delegations"), &consultation->delegations);
    ok = read_end(value, &consultation->closed, &consultation->closer);
    consultations_add(draft, consultation);
    return ok;
}

static bool read_version(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"name", "by", NULL};
    struct version *version = mem_zero(1, sizeof *version);
    bool ok = has_id(value, "id") && has_strings(value, keys) &&
              !versions_find(draft, json_get_string(value, "id")) &&
              json_get_integer(value, "of", &version->of) && json_get_integer(value, "seq", &version->seq) &&
              read_time(value, "at", &version->at);
    if (!ok) {
        free(version);
        return false;
    }
    snprintf(version->id, sizeof version->id, "%s", json_get_string(value, "id"));
    version->name = copy_string(value, "name");
    version->by = copy_string(value, "by");
    versions_add(draft, version);
    return true;
}

static bool read_cosigner(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"key", "delegation", "by", NULL};
    struct cosigner *cosigner = mem_zero(1, sizeof *cosigner);
    bool ok = has_strings(value, keys) && !cosigners_find(draft, json_get_string(value, "key")) &&
              json_get_integer(value, "seq", &cosigner->seq) && read_time(value, "at", &cosigner->at) &&
              (!json_get(value, "ended") || json_get_integer(value, "ended", &cosigner->ended));
    if (!ok) {
        free(cosigner);
        return false;
    }
    cosigner->key = copy_string(value, "key");
    cosigner->delegation = copy_string(value, "delegation");
    cosigner->by = copy_string(value, "by");
    cosigners_add(draft, cosigner);
    return true;
}

static bool read_cosigning(struct draft *draft, const struct json *value)
{
    struct cosigning *cosigning = mem_zero(1, sizeof *cosigning);
    bool ok = json_get_integer(value, "of", &cosigning->of) && json_get_string(value, "by") &&
              json_get_integer(value, "seq", &cosigning->seq) && read_time(value, "at", &cosigning->at);
    if (!ok) {
        free(cosigning);
        return false;
    }
    read_strings(json_get(value, "delegations"), &cosigning->delegations);
    cosigning->note = copy_string(value, "note");
    cosigning->by = copy_string(value, "by");
    cosigning_set(draft, cosigning);
    return true;
}

static bool read_cosignature(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"key", "signature", "by", NULL};
    struct cosignature *cosignature = mem_zero(1, sizeof *cosignature);
    bool ok = has_strings(value, keys) && json_get_integer(value, "of", &cosignature->of) &&
              json_get_integer(value, "seq", &cosignature->seq) && read_time(value, "at", &cosignature->at) &&
              cosigners_find(draft, json_get_string(value, "key")) &&
              !cosignatures_find(draft, cosignature->of, json_get_string(value, "key"));
    if (!ok) {
        free(cosignature);
        return false;
    }
    cosignature->key = copy_string(value, "key");
    cosignature->signature = copy_string(value, "signature");
    cosignature->by = copy_string(value, "by");
    cosignatures_add(draft, cosignature);
    return true;
}

static bool read_follows(struct draft *draft, const struct json *value)
{
    const char *id = json_string(value);
    if (!value)
        return true;
    entry_set_string(&draft->journal, &draft->follows, id);
    return id && id_valid(id);
}

static bool read_follow_mark(struct draft *draft, const struct json *value)
{
    static const char *const keys[] = {"item", "by", NULL};
    struct follow_mark mark = {0};
    uint64_t row;
    const char *field = json_get_string(value, "field");
    if (!has_strings(value, keys) || !read_birth(value, &mark.seq, &mark.at) ||
        !json_get_integer(value, "row", &row) || row < 1 || row > FOLLOW_ROWS_MAX || !field ||
        !follow_field_from_name(field, &mark.field) ||
        (mark.field == FOLLOW_REPORT && !json_get_string(value, "delegation")))
        return false;
    mark.row = (int64_t)row;
    mark.item = (char *)json_get_string(value, "item");
    mark.delegation = (char *)json_get_string(value, "delegation");
    mark.value = (char *)json_get_string(value, "value");
    mark.by = (char *)json_get_string(value, "by");
    follow_up_set(draft, &mark);
    return true;
}

static bool read_list(struct draft *draft, const struct json *list,
                      bool (*read)(struct draft *draft, const struct json *value))
{
    bool ok = json_is_array(list);
    for (const struct json *child = ok ? json_first(list) : NULL; ok && child; child = json_after(child))
        ok = read(draft, child);
    return ok;
}

/* Lists that are written only where there is something in them. */
static bool read_list_if_there(struct draft *draft, const struct json *list,
                               bool (*read)(struct draft *draft, const struct json *value))
{
    return !list || read_list(draft, list, read);
}

bool negotiation_read(struct draft *draft, const struct json *snapshot)
{
    return read_list(draft, json_get(snapshot, "proposals"), read_proposal) &&
           read_list(draft, json_get(snapshot, "positions"), read_position) &&
           read_list(draft, json_get(snapshot, "comments"), read_comment) &&
           read_list(draft, json_get(snapshot, "consultations"), read_consultation) &&
           read_list_if_there(draft, json_get(snapshot, "versions"), read_version) &&
           read_list_if_there(draft, json_get(snapshot, "cosigners"), read_cosigner) &&
           (!json_get(snapshot, "cosigning") || read_cosigning(draft, json_get(snapshot, "cosigning"))) &&
           read_list_if_there(draft, json_get(snapshot, "cosignatures"), read_cosignature) &&
           read_follows(draft, json_get(snapshot, "follows")) &&
           read_list_if_there(draft, json_get(snapshot, "follow_up"), read_follow_mark);
}

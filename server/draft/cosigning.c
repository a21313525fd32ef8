#include "draft/cosigning.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "draft/versions.h"

struct cosigner *cosigners_find(const struct draft *draft, const char *key)
{
    return entries_find(&draft->cosigners, key);
}

size_t cosigners_of(const struct draft *draft, const char *delegation)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->cosigners.count; i++) {
        const struct cosigner *cosigner = draft->cosigners.all[i];
        count += strcmp(cosigner->delegation, delegation) == 0;
    }
    return count;
}

bool cosigning_has(const struct draft *draft, uint64_t of, const char *delegation)
{
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *signature = draft->cosignatures.all[i];
        if (signature->of == of && strcmp(cosigners_find(draft, signature->key)->delegation, delegation) == 0)
            return true;
    }
    return false;
}

static void write_id(uint64_t of, const char *key, struct buf *out)
{
    buf_format(out, "%" PRIu64 " %s", of, key);
}

const struct cosignature *cosignatures_find(const struct draft *draft, uint64_t of, const char *key)
{
    struct buf id = BUF_EMPTY;
    write_id(of, key, &id);
    const struct cosignature *found = entries_find(&draft->cosignatures, id.bytes);
    buf_clear(&id);
    return found;
}

bool cosigning_is_moment(const struct draft *draft, uint64_t of)
{
    if (draft->adopted || (draft->cosigning && draft->cosigning->of == of))
        return true;
    for (size_t i = 0; i < draft->versions.count; i++) {
        const struct version *version = draft->versions.all[i];
        if (version->of == of)
            return true;
    }
    return false;
}

static bool leaves_the_text(const struct change *change)
{
    static const struct change_kind *const kinds[] = {
        &change_cosign_key,      &change_cosign_ask,  &change_cosign_add,   &change_draft_adopt,
        &change_version_add,     &change_comment_add, &change_comment_edit, &change_comment_remove,
        &change_comment_resolve, &change_follow_set,  &change_follow_from,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (change_is(change, kinds[i]))
            return true;
    return false;
}

enum status cosigning_allows(const struct draft *draft, const struct change *change, struct refusal *refusal)
{
    if (!draft->cosigning || leaves_the_text(change))
        return STATUS_OK;
    return refuse(refusal, STATUS_LOCKED, change->item,
                  "The text is being cosigned and stays as it is; the chair can take that back first.");
}

enum status cosigning_is_complete(const struct draft *draft, struct refusal *refusal)
{
    const struct cosigning *cosigning = draft->cosigning;
    char message[sizeof refusal->message];
    struct buf missing = BUF_EMPTY;
    for (size_t i = 0; cosigning && i < cosigning->delegations.count; i++)
        if (!cosigning_has(draft, cosigning->of, cosigning->delegations.strings[i]))
            buf_format(&missing, "%s%s", missing.len ? ", " : "", cosigning->delegations.strings[i]);
    if (!missing.len)
        return STATUS_OK;
    snprintf(message, sizeof message,
             "Wait until these have cosigned, or let them go with a reason: %.120s%s.", missing.bytes,
             missing.len > 120 ? "…" : "");
    buf_clear(&missing);
    return refuse(refusal, STATUS_LOCKED, NULL, message);
}

static void free_cosigner(void *memory)
{
    struct cosigner *cosigner = memory;
    free(cosigner->key);
    free(cosigner->delegation);
    free(cosigner->by);
    free(cosigner);
}

void cosigners_add(struct draft *draft, struct cosigner *cosigner)
{
    entries_add(&draft->journal, &draft->cosigners, cosigner, cosigner->key, free_cosigner);
}

void cosigning_free(void *memory)
{
    struct cosigning *cosigning = memory;
    if (!cosigning)
        return;
    string_list_clear(&cosigning->delegations);
    free(cosigning->note);
    free(cosigning->by);
    free(cosigning);
}

void cosigning_set(struct draft *draft, struct cosigning *cosigning)
{
    journal_replace(&draft->journal, (void **)&draft->cosigning, cosigning, cosigning_free);
}

static void free_cosignature(void *memory)
{
    struct cosignature *cosignature = memory;
    free(cosignature->id);
    free(cosignature->key);
    free(cosignature->signature);
    free(cosignature->by);
    free(cosignature);
}

void cosignatures_add(struct draft *draft, struct cosignature *cosignature)
{
    struct buf id = BUF_EMPTY;
    write_id(cosignature->of, cosignature->key, &id);
    cosignature->id = buf_take(&id);
    entries_add(&draft->journal, &draft->cosignatures, cosignature, cosignature->id, free_cosignature);
}

/* draft.set: the title, per language, the list of languages, the numbering. Titles that are not named stay; the change is completed with
 * them, so that the log shows the whole. */
#include "draft/change_kind.h"
#include "draft/items.h"
#include "draft/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"

static const struct field fields[] = {
    {"title", FIELD_TITLE, FIELD_OPTIONAL, offsetof(struct change, title)},
    {"langs", FIELD_LANGS, FIELD_OPTIONAL, offsetof(struct change, langs)},
    {"numbering", FIELD_NUMBERING, FIELD_OPTIONAL, offsetof(struct change, numbering)},
    {0},
};

static bool any_item_has(const struct draft *draft, const char *lang)
{
    for (struct item *item = item_next(draft, NULL); item; item = item_next(draft, item))
        if (item_text_find(item, lang))
            return true;
    return false;
}

static enum status check_langs(const struct draft *draft, const struct string_list *langs,
                               struct refusal *refusal)
{
    if (langs->count == 0 || langs->count > DRAFT_MAX_LANGS)
        return refuse(refusal, STATUS_BAD_OP, NULL, "A draft has one to eight languages.");
    for (size_t i = 0; i < draft->langs.count; i++)
        if (!string_list_has(langs, draft->langs.strings[i]) && any_item_has(draft, draft->langs.strings[i]))
            return refuse(refusal, STATUS_BAD_OP, NULL, "A language that has text cannot be dropped.");
    if (draft->langs.count && strcmp(langs->strings[0], draft->langs.strings[0]) != 0 &&
        item_next(draft, NULL))
        return refuse(refusal, STATUS_BAD_OP, NULL,
                      "The original language, the first one, cannot change once there is text.");
    return STATUS_OK;
}

static enum status check_title(const struct string_list *langs, const struct lang_map *title,
                               struct refusal *refusal)
{
    for (size_t i = 0; i < title->count; i++) {
        const struct lang_entry *entry = &title->entries[i];
        if (!string_list_has(langs, entry->lang))
            return refuse(refusal, STATUS_BAD_OP, NULL, "A title needs one of the draft's languages.");
        if (utf_len_u16(entry->words, strlen(entry->words)) > TITLE_MAX_U16)
            return refuse(refusal, STATUS_TOO_LARGE, NULL, "A title can have 1000 characters.");
    }
    return STATUS_OK;
}

/* Titles that the change does not name, in languages that remain. */
static void complete_title(const struct draft *draft, struct change *change)
{
    change->title.there = true;
    for (size_t i = 0; i < draft->title.count; i++) {
        const struct lang_entry *old = &draft->title.entries[i];
        if (!lang_map_get(&change->title, old->lang) && string_list_has(&change->langs, old->lang))
            lang_map_add(&change->title, old->lang)->words = mem_copy_string(old->words);
    }
}

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    (void)draft;
    (void)change;
    return policy_check_role(context->who, ACTION_DRAFT, refusal);
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    (void)context;
    if (!change->title.there && !change->langs.there && !change->numbering)
        return refuse(refusal, STATUS_BAD_OP, NULL, "Name a title, the languages or the numbering.");
    if (change->numbering && draft->frozen)
        return refuse(refusal, STATUS_BAD_OP, NULL, "The numbers are frozen; renumber first.");
    if (!change->langs.there)
        string_list_copy(&draft->langs, &change->langs);
    enum status status = check_langs(draft, &change->langs, refusal);
    if (status == STATUS_OK)
        status = check_title(&change->langs, &change->title, refusal);
    if (status == STATUS_OK)
        complete_title(draft, change);
    return status;
}

struct former {
    struct lang_map title;
    struct string_list langs;
    struct numbering_scheme *numbering;
};

/* Puts back what the draft had before. */
static void put_back(void *context, void *object)
{
    struct draft *draft = context;
    struct former *former = object;
    lang_map_clear(&draft->title);
    string_list_clear(&draft->langs);
    free(draft->numbering);
    draft->title = former->title;
    draft->langs = former->langs;
    draft->numbering = former->numbering;
    free(former);
}

static void former_free(void *object)
{
    struct former *former = object;
    lang_map_clear(&former->title);
    string_list_clear(&former->langs);
    free(former->numbering);
    free(former);
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    (void)context;
    struct former *former = mem_alloc(sizeof *former);
    *former = (struct former){draft->title, draft->langs, draft->numbering};
    lang_map_copy(&change->title, &draft->title);
    string_list_copy(&change->langs, &draft->langs);
    draft->numbering = numbering_scheme_copy(change->numbering ? change->numbering : former->numbering);
    journal_keep(&draft->journal, put_back, draft, former, former_free);
}

const struct change_kind change_draft_set = {"draft.set", fields, may, fits, apply};

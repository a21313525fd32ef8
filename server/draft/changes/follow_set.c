/* follow.set: one field of one commitment of an item, as somebody says that it is (draft/follow_up.h). */
#include <string.h>

#include "base/day.h"
#include "draft/follow_up.h"
#include "draft/participants.h"
#include "draft/places.h"
#include "draft/policy.h"
#include "text/utf.h"

static const struct field fields[] = {
    {"item", FIELD_ID, FIELD_REQUIRED, offsetof(struct change, item)},
    {"row", FIELD_COUNT, FIELD_REQUIRED, offsetof(struct change, number)},
    {"field", FIELD_FOLLOW, FIELD_REQUIRED, offsetof(struct change, follow)},
    {"value", FIELD_WORDS, FIELD_NULLABLE, offsetof(struct change, words)},
    {0},
};

static enum status may(struct draft *draft, struct change *change, const struct op_context *context,
                       struct refusal *refusal)
{
    enum status status = change->follow == FOLLOW_REPORT
                             ? policy_check_delegation(context->who, refusal)
                             : policy_check_role(context->who, ACTION_DRAFT, refusal);
    if (status == STATUS_OK && !draft->adopted && change->follow != FOLLOW_TAKES_UP)
        return refuse(refusal, STATUS_LOCKED, change->item,
                      "What becomes of the text is said once it is adopted.");
    return status;
}

static bool is_one_of(const char *value, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(value, *names) == 0)
            return true;
    return false;
}

static const char *wrong_value(enum follow_field field, const char *value)
{
    static const char *const kinds[] = {"commitment", "decision", "courtesy", NULL};
    static const char *const statuses[] = {"open", "progress", "done", "dropped", NULL};
    if (utf_len_u16(value, strlen(value)) > FOLLOW_VALUE_MAX)
        return "A field can have 1000 characters.";
    switch (field) {
    case FOLLOW_KIND:
        return is_one_of(value, kinds) ? NULL : "The kind is commitment, decision or courtesy.";
    case FOLLOW_STATUS:
        return is_one_of(value, statuses) ? NULL : "The status is open, progress, done or dropped.";
    case FOLLOW_DUE:
        return !*value || day_read(value).year ? NULL : "Give the day as 2027-06-30, or nothing.";
    case FOLLOW_TAKES_UP:
        return !*value || id_valid(value) ? NULL : "Name an item of the draft before, or nothing.";
    default:
        return NULL;
    }
}

static struct follow_mark mark_of(const struct draft *draft, const struct change *change,
                                  const struct op_context *context)
{
    const struct participant *by = participants_find(draft, context->by);
    return (struct follow_mark){.item = change->item,
                                .row = change->number,
                                .field = change->follow,
                                .delegation = by ? by->delegation : NULL,
                                .value = change->words,
                                .by = (char *)context->by,
                                .seq = context->seq,
                                .at = (uint64_t)context->at};
}

static enum status fits(struct draft *draft, struct change *change, const struct op_context *context,
                        struct refusal *refusal)
{
    struct item *item;
    struct follow_mark mark = mark_of(draft, change, context);
    enum status status = place_find_item(draft, change->item, &item, refusal);
    if (status != STATUS_OK)
        return status;
    if (change->number > FOLLOW_ROWS_MAX)
        return refuse(refusal, STATUS_LIMIT, change->item, "An item has at most 16 commitments.");
    if (change->follow == FOLLOW_REPORT && !mark.delegation)
        return refuse(refusal, STATUS_BAD_OP, change->item, "Delegations report.");
    const char *wrong = change->words ? wrong_value(change->follow, change->words) : NULL;
    if (wrong)
        return refuse(refusal, STATUS_BAD_OP, change->item, wrong);
    if (draft->follow_marks.count >= FOLLOW_MARKS_MAX && !follow_up_find(draft, &mark))
        return refuse(refusal, STATUS_LIMIT, NULL, "The draft has as many entries as this server takes.");
    return STATUS_OK;
}

static void apply(struct draft *draft, const struct change *change, const struct op_context *context)
{
    struct follow_mark mark = mark_of(draft, change, context);
    follow_up_set(draft, &mark);
}

const struct change_kind change_follow_set = {"follow.set", fields, may, fits, apply};

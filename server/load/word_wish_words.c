#include "load/word_wish_words.h"

#include <stdio.h>
#include <string.h>

#include "base/strings.h"
#include "convert/runs.h"
#include "draft/proposals.h"
#include "text/utf.h"

/* The open proposal that inserts words of this formatting and is not one that `who` may still write in; NULL. */
static const struct proposal *foreign_in(const struct wish_words *making, const struct attributes *set)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        const char *key = attributes_at(set, i).key;
        const struct proposal *proposal =
            strncmp(key, "ins:", 4) == 0 ? proposals_find(making->draft, key + 4) : NULL;
        if (proposal && proposal_is_open(proposal) && !proposal_may_mark(proposal, making->who))
            return proposal;
    }
    return NULL;
}

static bool own_in(const struct wish_words *making, const struct attributes *set)
{
    for (size_t i = 0; i < attributes_count(set); i++) {
        const char *key = attributes_at(set, i).key;
        const struct proposal *proposal =
            strncmp(key, "ins:", 4) == 0 ? proposals_find(making->draft, key + 4) : NULL;
        if (proposal && proposal_may_mark(proposal, making->who))
            return true;
    }
    return false;
}

static struct attributes *mark(const char *kind, const char *proposal)
{
    char key[ID_BYTES + 4];
    struct attributes *set = NULL;

    snprintf(key, sizeof key, "%s%s", kind, proposal);
    const struct attribute one = {key, ATTRIBUTE_TRUE, NULL};
    return attributes_create(&one, 1, &set) == STATUS_OK ? set : NULL;
}

static void retain_styled(struct wish_words *making, const struct attributes *set, uint32_t units,
                          const struct word_edit *edit)
{
    static const struct {
        const char *key;
        unsigned format;
    } formats[] = {{"bold", RUN_BOLD}, {"italic", RUN_ITALIC}, {"underline", RUN_UNDERLINE}};
    struct attribute list[4];
    struct attributes *change = NULL;
    size_t count = 0;

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        bool is = attributes_get(set, formats[i].key).key != NULL, wanted = edit->format & formats[i].format;
        if (is != wanted)
            list[count++] =
                (struct attribute){formats[i].key, wanted ? ATTRIBUTE_TRUE : ATTRIBUTE_NULL, NULL};
    }
    if (!strings_same(attributes_address(set), edit->link))
        list[count++] =
            (struct attribute){"link", edit->link ? ATTRIBUTE_STRING : ATTRIBUTE_NULL, edit->link};
    if (attributes_create(list, count, &change) != STATUS_OK)
        change = NULL; /* no address that a text takes */
    delta_retain(making->out, units, change);
    attributes_unref(change);
}

static void delete_units(struct wish_words *making, const struct attributes *set, uint32_t units)
{
    bool marks = foreign_in(making, set) || (making->proposes && !own_in(making, set));

    if (!marks) {
        delta_delete(making->out, units);
        return;
    }
    struct attributes *del = mark("del:", making->proposal);
    delta_retain(making->out, units, del);
    attributes_unref(del);
    making->used = true;
}

void wish_words_insert(struct wish_words *making, const struct word_edit *edit, const struct attributes *left,
                       const struct attributes *right)
{
    struct attribute list[16];
    char own[ID_BYTES + 4];
    size_t count = 0;
    bool foreign = false, ours = false;
    const char *words = edit->words ? edit->words : "";
    struct attributes *set = NULL;
    struct buf link = BUF_EMPTY;

    if (edit->target)
        buf_format(&link, "%s%s", ATTRIBUTE_ITEM_LINK, edit->target);
    else if (edit->link)
        buf_text(&link, edit->link);
    if (link.len)
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, link.bytes};
    count += run_format_attributes(edit->format, list + count);
    for (size_t i = 0; i < attributes_count(left) && count < 15; i++) {
        const char *key = attributes_at(left, i).key;
        const struct proposal *proposal =
            strncmp(key, "ins:", 4) == 0 ? proposals_find(making->draft, key + 4) : NULL;
        if (!proposal || !proposal_is_open(proposal) || !attributes_get(right, key).key)
            continue;
        list[count++] = (struct attribute){key, ATTRIBUTE_TRUE, NULL};
        ours = ours || proposal_may_mark(proposal, making->who);
        foreign = foreign || !proposal_may_mark(proposal, making->who);
    }
    if ((making->proposes || foreign) && !ours) {
        snprintf(own, sizeof own, "ins:%s", making->proposal);
        list[count++] = (struct attribute){own, ATTRIBUTE_TRUE, NULL};
        making->used = true;
    }
    size_t without = link.len ? 1 : 0; /* an address that no text takes leaves the words */
    if (attributes_create(list, count, &set) == STATUS_OK ||
        attributes_create(list + without, count - without, &set) == STATUS_OK)
        delta_insert(making->out, words, strlen(words), set);
    attributes_unref(set);
    buf_clear(&link);
}

/* The formatting of the unit at a place; NULL at the end. */
static const struct attributes *attributes_of(const struct delta *text, uint32_t at)
{
    uint32_t start = 0;

    for (size_t i = 0; i < text->count; i++) {
        if (at - start < text->ops[i].len_u16)
            return text->ops[i].attributes;
        start += text->ops[i].len_u16;
    }
    return NULL;
}

static void add_words_at(const struct delta *text, uint32_t at, uint32_t units, struct buf *out)
{
    uint32_t start = 0;

    for (size_t i = 0; i < text->count && units > 0; start += text->ops[i++].len_u16) {
        const struct delta_op *op = &text->ops[i];
        const char *bytes = delta_op_bytes(text, op);
        if (at >= start + op->len_u16)
            continue;
        uint32_t taken = start + op->len_u16 - at < units ? start + op->len_u16 - at : units;
        size_t from = utf_bytes_of(bytes, op->len_bytes, at - start, NULL);
        buf_add(out, bytes + from, utf_bytes_of(bytes + from, op->len_bytes - from, taken, NULL));
        at += taken;
        units -= taken;
    }
}

/* Words of one formatting that are to look otherwise: where they are somebody else's, or all is proposed, the same words in their new looks stand
 * in place of them. */
static void restyle_units(struct wish_words *making, const struct word_edit *edit, uint32_t at,
                          uint32_t units)
{
    const struct attributes *set = attributes_of(&making->wish->text, at);
    struct buf same = BUF_EMPTY;

    if (!foreign_in(making, set) && (!making->proposes || own_in(making, set))) {
        retain_styled(making, set, units, edit);
        return;
    }
    add_words_at(&making->wish->text, at, units, &same);
    struct word_edit styled = *edit;
    styled.words = same.bytes;
    delete_units(making, set, units);
    wish_words_insert(making, &styled, set, set);
    buf_clear(&same);
}

static void make_edit(struct wish_words *making, const struct word_edit *edit, uint32_t *at)
{
    const struct delta *text = &making->wish->text;

    if (edit->words)
        wish_words_insert(making, edit, *at > 0 ? attributes_of(text, *at - 1) : NULL,
                          attributes_of(text, *at));
    for (uint32_t left = edit->deletes + edit->restyles;
         left > 0;) { /* stretch by stretch of the same formatting */
        const struct attributes *set = attributes_of(text, *at);
        uint32_t units = 1;
        while (units < left && attributes_of(text, *at + units) == set)
            units++;
        if (edit->deletes)
            delete_units(making, set, units);
        else
            restyle_units(making, edit, *at, units);
        *at += units;
        left -= units;
    }
}

void wish_words_make(struct wish_words *making)
{
    const struct word_wish *wish = making->wish;
    uint32_t at = 0;

    for (size_t i = 0; i < wish->edit_count; i++) {
        const struct word_edit *edit = &wish->edits[i];
        if (edit->at > at)
            delta_retain(making->out, edit->at - at, NULL);
        at = edit->at > at ? edit->at : at;
        make_edit(making, edit, &at);
    }
    delta_chop(making->out);
}

/* alternatives.json: which of several alternatives the text is shown with as if all proposals were accepted, where its bracket stands, and how
 * alternatives are numbered in every view. */
#include <stdio.h>
#include <string.h>

#include "base/always.h"
#include "base/json_write.h"
#include "base/mem.h"
#include "convert/bracket_label.h"
#include "convert/runs.h"
#include "draft/draft.h"
#include "draft/items.h"
#include "draft/proposals.h"
#include "load/draft_document.h"
#include "support/choices.h"
#include "vectors.h"

#define CASES      40
#define FIRST_SEED 9100
#define PROPOSALS  5
#define MOST_WORDS 7

static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    buf_format(context, "[%s: ", bracket->proposals[0]);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    buf_text(context, bracket_label_end(bracket));
}

static void write_run(void *context, const struct run *run)
{
    buf_add(context, run->bytes, run->len);
}

static void propose(struct draft *draft, size_t number, const char *group, struct item *item)
{
    struct proposal *proposal = mem_zero(1, sizeof *proposal);
    snprintf(proposal->id, sizeof proposal->id, "%c", (char)('a' + number));
    proposal->item = item;
    proposal->by = mem_copy_string("p1");
    proposal->group = mem_copy_string(group);
    proposal->seq = number + 1;
    proposals_add(draft, proposal);
}

static void write_proposals(struct buf *out, const struct draft *draft)
{
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        buf_format(out, "%s{\"id\":\"%s\"", i ? "," : "", proposal->id);
        if (proposal->group)
            buf_format(out, ",\"group\":\"%s\"", proposal->group);
        buf_char(out, '}');
    }
}

/* Each piece has the marks of at most one insertion and one deletion. */
static void random_text(struct choices *choices, struct delta *out)
{
    static const char *const words[] = {"uno", " dos ", "tres", " y ", "\xc3\xb1"};
    *out = (struct delta)DELTA_EMPTY;
    for (uint32_t i = choices_below(choices, MOST_WORDS + 1); i > 0; i--) {
        char inserted[8], deleted[8];
        struct attribute list[2];
        struct attributes *attributes = NULL;
        size_t count = 0;
        snprintf(inserted, sizeof inserted, "ins:%c", (char)('a' + choices_below(choices, PROPOSALS)));
        snprintf(deleted, sizeof deleted, "del:%c", (char)('a' + choices_below(choices, PROPOSALS)));
        if (choices_one_in(choices, 2))
            list[count++] = (struct attribute){inserted, ATTRIBUTE_TRUE, NULL};
        if (choices_one_in(choices, 3) && strcmp(inserted + 4, deleted + 4) != 0)
            list[count++] = (struct attribute){deleted, ATTRIBUTE_TRUE, NULL};
        ALWAYS(attributes_create(list, count, &attributes) == STATUS_OK);
        const char *word = words[choices_below(choices, sizeof words / sizeof *words)];
        delta_insert(out, word, strlen(word), attributes);
        attributes_unref(attributes);
    }
}

/* Of those that insert words. */
static void write_numbers(struct buf *out, const struct draft *draft, struct draft_document *document)
{
    const char *before = "";
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        unsigned number = draft_document_alternative(document, proposal->id);
        if (number)
            buf_format(out, "%s\"%s\":%u", before, proposal->id, number);
        if (number)
            before = ",";
    }
}

static void write_shown(struct buf *out, struct draft_document *document)
{
    struct buf shown = BUF_EMPTY;
    const struct run_visitor visitor = {open_bracket, close_bracket, write_run, &shown, false, true};
    draft_document_take_one_reading(document);
    runs_visit(&document->document.items[0], DOCUMENT_CLEAN, &visitor);
    json_write_bytes(out, shown.bytes ? shown.bytes : "", shown.len);
    buf_clear(&shown);
}

static struct draft *random_draft(struct choices *choices)
{
    static const char *const groups[] = {NULL, "g", "g", "h"};
    struct draft *draft = draft_create("d");
    struct item *item = item_create(draft, "i", KIND_ITEM, NULL, draft->last);
    struct delta text;
    string_list_add(&draft->langs, "es");
    for (size_t i = 0; i < PROPOSALS; i++)
        propose(draft, i, groups[choices_below(choices, 4)], item);
    random_text(choices, &text);
    item_text_apply(draft, item, "es", &text, 1);
    delta_clear(&text);
    return draft;
}

static void write_case(struct buf *out, uint64_t seed)
{
    static const struct sha256 head = {{0}};
    struct choices choices = {.state = seed};
    struct draft *draft = random_draft(&choices);
    struct draft_document document;
    enum status status = draft_document_fill(draft, "es", &head, &document);
    ALWAYS(status == STATUS_OK);
    buf_text(out, "    {\"proposals\":[");
    write_proposals(out, draft);
    buf_text(out, "],\"text\":");
    delta_write_json(out, document.document.items[0].text);
    buf_text(out, ",\"numbers\":{");
    write_numbers(out, draft, &document);
    buf_text(out, "},\"shown\":");
    write_shown(out, &document);
    buf_char(out, '}');
    draft_document_clear(&document);
    draft_destroy(draft);
}

void vectors_alternatives(struct buf *out)
{
    buf_text(out,
             "{\n  \"about\": \"proposals: all open, in the order in which they were made. numbers: which of "
             "its group each one is whose words are in the text, in the order in which they are read. shown: "
             "the text as if all were accepted, of each group the first one that was made, in a bracket with "
             "its id where there are others; it keeps its number.\",\n  \"cases\": [\n");
    for (uint64_t i = 0; i < CASES; i++) {
        write_case(out, FIRST_SEED + i);
        buf_text(out, i + 1 < CASES ? ",\n" : "\n  ]\n}\n");
    }
}

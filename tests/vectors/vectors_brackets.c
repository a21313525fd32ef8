#include "vectors.h"

#include <string.h>

#include "base/always.h"
#include "base/json_write.h"
#include "convert/bracket_label.h"
#include "convert/runs.h"
#include "support/choices.h"

#define CASES      60
#define FIRST_SEED 7000
#define MOST_WORDS 7

/* Who stands behind proposals is their ids, in the order of the bracket. */
static const char *ids_of(void *context, const char *const *proposals, size_t count)
{
    struct buf *names = context;
    buf_reset(names);
    for (size_t i = 0; i < count; i++)
        buf_format(names, "%s%s", i ? ", " : "", proposals[i]);
    return names->bytes;
}

struct shown {
    struct buf words;
    struct bracket_writer brackets;
};

static void open_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct shown *shown = context;
    bracket_writer_open(&shown->brackets, &shown->words, bracket);
}

static void close_bracket(void *context, const struct nesting_bracket *bracket)
{
    struct shown *shown = context;
    bracket_writer_close(&shown->brackets, &shown->words, bracket);
}

static void write_run(void *context, const struct run *run)
{
    buf_add(&((struct shown *)context)->words, run->bytes, run->len);
}

/* Words whose marks go on from piece to piece, as proposals do. */
static void random_text(struct choices *choices, struct delta *out)
{
    static const char *const keys[] = {"bold", "del:a", "del:b", "del:c", "ins:a", "ins:b", "ins:c"};
    static const char *const words[] = {"uno", " dos ", "tres", "\xe2\x86\x92", " y ", "\xc3\xb1"};
    size_t replaces =
        0; /* this piece has that key alone: what is struck by somebody, and then what they put in its place */
    bool on[sizeof keys / sizeof *keys] = {false};
    *out = (struct delta)DELTA_EMPTY;
    for (uint32_t i = choices_below(choices, MOST_WORDS + 1); i > 0; i--) {
        struct attribute list[sizeof keys / sizeof *keys];
        struct attributes *attributes = NULL;
        size_t count = 0;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            on[k] = choices_one_in(choices, 3) ? !on[k] : on[k];
            if (replaces ? k == replaces : on[k])
                list[count++] = (struct attribute){keys[k], ATTRIBUTE_TRUE, NULL};
        }
        replaces = replaces && replaces < 4     ? replaces + 3
                   : choices_one_in(choices, 4) ? 1 + choices_below(choices, 3)
                                                : 0;
        ALWAYS(attributes_create(list, count, &attributes) == STATUS_OK);
        const char *word = words[choices_below(choices, sizeof words / sizeof *words)];
        delta_insert(out, word, strlen(word), attributes);
        attributes_unref(attributes);
    }
}

static void write_case(struct buf *out, uint64_t seed)
{
    static const char *const removals[] = {"d", "e"};
    struct choices choices = {.state = seed};
    struct buf names = BUF_EMPTY;
    struct delta text;
    random_text(&choices, &text);
    struct document_item item = {.text = &text, .removals = removals};
    item.removal_count = choices_one_in(&choices, 4) ? 1 + choices_below(&choices, 2) : 0;
    item.insertion = choices_one_in(&choices, 4) ? "f" : NULL;
    const struct document_markup markup = {.view = DOCUMENT_BRACKETS, .who = ids_of, .context = &names};
    struct shown shown = {BUF_EMPTY, {&markup, "es", "[", "]", buf_add, {0}, 0}};
    const struct run_visitor visitor = {open_bracket, close_bracket, write_run, &shown, false, true};
    runs_visit(&item, DOCUMENT_BRACKETS, &visitor);
    buf_text(out, "    {\"around\":[");
    for (size_t i = 0; i < item.removal_count; i++)
        buf_format(out, "%s\"del:%s\"", i ? "," : "", removals[i]);
    if (item.insertion)
        buf_format(out, "%s\"ins:%s\"", item.removal_count ? "," : "", item.insertion);
    buf_text(out, "],\"text\":");
    delta_write_json(out, &text);
    buf_text(out, ",\"shown\":");
    json_write_bytes(out, shown.words.bytes ? shown.words.bytes : "", shown.words.len);
    buf_char(out, '}');
    delta_clear(&text);
    buf_clear(&shown.words);
    buf_clear(&names);
}

void vectors_brackets(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"How a text is written with its brackets, where those who stand behind "
                  "proposals are "
                  "called by the ids of these. around: marks of the whole item, the outermost first.\",\n  "
                  "\"cases\": [\n");
    for (uint64_t i = 0; i < CASES; i++) {
        write_case(out, FIRST_SEED + i);
        buf_text(out, i + 1 < CASES ? ",\n" : "\n  ]\n}\n");
    }
}

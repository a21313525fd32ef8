#include "support/random_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MOST_PIECES 14
#define MOST_DEPTH  7
#define START       1638374400000 /* 1 December 2021 */

struct maker {
    struct choices *choices;
    const struct random_document_options *options;
    struct random_document *out;
    struct document_proposal *proposals;
    size_t proposal_count;
    int items;
};

static char random_es[] = "es", random_en[] = "en";
static char *const random_langs[RANDOM_DOCUMENT_LANGS] = {random_es, random_en};

static void *keep(struct maker *maker, void *memory)
{
    struct random_document *out = maker->out;

    out->kept = mem_grow(out->kept, out->kept_count, &out->kept_capacity, sizeof *out->kept);
    out->kept[out->kept_count++] = memory;
    return memory;
}

static const char *named(struct maker *maker, const char *letter, size_t number)
{
    char name[64];

    snprintf(name, sizeof name, "%s%zu", letter, number);
    return keep(maker, mem_copy_string(name));
}

static const char *word(struct maker *maker)
{
    static const char *const words[] = {"acordar ",    "los ",   "Estados ",  "a & b ", "<medidas> ",
                                        "m\xc3\xa1s ", "\"y\" ", "niñez",     ", ",     "\xf0\x9f\x8c\x8e ",
                                        "to ",         "adopt ", "e\xcc\x81", "it's ",  "1. ",
                                        "[sic] "};

    return words[choices_below(maker->choices, sizeof words / sizeof *words)];
}

static void make_proposals(struct maker *maker)
{
    static const char *const names[] = {"M\xc3\xa9xico", "Canad\xc3\xa1", "Costa Rica",
                                        "Secretar\xc3\xad"
                                        "a & Co."};
    size_t count = choices_below(maker->choices, maker->options->proposals + 1);

    maker->proposals = keep(maker, mem_zero(count + 1, sizeof *maker->proposals));
    for (size_t i = 0; i < count; i++) {
        struct document_proposal *proposal = &maker->proposals[i];
        proposal->id = named(maker, "q", i);
        proposal->who = names[choices_below(maker->choices, sizeof names / sizeof *names)];
        proposal->note = choices_one_in(maker->choices, 3) ? "Como en Puebla <2018>.\nVéase." : NULL;
        proposal->support = choices_one_in(maker->choices, 4) ? "Panam\xc3\xa1, Belice" : NULL;
        proposal->at = START + (int64_t)i * 20000; /* some within a minute, which LibreOffice takes for one */
    }
    maker->proposal_count = count;
}

static const char *some_proposal(struct maker *maker)
{
    return maker->proposals[choices_below(maker->choices, (uint32_t)maker->proposal_count)].id;
}

static void propose_removal(struct maker *maker, struct document_item *item)
{
    const char **removal = keep(maker, mem_zero(1, sizeof *removal));

    *removal = some_proposal(maker);
    item->removals = removal;
    item->removal_count = 1;
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

/* The keys of each piece of words. */
struct keys {
    char list[MOST_PIECES][8][16];
    size_t count[MOST_PIECES];
};

static bool has_key(const struct keys *keys, size_t piece, const char *type, const char *proposal)
{
    for (size_t i = 0; i < keys->count[piece]; i++)
        if (strncmp(keys->list[piece][i], type, 3) == 0 && strcmp(keys->list[piece][i] + 4, proposal) == 0)
            return true;
    return false;
}

/* One proposal never wants the same words in and out. */
static void mark(struct keys *keys, size_t from, size_t to, const char *type, const char *proposal, bool flat)
{
    for (size_t i = from; i < to; i++) {
        if (keys->count[i] < (flat ? 1 : 8) && !has_key(keys, i, "ins", proposal) &&
            !has_key(keys, i, "del", proposal))
            snprintf(keys->list[i][keys->count[i]++], sizeof keys->list[i][0], "%s:%s", type, proposal);
    }
}

/* Somebody inserts some words, and somebody else some of those, and several strike what they like. */
static void mark_words(struct maker *maker, struct keys *keys, size_t pieces)
{
    struct choices *choices = maker->choices;
    bool flat = maker->options->flat;
    uint32_t marks = maker->proposal_count ? choices_below(choices, 4) : 0;

    for (uint32_t i = 0; i < marks; i++) {
        size_t from = choices_below(choices, (uint32_t)pieces),
               to = from + choices_below(choices, (uint32_t)(pieces - from)) + 1;
        if (choices_one_in(choices, 2)) {
            mark(keys, from, to, "del", some_proposal(maker), flat);
            continue;
        }
        mark(keys, from, to, "ins", some_proposal(maker), flat);
        size_t inner = from + choices_below(choices, (uint32_t)(to - from));
        if (choices_one_in(choices, 3))
            mark(keys, inner, inner + 1, "ins", some_proposal(maker), flat);
    }
}

static struct attributes *attributes_of(struct maker *maker, struct keys *keys, size_t piece)
{
    static const char *const formats[] = {"bold", "italic", "underline"};
    struct attribute list[12];
    size_t count = 0;
    struct attributes *set = NULL;

    for (size_t i = 0; i < keys->count[piece]; i++)
        list[count++] = (struct attribute){keys->list[piece][i], ATTRIBUTE_TRUE, NULL};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (choices_one_in(maker->choices, 8))
            list[count++] = (struct attribute){formats[i], ATTRIBUTE_TRUE, NULL};
    if (choices_one_in(maker->choices, 12))
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING,
                                           choices_one_in(maker->choices, 4) ? "https://[/\"><x"
                                                                             : "https://a.b/c_(d)\\?e=*f*&g"};
    if (attributes_create(list, count, &set) != STATUS_OK)
        abort();
    return set;
}

static void make_text(struct maker *maker, struct delta *out)
{
    size_t pieces = choices_below(maker->choices, MOST_PIECES);
    struct keys *keys = mem_zero(1, sizeof *keys);

    *out = (struct delta)DELTA_EMPTY;
    if (pieces)
        mark_words(maker, keys, pieces);
    for (size_t i = 0; i < pieces; i++) {
        struct attributes *set = attributes_of(maker, keys, i);
        const char *words = word(maker);
        delta_insert(out, words, strlen(words), set);
        attributes_unref(set);
    }
    free(keys);
}

/* --- comments ------------------------------------------------------------------------------------------------------- */

static void make_comments(struct maker *maker, struct document_item *item)
{
    struct choices *choices = maker->choices;
    size_t count = choices_one_in(choices, 3) ? choices_below(choices, 4) : 0;
    uint32_t units = item->text ? delta_result_len(item->text) : 0;
    struct document_comment *comments = keep(maker, mem_zero(count + 1, sizeof *comments));
    const char *first = NULL;

    for (size_t i = 0; i < count; i++) {
        struct document_comment *comment = &comments[i];
        comment->id = named(maker, item->id, i + 100);
        comment->parent = first && choices_one_in(choices, 2) ? first : NULL;
        first = comment->parent ? first : comment->id;
        comment->who = choices_one_in(choices, 2) ? "Ana L\xc3\xb3pez (M\xc3\xa9xico)" : "Jean";
        comment->words = choices_one_in(choices, 2) ? "\xc2\xbfQu\xc3\xa9 & <c\xc3\xb3mo>?\nOtra l\xc3\xadnea"
                                                    : "S\xc3\xad.";
        comment->at = START + 1000 * (int64_t)i;
        comment->resolved = !comment->parent && choices_one_in(choices, 3);
        comment->whole = choices_one_in(choices, 3);
        comment->from = choices_below(choices, units + 1);
        comment->to = comment->from + choices_below(choices, units - comment->from + 1);
    }
    item->comments = comments;
    item->comment_count = count;
}

/* --- the tree ------------------------------------------------------------------------------------------------------- */

static void make_item(struct maker *maker, struct document *document, int depth)
{
    struct choices *choices = maker->choices;
    struct document_item *item = &document->items[document->count++];
    uint32_t kind = choices_below(choices, 8);

    *item = (struct document_item){.depth = depth};
    item->id = named(maker, choices_one_in(choices, 2) ? "i" : "Long-item_ID-with-many_signs_in_it_",
                     document->count);
    item->kind = kind == 0 ? KIND_HEADING : kind == 1 ? KIND_PARAGRAPH : KIND_ITEM;
    item->status = (enum item_status)choices_below(choices, ITEM_STATUS_COUNT);
    if (maker->options->flat)
        return;
    item->start = choices_one_in(choices, 12) ? choices_below(choices, 40) : 0;
    item->name = choices_one_in(choices, 12) ? "4 bis" : NULL;
    if (!maker->proposal_count)
        return;
    if (choices_one_in(choices, 6))
        item->insertion = some_proposal(maker);
    if (choices_one_in(choices, 6) && !(maker->options->plain_wholes && item->insertion))
        propose_removal(maker, item);
}

/* Inside what is inserted nothing is proposed away, and the other way about. */
static void keep_wholes_plain(struct document *document)
{
    const struct document_item *above[DRAFT_MAX_DEPTH + 1] = {NULL};

    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        const struct document_item *parent = above[item->depth - 1];
        above[item->depth] = item->insertion || item->removal_count ? item : parent;
        if (!parent)
            continue;
        above[item->depth] = parent;
        item->insertion = NULL;
        item->removal_count = 0;
    }
}

static void make_tree(struct maker *maker, struct document *document)
{
    uint32_t count = choices_below(maker->choices, maker->options->items) + 1;
    int depth = 1;

    document->items = keep(maker, mem_zero(count, sizeof *document->items));
    for (uint32_t i = 0; i < count; i++) {
        make_item(maker, document, depth);
        int next = depth + 1 - (int)choices_below(maker->choices, 3);
        depth = next < 1 ? 1 : next > MOST_DEPTH ? MOST_DEPTH : next;
    }
    if (maker->options->plain_wholes)
        keep_wholes_plain(document);
}

static void fill(struct maker *maker, struct document *document, struct delta *texts)
{
    for (size_t i = 0; i < document->count; i++) {
        struct document_item *item = &document->items[i];
        if (!choices_one_in(maker->choices, 20)) {
            make_text(maker, &texts[i]);
            item->text = &texts[i];
        }
        make_comments(maker, item);
    }
}

void random_document_make(struct choices *choices, const struct random_document_options *options,
                          struct random_document *out)
{
    static const char *const langs[] = {"es", "en"}, *const titles[] = {"Proyecto & acuerdo",
                                                                        "Draft <agreement>"};
    struct maker maker = {.choices = choices, .options = options, .out = out};

    *out = (struct random_document){0};
    make_proposals(&maker);
    enum numbering_preset preset =
        options->flat ? NUMBERING_CONFERENCE
                      : (enum numbering_preset)choices_below(choices, NUMBERING_PRESET_COUNT);
    make_tree(&maker, &out->documents[0]);
    size_t count = out->documents[0].count;
    out->text_count = RANDOM_DOCUMENT_LANGS * count;
    out->texts = mem_zero(out->text_count, sizeof *out->texts);
    for (size_t i = 0; i < RANDOM_DOCUMENT_LANGS; i++) {
        struct document *document = &out->documents[i];
        if (i > 0) {
            *document = out->documents[0];
            document->items = keep(&maker, mem_zero(count, sizeof *document->items));
            memcpy(document->items, out->documents[0].items, count * sizeof *document->items);
        }
        document->id = "d1";
        document->title = titles[i];
        document->lang = langs[i];
        document->original = langs[0];
        document->langs = random_langs;
        document->lang_count = RANDOM_DOCUMENT_LANGS;
        document->numbering = numbering_preset(preset);
        document->seq = 431;
        document->head = "6f61fe84a3b0c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f708192a3b4";
        document->at = START + 5000000;
        document->begun = START;
        document->proposals = maker.proposals;
        document->proposal_count = maker.proposal_count;
        fill(&maker, document, out->texts + i * count);
    }
}

const char *random_document_who(void *document, const char *const *proposals, size_t count)
{
    (void)count;
    const struct document *first = &((struct random_document *)document)->documents[0];

    for (size_t i = 0; i < first->proposal_count; i++)
        if (strcmp(first->proposals[i].id, proposals[0]) == 0)
            return first->proposals[i].who;
    return NULL;
}

void random_document_clear(struct random_document *document)
{
    for (size_t i = 0; i < document->text_count; i++)
        delta_clear(&document->texts[i]);
    free(document->texts);
    for (size_t i = 0; i < document->kept_count; i++)
        free(document->kept[i]);
    free(document->kept);
    *document = (struct random_document){0};
}

/* A draft with proposals that nest, replacements, alternatives and whole items, written as text, Markdown or Word and read again with its brackets
 * as proposals, is the same draft: the same entries, on every word the same marks by the same delegations, and the same status and positions. Equal brackets, which are
 * written as one, come back as one proposal of the first, with the others behind it.
 *
 * A blank on both sides of a bracket comes back as the proposal's (edge_blanks.h).
 *
 * What the notation cannot tell apart is not made: two brackets of one author on the same words, independent insertions with nothing but a
 * blank between them, literal brackets in the words. Run again with the printed PLENARIA_SEED. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "convert/brackets.h"
#include "convert/edge_blanks.h"
#include "convert/import_word.h"
#include "convert/export.h"
#include "convert/import_text.h"
#include "load/draft_document.h"
#include "load/draft_seed.h"
#include "support/choices.h"
#include "wire/op_codec.h"

#define CASES     150
#define MAX_ITEMS 10
#define DEEPEST   3

static struct choices choices;

/* ---- a random outline ---- */

struct writer {
    struct outline *outline;
    size_t entry;
    struct attribute marks[8];
    char keys[8][CONTESTED_MARK_BYTES];
    size_t depth;
};

static void write_words(struct writer *writer, const char *words)
{
    struct attributes *attributes = NULL;
    assert_int_equal(attributes_create(writer->marks, writer->depth, &attributes), STATUS_OK);
    delta_insert(&writer->outline->items[writer->entry].text, words, strlen(words), attributes);
    attributes_unref(attributes);
}

static const char *some_words(void)
{
    static const char *const words[] = {
        "los Estados", "a todos",   "deber\xc3\xa1n", "cooperar",      "del pueblo", "12",    "Nota: uno",
        "sic",         "\"dicho\"", "(sic)",          "M\xc3\xa9xico", "ad ref",     "a - b", "fin."};
    return words[choices_below(&choices, sizeof words / sizeof *words)];
}

static void some_author(struct contested_proposal *proposal, size_t turn)
{
    static const char *const codes[] = {"CA", "MX", "CR", "SV", "GT", "TT", "EU"};
    size_t author = turn % 8; /* neighbours are by different authors */
    if (author < 7)
        proposal->by.delegation = mem_copy_string(codes[author]);
    for (size_t i = 0; author < 7 && i < 7; i++)
        if (choices_one_in(&choices, 6))
            contested_sponsor(proposal, codes[i]);
}

static void write_some(struct writer *writer, int depth, size_t *turn);

static size_t propose(struct writer *writer, unsigned group, size_t *turn)
{
    struct contested *contested = &writer->outline->contested;
    struct contested_proposal *proposal = contested_propose(contested, writer->entry, PROPOSAL_TEXT);
    some_author(proposal, (*turn)++);
    if (group)
        contested_join(proposal, group);
    return contested->proposal_count - 1;
}

static void open_mark(struct writer *writer, size_t proposal, bool deletes)
{
    contested_mark(&writer->outline->contested.proposals[proposal], deletes, writer->keys[writer->depth]);
    writer->marks[writer->depth] = (struct attribute){writer->keys[writer->depth], ATTRIBUTE_TRUE, NULL};
    writer->depth++;
}

/* Some words begin or end with a blank: it is theirs, whatever stands around them. */
static void write_blank(struct writer *writer)
{
    if (choices_one_in(&choices, 6))
        write_words(writer, " ");
}

static void write_marked(struct writer *writer, int depth, size_t proposal, bool deletes, size_t *turn)
{
    open_mark(writer, proposal, deletes);
    write_blank(writer);
    write_some(writer, depth + 1, turn);
    write_blank(writer);
    writer->depth--;
}

static void write_bracket(struct writer *writer, int depth, bool deletes, unsigned group, size_t *turn)
{
    size_t proposal = propose(writer, group, turn);
    bool equal =
        !group && depth + 1 < DEEPEST && choices_one_in(&choices, 4); /* somebody wants exactly the same */
    if (equal)
        open_mark(writer, propose(writer, 0, turn), deletes);
    write_marked(writer, depth + equal, proposal, deletes, turn);
    writer->depth -= equal;
}

/* Some words go, and others come in their place. */
static void write_replacement(struct writer *writer, int depth, unsigned group, size_t *turn)
{
    size_t proposal = propose(writer, group, turn);
    write_marked(writer, depth, proposal, true, turn);
    write_marked(writer, depth, proposal, false, turn);
}

/* Words, brackets and words again. */
static void write_some(struct writer *writer, int depth, size_t *turn)
{
    static unsigned groups;
    write_words(writer, some_words());
    for (uint32_t i = choices_below(&choices, 3); depth < DEEPEST && i > 0; i--) {
        write_words(writer, " y ");
        if (choices_one_in(&choices, 4)) {
            unsigned group = ++groups; /* those inside have others */
            for (uint32_t k = 2 + choices_below(&choices, 2); k > 0; k--)
                write_bracket(writer, depth, false, group, turn);
        } else if (choices_one_in(&choices, 3)) {
            write_replacement(writer, depth, 0, turn);
        } else {
            write_bracket(writer, depth, choices_one_in(&choices, 3), 0, turn);
        }
        write_words(writer, choices_one_in(&choices, 2) ? " con " : "x");
        write_words(writer, some_words());
    }
}

/* What stands behind an entry: that it is agreed, whom it is pending for, who reserves or objects. */
static void make_remarks(struct outline *outline, size_t entry)
{
    static const char *const codes[] = {"CA", "MX", "CR", "SV"};
    bool pending = choices_one_in(&choices, 4), agreed = choices_one_in(&choices, 4);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (!choices_one_in(&choices, 5))
            continue;
        bool objects = choices_one_in(&choices, 3);
        struct contested_position *position = contested_take_position(
            &outline->contested, entry, codes[i], objects ? POSITION_OBJECT : POSITION_RESERVE);
        if (pending && !objects) {
            position->note = mem_copy_string("pendiente solo de");
            outline->items[entry].status = ITEM_REVIEW;
        }
    }
    if (agreed)
        outline->items[entry].status = ITEM_AGREED;
}

static void make_outline(struct outline *outline)
{
    int depth = 0, proposed = 0; /* depth of what is proposed around; 0: nothing is */
    size_t turn = 0;
    *outline = (struct outline)OUTLINE_EMPTY;
    outline->title = mem_copy_string("Conclusiones");
    for (size_t i = 0, count = 1 + choices_below(&choices, MAX_ITEMS); i < count; i++) {
        depth = 1 + (int)choices_below(&choices, (uint32_t)(depth < DRAFT_MAX_DEPTH ? depth + 1 : depth));
        outline_add(outline, depth, choices_one_in(&choices, 4) ? KIND_PARAGRAPH : KIND_ITEM);
        struct writer writer = {.outline = outline, .entry = i};
        write_words(&writer, "Palabra ");
        write_some(&writer, 0, &turn);
        write_words(&writer, " final");
        proposed = depth <= proposed ? 0 : proposed;
        if (choices_one_in(&choices, 5)) {
            some_author(contested_propose(&outline->contested, i, PROPOSAL_ADD), turn++);
            proposed = depth;
        }
        if (choices_one_in(&choices, 6))
            some_author(contested_propose(&outline->contested, i, PROPOSAL_REMOVE), turn++);
        make_remarks(outline, i);
    }
}

/* ---- what it says ---- */

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of an entry that carry a mark: from its first to its last. */
struct place {
    size_t from, to;
};

static struct place place_of(const struct delta *text, const char *key)
{
    struct place place = {SIZE_MAX, 0};
    for (size_t i = 0; i < text->count; i++)
        if (attributes_get(text->ops[i].attributes, key).key) {
            place.from = place.from == SIZE_MAX ? text->ops[i].at_bytes : place.from;
            place.to = text->ops[i].at_bytes + text->ops[i].len_bytes;
        }
    return place;
}

/* Whether both proposals mark the same words in the same way, and nothing else. */
static bool are_equal(const struct outline *outline, const struct contested_proposal *a,
                      const struct contested_proposal *b)
{
    const struct delta *text = &outline->items[a->entry].text;
    bool equal = a->entry == b->entry && a->act == PROPOSAL_TEXT && b->act == PROPOSAL_TEXT;
    for (int deletes = 0; equal && deletes < 2; deletes++) {
        char mine[CONTESTED_MARK_BYTES], theirs[CONTESTED_MARK_BYTES];
        contested_mark(a, deletes, mine);
        contested_mark(b, deletes, theirs);
        struct place x = place_of(text, mine), y = place_of(text, theirs);
        equal = x.from == y.from && x.to == y.to;
    }
    return equal;
}

static void add_voice(struct string_list *voices, const char *voice)
{
    if (!string_list_has(voices, voice))
        string_list_add(voices, voice);
}

static void add_voices(const struct contested_proposal *proposal, struct string_list *voices)
{
    const char *author = proposal->by.delegation ? proposal->by.delegation : proposal->by.name;
    if (author)
        add_voice(voices, author);
    for (size_t i = 0; i < proposal->sponsor_count; i++)
        add_voice(voices, proposal->sponsors[i]);
}

/* Those who propose it, with those who propose the same: nobody in particular only where nobody is named. */
static void write_voices(struct buf *out, const struct outline *outline,
                         const struct contested_proposal *proposal)
{
    const struct contested *contested = &outline->contested;
    struct string_list voices = {0};
    for (size_t i = 0; i < contested->proposal_count; i++)
        if (proposal == &contested->proposals[i] || are_equal(outline, proposal, &contested->proposals[i]))
            add_voices(&contested->proposals[i], &voices);
    buf_text(out, voices.count ? "" : "*");
    for (size_t i = 0; i < voices.count; i++)
        buf_format(out, "%s%s", i ? "&" : "", voices.strings[i]);
    string_list_clear(&voices);
}

static char *describe(const struct outline *outline, const struct contested_proposal *proposal, char sign)
{
    const struct contested *contested = &outline->contested;
    struct buf out = BUF_EMPTY;
    write_voices(&out, outline, proposal);
    buf_char(&out, sign);
    /* a group is named by the first of its members */
    for (size_t i = 0; proposal->group[0] && i < contested->proposal_count; i++)
        if (strcmp(contested->proposals[i].group, proposal->group) == 0) {
            buf_text(&out, " with ");
            write_voices(&out, outline, &contested->proposals[i]);
            break;
        }
    return buf_take(&out);
}

/* What several say in one voice is said once. */
static void write_sorted(struct buf *out, char **said, size_t count)
{
    qsort(said, count, sizeof *said, compare);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(said[i - 1], said[i]) != 0)
            buf_format(out, "{%s}", said[i]);
    for (size_t i = 0; i < count; i++)
        free(said[i]);
}

static void write_remarks(struct buf *out, const struct outline *outline, size_t entry)
{
    const struct contested *contested = &outline->contested;
    char *said[8];
    size_t count = 0;
    buf_text(out, item_status_name(outline->items[entry].status));
    for (size_t i = 0; i < contested->position_count; i++) {
        const struct contested_position *position = &contested->positions[i];
        struct buf words = BUF_EMPTY;
        if (position->entry != entry)
            continue;
        buf_format(&words, "%s %s %s", position->by.delegation, position_name(position->value),
                   position->note ? position->note : "");
        said[count++] = buf_take(&words);
    }
    write_sorted(out, said, count);
}

/* Caller frees. */
static char *say(const struct outline *outline)
{
    struct buf out = BUF_EMPTY;
    const struct contested *contested = &outline->contested;
    char *said[64];
    for (size_t i = 0; i < outline->count; i++) {
        const struct delta *text = &outline->items[i].text;
        buf_format(&out, "%d %s ", outline->items[i].depth, item_kind_name(outline->items[i].kind));
        size_t whole = 0;
        for (size_t p = 0; p < contested->proposal_count; p++)
            if (contested->proposals[p].entry == i && contested->proposals[p].act != PROPOSAL_TEXT)
                said[whole++] = describe(outline, &contested->proposals[p],
                                         contested->proposals[p].act == PROPOSAL_ADD ? 'a' : 'r');
        write_sorted(&out, said, whole);
        for (size_t k = 0; k < text->count; k++) {
            size_t count = 0;
            bool deletes = false;
            for (size_t a = 0; a < attributes_count(text->ops[k].attributes); a++) {
                const struct contested_proposal *proposal =
                    contested_find(contested, attributes_at(text->ops[k].attributes, a).key, &deletes);
                if (proposal)
                    said[count++] = describe(outline, proposal, deletes ? '-' : '+');
            }
            write_sorted(&out, said, count);
            buf_add(&out, delta_op_bytes(text, &text->ops[k]), text->ops[k].len_bytes);
            buf_char(&out, '|');
        }
        write_remarks(&out, outline, i);
        buf_char(&out, '\n');
    }
    return buf_take(&out);
}

/* ---- there and back ---- */

static struct draft *make_draft(const struct outline *outline, struct sha256 *head)
{
    struct string_list langs = {0};
    string_list_add(&langs, "es");
    struct seed_version version = {"es", NULL, outline};
    struct draft_seed seed = {.by = "host", .langs = &langs, .versions = &version, .version_count = 1};
    struct seeded_draft seeded;
    struct buf why = BUF_EMPTY;
    struct draft *draft = draft_create("d");
    assert_int_equal(draft_seed_build(&seed, "d", 1, &seeded, &why), STATUS_OK);
    for (size_t i = 0; i < seeded.count; i++) {
        struct op op;
        struct refusal refusal;
        assert_int_equal(op_decode(seeded.ops[i].bytes, seeded.ops[i].len, &op), STATUS_OK);
        assert_int_equal(draft_fold(draft, &op, &refusal), STATUS_OK);
        op_clear(&op);
    }
    *head = seeded.ops[seeded.count - 1].hash;
    seeded_draft_clear(&seeded);
    string_list_clear(&langs);
    buf_clear(&why);
    return draft;
}

static void read_again(enum export_format format, const struct buf *file, struct outline *out)
{
    const struct word_options options = {.lang = "es"};
    struct word_import word;
    struct buf why = BUF_EMPTY;
    if (format != EXPORT_DOCX) {
        assert_int_equal(import_text(file->bytes, file->len, NULL, out), STATUS_OK);
        return;
    }
    assert_int_equal(import_word(file->bytes, file->len, NULL, &options, &word, &why), STATUS_OK);
    *out = word.outline;
    word.outline = (struct outline)OUTLINE_EMPTY;
    word_import_clear(&word);
    buf_clear(&why);
}

static bool any(void *context, const char *key)
{
    (void)context;
    (void)key;
    return true;
}

/* A blank on both sides of a bracket comes back as the proposal's. */
static void take_blanks(struct outline *outline)
{
    for (size_t i = 0; i < outline->count; i++)
        edge_blanks_take(&outline->items[i].text, any, NULL);
}

static void check(struct outline *outline, enum export_format format)
{
    struct sha256 head;
    struct draft *draft = make_draft(outline, &head);
    struct draft_document document;
    struct buf file = BUF_EMPTY;
    struct outline again;
    struct brackets brackets;
    assert_int_equal(draft_document_fill(draft, NULL, &head, &document), STATUS_OK);
    const struct document_markup markup = {.view = DOCUMENT_BRACKETS,
                                           .who = draft_document_who,
                                           .context = &document,
                                           .alternative = draft_document_alternative};
    assert_int_equal(export_write(&file, format, &document.document, 1, &markup), STATUS_OK);
    read_again(format, &file, &again);
    brackets_find(&again, &brackets);
    brackets_apply(&brackets, &again);
    take_blanks(outline);
    char *want = say(outline), *got = say(&again);
    size_t same = 0;
    while (want[same] && want[same] == got[same])
        same++;
    size_t from = same > 60 ? same - 60 : 0;
    if (want[same] || got[same]) {
        if (format != EXPORT_DOCX)
            print_message("%.*s\n", (int)file.len, file.bytes);
        fail_msg("read as \"%.160s\" in place of \"%.160s\"", got + from, want + from);
    }
    free(want);
    free(got);
    brackets_clear(&brackets);
    outline_clear(&again);
    buf_clear(&file);
    draft_document_clear(&document);
    draft_destroy(draft);
}

static void test_proposals_read_back_from_every_format(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct outline outline;
        make_outline(&outline);
        check(&outline, EXPORT_TXT);
        check(&outline, EXPORT_MARKDOWN);
        if (i % 4 == 0)
            check(&outline, EXPORT_DOCX); /* takes longer than the others together */
        outline_clear(&outline);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proposals_read_back_from_every_format),
    };

    choices = choices_seeded();
    return cmocka_run_group_tests_name("property/brackets", tests, NULL, NULL);
}

#include "convert/import_word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/item_label.h"
#include "convert/outline_languages.h"
#include "convert/place.h"
#include "convert/sequence.h"
#include "convert/word_changes.h"
#include "convert/word_pieces.h"
#include "convert/word_read.h"
#include "convert/word_voices.h"
#include "ooxml/package.h"
#include "text/utf.h"

#define TWIPS_PER_COLUMN 120  /* a twelfth of an inch: what a blank takes in a plain text */
#define COMMENT_MAX_U16  4000 /* a longer one goes on in answers */
#define EXCERPT_BYTES    60

bool word_choice_from_name(const char *name, enum word_choice *out)
{
    static const char *const names[] = {"proposals", "accepted", "rejected"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) != 0)
            continue;
        *out = (enum word_choice)i;
        return true;
    }
    return false;
}

bool import_is_word(const char *bytes, size_t len)
{
    return package_looks_zipped(bytes, len) || package_looks_foreign(bytes, len);
}

/* What an import is made with. */
struct making {
    struct word_file *file;
    const struct import_options *limits;
    struct word_voices voices;
    struct word_pieces pieces;
    struct item_labels labels; /* what the text has in front of its typed numbers */
    struct blocks blocks;
    struct delta *words; /* of each piece, without its typed number: what the blocks borrow */
    size_t *skips;       /* bytes of that number */
    size_t *entries;     /* of each piece: its first entry, SIZE_MAX where it is in the title */
    struct outline *out;
};

/* ---- words ---- */

/* The proposal of an author to change the words of a piece; made where there is none yet. */
static struct contested_proposal *proposal_of(struct making *making, size_t piece, uint32_t author,
                                              size_t *known)
{
    struct contested *contested = &making->out->contested;
    size_t index = known[author];

    if (index != SIZE_MAX && contested->proposals[index].entry == piece)
        return &contested->proposals[index];
    struct contested_proposal *proposal = contested_propose(contested, piece, PROPOSAL_TEXT);
    word_voices_speak(&making->voices, author, &proposal->by, proposal);
    known[author] = contested->proposal_count - 1;
    return proposal;
}

static struct attributes *attributes_of(struct making *making, size_t piece, const struct word_run *run,
                                        size_t *known)
{
    const struct word_marks *marks = &making->file->marks[run->marks];
    struct attribute list[4 + WORD_MARKS_MAX];
    char names[WORD_MARKS_MAX][CONTESTED_MARK_BYTES];
    struct attributes *set = NULL;
    size_t count = 0, plain;

    if (run->format & RUN_BOLD)
        list[count++] = (struct attribute){"bold", ATTRIBUTE_TRUE, NULL};
    if (run->format & RUN_ITALIC)
        list[count++] = (struct attribute){"italic", ATTRIBUTE_TRUE, NULL};
    if (run->format & RUN_UNDERLINE)
        list[count++] = (struct attribute){"underline", ATTRIBUTE_TRUE, NULL};
    for (size_t i = 0; i < marks->count; i++) {
        contested_mark(proposal_of(making, piece, marks->list[i].author, known), marks->list[i].deletes,
                       names[i]);
        list[count++] = (struct attribute){names[i], ATTRIBUTE_TRUE, NULL};
    }
    plain = count;
    if (run->link != WORD_NONE)
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, making->file->links[run->link]};
    if (attributes_create(list, count, &set) !=
            STATUS_OK && /* an address that no draft takes: the words alone */
        attributes_create(list, plain, &set) != STATUS_OK)
        return NULL;
    return set;
}

/* Words of a paragraph from a byte on; proposals in them are those of `piece`. */
static void make_words(struct making *making, size_t piece, const struct word_paragraph *paragraph,
                       size_t from, size_t *known, struct delta *out)
{
    for (size_t i = 0; i < paragraph->run_count; i++) {
        const struct word_run *run = &paragraph->runs[i];
        size_t skip = run->at < from ? from - run->at : 0;
        if (skip >= run->len)
            continue;
        struct attributes *set = attributes_of(making, piece, run, known);
        delta_insert(out, paragraph->words.bytes + run->at + skip, run->len - skip, set);
        attributes_unref(set);
    }
}

/* ---- which numbers are numbers ---- */

static const char *text_of(const struct word_piece *piece)
{
    return piece->words.words.bytes ? piece->words.words.bytes : "";
}

/* Word's own number as a marker that takes no room in the words. */
static struct marker automatic(const struct word_label *label)
{
    struct marker marker = {.stop = label->stop, .count = 1};

    marker.readings[0] =
        (struct marker_reading){label->style, label->style == MARKER_BULLET ? 0 : label->value};
    return marker;
}

static uint32_t indent_of(const struct word_piece *piece)
{
    long level = piece->numbered ? piece->label.level * 4 : 0;

    return (uint32_t)(piece->words.indent > 0 ? piece->words.indent / TWIPS_PER_COLUMN : level);
}

static bool may_be_item(const struct word_piece *piece)
{
    return piece->role == BLOCK_PLAIN && !piece->row;
}

/* `labels`: what the text has in front of its numbers. */
static bool candidate_of(const struct word_piece *piece, const struct item_labels *labels,
                         struct candidate *out)
{
    size_t len = piece->words.words.len;
    const char *text = text_of(piece);

    *out = (struct candidate){.indent = indent_of(piece)};
    if (!may_be_item(piece))
        return false;
    if (piece->numbered) {
        out->marker = automatic(&piece->label);
        out->list = piece->label.list;
        out->level = piece->label.level;
    } else if (!marker_parse(text, len, &out->marker) &&
               !item_label_parse(labels, text, len, glyph_ends_sentence(text, len), &out->marker)) {
        return false;
    }
    const char *words = text + out->marker.len_bytes;
    size_t words_len = len - out->marker.len_bytes;
    candidate_see_words(out, words, words_len);
    return true;
}

/* A number that was typed although Word shows the same one; in a file of ours nobody types numbers, and what looks like one are words. */
static size_t repeated_number(const struct making *making, const struct word_piece *piece)
{
    struct marker typed;

    if (making->file->source.draft || !piece->numbered ||
        !marker_parse(text_of(piece), piece->words.words.len, &typed) || typed.alone)
        return 0;
    for (size_t i = 0; i < typed.count; i++)
        if (typed.readings[i].style == piece->label.style && typed.readings[i].value == piece->label.value &&
            piece->label.style != MARKER_BULLET)
            return typed.len_bytes;
    return 0;
}

/* ---- blocks ---- */

static bool is_all_bold(const struct word_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->run_count; i++)
        if (!(paragraph->runs[i].format & RUN_BOLD))
            return false;
    return paragraph->run_count > 0;
}

/* The one author who marked every word of a piece of a table; WORD_NONE where there is no such author. */
static uint32_t whole_author(const struct making *making, const struct word_piece *piece, bool deletes)
{
    uint32_t author = WORD_NONE;

    for (size_t i = 0; i < piece->words.run_count; i++) {
        const struct word_marks *marks = &making->file->marks[piece->words.runs[i].marks];
        uint32_t here = WORD_NONE;
        for (size_t k = 0; k < marks->count; k++)
            here = marks->list[k].deletes == deletes ? marks->list[k].author : here;
        if (here == WORD_NONE ? piece->words.runs[i].len > 3 : author != WORD_NONE && here != author)
            return WORD_NONE; /* the bars between cells are nobody's */
        author = here == WORD_NONE ? author : here;
    }
    return author;
}

static void propose_whole(struct making *making, size_t piece, uint32_t author, enum proposal_act act)
{
    if (author == WORD_NONE)
        return;
    struct contested_proposal *proposal = contested_propose(&making->out->contested, piece, act);
    word_voices_speak(&making->voices, author, &proposal->by, proposal);
}

static bool is_marked(const struct making *making, const struct word_paragraph *words)
{
    for (size_t i = 0; i < words->run_count; i++)
        if (making->file->marks[words->runs[i].marks].count > 0)
            return true;
    return false;
}

static bool is_contested(const struct making *making, const struct word_piece *piece)
{
    return piece->fate.added_by != WORD_NONE || piece->fate.removed_by != WORD_NONE ||
           piece->words.commented || is_marked(making, &piece->words) || is_marked(making, &piece->other);
}

/* A numbered heading keeps its number, as words. */
static size_t add_heading_number(const struct word_piece *piece, struct delta *words)
{
    if (!piece->numbered || piece->role != BLOCK_HEADING || piece->label.style == MARKER_BULLET)
        return 0;
    size_t len = strlen(piece->label.text);
    delta_insert(words, piece->label.text, len, NULL);
    delta_insert(words, " ", 1, NULL);
    return len + 1;
}

static enum block_role role_of(const struct word_piece *piece, const struct candidate *candidate,
                               const struct placement *placement)
{
    if (placement->kind == PLACEMENT_ITEM)
        return candidate->marker.series == SERIES_PREAMBLE ? BLOCK_PARAGRAPH : BLOCK_ITEM;
    if (placement->kind == PLACEMENT_HEADING)
        return BLOCK_HEADING;
    return piece->row ? BLOCK_BELOW
                      : piece->role; /* a row stands where a paragraph would, below the item before */
}

static void fill_block(struct making *making, size_t index, const struct candidate *candidate,
                       const struct placement *placement, size_t *known)
{
    struct word_piece *piece = &making->pieces.list[index];
    struct block *block = &making->blocks.list[index];
    bool item = placement->kind == PLACEMENT_ITEM;
    size_t skip = item ? candidate->marker.len_bytes : 0;

    if (item && skip == 0)
        skip = repeated_number(making, piece);
    *block = (struct block){
        .role = role_of(piece, candidate, placement),
        .number = item ? placement->number : 0,
        .depth = (item || piece->role == BLOCK_ITEM) && piece->depth ? piece->depth : placement->depth,
        .said_depth = piece->depth,
        .level = piece->level,
        .indent = indent_of(piece),
        .space_above = true,
        .line_first = (uint32_t)index + 1,
        .line_last = (uint32_t)index + 1,
        .guesses = placement->guesses | (piece->row ? OUTLINE_GUESS_ROW : 0u) |
                   (piece->role == BLOCK_BELOW ? OUTLINE_GUESS_NOTE : 0u) |
                   (placement->kind == PLACEMENT_HEADING ? OUTLINE_GUESS_HEADING : 0u),
        .kept = is_contested(making, piece) || piece->row ||
                (piece->words.words.len == 0 && piece->role != BLOCK_TITLE),
        .bold = is_all_bold(&piece->words),
    };
    size_t shown = add_heading_number(piece, &making->words[index]);
    making->skips[index] = skip;
    buf_add(&block->removed, text_of(piece), skip);
    make_words(making, index, &piece->words, skip, known, &making->words[index]);
    if (shown > 0)
        making->skips[index] =
            SIZE_MAX - shown + 1; /* positions move to the right instead: see place_in_entry */
    block->words = &making->words[index];
    buf_add(&block->text, making->words[index].bytes ? making->words[index].bytes : "",
            making->words[index].len_bytes);
}

/* Leaves of the marks of words those that the proposals of the whole piece do not make superfluous. */
static void keep_marks_within(struct making *making, struct word_paragraph *words, uint32_t added,
                              uint32_t removed)
{
    for (size_t k = 0; k < words->run_count; k++) {
        struct word_marks marks = making->file->marks[words->runs[k].marks], left = {.count = 0};
        for (size_t i = 0; i < marks.count; i++)
            if (marks.list[i].author != (marks.list[i].deletes ? removed : added))
                word_marks_add(&left, marks.list[i].deletes, marks.list[i].author);
        words->runs[k].marks = word_intern_marks(making->file, &left);
    }
}

/* Proposes whole pieces. What others want of their words stays. */
static void weigh_pieces(struct making *making)
{
    for (size_t i = 0; i < making->pieces.count; i++) {
        struct word_piece *piece = &making->pieces.list[i];
        bool in_table = making->file->paragraphs[piece->first].table > 0;
        uint32_t added = in_table ? whole_author(making, piece, false) : piece->fate.added_by;
        uint32_t removed = in_table ? whole_author(making, piece, true) : piece->fate.removed_by;
        if (in_table) {
            keep_marks_within(making, &piece->words, added, removed);
            keep_marks_within(making, &piece->other, added, removed);
        }
        propose_whole(making, i, added, PROPOSAL_ADD);
        propose_whole(making, i, removed, PROPOSAL_REMOVE);
        piece->fate = (struct word_fate){added, removed};
    }
}

/* Where a document begins with its only "heading 1", that heading is its title. Otherwise a first "heading
 * 1" heads a section. */
static void judge_first_heading(struct making *making)
{
    struct blocks *blocks = &making->blocks;
    size_t firsts = 0;

    for (size_t i = 0; i < blocks->count; i++)
        firsts += blocks->list[i].role == BLOCK_HEADING && blocks->list[i].level == 1;
    if (blocks->count > 0 && blocks->list[0].role == BLOCK_HEADING && (firsts != 1 || blocks->list[0].kept))
        blocks->list[0].level = 2;
}

static void see_label(struct item_labels *labels, const struct word_piece *piece)
{
    size_t len = piece->words.words.len;

    item_labels_see(labels, text_of(piece), len, glyph_ends_sentence(text_of(piece), len));
}

/* The words that typed numbers have in front of them. A file of ours has no typed numbers. */
static void find_labels(struct making *making)
{
    struct item_labels *labels = &making->labels;

    for (size_t i = 0; i < making->pieces.count && !making->file->source.draft; i++)
        if (may_be_item(&making->pieces.list[i]) && !making->pieces.list[i].numbered)
            see_label(labels, &making->pieces.list[i]);
    item_labels_choose(labels);
}

/* Which pieces look numbered: `list` gets them, `which` the place there of each piece, SIZE_MAX where it does not. Pieces whose fate is to be
 * removed, or added, are passed over: numbers were typed for a text that has both old and new ones only while it is negotiated. */
static size_t find_candidates(const struct making *making, bool removed, struct candidate *list,
                              size_t *which)
{
    size_t count = 0;
    bool after_heading = false;
    uint32_t last = 0;

    for (size_t i = 0; i < making->pieces.count; i++) {
        const struct word_piece *piece = &making->pieces.list[i];
        uint32_t passed = removed ? piece->fate.added_by : piece->fate.removed_by;
        which[i] = SIZE_MAX;
        if (passed != WORD_NONE)
            continue;
        if (candidate_of(piece, &making->labels, &list[count])) {
            list[count].after_colon = last == ':';
            list[count].after_heading = after_heading;
            after_heading = false;
            which[i] = count++;
        } else {
            after_heading = after_heading || piece->role == BLOCK_HEADING;
        }
        last = glyph_last(text_of(piece), piece->words.words.len);
    }
    return count;
}

/* Numbers of one reading of the text: with what is proposed, or with what is proposed away. */
struct reading {
    struct candidate *list;
    struct placement *placements;
    size_t *which;
};

static void read_numbers(const struct making *making, bool removed, struct reading *out)
{
    size_t count = making->pieces.count;

    out->list = mem_zero(count + 1, sizeof *out->list);
    out->placements = mem_zero(count + 1, sizeof *out->placements);
    out->which = mem_alloc((count + 1) * sizeof *out->which);
    size_t candidates = find_candidates(making, removed, out->list, out->which);
    sequence_place(out->list, candidates, making->limits->max_depth, out->placements);
}

static void reading_clear(struct reading *reading)
{
    free(reading->list);
    free(reading->placements);
    free(reading->which);
}

static bool is_number_in(const struct reading *reading, size_t piece)
{
    return reading->which[piece] != SIZE_MAX &&
           reading->placements[reading->which[piece]].kind != PLACEMENT_TEXT;
}

/* The last numbers of each depth: of all, and of those that Word counts, as their paragraph's mark was not deleted. */
struct running {
    uint32_t all[DRAFT_MAX_DEPTH + 2];
    uint32_t staying[DRAFT_MAX_DEPTH + 2];
};

static bool runs_on(struct running *running, const struct block *block, bool counts)
{
    int depth = block->depth;
    bool on = block->number == running->all[depth] + 1 || block->number == running->staying[depth] + 1;

    running->all[depth] = block->number;
    if (counts)
        running->staying[depth] = block->number;
    for (int below = depth + 1; below <= DRAFT_MAX_DEPTH; below++)
        running->all[below] = running->staying[below] = 0;
    return on;
}

/* Only a number that does not follow the one before it is kept: where a list begins, or begins anew. The others are left to counting, as what is
 * proposed away has a number of its own in a draft, and none in Word. */
static void keep_beginnings(struct making *making)
{
    struct running running = {.all = {0}};

    for (size_t i = 0; i < making->blocks.count; i++) {
        struct block *block = &making->blocks.list[i];
        const struct word_paragraph *paragraph = &making->file->paragraphs[making->pieces.list[i].first];
        bool counts = !word_marks_have(&making->file->marks[paragraph->marks], true);
        if (block->number && (block->guesses & OUTLINE_GUESS_DEPTH || runs_on(&running, block, counts)))
            block->number = 0;
    }
}

/* For make_words: of each author no proposal yet. Caller frees. */
static size_t *no_proposals(const struct making *making)
{
    size_t *known = mem_alloc((making->voices.count + 1) * sizeof *known);

    for (size_t i = 0; i < making->voices.count; i++)
        known[i] = SIZE_MAX;
    return known;
}

static void make_blocks(struct making *making)
{
    static const struct candidate no_candidate = {.indent = 0};
    static const struct placement no_placement = {.kind = PLACEMENT_TEXT};
    struct reading with_new, with_old;
    size_t *known = no_proposals(making);

    find_labels(making);
    read_numbers(making, false, &with_new);
    read_numbers(making, true, &with_old);
    for (size_t i = 0; i < making->pieces.count; i++) {
        /* typed numbers often fit one of the two readings only */
        const struct reading *reading = is_number_in(&with_new, i) ? &with_new : &with_old;
        size_t at = is_number_in(reading, i) ? reading->which[i] : SIZE_MAX;
        fill_block(making, i, at == SIZE_MAX ? &no_candidate : &reading->list[at],
                   at == SIZE_MAX ? &no_placement : &reading->placements[at], known);
    }
    keep_beginnings(making);
    judge_first_heading(making);
    reading_clear(&with_new);
    reading_clear(&with_old);
    free(known);
}

/* ---- what hangs on entries ---- */

static void find_entries(struct making *making)
{
    struct outline *out = making->out;

    for (size_t i = 0; i < making->pieces.count; i++)
        making->entries[i] = SIZE_MAX;
    for (size_t i = out->count; i-- > 0;)
        making->entries[out->items[i].line_first - 1] = i;
    for (size_t i = 0; i < out->contested.proposal_count; i++)
        out->contested.proposals[i].entry = making->entries[out->contested.proposals[i].entry];
}

/* What Word's own numbers are called: "Article 4" says how the text is numbered, though the item does not hold it. */
static void call_numbers(struct making *making)
{
    for (size_t i = 0; i < making->pieces.count; i++) {
        const struct word_piece *piece = &making->pieces.list[i];
        if (!piece->numbered || making->entries[i] == SIZE_MAX)
            continue;
        struct outline_item *item = &making->out->items[making->entries[i]];
        item->automatic = item->kind == KIND_ITEM && piece->label.style != MARKER_BULLET;
        if (item->automatic)
            snprintf(item->called, sizeof item->called, "%s", piece->label.text);
    }
}

static bool is_formatting(void *context, const struct attribute *attribute)
{
    (void)context;
    return strncmp(attribute->key, "ins:", 4) != 0 && strncmp(attribute->key, "del:", 4) != 0;
}

/* A text that was too long for one entry goes on in further entries. Proposals mark words of the first
 * entry alone, so free_cut_parts removes their marks from the further ones and keeps the words. */
static void free_cut_parts(struct making *making)
{
    struct outline *out = making->out;

    for (size_t i = 0; i < out->count; i++) {
        struct outline_item *item = &out->items[i];
        struct delta plain = DELTA_EMPTY;
        if (making->entries[item->line_first - 1] == i)
            continue;
        for (size_t k = 0; k < item->text.count; k++) {
            const struct delta_op *op = &item->text.ops[k];
            struct attributes *set = attributes_filter(op->attributes, is_formatting, NULL);
            delta_insert(&plain, delta_op_bytes(&item->text, op), op->len_bytes, set);
            attributes_unref(set);
        }
        delta_clear(&item->text);
        item->text = plain;
    }
}

/* A place in the words of a piece, as units of its first entry's text. */
static uint32_t place_in_entry(const struct making *making, size_t piece, size_t byte)
{
    const struct delta *text = &making->out->items[making->entries[piece]].text;
    size_t skip = making->skips[piece];
    size_t at = byte - skip; /* with a number in front of a heading, skip is that much below zero */

    if (skip <= byte || skip > SIZE_MAX / 2)
        at = at < text->len_bytes ? at : text->len_bytes;
    else
        at = 0;
    return utf_len_u16(text->bytes ? text->bytes : "", at);
}

static void add_range(struct making *making, const struct word_comment *comment,
                      struct contested_comment *out)
{
    const struct word_place *from = &making->pieces.places[comment->from.paragraph];
    const struct word_place *to =
        comment->to.paragraph < making->file->count ? &making->pieces.places[comment->to.paragraph] : from;
    size_t end = to->piece == from->piece ? to->byte + comment->to.byte : SIZE_MAX / 2;

    if (making->pieces.list[from->piece].other.words.len > 0 &&
        comment->from.paragraph != making->pieces.list[from->piece].first)
        return; /* on the translation */
    out->from = place_in_entry(making, from->piece, from->byte + comment->from.byte);
    out->to = place_in_entry(making, from->piece, end);
    out->ranged = out->to > out->from;
}

/* Appends a comment, in pieces where it is too long; returns the index of the first. */
static size_t add_comment(struct making *making, const struct word_comment *comment, size_t entry,
                          size_t answers)
{
    struct contested *contested = &making->out->contested;
    const char *rest = comment->words;
    size_t first = contested->comment_count;

    do {
        size_t len = strlen(rest);
        size_t piece = utf_len_u16(rest, len) > COMMENT_MAX_U16
                           ? utf_bytes_of(rest, len, COMMENT_MAX_U16 - 1, NULL)
                           : len;
        char *words = mem_copy_bytes(rest, piece);
        struct contested_comment *added = contested_comment(contested, entry, words);
        word_voices_speak(&making->voices, comment->author, &added->by, NULL);
        added->answers = answers;
        if (contested->comment_count - 1 > first && answers == CONTESTED_NONE)
            added->answers = first;
        free(words);
        rest += piece;
    } while (*rest);
    return first;
}

static void add_comments(struct making *making)
{
    struct word_file *file = making->file;
    size_t *added = mem_alloc((file->comment_count + 1) * sizeof *added);

    for (size_t turn = 0; turn < 2;
         turn++) { /* first ones, then answers, which may stand in front of them in the file */
        for (size_t i = 0; i < file->comment_count; i++) {
            const struct word_comment *comment = &file->comments[i];
            bool first = comment->answers == SIZE_MAX;
            const struct word_comment *hangs = first ? comment : &file->comments[comment->answers];
            if (first != (turn == 0) || making->out->count == 0)
                continue;
            bool placed = hangs->from.paragraph < file->count &&
                          making->pieces.places[hangs->from.paragraph].piece != SIZE_MAX;
            size_t piece = placed ? making->pieces.places[hangs->from.paragraph].piece : SIZE_MAX;
            size_t entry = placed && making->entries[piece] != SIZE_MAX ? making->entries[piece] : 0;
            added[i] = SIZE_MAX;
            if (utf_is_blank(comment->words, strlen(comment->words)))
                continue;
            size_t answers = first ? CONTESTED_NONE : added[comment->answers];
            added[i] = add_comment(making, comment, entry, answers == SIZE_MAX ? CONTESTED_NONE : answers);
            struct contested_comment *said = &making->out->contested.comments[added[i]];
            said->resolved = first && comment->resolved;
            if (first && placed && making->entries[piece] != SIZE_MAX)
                add_range(making, comment, said);
        }
    }
    free(added);
}

static void set_apart(struct making *making)
{
    for (size_t i = 0; i < making->file->count; i++) {
        const struct word_paragraph *paragraph = &making->file->paragraphs[i];
        if (making->pieces.places[i].piece == SIZE_MAX && paragraph->words.len > 0)
            outline_set_apart(making->out, paragraph->words.bytes, paragraph->words.len, (uint32_t)i + 1);
    }
}

/* The title in the other language; where it stands in one alone, that is the title in both. */
static void translate_title(const struct making *making, struct word_import *out)
{
    struct buf title = BUF_EMPTY;

    for (size_t i = 0; i < making->pieces.count; i++) {
        const struct buf *words = &making->pieces.list[i].other.words;
        if (making->entries[i] != SIZE_MAX || words->len == 0)
            continue;
        if (title.len > 0)
            buf_char(&title, ' ');
        buf_add(&title, words->bytes, words->len);
    }
    if (title.len == 0)
        buf_text(&title, making->out->title);
    out->translation_title = buf_take(&title);
    if (*making->out->title)
        return;
    free(making->out->title);
    making->out->title = mem_copy_string(out->translation_title);
}

/* The words beside the outline's, entry by entry, without the number that the original has in front of them. */
static void translate(struct making *making, struct outline *translation)
{
    const struct outline *out = making->out;
    size_t *known = no_proposals(making);

    for (size_t i = 0; i < out->count; i++) {
        struct outline_item *item = outline_add(translation, out->items[i].depth, out->items[i].kind);
        size_t piece = out->items[i].line_first - 1;
        const struct word_paragraph *other = &making->pieces.list[piece].other;
        struct marker marker = {.len_bytes = 0};
        item->line_first = item->line_last = out->items[i].line_first;
        if (making->entries[piece] != i || other->words.len == 0)
            continue;
        if (out->items[i].kind == KIND_ITEM && !marker_parse(other->words.bytes, other->words.len, &marker))
            marker.len_bytes = 0;
        item->removed = mem_copy_bytes(other->words.bytes, marker.len_bytes);
        make_words(making, out->count + i, other, marker.len_bytes, known, &item->text);
    }
    free(known);
}

static void add_translation(struct making *making, struct word_import *out)
{
    struct outline translation = OUTLINE_EMPTY;

    translate(making, &translation);
    translate_title(making, out);
    outline_add_language(making->out, &translation, out->translation_lang);
    outline_clear(&translation);
}

/* ---- the whole way ---- */

static enum status make_outline(struct making *making, struct word_import *out)
{
    size_t count = making->pieces.count;

    making->words = mem_zero(count + 1, sizeof *making->words);
    making->skips = mem_zero(count + 1, sizeof *making->skips);
    making->entries = mem_zero(count + 1, sizeof *making->entries);
    making->blocks = (struct blocks){mem_zero(count + 1, sizeof(struct block)), count, count};
    weigh_pieces(making);
    make_blocks(making);
    enum status status = place_blocks(&making->blocks, making->limits, false, making->out);
    if (status == STATUS_OK) {
        find_entries(making);
        call_numbers(making);
        outline_settle_numbers(making->out, false);
        free_cut_parts(making);
        add_comments(making);
        set_apart(making);
        if (out->translation_lang)
            add_translation(making, out);
    }
    blocks_clear(&making->blocks);
    for (size_t i = 0; i < count; i++)
        delta_clear(&making->words[i]);
    free(making->words);
    free(making->skips);
    free(making->entries);
    return status;
}

static void list_number(const char *removed, struct buf *out)
{
    if (!removed || !*removed)
        return;
    buf_text(out, removed);
    buf_char(out, '\n');
}

static void list_numbers(const struct word_import *import, struct buf *out)
{
    for (size_t i = 0; i < import->outline.count; i++)
        list_number(import->outline.items[i].removed, out);
}

static void list_formats(const struct word_file *file, struct buf *out)
{
    for (size_t i = 0; i < file->format_count; i++) {
        const struct word_format *format = &file->formats[i];
        const struct word_paragraph *paragraph =
            format->paragraph == WORD_NONE ? NULL : &file->paragraphs[format->paragraph];
        size_t len = paragraph && paragraph->words.bytes ? paragraph->words.len : 0;
        buf_text(out, file->authors[format->author]);
        buf_text(out, ": ");
        buf_add(out, len ? paragraph->words.bytes : "",
                len > EXCERPT_BYTES ? utf_bytes_of(paragraph->words.bytes, len, EXCERPT_BYTES, NULL) : len);
        buf_char(out, '\n');
    }
}

static enum status convert(struct word_file *file, const struct import_options *limits,
                           const struct word_options *options, struct word_import *out)
{
    struct making making = {.file = file, .limits = limits, .out = &out->outline};
    struct word_tables tables;
    struct word_fate *fates = NULL;

    list_formats(file, &out->formats);
    word_voices_find(file, options, &making.voices);
    for (size_t i = 0; i < making.voices.count; i++)
        out->changes += making.voices.authors[i].changes;
    if (options && options->choice != WORD_PROPOSALS)
        word_changes_settle(file, options->choice == WORD_ACCEPTED, &out->struck);
    else
        fates = word_changes_weigh(file, &out->struck);
    word_tables_judge(file, options ? options->lang : NULL, options && options->one_language, &tables);
    const char *translation = word_tables_translation(&tables);
    out->translation_lang = translation ? mem_copy_string(translation) : NULL;
    word_pieces_make(file, fates, &tables, &making.pieces);
    enum status status = make_outline(&making, out);
    list_numbers(out, &out->numbers);
    out->authors = making.voices.authors;
    out->author_count = making.voices.count;
    word_pieces_clear(&making.pieces);
    word_tables_clear(&tables);
    free(fates);
    return status;
}

enum status import_word(const char *bytes, size_t len, const struct import_options *limits,
                        const struct word_options *options, struct word_import *out, struct buf *why)
{
    static const struct import_options defaults = IMPORT_DEFAULTS;
    struct word_file file;

    *out = (struct word_import){.translation_lang = NULL};
    out->outline.title = mem_copy_string("");
    out->outline.title_removed = mem_copy_string("");
    enum status status = word_read(bytes, len, WORD_NEW_TEXT, NULL, &file, why);
    if (status == STATUS_OK) {
        out->outline.own = file.source.draft != NULL;
        status = convert(&file, limits ? limits : &defaults, options, out);
        if (status == STATUS_LIMIT)
            buf_text(why, "The file has more entries than a draft can hold; split it.");
    }
    word_file_clear(&file);
    return status;
}

void word_import_clear(struct word_import *import)
{
    struct word_voices voices = {import->authors, import->author_count};

    outline_clear(&import->outline);
    free(import->translation_lang);
    free(import->translation_title);
    word_voices_clear(&voices);
    buf_clear(&import->struck);
    buf_clear(&import->formats);
    buf_clear(&import->numbers);
    *import = (struct word_import){.translation_lang = NULL};
}

/* ---- the preview ---- */

static void write_lines(struct buf *out, const char *key, const struct buf *lines)
{
    buf_format(out, ",\"%s\":[", key);
    for (size_t at = 0; at < lines->len;) {
        const char *start = lines->bytes + at;
        size_t len = strcspn(start, "\n");
        json_write_comma(out);
        json_write_bytes(out, start, len);
        at += len + 1;
    }
    buf_char(out, ']');
}

static void write_authors(struct buf *out, const struct word_import *import)
{
    buf_text(out, "\"authors\":[");
    for (size_t i = 0; i < import->author_count; i++) {
        const struct word_author *author = &import->authors[i];
        json_write_comma(out);
        buf_text(out, "{\"name\":");
        json_write_string(out, author->name);
        if (author->delegation) {
            buf_text(out, ",\"delegation\":");
            json_write_string(out, author->delegation);
        }
        buf_format(out, ",\"guessed\":%s,\"changes\":%zu,\"comments\":%zu}",
                   author->guessed ? "true" : "false", author->changes, author->comments);
    }
    buf_char(out, ']');
}

void word_import_write_json(struct buf *out, const struct word_import *import)
{
    buf_char(out, '{');
    write_authors(out, import);
    buf_format(out, ",\"changes\":%zu", import->changes);
    write_lines(out, "struck", &import->struck);
    write_lines(out, "formats", &import->formats);
    write_lines(out, "numbers", &import->numbers);
    if (import->translation_lang) {
        buf_text(out, ",\"translation\":");
        json_write_string(out, import->translation_lang);
    }
    buf_char(out, '}');
}

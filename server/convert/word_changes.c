#include "convert/word_changes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/utf.h"

static const struct word_marks *marks_of(const struct word_file *file, uint32_t set)
{
    return &file->marks[set];
}

/* The author of the first mark of a kind in a set; WORD_NONE where there is none. */
static uint32_t author_in(const struct word_file *file, uint32_t set, bool deletes)
{
    const struct word_marks *marks = marks_of(file, set);

    for (size_t i = 0; i < marks->count; i++)
        if (marks->list[i].deletes == deletes)
            return marks->list[i].author;
    return WORD_NONE;
}

/* The paragraph that a join would lead to: the next one of the same cell or note; SIZE_MAX where there is none. */
static size_t next_in_place(const struct word_file *file, size_t index)
{
    const struct word_paragraph *paragraph = &file->paragraphs[index];

    for (size_t i = index + 1; i < file->count; i++) {
        const struct word_paragraph *other = &file->paragraphs[i];
        if (other->flow == WORD_APART)
            continue;
        bool same = other->flow == paragraph->flow && other->table == paragraph->table &&
                    other->row == paragraph->row && other->column == paragraph->column &&
                    other->note == paragraph->note;
        return same ? i : SIZE_MAX;
    }
    return SIZE_MAX;
}

static bool is_empty(const struct word_file *file, size_t index)
{
    const struct buf *words = &file->paragraphs[index].words;

    return words->len == 0 || utf_is_blank(words->bytes, words->len);
}

/* ---- all of it decided ---- */

struct decision {
    struct word_file *file;
    bool accept;
};

/* Whether words, or the mark of a paragraph, with these marks go. */
static bool goes(const struct decision *decision, uint32_t set)
{
    return word_marks_have(marks_of(decision->file, set), decision->accept);
}

static uint32_t settle_run(void *context, uint32_t marks)
{
    return goes(context, marks) ? WORD_NONE : 0;
}

static void note_struck(const struct word_paragraph *paragraph,
                        bool (*is_struck)(void *context, uint32_t marks), void *context, struct buf *struck)
{
    size_t before = struck->len;

    for (size_t i = 0; i < paragraph->run_count; i++) {
        const struct word_run *run = &paragraph->runs[i];
        if (is_struck(context, run->marks))
            buf_add(struck, paragraph->words.bytes + run->at, run->len);
        else if (struck->len > before && struck->bytes[struck->len - 1] != ' ')
            buf_char(struck, ' ');
    }
    while (struck->len > before && struck->bytes[struck->len - 1] == ' ')
        struck->len--;
    if (struck->len > before)
        buf_char(struck, '\n');
}

static bool settle_struck(void *context, uint32_t marks)
{
    return goes(context, marks);
}

void word_changes_settle(struct word_file *file, bool accept, struct buf *struck)
{
    struct decision decision = {file, accept};

    for (size_t i = 0; i < file->count; i++) {
        note_struck(&file->paragraphs[i], settle_struck, &decision, struck);
        word_decide(file, i, settle_run, &decision);
    }
    for (size_t i = 0; i < file->count; i++) {
        bool joins = goes(&decision, file->paragraphs[i].marks);
        size_t next = joins ? next_in_place(file, i) : SIZE_MAX;
        file->paragraphs[i].marks = 0;
        file->paragraphs[i].joined = joins && (next != SIZE_MAX || is_empty(file, i));
        if (next != SIZE_MAX)
            word_prepend(file, i, next);
    }
    for (size_t i = 0; i < file->count; i++)
        word_tidy(file, i);
}

/* ---- as proposals ---- */

struct weighing {
    struct word_file *file;
    struct word_fate *fates;
    uint32_t author; /* whose marks are taken away */
    bool deletes;
};

/* Whether a paragraph has words that carry no mark of this kind. */
static bool has_others(const struct word_file *file, size_t index, bool deletes)
{
    const struct word_paragraph *paragraph = &file->paragraphs[index];

    for (size_t i = 0; i < paragraph->run_count; i++)
        if (!word_marks_have(marks_of(file, paragraph->runs[i].marks), deletes))
            return true;
    return false;
}

/* Who did it to the whole paragraph: whoever marked its own mark, else its first words. */
static uint32_t author_of_whole(const struct word_file *file, size_t index, bool deletes)
{
    const struct word_paragraph *paragraph = &file->paragraphs[index];
    uint32_t author = author_in(file, paragraph->marks, deletes);

    for (size_t i = 0; author == WORD_NONE && i < paragraph->run_count; i++)
        author = author_in(file, paragraph->runs[i].marks, deletes);
    return author;
}

static uint32_t add_mark(void *context, uint32_t set)
{
    struct weighing *weighing = context;
    struct word_marks marks = *marks_of(weighing->file, set);

    word_marks_add(&marks, weighing->deletes, weighing->author);
    return word_intern_marks(weighing->file, &marks);
}

/* The words of `from` once more at the end of `to`, marked as inserted or struck there, with a blank before them that is marked so too. */
static void repeat_words(struct weighing *weighing, size_t from, size_t to, uint32_t author, bool deletes)
{
    struct word_file *file = weighing->file;
    const struct word_paragraph *source = &file->paragraphs[from];
    struct word_paragraph *target = &file->paragraphs[to];

    weighing->author = author;
    weighing->deletes = deletes;
    struct word_run blank = {.link = WORD_NONE, .marks = add_mark(weighing, 0)};
    word_add_words(target, " ", 1, &blank);
    for (size_t i = 0; i < source->run_count; i++) {
        struct word_run run = source->runs[i];
        if (word_marks_have(marks_of(file, run.marks),
                            !deletes)) /* it is not there before a split, or after a join */
            continue;
        run.marks = add_mark(weighing, run.marks);
        word_add_words(target, source->words.bytes + run.at, run.len, &run);
    }
}

/* A chain of paragraphs whose marks between were inserted (`deletes` false) or deleted. */
static void weigh_chain(struct weighing *weighing, const size_t *chain, size_t count, bool deletes)
{
    struct word_file *file = weighing->file;
    size_t first = SIZE_MAX; /* with words of its own */
    size_t last = count - 1;
    bool ends_marked = word_marks_have(marks_of(file, file->paragraphs[chain[last]].marks), deletes);

    for (size_t i = 0; i < count; i++) {
        size_t index = chain[i];
        struct word_fate *fate = &weighing->fates[index];
        uint32_t *by = deletes ? &fate->removed_by : &fate->added_by;
        if (is_empty(file, index))
            continue;
        if (!has_others(file, index, deletes)) {
            /* struck words whose paragraph stays are no more than that, unless it is the last one, whose mark cannot go; our own files
             * say it by the mark, always */
            bool marked = word_marks_have(marks_of(file, file->paragraphs[index].marks), deletes);
            bool stuck = count > 1 || ends_marked || next_in_place(file, index) == SIZE_MAX;
            if (!deletes || (file->source.draft ? marked : stuck))
                *by = author_of_whole(file, index, deletes);
        } else if (first == SIZE_MAX) {
            first = index;
        } else {
            *by = author_in(file, file->paragraphs[chain[i - 1]].marks, deletes);
            repeat_words(weighing, index, first, *by, !deletes);
        }
    }
}

static void weigh_chains(struct weighing *weighing, bool deletes)
{
    struct word_file *file = weighing->file;
    size_t *chain = mem_alloc((file->count + 1) * sizeof *chain);
    size_t count = 0;

    for (size_t i = 0; i < file->count; i++) {
        if (file->paragraphs[i].flow != WORD_BODY || file->paragraphs[i].table > 0)
            continue;
        chain[count++] = i;
        if (word_marks_have(marks_of(file, file->paragraphs[i].marks), deletes) &&
            next_in_place(file, i) != SIZE_MAX)
            continue;
        weigh_chain(weighing, chain, count, deletes);
        count = 0;
    }
    free(chain);
}

/* Inserted and deleted by one and the same: as if it had never been. */
static bool is_taken_back(void *context, uint32_t set)
{
    const struct weighing *weighing = context;
    const struct word_marks *marks = marks_of(weighing->file, set);

    for (size_t i = 0; i < marks->count; i++)
        for (size_t k = 0; k < marks->count; k++)
            if (marks->list[i].author == marks->list[k].author && marks->list[i].deletes &&
                !marks->list[k].deletes)
                return true;
    return false;
}

static uint32_t drop_taken_back(void *context, uint32_t set)
{
    return is_taken_back(context, set) ? WORD_NONE : set;
}

static uint32_t drop_mark(void *context, uint32_t set)
{
    struct weighing *weighing = context;
    struct word_marks marks = {.count = 0};
    const struct word_marks *old = marks_of(weighing->file, set);

    for (size_t i = 0; i < old->count; i++)
        if (old->list[i].author != weighing->author || old->list[i].deletes != weighing->deletes)
            marks.list[marks.count++] = old->list[i];
    return word_intern_marks(weighing->file, &marks);
}

/* Removes from the words the marks that the fate of their paragraph says already. */
static void drop_marks(struct weighing *weighing, size_t index, uint32_t author, bool deletes)
{
    if (author == WORD_NONE)
        return;
    weighing->author = author;
    weighing->deletes = deletes;
    word_decide(weighing->file, index, drop_mark, weighing);
}

struct word_fate *word_changes_weigh(struct word_file *file, struct buf *struck)
{
    struct weighing weighing = {.file = file, .fates = mem_alloc((file->count + 1) * sizeof *weighing.fates)};

    for (size_t i = 0; i < file->count; i++) {
        weighing.fates[i] = (struct word_fate){WORD_NONE, WORD_NONE};
        note_struck(&file->paragraphs[i], is_taken_back, &weighing, struck);
        word_decide(file, i, drop_taken_back, &weighing);
    }
    weigh_chains(&weighing, false);
    weigh_chains(&weighing, true);
    for (size_t i = 0; i < file->count; i++) {
        drop_marks(&weighing, i, weighing.fates[i].added_by, false);
        drop_marks(&weighing, i, weighing.fates[i].removed_by, true);
        word_tidy(file, i);
        if (!file->source.draft) /* our own files say letter by letter what was proposed */
            word_widen(file, i);
    }
    return weighing.fates;
}

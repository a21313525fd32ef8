#include "convert/word_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/word_numbering.h"
#include "convert/word_styles.h"
#include "convert/glyph.h"
#include "text/unseen.h"

void word_file_init(struct word_file *file)
{
    *file = (struct word_file){.styles = NULL};
    word_intern_marks(file, &(struct word_marks){.count = 0});
}

static void free_strings(char **strings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(strings[i]);
    free(strings);
}

void word_file_clear(struct word_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        buf_clear(&file->paragraphs[i].words);
        free(file->paragraphs[i].runs);
    }
    for (size_t i = 0; i < file->comment_count; i++) {
        free(file->comments[i].id);
        free(file->comments[i].words);
    }
    free(file->paragraphs);
    free(file->marks);
    free(file->comments);
    free_strings(file->authors, file->author_count);
    free_strings(file->links, file->link_count);
    free(file->notes);
    free(file->formats);
    map_clear(&file->comments_by_id);
    word_styles_destroy(file->styles);
    word_numbering_destroy(file->numbering);
    free(file->source.draft);
    free(file->source.lang);
    free(file->source.view);
    free(file->source.head);
    *file = (struct word_file){.styles = NULL};
}

struct word_paragraph *word_add_paragraph(struct word_file *file, enum word_flow flow)
{
    file->paragraphs = mem_grow(file->paragraphs, file->count, &file->capacity, sizeof *file->paragraphs);
    struct word_paragraph *paragraph = &file->paragraphs[file->count++];
    *paragraph = (struct word_paragraph){.flow = flow,
                                         .words = BUF_EMPTY,
                                         .style = WORD_NONE,
                                         .num = -1,
                                         .level = -1,
                                         .outline = -1,
                                         .indent = -1};
    return paragraph;
}

/* A string's index in a list in which each stands once; looked for from the end, as the last one is the likeliest. */
static uint32_t intern(char ***list, size_t *count, size_t *capacity, const char *string)
{
    for (size_t i = *count; i-- > 0;)
        if (strcmp((*list)[i], string) == 0)
            return (uint32_t)i;
    *list = mem_grow(*list, *count, capacity, sizeof **list);
    (*list)[*count] = mem_copy_string(string);
    return (uint32_t)(*count)++;
}

uint32_t word_author(struct word_file *file, const char *name)
{
    return intern(&file->authors, &file->author_count, &file->author_capacity, name ? name : "");
}

uint32_t word_link(struct word_file *file, const char *address)
{
    return intern(&file->links, &file->link_count, &file->link_capacity, address);
}

static bool marks_equal(const struct word_marks *a, const struct word_marks *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->list[i].deletes != b->list[i].deletes || a->list[i].author != b->list[i].author)
            return false;
    return true;
}

uint32_t word_intern_marks(struct word_file *file, const struct word_marks *marks)
{
    for (size_t i = 0; i < file->mark_count; i++)
        if (marks_equal(&file->marks[i], marks))
            return (uint32_t)i;
    file->marks = mem_grow(file->marks, file->mark_count, &file->mark_capacity, sizeof *file->marks);
    file->marks[file->mark_count] = *marks;
    return (uint32_t)file->mark_count++;
}

void word_marks_add(struct word_marks *marks, bool deletes, uint32_t author)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->list[i].deletes == deletes && marks->list[i].author == author)
            return;
    if (marks->count < WORD_MARKS_MAX)
        marks->list[marks->count++] = (struct word_mark){deletes, author};
}

bool word_marks_have(const struct word_marks *marks, bool deletes)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->list[i].deletes == deletes)
            return true;
    return false;
}

void word_add_words(struct word_paragraph *paragraph, const char *utf8, size_t len,
                    const struct word_run *like)
{
    struct word_run *last = paragraph->run_count > 0 ? &paragraph->runs[paragraph->run_count - 1] : NULL;

    if (len == 0)
        return;
    if (last && last->format == like->format && last->link == like->link && last->marks == like->marks) {
        last->len += (uint32_t)len;
    } else {
        paragraph->runs = mem_grow(paragraph->runs, paragraph->run_count, &paragraph->run_capacity,
                                   sizeof *paragraph->runs);
        paragraph->runs[paragraph->run_count++] = (struct word_run){
            (uint32_t)paragraph->words.len, (uint32_t)len, like->format, like->link, like->marks};
    }
    buf_add(&paragraph->words, utf8, len);
}

void word_insert_words(struct word_paragraph *paragraph, uint32_t at, const char *utf8, size_t len)
{
    size_t run = paragraph->run_count;

    if (len == 0 || run == 0)
        return;
    while (run > 1 && paragraph->runs[run - 1].at > at)
        paragraph->runs[--run].at += (uint32_t)len;
    paragraph->runs[run - 1].len += (uint32_t)len;
    buf_add(&paragraph->words, utf8, len);
    char *place = paragraph->words.bytes + at;
    memmove(place + len, place, paragraph->words.len - len - at);
    memcpy(place, utf8, len);
}

static bool is_blank(uint32_t g)
{
    return g == ' ' || g == '\t' || g == '\n' || g == '\r' || g == 0xa0 || g == 0x1680 || g == 0x202f ||
           g == 0x205f || g == 0x3000 || (g >= 0x2000 && g <= 0x200a) || g == 0x85 || g == 0x2028 ||
           g == 0x2029;
}

static bool is_control(uint32_t g)
{
    return g < 0x20 || (g >= 0x7f && g < 0xa0);
}

/* Where every byte of the old words has gone, so that points can follow. */
static void move_points(struct word_file *file, size_t paragraph, const uint32_t *moved, size_t len)
{
    for (size_t i = 0; i < file->comment_count; i++) {
        struct word_point *points[] = {&file->comments[i].from, &file->comments[i].to};
        for (size_t k = 0; k < 2; k++)
            if (points[k]->paragraph == paragraph)
                points[k]->byte = moved[points[k]->byte < len ? points[k]->byte : len];
    }
}

/* In the brackets of an export of ours every blank says something: "[Canada:  all]" is " all". */
static bool keeps_blanks(const struct word_file *file, const struct word_paragraph *paragraph)
{
    return file->keeps_brackets && file->source.draft && paragraph->item[0];
}

void word_tidy(struct word_file *file, size_t index)
{
    struct word_paragraph *paragraph = &file->paragraphs[index];
    struct word_paragraph old = *paragraph;
    uint32_t *moved = mem_alloc((old.words.len + 1) * sizeof *moved);
    uint32_t before = 0; /* the last character that was kept */
    bool blank = false;  /* one has been seen, and not yet been written */
    struct word_run blank_like = {.len = 0};

    paragraph->words = (struct buf)BUF_EMPTY;
    paragraph->runs = NULL;
    paragraph->run_count = paragraph->run_capacity = 0;
    for (size_t i = 0; i < old.run_count; i++) {
        const struct word_run *run = &old.runs[i];
        const char *at = old.words.bytes + run->at, *end = at + run->len;
        while (at < end) {
            const char *from = at;
            uint32_t glyph = glyph_next(&at, end);
            for (const char *byte = from; byte < at; byte++)
                moved[byte - old.words.bytes] = (uint32_t)paragraph->words.len;
            if (is_blank(glyph)) {
                if (blank && keeps_blanks(file, &old) && paragraph->words.len > 0)
                    word_add_words(paragraph, " ", 1, &blank_like);
                if (!blank || keeps_blanks(file, &old))
                    blank_like = *run;
                blank = true;
            } else if (!is_control(glyph) && (!unseen_is(glyph) || unseen_is_needed(before, glyph))) {
                if (blank && paragraph->words.len > 0)
                    word_add_words(paragraph, " ", 1, &blank_like);
                moved[from - old.words.bytes] = (uint32_t)paragraph->words.len;
                word_add_words(paragraph, from, (size_t)(at - from), run);
                blank = false;
                before = glyph;
            }
        }
    }
    moved[old.words.len] = (uint32_t)paragraph->words.len;
    if (old.commented)
        move_points(file, index, moved, old.words.len);
    free(moved);
    buf_clear(&old.words);
    free(old.runs);
}

void word_decide(struct word_file *file, size_t index, uint32_t (*decide)(void *context, uint32_t marks),
                 void *context)
{
    struct word_paragraph old = file->paragraphs[index];
    struct word_paragraph now = old;
    uint32_t *moved = mem_alloc((old.words.len + 1) * sizeof *moved);

    now.words = (struct buf)BUF_EMPTY;
    now.runs = NULL;
    now.run_count = now.run_capacity = 0;
    for (size_t i = 0; i < old.run_count; i++) {
        struct word_run run = old.runs[i];
        uint32_t start = (uint32_t)now.words.len;
        run.marks = decide(context, run.marks);
        bool stays = run.marks != WORD_NONE;
        for (uint32_t byte = 0; byte < run.len; byte++)
            moved[old.runs[i].at + byte] = start + (stays ? byte : 0);
        if (stays)
            word_add_words(&now, old.words.bytes + old.runs[i].at, run.len, &run);
    }
    moved[old.words.len] = (uint32_t)now.words.len;
    if (old.commented)
        move_points(file, index, moved, old.words.len);
    free(moved);
    buf_clear(&old.words);
    free(old.runs);
    file->paragraphs[index] = now;
}

/* ---- changes within words ---- */

/* A paragraph whose words are written anew, one by one. */
struct widening {
    struct word_file *file;
    const struct word_paragraph *old;
    struct word_paragraph now;
    uint32_t *moved;
};

/* A piece of one run. */
struct piece {
    uint32_t at, len;
    size_t run;
};

static bool goes_on_word(uint32_t glyph)
{
    return glyph_is_letter(glyph) || glyph_is_digit(glyph) || glyph >= 0x300;
}

/* The only mark of a set; NULL: it has none, or several. */
static const struct word_mark *only_mark(const struct word_file *file, uint32_t set)
{
    const struct word_marks *marks = &file->marks[set];

    return marks->count == 1 ? &marks->list[0] : NULL;
}

/* Whether the pieces of a word, some of them untouched, are deleted and inserted by one author, whose marks are given then. */
static bool is_half_replaced(const struct widening *widening, const struct piece *pieces, size_t count,
                             uint32_t *deleted, uint32_t *inserted)
{
    bool untouched = false;
    *deleted = *inserted = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t set = widening->old->runs[pieces[i].run].marks;
        const struct word_mark *mark = only_mark(widening->file, set);
        uint32_t *of = mark && mark->deletes ? deleted : inserted;
        untouched = untouched || set == 0;
        if (set == 0)
            continue;
        if (!mark || (*of && *of != set))
            return false;
        *of = set;
    }
    return untouched && *deleted && *inserted &&
           only_mark(widening->file, *deleted)->author == only_mark(widening->file, *inserted)->author;
}

/* Its words once more, all but those of the set `without`; those without marks get `marks`. */
static void write_pieces(struct widening *widening, const struct piece *pieces, size_t count,
                         uint32_t without, uint32_t marks)
{
    for (size_t i = 0; i < count; i++) {
        struct word_run run = widening->old->runs[pieces[i].run];
        if (without && run.marks == without)
            continue;
        run.marks = run.marks ? run.marks : marks;
        for (uint32_t byte = 0; byte < pieces[i].len; byte++)
            widening->moved[pieces[i].at + byte] = (uint32_t)widening->now.words.len + byte;
        word_add_words(&widening->now, widening->old->words.bytes + pieces[i].at, pieces[i].len, &run);
    }
}

static void write_word(struct widening *widening, const struct piece *pieces, size_t count)
{
    uint32_t deleted, inserted;

    if (is_half_replaced(widening, pieces, count, &deleted, &inserted)) {
        write_pieces(widening, pieces, count, inserted, deleted);
        write_pieces(widening, pieces, count, deleted, inserted);
    } else {
        write_pieces(widening, pieces, count, 0, 0);
    }
}

/* Words one by one, what stands between them glyph by glyph. */
static void write_widened(struct widening *widening)
{
    struct piece *pieces = mem_alloc((widening->old->run_count + 1) * sizeof *pieces);
    size_t count = 0;

    for (size_t i = 0; i < widening->old->run_count; i++) {
        const struct word_run *run = &widening->old->runs[i];
        const char *start = widening->old->words.bytes, *at = start + run->at, *end = at + run->len;
        bool begins = true; /* a piece, in this run */
        while (at < end) {
            const char *from = at;
            bool in_word = goes_on_word(glyph_next(&at, end));
            struct piece piece = {(uint32_t)(from - start), (uint32_t)(at - from), i};
            if (in_word && !begins) {
                pieces[count - 1].len += piece.len;
                continue;
            }
            if (!in_word) {
                write_word(widening, pieces, count);
                write_word(widening, &piece, 1);
                count = 0;
            } else {
                pieces[count++] = piece;
            }
            begins = !in_word;
        }
    }
    write_word(widening, pieces, count);
    free(pieces);
}

void word_widen(struct word_file *file, size_t index)
{
    struct word_paragraph old = file->paragraphs[index];
    struct widening widening = {.file = file, .old = &old, .now = old};

    widening.moved = mem_alloc((old.words.len + 1) * sizeof *widening.moved);
    widening.now.words = (struct buf)BUF_EMPTY;
    widening.now.runs = NULL;
    widening.now.run_count = widening.now.run_capacity = 0;
    write_widened(&widening);
    widening.moved[old.words.len] = (uint32_t)widening.now.words.len;
    if (old.commented)
        move_points(file, index, widening.moved, old.words.len);
    free(widening.moved);
    buf_clear(&old.words);
    free(old.runs);
    file->paragraphs[index] = widening.now;
}

static void append(struct word_paragraph *to, const struct word_paragraph *from)
{
    for (size_t i = 0; i < from->run_count; i++)
        word_add_words(to, from->words.bytes + from->runs[i].at, from->runs[i].len, &from->runs[i]);
}

void word_prepend(struct word_file *file, size_t from, size_t to)
{
    struct word_paragraph *source = &file->paragraphs[from], *target = &file->paragraphs[to];
    uint32_t shift = (uint32_t)source->words.len;
    struct word_paragraph joined = *target;

    joined.words = (struct buf)BUF_EMPTY;
    joined.runs = NULL;
    joined.run_count = joined.run_capacity = 0;
    append(&joined, source);
    append(&joined, target);
    joined.commented = source->commented || target->commented;
    for (size_t i = 0; joined.commented && i < file->comment_count; i++) {
        struct word_point *points[] = {&file->comments[i].from, &file->comments[i].to};
        for (size_t k = 0; k < 2; k++) {
            if (points[k]->paragraph == to)
                points[k]->byte += shift;
            else if (points[k]->paragraph == from)
                points[k]->paragraph = (uint32_t)to;
        }
    }
    buf_clear(&target->words);
    free(target->runs);
    buf_clear(&source->words);
    free(source->runs);
    source->runs = NULL;
    source->run_count = source->run_capacity = 0;
    *target = joined;
}

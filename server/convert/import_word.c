#include "convert/import_word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/import_word_state.h"
#include "convert/place.h"
#include "convert/preamble_head.h"
#include "convert/word_changes.h"
#include "convert/word_read.h"
#include "ooxml/package.h"
#include "text/utf.h"

#define EXCERPT_BYTES 60

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

/* ---- entries ---- */

static void find_entries(struct word_making *making)
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
static void call_numbers(struct word_making *making)
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
static void free_cut_parts(struct word_making *making)
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

static void set_apart(struct word_making *making)
{
    for (size_t i = 0; i < making->file->count; i++) {
        const struct word_paragraph *paragraph = &making->file->paragraphs[i];
        if (making->pieces.places[i].piece == SIZE_MAX && paragraph->words.len > 0)
            outline_set_apart(making->out, paragraph->words.bytes, paragraph->words.len, (uint32_t)i + 1);
    }
}

/* ---- the whole way ---- */

static enum status make_outline(struct word_making *making, struct word_import *out)
{
    size_t count = making->pieces.count;

    making->words = mem_zero(count + 1, sizeof *making->words);
    making->skips = mem_zero(count + 1, sizeof *making->skips);
    making->entries = mem_zero(count + 1, sizeof *making->entries);
    making->blocks = (struct blocks){mem_zero(count + 1, sizeof(struct block)), count, count};
    word_making_weigh_pieces(making);
    word_making_make_blocks(making);
    enum status status = place_blocks(&making->blocks, making->limits, false, making->out);
    if (status == STATUS_OK) {
        find_entries(making);
        call_numbers(making);
        outline_settle_numbers(making->out, false);
        preamble_head_set_apart(making->out);
        free_cut_parts(making);
        word_making_add_comments(making);
        set_apart(making);
        if (out->translation_lang)
            word_making_add_translation(making, out);
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
    struct word_making making = {.file = file, .limits = limits, .out = &out->outline};
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

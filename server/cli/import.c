#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/loop.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "cli/ask_brackets.h"
#include "cli/import_into.h"
#include "cli/read_file.h"
#include "cli/log_place.h"
#include "cli/people_place.h"
#include "convert/brackets.h"
#include "convert/explain.h"
#include "convert/import_text.h"
#include "convert/import_word.h"
#include "convert/outline_languages.h"
#include "load/draft_seed.h"
#include "store/audit.h"
#include "store/people.h"

#define TEXT_MAX_BYTES (4u << 20)
#define WORD_MAX_BYTES (16u << 20)

enum bracket_mode { MODE_KEEP, MODE_PROPOSALS, MODE_ASK };

struct import {
    const char *dir, *title, *lang, *langs, *translation, *brackets, *explain, *numbering, *changes, *authors,
        *into, *as, *preview, *file;
    enum bracket_mode mode;
    enum word_choice choice;
    struct word_voice_list voices;
    bool is_word; /* the original is a Word file: `word` says what came with it */
    struct word_import word;
    struct string_list languages;
    struct outline original, translated;
    char translated_lang[LANG_MAX + 1];
};

static bool read_languages(struct import *import)
{
    char *copy = mem_copy_string(import->langs ? import->langs : import->lang), *rest = copy, *lang;
    bool ok = true;
    while (ok && (lang = strsep(&rest, ","))) {
        ok = lang_valid(lang) && !string_list_has(&import->languages, lang) &&
             import->languages.count < DRAFT_MAX_LANGS;
        if (ok)
            string_list_add(&import->languages, lang);
    }
    free(copy);
    return ok && strcmp(import->languages.strings[0], import->lang) == 0;
}

static bool read_mode(struct import *import)
{
    static const char *const names[] = {
        [MODE_KEEP] = "keep", [MODE_PROPOSALS] = "proposals", [MODE_ASK] = "ask"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!import->brackets || strcmp(import->brackets, names[i]) == 0) {
            import->mode = (enum bracket_mode)i;
            return true;
        }
    return false;
}

/* Who stands in brackets and is no delegation that is known: said once, on standard error. */
static void report_unknown(const struct brackets *brackets)
{
    struct string_list said = {0};
    for (size_t i = 0; i < brackets->count; i++)
        for (size_t k = 0; brackets->list[i].taken && k < brackets->list[i].who.count; k++) {
            const struct bracket_name *name = &brackets->list[i].who.list[k];
            if (name->code || string_list_has(&said, name->words))
                continue;
            string_list_add(&said, name->words);
            fprintf(stderr, "plenaria: no delegation is known as \"%s\"; %s.\n", name->words,
                    brackets->list[i].meaning == BRACKET_POSITION ? "its position stays in the text, as words"
                                                                  : "its proposals are under that name");
        }
    string_list_clear(&said);
}

static int read_brackets(const struct import *import, struct outline *outline)
{
    struct brackets brackets;
    bool go_on = true;
    if (import->mode == MODE_KEEP)
        return EXIT_OK;
    brackets_find(outline, &brackets);
    if (import->mode == MODE_ASK)
        go_on = ask_brackets(outline, &brackets);
    if (go_on) {
        report_unknown(&brackets);
        brackets_apply(&brackets, outline);
    }
    brackets_clear(&brackets);
    return go_on ? EXIT_OK : args_fail("The import was ended; nothing was stored.");
}

/* The draft's tag for a language that a file holds: "en-US" for "en". NULL where it has none. */
static const char *tag_for(const struct import *import, const char *lang)
{
    for (size_t i = 1; i < import->languages.count; i++)
        if (language_tag_is_of(import->languages.strings[i], lang))
            return import->languages.strings[i];
    return NULL;
}

/* Takes the outline of a Word file, with entries in its second language where the draft has it. */
static int read_word(struct import *import, const char *path, const struct buf *bytes, struct outline *out)
{
    struct word_options options = {.choice = import->choice,
                                   .voices = import->voices.list,
                                   .voice_count = import->voices.count,
                                   .lang = import->lang,
                                   .one_language =
                                       import->translation != NULL || import->languages.count < 2};
    struct word_import word;
    struct buf why = BUF_EMPTY;
    enum status status = import_word(bytes->bytes, bytes->len, NULL, &options, &word, &why);
    if (status == STATUS_OK && word.translation_lang && !tag_for(import, word.translation_lang)) {
        options.one_language = true;
        word_import_clear(&word);
        status = import_word(bytes->bytes, bytes->len, NULL, &options, &word, &why);
    }
    int code = status == STATUS_OK ? EXIT_OK
                                   : args_fail("%s: %s", path, why.len ? why.bytes : status_message(status));
    buf_clear(&why);
    *out = word.outline;
    word.outline = (struct outline)OUTLINE_EMPTY;
    if (out != &import->original || code != EXIT_OK) {
        word_import_clear(&word);
        return code;
    }
    import->word = word;
    import->is_word = true;
    return code;
}

static int read_outline(struct import *import, const char *path, struct outline *out)
{
    struct buf text = BUF_EMPTY;
    enum status status = read_file(path, WORD_MAX_BYTES, &text);
    bool is_word = text.len > 0 && import_is_word(text.bytes, text.len);
    int code = EXIT_OK;
    if (status == STATUS_IO)
        code = args_fail("%s cannot be read: %s.", path, strerror(errno));
    else if (is_word && status == STATUS_OK)
        code = read_word(import, path, &text, out);
    else if (status != STATUS_OK || text.len > TEXT_MAX_BYTES)
        code = args_fail("%s is larger than %d MB; split it.", path, is_word ? 16 : 4);
    else if (import_text(text.bytes ? text.bytes : "", text.len, NULL, out) != STATUS_OK)
        code = args_fail("%s has more entries than a draft can hold; split it.", path);
    buf_clear(&text);
    return code == EXIT_OK ? read_brackets(import, out) : code;
}

/* The right column of rows in two languages is the draft's version in that language, where it has one; else its entries stay among the others. */
static void take_languages(struct import *import)
{
    struct outline *outline = &import->original;
    const char *tag = NULL;
    for (size_t i = 0; i < outline->count; i++) {
        struct outline_item *item = &outline->items[i];
        const char *known = item->lang[0] && !import->translation ? tag_for(import, item->lang) : NULL;
        tag = tag ? tag : known;
        snprintf(item->lang, sizeof item->lang, "%s", known && known == tag ? known : "");
    }
    if (!tag)
        return;
    snprintf(import->translated_lang, sizeof import->translated_lang, "%s", tag);
    outline_copy_language(outline, tag, &import->translated);
    outline_drop_languages(outline);
    if (import->word.translation_title) {
        free(import->translated.title);
        import->translated.title = mem_copy_string(import->word.translation_title);
    }
}

/* --translation en=FILE */
static int read_translation(struct import *import)
{
    const char *equals = import->translation ? strchr(import->translation, '=') : NULL;
    if (!import->translation)
        return EXIT_OK;
    size_t len = equals ? (size_t)(equals - import->translation) : 0;
    if (!equals || len > LANG_MAX)
        return args_misuse("Give the translation as LANG=FILE.");
    memcpy(import->translated_lang, import->translation, len);
    if (!string_list_has(&import->languages, import->translated_lang) ||
        strcmp(import->translated_lang, import->lang) == 0)
        return args_misuse("The translation's language must be one of --langs, and not the original.");
    return read_outline(import, equals + 1, &import->translated);
}

static int check_numbering(const struct import *import)
{
    enum numbering_preset preset;
    if (!import->numbering || numbering_preset_from_name(import->numbering, &preset))
        return EXIT_OK;
    return args_misuse("Name a numbering: conference, un-resolution, pp-op, decimal, articles or eu.");
}

static void keep_status(void *context, enum status status, uint64_t commit_us)
{
    (void)commit_us;
    *(enum status *)context = status;
}

/* Adds the draft to the registry before its log: whoever sees a draft without a log can import it again,
 * while nobody would find a log without an entry. */
static enum status store(const char *dir, const char *id, int64_t now, const struct seeded_draft *seeded,
                         struct buf *why)
{
    struct people *people = NULL;
    struct log_store *log = NULL;
    struct buf address = BUF_EMPTY;
    enum status status = people_place_open(dir, true, why, &people);
    if (status == STATUS_OK)
        status = people_shared_at(people, &address);
    if (status == STATUS_OK)
        status = log_place_open(address.len ? address.bytes : dir, true, why, &log);
    buf_clear(&address);
    if (status == STATUS_OK)
        status = people_add_draft(people, id, now);
    if (status == STATUS_OK)
        log->ops->append(log, id, 1, seeded->ops, seeded->count, keep_status, &status);
    if (log)
        log->ops->destroy(log);
    if (status == STATUS_OK)
        status = audit_note_alone(
            people, &(struct audit_entry){.at = now, .act = "draft.import", .by = PEOPLE_HOST, .draft = id},
            0);
    people_close(people);
    return status;
}

static void print_result(const struct import *import, const char *id, const struct seeded_draft *seeded)
{
    const struct outline *outline = &import->original;
    struct buf out = BUF_EMPTY;
    buf_format(&out, "{\"draft\":\"%s\",\"items\":%zu,\"aside\":[", id, seeded->items);
    for (size_t i = 0; i < outline->aside_count; i++) {
        json_write_comma(&out);
        json_write_string(&out, outline->aside[i].text);
    }
    buf_char(&out, ']');
    if (import->is_word) {
        buf_text(&out, ",\"word\":");
        word_import_write_json(&out, &import->word);
    }
    buf_char(&out, '}');
    puts(out.bytes);
    buf_clear(&out);
}

static int build_and_store(const struct import *import)
{
    char id[17];
    struct buf why = BUF_EMPTY;
    struct seeded_draft seeded;
    int64_t now = loop_now_ms();
    int code = EXIT_OK;
    struct seed_version versions[] = {{import->lang, import->title, &import->original},
                                      {import->translated_lang, NULL, &import->translated}};
    struct draft_seed seed = {PEOPLE_HOST, &import->languages, versions, *import->translated_lang ? 2 : 1,
                              NULL};
    enum numbering_preset preset;
    if (import->numbering && numbering_preset_from_name(import->numbering, &preset))
        seed.numbering = numbering_preset(preset);
    random_id(id, sizeof id);
    enum status status = draft_seed_build(&seed, id, now, &seeded, &why);
    if (status == STATUS_OK)
        status = store(import->dir, id, now, &seeded, &why);
    if (status == STATUS_OK)
        print_result(import, id, &seeded);
    else
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    seeded_draft_clear(&seeded);
    buf_clear(&why);
    return code;
}

static void explain(const struct outline *outline, const char *lang)
{
    struct buf out = BUF_EMPTY;
    explain_write(&out, outline, lang);
    fwrite(out.bytes, 1, out.len, stdout);
    buf_clear(&out);
}

static int run(int argc, char **argv)
{
    struct import import = {.original = OUTLINE_EMPTY, .translated = OUTLINE_EMPTY};
    const struct option options[] = {
        {"data", "DIR", "the data folder; made if it is not there", false, &import.dir},
        {"title", "T", "the draft's title", false, &import.title},
        {"lang", "L", "language of the text, the original: es, en, pt-BR …", false, &import.lang},
        {"langs", "L,L", "all languages of the draft, the original first", false, &import.langs},
        {"translation", "L=FILE", "a version in another language, entry by entry like the original", false,
         &import.translation},
        {"brackets", "HOW",
         "what becomes of [brackets]: keep them as words (default), proposals, or ask about each", false,
         &import.brackets},
        {"numbering", "PRESET",
         "how items are numbered: conference (as without), un-resolution, pp-op, decimal, articles, eu",
         false, &import.numbering},
        {"changes", "HOW",
         "what becomes of a Word file's tracked changes: proposals (default), accepted, rejected", false,
         &import.changes},
        {"author", "NAME=CODE", "whose an author's changes in a Word file are: \"Ana López=MX; Luis=CR\"",
         false, &import.authors},
        {"explain", NULL, "print how the text is read, as a table, and store nothing", false,
         &import.explain},
        {"into", "ID",
         "a draft that the Word file was exported from: what was changed in it becomes proposals", false,
         &import.into},
        {"as", "CODE", "with --into: whose they are, a delegation, secretariat or chair", false, &import.as},
        {"preview", NULL, "with --into: only say what would become of each change", false, &import.preview},
        {0},
    };
    bool helped;
    int code = args_read(&import_command, options, argc, argv, &import.file, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (import.into && (!import.dir || !import.as))
        return args_misuse(
            "With --into, give --data, and say --as whom: the code of a delegation, secretariat or chair.");
    if (import.into)
        return import_into(import.dir, import.into, import.as, import.file, import.preview != NULL);
    if (import.explain && !import.lang)
        import.lang = "es";
    if (!import.explain && (!import.dir || !import.title || !import.lang))
        return args_misuse("Give --data, --title and --lang; see plenaria import --help.");
    if (!read_languages(&import))
        code = args_misuse(
            "Give languages as tags such as es or pt-BR, each once, the original (--lang) first.");
    if (code == EXIT_OK && !read_mode(&import))
        code = args_misuse("Give --brackets as ask, keep or proposals.");
    if (code == EXIT_OK && import.changes && !word_choice_from_name(import.changes, &import.choice))
        code = args_misuse("Give --changes as proposals, accepted or rejected.");
    if (code == EXIT_OK && !word_voice_list_read(import.authors ? import.authors : "", &import.voices))
        code = args_misuse("Give an author as NAME=CODE, the name as it stands in the file.");
    if (code == EXIT_OK && import.mode == MODE_ASK && strcmp(import.file, "-") == 0)
        code = args_misuse(
            "With --brackets ask, give the text as a file: the answers come from standard input.");
    if (code == EXIT_OK)
        code = check_numbering(&import);
    if (code == EXIT_OK)
        code = read_outline(&import, import.file, &import.original);
    if (code == EXIT_OK)
        code = read_translation(&import);
    if (code == EXIT_OK && !import.explain)
        take_languages(&import);
    if (code == EXIT_OK && import.explain)
        explain(&import.original, import.lang);
    else if (code == EXIT_OK)
        code = build_and_store(&import);
    string_list_clear(&import.languages);
    outline_clear(&import.original);
    outline_clear(&import.translated);
    word_import_clear(&import.word);
    word_voice_list_clear(&import.voices);
    return code;
}

const struct command import_command = {
    "import", "make a draft from plain text, Markdown or a Word file (- reads standard input)", "FILE", run};

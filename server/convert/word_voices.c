#include "convert/word_voices.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "convert/bracket_names.h"
#include "convert/country.h"
#include "draft/types.h"
#include "text/code.h"

static const char *find_trimmed(const char *text, size_t len)
{
    while (len > 0 && *text == ' ') {
        text++;
        len--;
    }
    while (len > 0 && text[len - 1] == ' ')
        len--;
    return len > 0 ? country_find(text, len) : NULL;
}

/* "Delegación de México", "Delegation of Canada". */
static const char *find_behind_title(const char *name)
{
    static const char *const titles[] = {
        "delegación del ", "delegación de ",    "delegacion de ", "delegation of the ", "delegation of ",
        "délégation du ",  "délégation de la ", "délégation de ", "délégation de l’",   "délégation de l'",
        "delegação do ",   "delegação da ",     "delegação dos ", "delegação de ",      "misión de ",
        "missão do ",      "missão de ",        "mission of "};

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t len = strlen(titles[i]);
        if (strncasecmp(name, titles[i], len) == 0)
            return find_trimmed(name + len, strlen(name + len));
    }
    return NULL;
}

/* "Ana López (México)", "MX - Ana López", "Ana López, Canadá", "MX/Ana". */
static const char *find_in_parts(const char *name)
{
    const char *code = NULL;

    for (const char *at = name; *at && !code;) {
        size_t len = strcspn(at, "()[],/:|-");
        code = find_trimmed(at, len);
        at += len + (at[len] != '\0');
    }
    return code;
}

char *word_voices_guess(const char *name)
{
    const char *code = *name ? find_trimmed(name, strlen(name)) : NULL;

    if (!code)
        code = find_behind_title(name);
    if (!code)
        code = find_in_parts(name);
    return mem_copy_string(code);
}

static const struct word_voice *voice_of(const struct word_options *options, const char *name)
{
    for (size_t i = 0; options && i < options->voice_count; i++)
        if (strcmp(options->voices[i].author, name) == 0)
            return &options->voices[i];
    return NULL;
}

/* A code, or blanks: nobody. */
static bool names_delegation(const char *given)
{
    char *code = code_normalise(given);
    bool valid = !*code || name_valid(code);

    free(code);
    return valid;
}

bool word_voice_list_read(const char *text, struct word_voice_list *out)
{
    char *copy = mem_copy_string(text), *rest = copy, *one;
    bool ok = true;

    *out = (struct word_voice_list){NULL, 0, 0};
    while (ok && (one = strsep(&rest, ";"))) {
        one += strspn(one, " ");
        if (!*one)
            continue;
        char *equals = strrchr(one, '=');
        ok = equals && out->count < WORD_VOICES_MAX && names_delegation(equals + 1);
        if (!ok)
            break;
        *equals = '\0';
        out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
        out->list[out->count++] = (struct word_voice){mem_copy_string(one), mem_copy_string(equals + 1)};
    }
    free(copy);
    return ok;
}

void word_voice_list_clear(struct word_voice_list *voices)
{
    for (size_t i = 0; i < voices->count; i++) {
        free((char *)(uintptr_t)voices->list[i].author);
        free((char *)(uintptr_t)voices->list[i].delegation);
    }
    free(voices->list);
    *voices = (struct word_voice_list){NULL, 0, 0};
}

/* Of several delegations, joined as our exports join them, the author keeps the name: word_voices_speak takes it apart. */
static bool names_several(const char *name)
{
    struct bracket_names names;
    bool several = strchr(name, ';') && bracket_names_read(name, strlen(name), &names);

    if (!several)
        return false;
    several = names.count > 1 && names.unknown == 0;
    bracket_names_clear(&names);
    return several;
}

static void count_marks(const struct word_file *file, uint32_t set, struct word_author *authors)
{
    const struct word_marks *marks = &file->marks[set];

    for (size_t i = 0; i < marks->count; i++)
        authors[marks->list[i].author].changes++;
}

void word_voices_find(const struct word_file *file, const struct word_options *options,
                      struct word_voices *out)
{
    out->count = file->author_count;
    out->authors = mem_zero(file->author_count + 1, sizeof *out->authors);
    for (size_t i = 0; i < file->count; i++) {
        count_marks(file, file->paragraphs[i].marks, out->authors);
        for (size_t k = 0; k < file->paragraphs[i].run_count; k++)
            count_marks(file, file->paragraphs[i].runs[k].marks, out->authors);
    }
    for (size_t i = 0; i < file->comment_count; i++)
        out->authors[file->comments[i].author].comments++;
    for (size_t i = 0; i < out->count; i++) {
        struct word_author *author = &out->authors[i];
        const struct word_voice *voice = voice_of(options, file->authors[i]);
        author->name = mem_copy_string(file->authors[i]);
        author->guessed = !voice;
        author->delegation = voice                         ? code_normalise(voice->delegation)
                             : names_several(author->name) ? NULL
                                                           : word_voices_guess(author->name);
    }
}

void word_voices_clear(struct word_voices *voices)
{
    for (size_t i = 0; i < voices->count; i++) {
        free(voices->authors[i].name);
        free(voices->authors[i].delegation);
    }
    free(voices->authors);
    *voices = (struct word_voices){NULL, 0};
}

static void speak_together(const char *name, struct contested_author *by,
                           struct contested_proposal *sponsored)
{
    struct bracket_names names;

    if (!bracket_names_read(name, strlen(name), &names))
        return;
    for (size_t i = 0; i < names.count; i++) {
        if (i == 0)
            by->delegation = code_normalise(names.list[i].code);
        else if (sponsored)
            contested_sponsor(sponsored, names.list[i].code);
    }
    bracket_names_clear(&names);
}

/* "Author" is what Word calls everybody when personal information is removed: nobody in particular. */
static bool is_nobody(const char *name)
{
    static const char *const names[] = {"",        "Author",      "Autor",         "Auteur",
                                        "Unknown", "Desconocido", "Unknown Author"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

void word_voices_speak(const struct word_voices *voices, uint32_t author, struct contested_author *by,
                       struct contested_proposal *sponsored)
{
    const struct word_author *voice = &voices->authors[author];

    if (voice->delegation && *voice->delegation)
        by->delegation = mem_copy_string(voice->delegation);
    else if (voice->guessed && names_several(voice->name))
        speak_together(voice->name, by, sponsored);
    else if (voice->guessed && !is_nobody(voice->name))
        by->name = mem_copy_string(voice->name);
}

#include "cli/pdf.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/child.h"

#define WORDS_MAX    64
#define SECONDS      120
#define PDF_BYTES    ((size_t)64 << 20)
#define TOLD_BYTES   300
#define PATH_BYTES   200
#define OPEN_AT_MOST 16

struct place {
    char dir[PATH_BYTES - 20];
    char html[PATH_BYTES], docx[PATH_BYTES], pdf[PATH_BYTES], told[PATH_BYTES];
};

/* ---- the command ---- */

/* The words of a command, in memory of their own. */
struct words {
    char *list[WORDS_MAX + 1];
    size_t count;
};

static void clear_words(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->list[i]);
    *words = (struct words){.count = 0};
}

/* What stands for a path, or NULL; `len` is how long its name is. */
static const char *path_named(const char *at, const struct place *place, size_t *len)
{
    const struct {
        const char *name, *path;
    } paths[] = {
        {"{html}", place->html}, {"{docx}", place->docx}, {"{pdf}", place->pdf}, {"{dir}", place->dir}};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        *len = strlen(paths[i].name);
        if (strncmp(at, paths[i].name, *len) == 0)
            return paths[i].path;
    }
    return NULL;
}

/* Reads one word; gives where it ends, or NULL where a quotation mark is left open. */
static const char *read_word(const char *at, const struct place *place, struct buf *word)
{
    char quote = '\0';
    for (; *at && (quote || !strchr(" \t", *at)); at++) {
        size_t len;
        const char *path = path_named(at, place, &len);
        if (path) {
            buf_text(word, path);
            at += len - 1;
        } else if (*at == quote) {
            quote = '\0';
        } else if (!quote && (*at == '\'' || *at == '"')) {
            quote = *at;
        } else {
            buf_char(word, *at);
        }
    }
    return quote ? NULL : at;
}

static bool read_words(const char *command, const struct place *place, struct words *out)
{
    const char *at = command;
    *out = (struct words){.count = 0};
    while (at && *(at += strspn(at, " \t")) && out->count < WORDS_MAX) {
        struct buf word = BUF_EMPTY;
        at = read_word(at, place, &word);
        buf_char(&word, '\0');
        out->list[out->count++] = buf_take(&word);
    }
    if (at && !*at && out->count)
        return true;
    clear_words(out);
    return false;
}

enum status pdf_source(const char *command, enum export_format *out, struct buf *why)
{
    bool html = strstr(command, "{html}") != NULL, docx = strstr(command, "{docx}") != NULL;
    *out = html ? EXPORT_HTML : EXPORT_DOCX;
    if (!*command)
        buf_text(why,
                 "Name a program that makes PDFs with the setting pdf_command, in a file given as --config; "
                 "docs/pdf.md has lines to copy.");
    else if (html == docx)
        buf_text(why, "Write {html} or {docx} into pdf_command, where the program is told what to read.");
    else
        return STATUS_OK;
    return STATUS_USAGE;
}

/* ---- its folder ---- */

static int remove_one(const char *path, const struct stat *found, int type, struct FTW *where)
{
    (void)found;
    (void)type;
    (void)where;
    return remove(path) && errno != ENOENT;
}

static void remove_place(const struct place *place)
{
    (void)nftw(place->dir, remove_one, OPEN_AT_MOST, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static bool make_place(struct place *out)
{
    const char *base = getenv("TMPDIR");
    int len = snprintf(out->dir, sizeof out->dir, "%s/plenaria-pdf-XXXXXX", base && *base ? base : "/tmp");
    if (len < 0 || (size_t)len >= sizeof out->dir) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (!mkdtemp(out->dir))
        return false;
    snprintf(out->html, sizeof out->html, "%s/draft.html", out->dir);
    snprintf(out->docx, sizeof out->docx, "%s/draft.docx", out->dir);
    snprintf(out->pdf, sizeof out->pdf, "%s/draft.pdf", out->dir);
    snprintf(out->told, sizeof out->told, "%s/told.txt", out->dir);
    return true;
}

static bool write_file(const char *path, const struct buf *bytes)
{
    FILE *file = fopen(path, "wbx");
    if (!file)
        return false;
    bool written = fwrite(bytes->bytes, 1, bytes->len, file) == bytes->len;
    return fclose(file) == 0 && written;
}

/* Appends a file of at most `most` bytes; a link is not followed. */
static bool read_file(const char *path, size_t most, struct buf *out)
{
    char bytes[65536];
    ssize_t got = -1;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    while (file >= 0 && out->len <= most && (got = read(file, bytes, sizeof bytes)) > 0)
        buf_add(out, bytes, (size_t)got);
    if (file >= 0)
        close(file);
    return got == 0;
}

/* ---- the program ---- */

/* The beginning of what it said, in one line. */
static void add_told(const struct place *place, struct buf *why)
{
    struct buf told = BUF_EMPTY;
    (void)read_file(place->told, TOLD_BYTES, &told);
    size_t len = told.len < TOLD_BYTES ? told.len : TOLD_BYTES;
    buf_text(why, len ? " It said: " : "");
    for (size_t i = 0; i < len; i++)
        buf_char(why, told.bytes[i] < ' ' && told.bytes[i] >= 0 ? ' ' : told.bytes[i]);
    buf_clear(&told);
}

static bool run(const struct place *place, const struct words *words, struct buf *why)
{
    const struct child child = {.argv = words->list,
                                .folder = place->dir,
                                .told = place->told,
                                .seconds = SECONDS,
                                .file_bytes = PDF_BYTES * 4}; /* what it keeps beside the PDF is larger */
    int error;
    switch (child_run(&child, &error)) {
    case CHILD_DONE:
        return true;
    case CHILD_ABSENT:
        buf_format(why, "%s of pdf_command cannot be started: %s.", words->list[0], strerror(error));
        return false;
    case CHILD_TOO_LONG:
        buf_format(why, "%s of pdf_command did not end within %d seconds and was ended.", words->list[0],
                   SECONDS);
        return false;
    case CHILD_FAILED:
        buf_format(why, "%s of pdf_command failed.", words->list[0]);
        break;
    }
    add_told(place, why);
    return false;
}

static bool take_pdf(const struct place *place, const struct words *words, struct buf *out, struct buf *why)
{
    size_t before = out->len;
    bool read = read_file(place->pdf, before + PDF_BYTES, out);
    if (read && out->len - before > 5 && memcmp(out->bytes + before, "%PDF-", 5) == 0)
        return true;
    buf_format(why, "%s of pdf_command made no PDF, or a larger one than is taken.", words->list[0]);
    add_told(place, why);
    return false;
}

enum status pdf_make(const char *command, const struct buf *source, struct buf *out, struct buf *why)
{
    struct place place;
    struct words words;
    enum export_format format;
    enum status status = pdf_source(command, &format, why);
    if (status != STATUS_OK)
        return status;
    if (!make_place(&place)) {
        buf_format(why, "No folder can be made for the PDF: %s.", strerror(errno));
        return STATUS_IO;
    }
    if (!read_words(command, &place, &words)) {
        buf_text(why, "pdf_command has an open quotation mark, or too many words.");
        status = STATUS_USAGE;
    } else {
        bool made = write_file(format == EXPORT_HTML ? place.html : place.docx, source);
        if (!made)
            buf_text(why, "The draft cannot be written for the program of pdf_command.");
        status =
            made && run(&place, &words, why) && take_pdf(&place, &words, out, why) ? STATUS_OK : STATUS_IO;
        clear_words(&words);
    }
    remove_place(&place);
    return status;
}

#include "cli/meeting.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "cli/read_file.h"
#include "text/utf.h"

#define FILE_MAX_BYTES (1u << 20)

/* The document of a file, and over it the title that the options give. */
static const char *read_document(const char *path, const char *title, const char *lang,
                                 struct meeting_document *document)
{
    struct buf file = BUF_EMPTY;
    const char *wrong = NULL;
    if (path && read_file(path, FILE_MAX_BYTES, &file) != STATUS_OK)
        wrong = "The file cannot be read; give one of at most a megabyte.";
    if (title && !wrong) {
        if (!*title || !utf_valid_text(title, strlen(title)) || !lang_valid(lang))
            wrong = "Give a title of characters that can be seen, and its language as a tag such as es.";
        else
            lang_map_add(&document->title, lang)->words = mem_copy_string(title);
    }
    if (path && !wrong) {
        struct json_doc *doc = json_parse(file.bytes, file.len, 20000);
        wrong = doc ? meeting_document_read(json_root(doc), document)
                    : "The file is no JSON; see protocol/meetings.md.";
        json_free(doc);
    }
    buf_clear(&file);
    return wrong;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *title = NULL, *lang = NULL, *file = NULL;
    char id[PEOPLE_SECRET_BYTES];
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"title", "T", "what the meeting is called", false, &title},
        {"lang", "L", "the language of the title; es", false, &lang},
        {"file", "FILE", "a JSON file that says more: place, dates, delegations, … (protocol/meetings.md)",
         false, &file},
        {0},
    };
    bool helped;
    struct meeting_document document;
    struct meeting_desk desk;
    int code = args_read(&meeting_create_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!title && !file)
        return args_misuse("Give the meeting a --title, or a --file.");
    meeting_document_init(&document);
    const char *wrong = read_document(file, title, lang ? lang : "es", &document);
    code = wrong ? args_misuse(wrong) : EXIT_OK;
    if (code == EXIT_OK) {
        code = meeting_open(&desk, dir, NULL);
        enum status status =
            code == EXIT_OK ? meeting_create(desk.people, &document, NULL, desk.act.now, id) : STATUS_OK;
        if (code == EXIT_OK && status == STATUS_OK)
            printf("{\"id\":\"%s\"}\n", id);
        int closed = meeting_close(&desk, status, NULL);
        code = code == EXIT_OK ? closed : code;
    }
    meeting_document_clear(&document);
    return code;
}

const struct command meeting_create_command = {"meeting create", "make a meeting; then invite its chair",
                                               NULL, run};

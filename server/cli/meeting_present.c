#include "cli/meeting.h"

#include <stdio.h>

#include "draft/types.h"
#include "people/present.h"

static int run_present(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *lang = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"lang", "L", "the language of the names and of their order", true, &lang},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    struct buf out = BUF_EMPTY;
    int code = args_read(&meeting_present_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (!lang_valid(lang))
        return args_misuse("Give --lang as a tag such as es or pt-BR.");
    code = meeting_open(&desk, dir, meeting);
    if (code == EXIT_OK) {
        present_write(&out, &desk.document, lang);
        puts(out.len ? out.bytes : "");
    }
    buf_clear(&out);
    int closed = meeting_close(&desk, STATUS_OK, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_present_command = {
    "meeting present", "the delegations present, as an opening sentence names them", NULL, run_present};

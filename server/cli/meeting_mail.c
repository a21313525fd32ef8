/* plenaria meeting mail: what became of the mails to the people of a meeting, newest first, one a line. */
#include "cli/meeting.h"

#include <stdio.h>

#include "base/json_write.h"
#include "store/mails.h"

static bool print_mail(void *context, const struct mail_row *row)
{
    struct buf out = BUF_EMPTY;
    (void)context;
    buf_format(&out, "{\"kind\":\"%s\",\"state\":\"%s\",\"tries\":%llu,\"id\":\"%s\",\"participant\":\"%s\"",
               row->person ? "invitation" : "news", mail_state_name(row->state),
               (unsigned long long)row->tries, row->id, row->participant);
    buf_text(&out, ",\"person\":");
    json_write_string(&out, row->person);
    json_write_time(&out, "created", row->created_at);
    json_write_time(&out, "next", row->next_at);
    json_write_time(&out, "done", row->done_at);
    buf_text(&out, ",\"why\":");
    json_write_string(&out, row->why);
    buf_char(&out, '}');
    puts(out.bytes);
    buf_clear(&out);
    return true;
}

static int run(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_mail_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = code == EXIT_OK ? mails_list(desk.people, meeting, print_mail, NULL) : STATUS_OK;
    int closed = meeting_close(&desk, status, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_mail_command = {
    "meeting mail", "list what became of the mails to the people of a meeting, newest first", NULL, run};

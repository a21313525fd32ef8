#include "cli/meeting.h"

#include <stdio.h>

#include "base/json_write.h"
#include "wire/change_codec.h"

static bool print_meeting(void *context, const struct meeting_row *row)
{
    struct meeting_document document;
    struct buf *out = context;
    bool ok = meeting_document_parse(row->document, &document);
    buf_reset(out);
    buf_format(out, "{\"id\":\"%s\",\"title\":", row->id);
    title_write_json(out, &document.title);
    json_write_time(out, "created", row->created_at);
    json_write_time(out, "archived", row->archived_at);
    buf_format(out, "%s}", ok ? "" : ",\"damaged\":true");
    puts(out->bytes);
    meeting_document_clear(&document);
    return true;
}

static int run_list(int argc, char **argv)
{
    const char *dir = NULL;
    const struct option options[] = {{"data", "DIR", "the data folder", true, &dir}, {0}};
    bool helped;
    struct meeting_desk desk;
    struct buf out = BUF_EMPTY;
    int code = args_read(&meeting_list_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, NULL);
    enum status status = code == EXIT_OK ? meetings_list(desk.people, NULL, print_meeting, &out) : STATUS_OK;
    buf_clear(&out);
    int closed = meeting_close(&desk, status, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_list_command = {"meeting list", "list the meetings, one a line", NULL, run_list};

static const char *state_of(const struct person_row *row)
{
    if (row->revoked_at)
        return "revoked";
    if (row->expires_at && row->expires_at <= loop_now_ms())
        return "expired";
    return row->opened_at ? "opened" : "invited";
}

static bool print_person(void *context, const struct person_row *row)
{
    struct buf *out = context;
    buf_reset(out);
    buf_text(out, "{");
    json_write_optional(out, "id", row->id);
    json_write_optional(out, "role", row->role);
    json_write_optional(out, "name", row->name);
    json_write_optional(out, "delegation", row->delegation);
    json_write_optional(out, "email", row->email);
    if (row->head)
        buf_text(out, ",\"head\":true");
    buf_format(out, ",\"state\":\"%s\"}", state_of(row));
    puts(out->bytes);
    return true;
}

static int run_people(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL;
    const struct option options[] = {{"data", "DIR", "the data folder", true, &dir},
                                     {"meeting", "ID", "the meeting", true, &meeting},
                                     {0}};
    bool helped;
    struct meeting_desk desk;
    struct buf out = BUF_EMPTY;
    int code = args_read(&meeting_people_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status =
        code == EXIT_OK ? persons_list(desk.people, meeting, NULL, print_person, &out) : STATUS_OK;
    buf_clear(&out);
    int closed = meeting_close(&desk, status, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_people_command = {
    "meeting people", "list the people of a meeting, one a line, and who has opened their link", NULL,
    run_people};

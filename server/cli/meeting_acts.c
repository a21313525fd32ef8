/* What the host does to a meeting that is there: links, people, the chair, the agenda, its end. */
#include "cli/meeting.h"

#include <stdio.h>

static const char no_person[] = "The meeting has no such person; see plenaria meeting people.";

static int run_link(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *person = NULL, *devices = NULL, *mail = NULL, *url = NULL;
    char token[PEOPLE_SECRET_BYTES];
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"person", "ID", "whose link it is", true, &person},
        {"devices", NULL, "sign out who came in by the former link", false, &devices},
        {"mail", NULL, "the server mails it to them; it is not shown", false, &mail},
        {"url", "URL", "where people reach the server, for the link; http://127.0.0.1:8080", false, &url},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_link_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = STATUS_OK;
    if (code == EXIT_OK)
        status = mail ? meeting_mail_link(&desk.act, person)
                      : meeting_new_link(&desk.act, person, devices != NULL, token);
    if (code == EXIT_OK && status == STATUS_OK && mail)
        puts("{\"mailed\":true}");
    else if (code == EXIT_OK && status == STATUS_OK)
        printf("{\"token\":\"%s\",\"url\":\"%s/join#%s\"}\n", token, url ? url : "http://127.0.0.1:8080",
               token);
    int closed = meeting_close(&desk, status, no_person);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_link_command = {
    "meeting link", "give somebody a new link; the former one is good no more", NULL, run_link};

static int run_revoke(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *person = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"person", "ID", "whose invitation ends", true, &person},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_revoke_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = code == EXIT_OK ? meeting_revoke(&desk.act, person) : STATUS_OK;
    int closed = meeting_close(&desk, status, no_person);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_revoke_command = {
    "meeting revoke", "end somebody's invitation to a meeting and all its drafts", NULL, run_revoke};

static int run_chair(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *to = NULL, *from = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"to", "PERSON", "who has the chair from now on", true, &to},
        {"from", "PERSON", "who has it until now; whoever has", false, &from},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_chair_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = code == EXIT_OK ? meeting_hand_over(&desk.act, from, to) : STATUS_OK;
    int closed = meeting_close(&desk, status, no_person);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_chair_command = {"meeting chair", "hand the chair of a meeting over", NULL,
                                              run_chair};

static int run_links(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *off = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"off", NULL, "it is entered by the login of the institution alone", false, &off},
        {0},
    };
    bool helped, archived;
    uint64_t revision = 0;
    struct meeting_desk desk;
    int code = args_read(&meeting_links_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = STATUS_OK;
    if (code == EXIT_OK) {
        meeting_document_clear(&desk.document);
        status = meeting_read(desk.people, meeting, &desk.document, &revision, &archived);
        desk.document.links_off = off != NULL;
    }
    if (code == EXIT_OK && status == STATUS_OK)
        status = meeting_rewrite(&desk.act, &desk.document, revision);
    int closed = meeting_close(&desk, status, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_links_command = {
    "meeting links", "let people in by their links again, or by logins alone", NULL, run_links};

static int run_agenda(int argc, char **argv)
{
    struct agenda_row row = {0};
    const char *dir = NULL, *meeting = NULL, *closed_to_observers = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"draft", "ID", "the draft", true, &row.draft},
        {"group", "ID", "the working group that it is of; none", false, &row.group},
        {"closed", NULL, "observers are not in it", false, &closed_to_observers},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_agenda_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    row.closed = closed_to_observers != NULL;
    code = meeting_open(&desk, dir, meeting);
    enum status status = STATUS_OK;
    if (code == EXIT_OK && row.group && !meeting_document_group(&desk.document, row.group))
        code = args_misuse(
            "The meeting has no such --group; it is part of what the meeting is (protocol/meetings.md).");
    if (code == EXIT_OK)
        status = meeting_put_draft(&desk.act, &row);
    int closed = meeting_close(&desk, status, "There is no such draft; import it first.");
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_agenda_command = {"meeting agenda", "put a draft on the agenda of a meeting",
                                               NULL, run_agenda};

static int run_archive(int argc, char **argv)
{
    const char *dir = NULL, *meeting = NULL, *undo = NULL;
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &dir},
        {"meeting", "ID", "the meeting", true, &meeting},
        {"undo", NULL, "open it again", false, &undo},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    int code = args_read(&meeting_archive_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    code = meeting_open(&desk, dir, meeting);
    enum status status = code == EXIT_OK ? meeting_archive(&desk.act, undo == NULL) : STATUS_OK;
    int closed = meeting_close(&desk, status, NULL);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_archive_command = {
    "meeting archive", "end a meeting: its drafts are read by all and written by nobody", NULL, run_archive};

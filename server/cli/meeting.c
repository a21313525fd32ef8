/* plenaria meeting …: which of its commands it is. */
#include "cli/meeting.h"
#include "cli/people_place.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &meeting_create_command, &meeting_list_command,  &meeting_people_command,  &meeting_invite_command,
    &meeting_link_command,   &meeting_mail_command,  &meeting_revoke_command,  &meeting_chair_command,
    &meeting_agenda_command, &meeting_links_command, &meeting_archive_command, &meeting_present_command,
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_help(void)
{
    printf("usage: plenaria meeting COMMAND …\n\n%s\n\n", meeting_command.summary);
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-16s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nSee plenaria meeting COMMAND --help.\n");
}

static int run(int argc, char **argv)
{
    if (argc && strcmp(argv[0], "--help") == 0) {
        print_help();
        return EXIT_OK;
    }
    for (size_t i = 0; argc && i < COMMANDS; i++)
        if (strcmp(commands[i]->name + strlen("meeting "), argv[0]) == 0)
            return commands[i]->run(argc - 1, argv + 1);
    return args_misuse("name a command of meeting; see plenaria meeting --help");
}

int meeting_open(struct meeting_desk *desk, const char *dir, const char *meeting)
{
    bool archived;
    uint64_t revision;
    struct buf why = BUF_EMPTY;
    int code = EXIT_OK;
    *desk = (struct meeting_desk){0};
    enum status status = people_place_open(dir, false, &why, &desk->people);
    if (status == STATUS_OK && meeting)
        status = meeting_read(desk->people, meeting, &desk->document, &revision, &archived);
    if (status == STATUS_NOT_FOUND && desk->people)
        code = args_fail("There is no meeting %s in %s; see plenaria meeting list.", meeting, dir);
    else if (status != STATUS_OK)
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    desk->act = (struct meeting_act){desk->people, meeting, PEOPLE_HOST, loop_now_ms()};
    buf_clear(&why);
    return code;
}

int meeting_close(struct meeting_desk *desk, enum status status, const char *what)
{
    meeting_document_clear(&desk->document);
    people_close(desk->people);
    if (status == STATUS_OK)
        return EXIT_OK;
    return args_fail("%s", status == STATUS_NOT_FOUND && what ? what : status_message(status));
}

const struct command meeting_command = {"meeting", "meetings: their people, agenda and end", "COMMAND", run};

/* What the commands of `plenaria meeting` share. */
#ifndef CLI_MEETING_H
#define CLI_MEETING_H

#include "base/loop.h"
#include "cli/cli.h"
#include "people/meeting.h"

extern const struct command meeting_create_command;
extern const struct command meeting_list_command;
extern const struct command meeting_people_command;
extern const struct command meeting_invite_command;
extern const struct command meeting_link_command;
extern const struct command meeting_mail_command;
extern const struct command meeting_revoke_command;
extern const struct command meeting_chair_command;
extern const struct command meeting_agenda_command;
extern const struct command meeting_links_command;
extern const struct command meeting_archive_command;
extern const struct command meeting_present_command;

/* A meeting that the host works on. */
struct meeting_desk {
    struct people *people;
    struct meeting_document document;
    struct meeting_act act;
};

/* Opens the data, and the meeting where one is named; borrows both names. Says what is wrong and returns the exit code; the caller closes it in
 * any case. */
int meeting_open(struct meeting_desk *desk, const char *dir, const char *meeting);
/* Ends the work and says what became of it. `what`: the sentence for STATUS_NOT_FOUND; NULL for the status' own. */
int meeting_close(struct meeting_desk *desk, enum status status, const char *what);

#endif

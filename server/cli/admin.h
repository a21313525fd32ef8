/* What the commands of `plenaria admin` share. */
#ifndef CLI_ADMIN_H
#define CLI_ADMIN_H

#include "base/buf.h"
#include "base/loop.h"
#include <stdio.h>

#include "cli/cli.h"
#include "store/people.h"

extern const struct command admin_token_command;
extern const struct command admin_tokens_command;
extern const struct command admin_token_end_command;
extern const struct command admin_health_command;
extern const struct command admin_meetings_command;
extern const struct command admin_drafts_command;
extern const struct command admin_connections_command;
extern const struct command admin_settings_command;
extern const struct command admin_reload_command;
extern const struct command admin_log_command;
extern const struct command admin_audit_command;
extern const struct command admin_archive_command;
extern const struct command admin_delete_command;
extern const struct command admin_undelete_command;
extern const struct command admin_purge_command;
extern const struct command admin_person_command;
extern const struct command admin_erase_command;
extern const struct command admin_hook_command;

/* Opens the people of a data folder, or says why not and returns the exit code. */
int admin_open(const char *dir, struct people **people);
/* Ends the work: what became of it, as the exit code. `not_found`: the sentence for STATUS_NOT_FOUND; NULL for the status' own. */
int admin_close(struct people *people, enum status status, const char *not_found);
/* Prints the members of a JSON list, one a line. */
void admin_print_list(const struct buf *list);

/* Writes how far the folder's audit log goes, signed. Returns the exit code; said on stderr where it is not EXIT_OK. */
int admin_audit_sign(const char *dir, FILE *out);

#endif

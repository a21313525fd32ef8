/* The command line (README "Commands"): one small file for each command. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/args.h"

/* Picks the command and runs it; the result is the exit code. */
int cli_main(int argc, char **argv);

extern const struct command serve_command;
extern const struct command import_command;
extern const struct command invite_command;
extern const struct command seats_command;
extern const struct command revoke_command;
extern const struct command export_command;
extern const struct command compare_command;
extern const struct command minutes_command;
extern const struct command follow_up_command;
extern const struct command verify_command;
extern const struct command backup_command;
extern const struct command bundle_command;
extern const struct command restore_command;
extern const struct command key_command;
extern const struct command witness_command;
extern const struct command migrate_command;
extern const struct command meeting_command;
extern const struct command admin_command;

#endif

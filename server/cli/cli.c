#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
    &serve_command,   &import_command,  &invite_command,  &seats_command,     &revoke_command,
    &export_command,  &compare_command, &minutes_command, &follow_up_command, &verify_command,
    &backup_command,  &bundle_command,  &restore_command, &key_command,       &witness_command,
    &migrate_command, &meeting_command, &admin_command,
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_help(void)
{
    printf("usage: plenaria COMMAND …\n\nPlenaria lets delegations negotiate a text together.\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nSee plenaria COMMAND --help.\n");
}

int cli_main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "plenaria: name a command; see plenaria --help\n");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0) {
        print_help();
        return EXIT_OK;
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i]->name, argv[1]) == 0)
            return commands[i]->run(argc - 2, argv + 2);
    fprintf(stderr, "plenaria: unknown command %s; see plenaria --help\n", argv[1]);
    return EXIT_USAGE;
}

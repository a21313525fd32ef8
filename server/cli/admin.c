/* plenaria admin …: which of its commands it is. */
#include "cli/admin.h"

#include <stdio.h>
#include <string.h>

#include "cli/people_place.h"

static const struct command *const commands[] = {
    &admin_token_command,    &admin_tokens_command,   &admin_token_end_command,   &admin_health_command,
    &admin_meetings_command, &admin_drafts_command,   &admin_connections_command, &admin_settings_command,
    &admin_reload_command,   &admin_log_command,      &admin_audit_command,       &admin_archive_command,
    &admin_delete_command,   &admin_undelete_command, &admin_purge_command,       &admin_person_command,
    &admin_erase_command,    &admin_hook_command,
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_help(void)
{
    printf("usage: plenaria admin COMMAND …\n\n%s\n\n", admin_command.summary);
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-18s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nSee plenaria admin COMMAND --help.\n");
}

static int run(int argc, char **argv)
{
    if (argc && strcmp(argv[0], "--help") == 0) {
        print_help();
        return EXIT_OK;
    }
    for (size_t i = 0; argc && i < COMMANDS; i++)
        if (strcmp(commands[i]->name + strlen("admin "), argv[0]) == 0)
            return commands[i]->run(argc - 1, argv + 1);
    return args_misuse("name a command of admin; see plenaria admin --help");
}

int admin_open(const char *dir, struct people **people)
{
    struct buf why = BUF_EMPTY;
    enum status status = people_place_open(dir, false, &why, people);
    int code = status == STATUS_OK ? EXIT_OK : args_fail("%s", why.len ? why.bytes : status_message(status));
    buf_clear(&why);
    return code;
}

int admin_close(struct people *people, enum status status, const char *not_found)
{
    people_close(people);
    if (status == STATUS_OK)
        return EXIT_OK;
    return args_fail("%s", status == STATUS_NOT_FOUND && not_found ? not_found : status_message(status));
}

void admin_print_list(const struct buf *list)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < list->len; i++) {
        char c = list->bytes[i];
        if (quoted && c == '\\') {
            putchar(c);
            c = list->bytes[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == '{')) {
            if (depth++ == 0)
                continue;
        } else if (!quoted && (c == ']' || c == '}')) {
            if (--depth == 0) {
                c = '\n';
                if (list->len == 2)
                    continue; /* an empty list */
            }
        } else if (!quoted && c == ',' && depth == 1) {
            c = '\n';
        }
        putchar(c);
    }
}

const struct command admin_command = {"admin", "what the host sees and does", "COMMAND", run};

#include "cli/args.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void print_usage(const struct option *option)
{
    const char *open = option->required ? " " : " [", *close = option->required ? "" : "]";
    printf("%s--%s%s%s%s", open, option->name, option->what ? " " : "", option->what ? option->what : "",
           close);
}

static void print_help(const struct command *command, const struct option *options)
{
    printf("usage: plenaria %s", command->name);
    for (const struct option *option = options; option->name; option++)
        print_usage(option);
    if (command->operand)
        printf(" %s", command->operand);
    printf("\n\n%s\n\n", command->summary);
    for (const struct option *option = options; option->name; option++)
        printf("  --%-12s %s\n", option->name, option->help);
    printf("  --%-12s %s\n", "help", "print this and exit");
}

static int usage(const struct command *command, const char *what, const char *word)
{
    fprintf(stderr, "plenaria %s: %s%s; see plenaria %s --help\n", command->name, what, word, command->name);
    return EXIT_USAGE;
}

static const struct option *find_option(const struct option *options, const char *word)
{
    for (const struct option *option = options; option->name; option++)
        if (strcmp(option->name, word) == 0)
            return option;
    return NULL;
}

static int check_complete(const struct command *command, const struct option *options, const char *operand)
{
    for (const struct option *option = options; option->name; option++)
        if (option->required && !*option->value)
            return usage(command, "missing --", option->name);
    if (command->operand && *command->operand != '[' && !operand)
        return usage(command, "missing ", command->operand);
    return EXIT_OK;
}

int args_read(const struct command *command, const struct option *options, int argc, char **argv,
              const char **operand, bool *helped)
{
    const char *extra = NULL;
    *helped = false;
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            print_help(command, options);
            *helped = true;
            return EXIT_OK;
        }
        if (strncmp(argv[i], "--", 2) != 0) {
            if (!command->operand || extra)
                return usage(command, "unexpected word ", argv[i]);
            extra = argv[i];
            continue;
        }
        const struct option *option = find_option(options, argv[i] + 2);
        if (!option)
            return usage(command, "unknown option ", argv[i]);
        if (*option->value)
            return usage(command, "given twice: ", argv[i]);
        if (!option->what) {
            *option->value = option->name;
            continue;
        }
        if (i + 1 == argc)
            return usage(command, "no value for ", argv[i]);
        *option->value = argv[++i];
    }
    if (operand)
        *operand = extra;
    return check_complete(command, options, extra);
}

int args_fail(const char *format, ...)
{
    va_list arguments;
    char line[2048];
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    fprintf(stderr, "plenaria: %s\n", line);
    return EXIT_FAILED;
}

int args_misuse(const char *sentence)
{
    fprintf(stderr, "plenaria: %s\n", sentence);
    return EXIT_USAGE;
}

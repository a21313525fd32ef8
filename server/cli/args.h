/* Options of one command: --name value, or --name alone, each at most once, and at most one more word. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>

struct option {
    const char *name; /* without the dashes; NULL ends a table */
    const char *
        what; /* how its value is called in the help; NULL: it has none, and is its own value where it is there */
    const char *help;
    bool required;
    const char **value; /* stays NULL where the option is absent */
};

struct command {
    const char *name;
    const char *summary; /* one line */
    const char *
        operand; /* how the extra word is called, in brackets where it may be left out; NULL: there is none */
    int (*run)(int argc, char **argv);
};

enum exit_code { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* Reads argv after the command's name. Returns EXIT_OK to go on, or the code to exit with: help was asked for and printed (*helped is
 * then set), or the usage is wrong and said so in one line on stderr. Borrows from argv. */
int args_read(const struct command *command, const struct option *options, int argc, char **argv,
              const char **operand, bool *helped);

/* One line on stderr: what is wrong and what to do. Returns EXIT_FAILED; args_misuse, for a value that cannot be, EXIT_USAGE. */
int args_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
int args_misuse(const char *sentence);

#endif

/* plenaria admin hook …: how hooks fare, and what the host does to them. A running server heeds it within seconds. */
#include "cli/admin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host_view.h"
#include "store/hooks.h"
#include "store/meetings.h"

struct words {
    const char *dir, *hook, *draft, *from;
    struct people *people;
    uint64_t seq;
};

static const char no_such[] =
    "There is no such hook or draft; see plenaria admin hook list and plenaria admin drafts.";

static enum status list(void *context)
{
    const struct words *words = context;
    struct buf out = BUF_EMPTY;
    enum status status = host_write_hooks(words->people, &out);
    if (status == STATUS_OK)
        admin_print_list(&out);
    buf_clear(&out);
    return status;
}

static enum status replay(void *context)
{
    const struct words *words = context;
    return hooks_replay(words->people, words->hook, words->draft, words->seq, PEOPLE_HOST, loop_now_ms());
}

static enum status pause_hook(void *context)
{
    const struct words *words = context;
    return hooks_pause(words->people, words->hook, true, PEOPLE_HOST, loop_now_ms(), NULL);
}

static enum status resume(void *context)
{
    const struct words *words = context;
    return hooks_pause(words->people, words->hook, false, PEOPLE_HOST, loop_now_ms(), NULL);
}

static enum status forget(void *context)
{
    const struct words *words = context;
    return hooks_forget(words->people, words->hook, PEOPLE_HOST, loop_now_ms());
}

static const struct act {
    const char *name;
    const char *summary;
    enum status (*run)(void *words);
    bool of_hook, of_draft, writes;
} acts[] = {
    {"list", "all hooks that were ever set up: how far they are behind, since when they fail", list, false,
     false, false},
    {"replay", "tell a hook again of a draft's ops from a seq on", replay, true, true, true},
    {"pause", "send it nothing until it is resumed", pause_hook, true, false, true},
    {"resume", "go on from where it was", resume, true, false, true},
    {"forget", "forget how far it was told; take it out of the file of hooks first", forget, true, false,
     true},
};

#define ACTS (sizeof acts / sizeof *acts)

static bool read_seq(const char *text, uint64_t *out)
{
    char *end = NULL;
    errno = 0;
    *out = text ? strtoull(text, &end, 10) : 0;
    return text && *text >= '0' && *text <= '9' && !*end && !errno && *out >= 1 && *out <= INT64_MAX;
}

static int run_act(const struct act *act, int argc, char **argv)
{
    struct words words = {.dir = NULL};
    const struct option none = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &words.dir},
        act->of_hook ? (struct option){"hook", "NAME", "the hook", true, &words.hook} : none,
        act->of_draft ? (struct option){"draft", "ID", "the draft", true, &words.draft} : none,
        {"from", "SEQ", "the first op that it is told of", true, &words.from},
        {0},
    };
    bool helped;
    struct buf name = BUF_EMPTY;
    buf_format(&name, "admin hook %s", act->name);
    const struct command command = {name.bytes, act->summary, NULL, NULL};
    int code = args_read(&command, options, argc, argv, NULL, &helped);
    buf_clear(&name);
    if (code != EXIT_OK || helped)
        return code;
    if (act->of_draft && !read_seq(words.from, &words.seq))
        return args_misuse("Give --from as the seq of an op, from 1.");
    code = admin_open(words.dir, &words.people);
    if (code != EXIT_OK)
        return code;
    enum status status = act->writes ? people_transact(words.people, act->run, &words) : act->run(&words);
    if (status == STATUS_CONFLICT) {
        people_close(words.people);
        return args_fail("It is so already.");
    }
    return admin_close(words.people, status, no_such);
}

static void print_help(void)
{
    printf("usage: plenaria admin hook COMMAND …\n\n%s\n\n", admin_hook_command.summary);
    for (size_t i = 0; i < ACTS; i++)
        printf("  %-8s %s\n", acts[i].name, acts[i].summary);
    printf("\nSee plenaria admin hook COMMAND --help.\n");
}

static int run(int argc, char **argv)
{
    if (argc && strcmp(argv[0], "--help") == 0) {
        print_help();
        return EXIT_OK;
    }
    for (size_t i = 0; argc && i < ACTS; i++)
        if (strcmp(acts[i].name, argv[0]) == 0)
            return run_act(&acts[i], argc - 1, argv + 1);
    return args_misuse("name a command of admin hook; see plenaria admin hook --help");
}

const struct command admin_hook_command = {
    "admin hook", "hooks that are told of ops: list, replay, pause, resume", NULL, run};

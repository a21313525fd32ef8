#include "cli/cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/loop.h"
#include "cli/read_file.h"
#include "outbound/fetch.h"
#include "proof/witness.h"

#define KEYS_BYTES  ((size_t)1 << 20)
#define NOTE_BYTES  ((size_t)64 << 10)
#define PAGE_BYTES  ((size_t)512 << 20) /* 500 ops; most are small */
#define TOKEN_BYTES 256

struct looking {
    const char *url, *draft;
    char token[TOKEN_BYTES];
    struct fetcher *fetcher;
};

static enum status fetch(const struct looking *looking, const char *path, const char *token, size_t max_bytes,
                         struct buf *out, struct buf *why)
{
    struct buf url = BUF_EMPTY;
    buf_format(&url, "%s%s", looking->url, path);
    enum status status = fetcher_get(looking->fetcher, url.bytes, token, max_bytes, out, why);
    buf_clear(&url);
    return status;
}

static enum status fetch_keys(void *context, struct buf *out, struct buf *why)
{
    return fetch(context, "/api/key", NULL, KEYS_BYTES, out, why);
}

static enum status fetch_checkpoint(void *context, struct buf *out, struct buf *why)
{
    const struct looking *looking = context;
    char path[ID_BYTES + 64];
    snprintf(path, sizeof path, "/api/drafts/%s/checkpoint", looking->draft);
    return fetch(looking, path, looking->token, NOTE_BYTES, out, why);
}

static enum status fetch_ops(void *context, uint64_t since, uint64_t limit, struct buf *out, struct buf *why)
{
    const struct looking *looking = context;
    char path[ID_BYTES + 96];
    snprintf(path, sizeof path, "/api/drafts/%s/ops?since=%" PRIu64 "&limit=%" PRIu64, looking->draft, since,
             limit);
    return fetch(looking, path, looking->token, PAGE_BYTES, out, why);
}

static void print_seen(const struct checkpoint *checkpoint)
{
    char hex[SHA256_HEX + 1], digits[FINGERPRINT_BYTES];
    sha256_hex(&checkpoint->head, hex);
    checkpoint_fingerprint(&checkpoint->head, digits);
    printf("{\"draft\":\"%s\",\"seq\":%" PRIu64 ",\"head\":\"%s\",\"fingerprint\":\"%s\",\"time\":%" PRId64
           "}\n",
           checkpoint->draft, checkpoint->seq, hex, digits, checkpoint->time_ms);
    fflush(stdout);
}

/* Looks until something is wrong, or once. A server that does not answer is asked again. */
static int look(struct witness *witness, struct looking *looking, unsigned seconds)
{
    const struct witness_source source = {fetch_keys, fetch_checkpoint, fetch_ops, looking};
    struct buf why = BUF_EMPTY;
    int code = EXIT_OK;
    for (;;) {
        struct witnessed seen;
        buf_reset(&why);
        enum status status = witness_look(witness, &source, loop_now_ms(), &seen, &why);
        if (status == STATUS_OK && (seen.fresh || !seconds))
            print_seen(&seen.checkpoint);
        else if (status != STATUS_OK)
            code = args_fail("%s", why.len ? why.bytes : status_message(status));
        bool again = seconds && (status == STATUS_OK || status == STATUS_IO);
        if (!again)
            break;
        code = EXIT_OK;
        struct timespec pause = {.tv_sec = seconds};
        nanosleep(&pause, NULL);
    }
    buf_clear(&why);
    return code;
}

/* Out of a file, so that it does not stand in the list of processes. */
static int read_token(const char *path, char out[TOKEN_BYTES])
{
    struct buf text = BUF_EMPTY;
    enum status status = read_file(path, TOKEN_BYTES - 1, &text);
    size_t len = text.len ? strcspn(text.bytes, "\r\n \t") : 0;
    if (status == STATUS_OK && len) {
        memcpy(out, text.bytes, len);
        out[len] = '\0';
    }
    buf_clear(&text);
    if (status == STATUS_IO)
        return args_fail("%s cannot be read: %s.", path, strerror(errno));
    return status == STATUS_OK && len
               ? EXIT_OK
               : args_misuse("Give a file that holds the token of an invitation alone.");
}

static int run(int argc, char **argv)
{
    struct looking looking = {0};
    const char *token = NULL, *dir = NULL, *key = NULL, *every = NULL;
    const struct option options[] = {
        {"url", "URL", "the server, such as https://drafts.example.org", true, &looking.url},
        {"draft", "ID", "the draft", true, &looking.draft},
        {"token", "FILE", "a file with the token of an observer's invitation", true, &token},
        {"state", "DIR", "where the witness keeps its key and its record; made if it is not there", true,
         &dir},
        {"key", "VKEY", "the server's key; as it is first seen", false, &key},
        {"every", "SECONDS", "look again and again; once", false, &every},
        {0},
    };
    bool helped;
    char *end = NULL;
    struct buf why = BUF_EMPTY;
    struct witness *witness = NULL;
    int code = args_read(&witness_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    unsigned long seconds = every ? strtoul(every, &end, 10) : 0;
    if (every && (*end || !seconds || seconds > 86400 || *every == '-'))
        return args_misuse("Give --every as a number of seconds from 1 to 86400.");
    if (!id_valid(looking.draft))
        return args_misuse("Give --draft as the id that stands in the address of the draft.");
    code = read_token(token, looking.token);
    if (code != EXIT_OK)
        return code;
    enum status status = witness_open(dir, looking.draft, key, &why, &witness);
    if (status != STATUS_OK) {
        code = args_fail("%s", why.len ? why.bytes : status_message(status));
    } else {
        looking.fetcher = fetcher_create();
        code = look(witness, &looking, (unsigned)seconds);
        fetcher_destroy(looking.fetcher);
    }
    witness_close(witness);
    buf_clear(&why);
    return code;
}

const struct command witness_command = {
    "witness", "follow a draft from another machine, check that its history is one, and cosign it", NULL,
    run};

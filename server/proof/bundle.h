/* A whole draft in one file that anybody can check, and another server can take over: lines of JSON.
 *
 *   {"plenaria":"bundle","v":1,"draft":"grcm-2021","seq":431,"head":"fcde…","keys":{"key":…,"keys":[…]}}
 *   {"op":CANONICAL BYTES,"hash":"HEX"}                    one for each op, from 1 to seq
 *   {"snapshot":{"seq":431,"sha256":"HEX"}}                of the canonical snapshot that the ops fold to
 *   {"checkpoint":"SIGNED NOTE"}                           the last line
 *
 * People's names are in the ops; links and tokens are nowhere. */
#ifndef PROOF_BUNDLE_H
#define PROOF_BUNDLE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/status.h"
#include "proof/checkpoint.h"
#include "proof/signing_keys.h"
#include "store/log_store.h"

/* All borrowed. */
struct bundle_request {
    struct log_store *log;
    const char *draft;
    const struct note_signer *signer;
    const struct buf *keys; /* what signing_keys_write_json wrote */
    int64_t now_ms;
};

/* The parts around the ops of a draft as it is now. */
struct bundle_parts {
    uint64_t seq;     /* how many ops come between them */
    struct buf first; /* the first line */
    struct buf last;  /* the two lines behind the ops */
};

/* Folds the log, blocking; any thread. STATUS_NOT_FOUND, STATUS_CORRUPT, STATUS_IO with a sentence in `why`. Caller clears the bufs. */
enum status bundle_prepare(const struct bundle_request *request, struct bundle_parts *out,
                           struct buf *why) MUST_CHECK;

struct bundle_check {
    const struct note_key *key; /* whose signature is asked for; NULL: the key that the bundle names */
    struct log_store *log;      /* gets the ops; empty before, of no use after a failure */
    struct checkpoint checkpoint;
    char vkey[NOTE_VKEY_MAX]; /* of the key that signed */
    struct buf cosigned;      /* cosigned_list of what was found; caller clears */
    uint64_t acts;            /* how many things the log says were done to seats */
};

/* Reads the file and checks chain, fold, snapshot, signature and cosignatures. STATUS_BAD_FILE: no bundle, or not whole; STATUS_CORRUPT: what it holds is not what it says, both with a
 * sentence in `why`; STATUS_IO. */
enum status bundle_read(struct bundle_check *check, FILE *file, struct buf *why) MUST_CHECK;

#endif

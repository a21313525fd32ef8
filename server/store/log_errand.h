/* What a log's writer is asked to do besides appending: from the loop's thread to the writer, and back with the answer where there is one. */
#ifndef STORE_LOG_ERRAND_H
#define STORE_LOG_ERRAND_H

#include "base/status.h"
#include "store/log_store.h"

enum log_errand_kind {
    LOG_PROBE,    /* can be written to? */
    LOG_SNAPSHOT, /* no answer */
    LOG_CLAIM,
    LOG_CONFIRM, /* is it ours still? */
    LOG_RELEASE, /* no answer */
    LOG_CHECK,   /* no answer: is all ours that we hold? */
    LOG_LOST     /* from the writer alone: a draft is not ours any more */
};

struct log_errand {
    struct log_errand *next;
    enum log_errand_kind kind;
    char *draft;
    struct log_snapshot snapshot; /* of LOG_SNAPSHOT */
    enum status status;           /* these two are the answer; the writer sets them */
    char *owner;                  /* of LOG_CLAIM with STATUS_FENCED; freed with the errand */
    log_done_cb probed;           /* of LOG_PROBE and LOG_CONFIRM */
    log_claim_cb claimed;
    void *context;
};

/* Claims that wait one behind the other are made together, at most so many: an op that comes meanwhile waits for them. */
enum { LOG_CLAIMS_TOGETHER = 64 };

/* The next errand of a list, or those that are done together with it, as a list of their own; the others stay in `list`. NULL where there is none. */
struct log_errand *log_errand_take_turn(struct log_errand **list);
struct log_errand *log_errand_create(enum log_errand_kind kind, const char *draft); /* copies the draft id */
void log_errand_destroy(struct log_errand *errand);

#endif

/* A draft under test with everybody at the table: one seat for each role, a log, and a twin that folds it.
 *
 *   struct sitting sitting = sitting_open();
 *   assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.remove','item':'c'}]"), STATUS_OK);
 *   assert_tree(&sitting, "a=abcdef|ABCDEF b=ghi(c-=jkl) d=mno");
 *
 * Whatever is asked, two laws are checked at once: an op that was accepted, read back from its canonical bytes and folded
 * into the twin, makes the twin's snapshot equal, byte for byte; one that was refused leaves snapshot and clients as they were.
 * Include after cmocka.h. Single quotes stand for double ones.
 */
#ifndef SUPPORT_SITTING_H
#define SUPPORT_SITTING_H

#include "base/buf.h"
#include "draft/draft.h"
#include "draft/history.h"

struct sitting {
    struct draft *draft;
    struct draft *twin; /* folds what was accepted */
    struct history *history;
    struct sha256 head;
    struct refusal refusal; /* of the last refused op */
    struct buf log;         /* canonical bytes of the accepted ops, one a line */
    size_t last_at;         /* where the last one starts in it */
};

/* Languages es and en, and the tree "a=abcdef|ABCDEF b=ghi(c=jkl) d=mno", all open, at seq 1. */
struct sitting sitting_open(void);
struct sitting sitting_open_with(const char *changes); /* op 1 as given, by the server */
/* Items n2, n3, … each below the one before, down to that depth; n2 is below d. */
void sitting_add_chain(struct sitting *sitting, unsigned depth);
void sitting_close(struct sitting *sitting);

/* A participant of that role, with the id "observer", "delegation", …; static. */
const struct participant *sitting_person(enum role role);

/* Further delegations, "CA" and "CR"; static. */
const struct participant *sitting_delegation(const char *code);

/* By the one replica of that role, with the next n, on the newest base or on an older one. The status of the refusal, or STATUS_OK.
 * Changes that cannot be decoded are refused as the server does. */
enum status sitting_ask(struct sitting *sitting, enum role role, const char *changes);
enum status sitting_ask_late(struct sitting *sitting, enum role role, uint64_t base, const char *changes);
/* By anybody, at a time. */
enum status sitting_ask_as(struct sitting *sitting, const struct participant *who, int64_t at,
                           const char *changes);
/* By the server itself, and in the name of somebody who acted. */
enum status sitting_serve(struct sitting *sitting, const char *changes);
enum status sitting_serve_for(struct sitting *sitting, const char *by, int64_t at, const char *changes);
/* The same with everything in the caller's hands; takes submission->changes. */
enum submit_result sitting_submit(struct sitting *sitting, struct submission *submission);
/* Changes from JSON; STATUS_OK, or what the decoder says. */
enum status sitting_changes(const char *changes, struct change_list *out, struct refusal *refusal);

/* The last accepted op, canonical bytes; borrowed. */
const char *sitting_last(const struct sitting *sitting);
/* The changes of it alone, without the introduction of a participant; borrowed till the next call. */
const char *sitting_last_changes(const struct sitting *sitting);

/* In document order: id, `#` heading or `%` paragraph, `?` review, `+` agreed, `!` approved, `-` removed, then `=` and the words of
 * es, `|` and those of en, each where there is such a text, and the items below in brackets. Caller frees. */
char *sitting_tree(const struct draft *draft);
void assert_tree(const struct sitting *sitting, const char *tree);
/* A part of the snapshot, from `key` on, for example "\"proposals\":"; borrowed till the next call. */
const char *sitting_snapshot_from(const struct sitting *sitting, const char *key);
/* Snapshot, and behind it the clients. Caller clears. */
struct buf sitting_state(const struct draft *draft, const struct sha256 *head);

/* The string with double quotes for single ones; caller frees. */
char *double_quoted(const char *text);

#endif

/* Keeps the rolls in the drafts of meetings (draft/roll.h) as the delegations come and go, one op by the system for all of a draft.
 *
 *   a draft is opened ─────────────────────────────► its rolls are renewed before anybody sees it
 *   the meeting is changed, by whichever process ─┐
 *   words of a draft that has rolls are changed ──┴─► it is due; once a second all that are due are renewed
 *
 * So however often delegations come and go, a draft gets one op a second at most, and none where its rolls say already what they should. What is not
 * open is left alone: nobody sees it. In a cluster the server whose a draft is renews it. */
#ifndef ROLL_KEEPER_H
#define ROLL_KEEPER_H

#include "base/loop.h"
#include "live/live_drafts.h"

struct roll_keeper;

/* Borrowed. */
struct roll_grounds {
    struct loop *loop;
    struct people *people;
    struct live_drafts *drafts;
    const struct limits *limits;
};

/* STATUS_IO, STATUS_CORRUPT. */
enum status roll_keeper_create(const struct roll_grounds *grounds, struct roll_keeper **out) MUST_CHECK;
/* A draft has been read from its log. */
void roll_keeper_opened(struct roll_keeper *keeper, struct live_draft *live);
/* There are new durable ops of a draft in use. */
void roll_keeper_note(struct roll_keeper *keeper, const char *draft);
void roll_keeper_stop(struct roll_keeper *keeper);    /* nothing more is begun */
void roll_keeper_destroy(struct roll_keeper *keeper); /* NULL is fine */

#endif

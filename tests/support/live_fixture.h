/* What tests of drafts in use share: what the drafts stand on, in memory, with people of whom nobody has a seat.
 *
 *   live_fixture_open(&fixture);
 *   live_fixture_store(fixture.grounds.log, &sitting, 0);
 *   fixture.drafts = live_drafts_create(&fixture.grounds);
 *   …
 *   live_fixture_close(&fixture);
 *
 * Include after cmocka.h. */
#ifndef SUPPORT_LIVE_FIXTURE_H
#define SUPPORT_LIVE_FIXTURE_H

#include "live/live_drafts.h"
#include "support/sitting.h"

struct live_fixture {
    struct live_grounds grounds;
    struct limits limits;
    struct metrics metrics;
    struct live_drafts *drafts;
    char *folder; /* of the people */
};

/* With a log of its own, which is empty, and no drafts. Stays where it is until it is closed. */
void live_fixture_open(struct live_fixture *fixture);
/* Stops and frees the drafts and all that they stand on. */
void live_fixture_close(struct live_fixture *fixture);

/* Appends what a sitting has accepted, as draft "d"; the last op asks to be woken then, 0: never. Gives the head. */
struct sha256 live_fixture_store(struct log_store *log, const struct sitting *sitting, int64_t wake_at);

#endif

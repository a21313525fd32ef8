/* Who is in a draft and where their carets are. Never stored.
 *
 * Changes are numbered, so that each audience (editors, observers, relays for which is gathered) is told what is new since it was last told, at its own pace.
 */
#ifndef LIVE_PRESENCE_H
#define LIVE_PRESENCE_H

#include "base/buf.h"
#include "draft/caret.h"
#include "draft/op.h"

enum presence_audience { AUDIENCE_EDITORS, AUDIENCE_OBSERVERS, AUDIENCE_GATHERERS, AUDIENCE_COUNT };

/* One editing replica that is here; part of its follower. */
struct presence_entry {
    const char *client;                    /* borrowed from the follower */
    const struct participant *participant; /* borrowed from the follower */
    struct caret caret;
    uint64_t version; /* of its last change */
    size_t index;
};

struct presence_gone {
    char client[ID_BYTES];
    uint64_t version;
};

struct presence {
    struct presence_entry **entries;
    size_t count;
    size_t capacity;
    struct presence_gone *gone;
    size_t gone_count;
    size_t gone_capacity;
    size_t observers;
    uint64_t version; /* of the last change of any kind */
    uint64_t told[AUDIENCE_COUNT];
};

void presence_clear(struct presence *presence);
void presence_join(struct presence *presence,
                   struct presence_entry *entry); /* borrows until presence_leave */
void presence_leave(struct presence *presence, struct presence_entry *entry);
void presence_move(struct presence *presence, struct presence_entry *entry, const struct caret *caret);
void presence_count_observers(struct presence *presence, size_t observers);
/* Moves all carets along with the words of an op. Nobody is told of that, as every replica does the same. */
void presence_follow(struct presence *presence, const struct op *op);

bool presence_has_news(const struct presence *presence, enum presence_audience audience);
/* Writes what an audience has not been told yet, and notes that it has been. */
void presence_write_news(struct presence *presence, enum presence_audience audience, uint64_t seq,
                         struct buf *out);
/* Both have still to be told what one of them has. */
void presence_share_news(struct presence *presence, enum presence_audience one, enum presence_audience other);
/* Nobody is of that audience now. */
void presence_pass_over(struct presence *presence, enum presence_audience audience);
/* Writes everybody, and that it is everybody: for somebody who has just come, or who may have missed who has gone. */
void presence_write_all(const struct presence *presence, uint64_t seq, struct buf *out);
/* Writes the participants who are here and edit, each once. */
void presence_write_roster(const struct presence *presence, struct buf *out);

#endif

/* The words of the model: roles, kinds, statuses, positions, participants. Names are those of the wire. */
#ifndef DRAFT_TYPES_H
#define DRAFT_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_MAX         64
#define ID_BYTES       (ID_MAX + 1)
#define LANG_MAX       35 /* RFC 5646 asks for at least 35 */
#define NAME_MAX_BYTES 200
#define NOTE_MAX_U16   4000
#define TITLE_MAX_U16  1000

#define DRAFT_MAX_ITEMS       5000  /* that are not removed */
#define DRAFT_MAX_TOMBSTONES  45000 /* items of any state: these and DRAFT_MAX_ITEMS */
#define DRAFT_MAX_DEPTH       8
#define DRAFT_MAX_LANGS       8
#define OP_MAX_CHANGES        50000 /* an imported text is one op */
#define CLIENT_OP_MAX_CHANGES 512   /* of an op that somebody sends */
#define SYSTEM_ID             "system"

enum role { ROLE_OBSERVER, ROLE_DELEGATION, ROLE_SECRETARIAT, ROLE_CHAIR, ROLE_COUNT };
enum item_kind { KIND_ITEM, KIND_HEADING, KIND_PARAGRAPH, KIND_COUNT };
enum item_status { ITEM_OPEN, ITEM_REVIEW, ITEM_AGREED, ITEM_APPROVED, ITEM_STATUS_COUNT };
/* There is agreement on the item: only the chair can open it again. */
static inline bool item_status_is_settled(enum item_status status)
{
    return status == ITEM_AGREED || status == ITEM_APPROVED;
}

enum position_value {
    POSITION_NONE,
    POSITION_SUPPORT,
    POSITION_ACCEPT,
    POSITION_RESERVE,
    POSITION_OBJECT,
    POSITION_COUNT
};

enum proposal_act { PROPOSAL_TEXT, PROPOSAL_ADD, PROPOSAL_REMOVE, PROPOSAL_ACT_COUNT };
enum proposal_state {
    PROPOSAL_OPEN,
    PROPOSAL_ACCEPTED,
    PROPOSAL_REJECTED,
    PROPOSAL_WITHDRAWN,
    PROPOSAL_STATE_COUNT
};
enum consultation_state {
    CONSULTATION_OPEN,
    CONSULTATION_KEPT,    /* silence was kept */
    CONSULTATION_BROKEN,  /* silence was asked for, and broken */
    CONSULTATION_EXPIRED, /* it ran until its time; no silence was asked for */
    CONSULTATION_CLOSED,  /* by the chair */
    CONSULTATION_STATE_COUNT
};

/* What can be said of a commitment (follow_up.h). */
enum follow_field {
    FOLLOW_KIND, /* commitment, decision, courtesy */
    FOLLOW_VERB,
    FOLLOW_WHAT,
    FOLLOW_WHO,
    FOLLOW_SUPPORT,
    FOLLOW_PLACE,
    FOLLOW_DUE,    /* a day */
    FOLLOW_STATUS, /* open, progress, done, dropped */
    FOLLOW_NOTE,
    FOLLOW_REPORT,   /* what a delegation says */
    FOLLOW_TAKES_UP, /* the item of the draft before that this one takes up; empty: none */
    FOLLOW_FIELD_COUNT
};

const char *role_name(enum role role);
const char *item_kind_name(enum item_kind kind);
const char *item_status_name(enum item_status status);
const char *position_name(enum position_value position); /* POSITION_NONE has no name: NULL */
const char *proposal_act_name(enum proposal_act act);
const char *proposal_state_name(enum proposal_state state);
const char *consultation_state_name(enum consultation_state state);
const char *follow_field_name(enum follow_field field);
/* False where no such name. */
bool role_from_name(const char *name, enum role *out);
bool item_kind_from_name(const char *name, enum item_kind *out);
bool item_status_from_name(const char *name, enum item_status *out);
bool position_from_name(const char *name, enum position_value *out);
bool proposal_act_from_name(const char *name, enum proposal_act *out);
bool proposal_state_from_name(const char *name, enum proposal_state *out);
bool consultation_state_from_name(const char *name, enum consultation_state *out);
bool follow_field_from_name(const char *name, enum follow_field *out);

/* [A-Za-z0-9_-]{1,64} */
bool id_valid(const char *id);
/* What people and delegations are called: 1 to NAME_MAX_BYTES bytes of UTF-8 text that can be seen. */
bool name_valid(const char *name);
/* A BCP 47 tag by its shape: letters and digits in groups of 1 to 8 joined by "-", the first of 2 or 3 (or more) letters. */
bool lang_valid(const char *lang);

/* Who somebody is. An owner of a participant frees it with participant_clear. */
struct participant {
    char *id;
    enum role role;
    char *name;
    char *delegation; /* NULL: none */
    bool silent;      /* takes no positions for it: the head of the delegation does */
};

void participant_clear(struct participant *participant);
void participant_copy(const struct participant *from, struct participant *out);
bool participant_equal(const struct participant *a, const struct participant *b);

#endif

/* One door for each thing that is done to a meeting. Each is one transaction: what was asked for, the seats that follow from it
 * (seating.h), so that nobody ever sits as an earlier list said, and its entry in the audit log (store/audit.h). Whether whoever asks may is judged before, by access.h; `by` is a participant
 * or PEOPLE_HOST.
 *
 * Returned besides what each says: STATUS_NOT_FOUND (no such meeting, person or draft), STATUS_LAST_CHAIR (a draft would be without a
 * chair), STATUS_LIMIT, STATUS_IO, STATUS_STORAGE, STATUS_CORRUPT. Then nothing has changed. */
#ifndef PEOPLE_MEETING_H
#define PEOPLE_MEETING_H

#include "people/meeting_document.h"
#include "store/meetings.h"

/* What one act is done with. */
struct meeting_act {
    struct people *people;
    const char *meeting;
    const char *by;
    int64_t now;
};

/* What came of an invitation. `token` is empty where they come in by a link that they have. */
struct meeting_invited {
    char id[PEOPLE_SECRET_BYTES];
    char token[PEOPLE_SECRET_BYTES];
    bool mailed; /* they are written to, with another link, which is made then */
};

/* Makes a meeting; `creator` (may be NULL) becomes its first person, with their role, and needs no new link. */
enum status meeting_create(struct people *people, const struct meeting_document *document,
                           const struct seat *creator, int64_t now, char id[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* STATUS_CONFLICT: it has changed since `revision`. */
enum status meeting_rewrite(const struct meeting_act *act, const struct meeting_document *document,
                            uint64_t revision) MUST_CHECK;
/* Reads the document of one that is there. */
enum status meeting_read(struct people *people, const char *meeting, struct meeting_document *document,
                         uint64_t *revision, bool *archived) MUST_CHECK;

/* Invites all of them or nobody; ids of `rows` are not read. `mail`: those who have an address are written to. */
enum status meeting_invite(const struct meeting_act *act, const struct person_row *rows, size_t count,
                           bool mail, struct meeting_invited *out) MUST_CHECK;
/* Has a person written to, with a link of their own that is made then. STATUS_NOT_FOUND also where they have no address. */
enum status meeting_mail_link(const struct meeting_act *act, const char *person) MUST_CHECK;
/* Lets in whoever asked (store/asks.h) as `row` says, whose address is the ask's; or not. STATUS_NOT_FOUND: no such ask. */
enum status meeting_admit(const struct meeting_act *act, const char *ask,
                          const struct person_row *row) MUST_CHECK;
enum status meeting_refuse(const struct meeting_act *act, const char *ask) MUST_CHECK;
/* What a person is from now on: all that persons_write writes. */
enum status meeting_change_person(const struct meeting_act *act, const struct person_row *row) MUST_CHECK;
/* An exception; its role NULL takes it away. */
enum status meeting_except(const struct meeting_act *act, const struct exception_row *row) MUST_CHECK;
enum status meeting_revoke(const struct meeting_act *act, const char *person) MUST_CHECK;
/* `devices`: who came in by the former link is signed out. */
enum status meeting_new_link(const struct meeting_act *act, const char *person, bool devices,
                             char token[PEOPLE_SECRET_BYTES]) MUST_CHECK;
/* The chair goes to `to`, of whatever delegation; who had it (all of them, where `from` is NULL) has the role that `to` had. In each draft it is
 * one op of its log. STATUS_CONFLICT: `to` has it already, or `from` has not. */
enum status meeting_hand_over(const struct meeting_act *act, const char *from, const char *to) MUST_CHECK;

/* Puts a draft on the agenda, or changes how it stands there. STATUS_EXISTS: it is another meeting's. */
enum status meeting_put_draft(const struct meeting_act *act, const struct agenda_row *row) MUST_CHECK;
/* The drafts in their order; those that it does not name follow as they were. */
enum status meeting_order(const struct meeting_act *act, const char *const *drafts, size_t count) MUST_CHECK;
enum status meeting_drop_draft(const struct meeting_act *act, const char *draft) MUST_CHECK;
/* As meetings_set_logo. */
enum status meeting_set_logo(const struct meeting_act *act, const char *type, const char *bytes,
                             size_t len) MUST_CHECK;
/* Read-only for all, or open again. */
enum status meeting_archive(const struct meeting_act *act, bool archived) MUST_CHECK;

#endif

/* What the calls about meetings share: who is calling, what may be done, and the answers. */
#ifndef API_MEETING_ACCESS_H
#define API_MEETING_ACCESS_H

#include "api/request.h"
#include "people/meeting.h"

/* Fills in call->seat with the caller's invitation to the meeting, and call->role. STATUS_NOT_FOUND: they are not in it. */
enum status call_find_person(struct call *call, const char *meeting) MUST_CHECK;
/* Tells of each meeting that the caller is in; stops where `each` returns false. */
enum status call_each_person(const struct call *call, bool (*each)(void *, const struct seat *),
                             void *context) MUST_CHECK;

/* The act of the caller on the meeting that the path names. */
struct meeting_act call_meeting_act(const struct call *call);
/* Takes `cost` from what may be done to the meeting for now. False: that is used up, and it has answered. On the loop. */
bool call_may_spend(struct call *call, uint64_t cost);
/* Does so, then acts on the body (act.h). */
void call_act_on_meeting(struct call *call, uint64_t cost, void (*act)(struct call *call, void *body));
/* False: the meeting is archived, and it has answered. */
bool call_meeting_is_open(struct call *call);
/* In an act (act.h): lets the connections of a person, or where it is NULL of everybody in the meeting, come again: how they come in has changed. */
void call_renew_seats_afterwards(struct call *call, const char *person);
/* Answers {} or with the error of an act. */
void call_acted(struct call *call, enum status status, const char *wrong);

#endif

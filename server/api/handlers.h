/* The calls, one function each; routes.c says which path leads where. Every handler answers its call, now or later. */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "api/request.h"

/* session_calls.c */
void handle_session_create(struct call *call);
void handle_session_end(struct call *call);
/* login_calls.c */
void handle_login(struct call *call);
void handle_login_start(struct call *call);
void handle_login_callback(struct call *call);
void handle_login_backchannel(struct call *call);
/* ask_calls.c */
void handle_ask(struct call *call);
void handle_asks_list(struct call *call);
void handle_ask_admit(struct call *call);
void handle_ask_refuse(struct call *call);
/* line_call.c */
void handle_line(struct call *call);
/* draft_calls.c */
void handle_drafts_list(struct call *call);
void handle_draft_create(struct call *call);
void handle_outline(struct call *call);
/* snapshot_call.c */
void handle_snapshot(struct call *call);
/* ops_call.c */
void handle_ops(struct call *call);
/* events_call.c */
void handle_events(struct call *call);
/* export_call.c */
void handle_export(struct call *call);
/* compare_call.c */
void handle_compare(struct call *call);
/* blame_call.c */
void handle_blame(struct call *call);
/* history_call.c */
void handle_history(struct call *call);
/* minutes_call.c */
void handle_minutes(struct call *call);
/* follow_up_call.c */
void handle_follow_up(struct call *call);
void handle_follow_up_set(struct call *call);
/* search_call.c */
void handle_search(struct call *call);
/* versions_call.c */
void handle_versions(struct call *call);
/* word_call.c */
void handle_word(struct call *call);
/* invitation_calls.c */
void handle_invitations_list(struct call *call);
void handle_invitation_create(struct call *call);
void handle_invitation_confirm(struct call *call);
void handle_invitation_revoke(struct call *call);
/* meeting_calls.c */
void handle_meetings_list(struct call *call);
void handle_meeting_create(struct call *call);
void handle_meeting(struct call *call);
void handle_meeting_change(struct call *call);
void handle_meeting_archive(struct call *call);
void handle_meeting_logo(struct call *call);
void handle_meeting_logo_put(struct call *call);
void handle_meeting_logo_remove(struct call *call);
/* meeting_people_calls.c */
void handle_people_list(struct call *call);
void handle_people_invite(struct call *call);
void handle_people_read(struct call *call);
void handle_person_change(struct call *call);
void handle_person_exception(struct call *call);
void handle_person_revoke(struct call *call);
void handle_person_link(struct call *call);
void handle_chair_hand_over(struct call *call);
/* meeting_agenda_calls.c */
void handle_agenda_put(struct call *call);
void handle_agenda_order(struct call *call);
void handle_agenda_drop(struct call *call);
void handle_room(struct call *call);
/* unsubscribe_call.c */
void handle_unsubscribe_ask(struct call *call);
void handle_unsubscribe(struct call *call);
/* meeting_mail_call.c */
void handle_meeting_mail(struct call *call);
/* notices_call.c */
void handle_notices(struct call *call);
void handle_notices_read(struct call *call);
void handle_notices_settings(struct call *call);
/* proof_calls.c */
void handle_key(struct call *call);
void handle_checkpoint(struct call *call);
void handle_receipt(struct call *call);
void handle_bundle(struct call *call);
void handle_cosigning(struct call *call);
void handle_cosign(struct call *call);
/* health_calls.c */
void handle_health(struct call *call);
void handle_security_contact(struct call *call);
void handle_ready(struct call *call);
void handle_metrics(struct call *call);
/* admin_calls.c */
void handle_admin_enter(struct call *call);
void handle_admin_leave(struct call *call);
void handle_admin_overview(struct call *call);
void handle_admin_log(struct call *call);
void handle_admin_signed_log(struct call *call);
void handle_admin_person(struct call *call);
void handle_admin_settings(struct call *call);
void handle_admin_connections(struct call *call);
void handle_node_room(struct call *call);
/* admin_hooks_call.c */
void handle_admin_hooks(struct call *call);
void handle_admin_hook(struct call *call);
/* admin_drafts_call.c */
void handle_admin_drafts(struct call *call);
/* admin_act_calls.c */
void handle_admin_draft(struct call *call);
void handle_admin_meeting(struct call *call);
void handle_admin_erase(struct call *call);
void handle_admin_reload(struct call *call);

#endif

/* GET /api/meetings/ID/mail: what became of the mails to the people of a meeting. */
#include "api/handlers.h"

#include "base/json_write.h"
#include "store/mails.h"

static bool write_mail(void *context, const struct mail_row *row)
{
    struct buf *out = context;
    json_write_comma(out);
    buf_format(out, "{\"kind\":\"%s\",\"state\":\"%s\",\"tries\":%llu", row->person ? "invitation" : "news",
               mail_state_name(row->state), (unsigned long long)row->tries);
    json_write_member(out, "id", row->id);
    json_write_member(out, "participant", row->participant);
    json_write_member(out, "person", row->person);
    json_write_time(out, "created", row->created_at);
    json_write_time(out, "next", row->state == MAIL_WAITING ? row->next_at : 0);
    json_write_time(out, "done", row->done_at);
    json_write_member(out, "why", row->why);
    buf_char(out, '}');
    return true;
}

void handle_meeting_mail(struct call *call)
{
    struct buf out = BUF_EMPTY;
    buf_text(&out, "{\"on\":");
    json_write_bool(&out, call_sends_mail(call));
    buf_text(&out, ",\"mails\":[");
    enum status status = mails_list(call->people, call->segments[2], write_mail, &out);
    buf_text(&out, "]}");
    if (status == STATUS_OK) {
        call_respond_json(call, 200, &out);
        return;
    }
    buf_clear(&out);
    call_respond_error(call, status, NULL);
}

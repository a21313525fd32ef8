#include "session/seat_acts.h"

#include <string.h>

#include "base/diag.h"
#include "live/live_drafts.h"
#include "live/seat_record.h"
#include "session/service.h"
#include "store/acts.h"
#include "store/audit.h"
#include "store/deletion.h"

static void take_over(void *context, const char *draft, enum act_kind kind, const char *seat)
{
    struct service *service = context;
    if (kind == ACT_CONFIRM ||
        (kind == ACT_END && people_seat_has_successor(service->people, seat, loop_now_ms()) == STATUS_OK))
        service_renew_seat(service, seat);
    else if (kind == ACT_END)
        service_close_seat(service, seat);
    seat_record_take_over(service->drafts, draft);
}

static void close_seat(void *context, const char *draft, const char *seat)
{
    struct service *service = context;
    service_close_seat(service, seat);
    struct live_draft *live = live_drafts_find(service->drafts, draft);
    if (live)
        live_draft_deleted(live);
}

/* A draft that is deleted, by whichever process, is closed at once, and leaves the memory: it may be purged next. */
static void heed(void *context, const struct audit_entry *entry)
{
    struct service *service = context;
    if (strcmp(entry->act, "draft.delete") != 0 && strcmp(entry->act, "meeting.delete") != 0)
        return;
    enum status status = deletion_each_seat(service->people, entry->at, close_seat, service);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "the seats of a deleted draft cannot be read: %s", status_message(status));
}

enum status seat_acts_start(struct service *service)
{
    enum status status = people_acts_fresh(service->people, &service->acts_mark, NULL, NULL);
    return status == STATUS_OK ? audit_fresh(service->people, &service->audit_mark, NULL, NULL) : status;
}

void seat_acts_poll(struct service *service)
{
    enum status status = people_acts_fresh(service->people, &service->acts_mark, take_over, service);
    if (status == STATUS_OK)
        status = audit_fresh(service->people, &service->audit_mark, heed, service);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "what was done to seats cannot be read: %s", status_message(status));
}

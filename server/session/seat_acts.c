#include "session/seat_acts.h"

#include "base/diag.h"
#include "live/seat_record.h"
#include "session/service.h"
#include "store/acts.h"

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

enum status seat_acts_start(struct service *service)
{
    return people_acts_fresh(service->people, &service->acts_mark, NULL, NULL);
}

void seat_acts_poll(struct service *service)
{
    enum status status = people_acts_fresh(service->people, &service->acts_mark, take_over, service);
    if (status != STATUS_OK)
        diag(DIAG_ERROR, "what was done to seats cannot be read: %s", status_message(status));
}

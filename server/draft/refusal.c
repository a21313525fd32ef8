#include "draft/refusal.h"

#include <stdio.h>

enum status refuse(struct refusal *refusal, enum status status, const char *item, const char *message)
{
    refusal->status = status;
    snprintf(refusal->item, sizeof refusal->item, "%s", item ? item : "");
    snprintf(refusal->message, sizeof refusal->message, "%s", message ? message : status_message(status));
    return status;
}

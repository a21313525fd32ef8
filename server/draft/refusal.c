#include "draft/refusal.h"

#include <stdio.h>

void refusal_set(struct refusal *refusal, enum status status, const char *item, const char *message)
{
    refusal->status = status;
    refusal->passing = false;
    snprintf(refusal->item, sizeof refusal->item, "%s", item ? item : "");
    snprintf(refusal->message, sizeof refusal->message, "%s", message ? message : status_message(status));
}

enum status refuse(struct refusal *refusal, enum status status, const char *item, const char *message)
{
    refusal_set(refusal, status, item, message);
    return status;
}

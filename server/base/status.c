#include "base/status.h"

#include "base/always.h"

static const struct {
    const char *code;
    int http;
    const char *message;
} table[] = {
#define X(name, code, http, message) {code, http, message},
    STATUS_MAP(X)
#undef X
};

const char *status_code(enum status status)
{
    ALWAYS(status < STATUS_COUNT);
    return table[status].code;
}

int status_http(enum status status)
{
    ALWAYS(status < STATUS_COUNT);
    return table[status].http;
}

const char *status_message(enum status status)
{
    ALWAYS(status < STATUS_COUNT);
    return table[status].message;
}

/* The login of the institution as the settings have it: its provider or its proxy, and what is secret about them, read from files before the sandbox. */
#ifndef CLI_LOGIN_SETUP_H
#define CLI_LOGIN_SETUP_H

#include "api/api.h"
#include "config.h"

struct login_setup {
    struct login_ways ways;
    struct buf secret, proxy_secret;
};

/* Nothing where the settings name none. STATUS_USAGE with a sentence in `why`. Borrows config and loop; ends with login_setup_close in any case. */
enum status login_setup_open(const struct config *config, struct loop *loop, struct buf *why,
                             struct login_setup *out) MUST_CHECK;
/* Ends the calls that are under way and answers whoever waits for them. Once more is fine. */
void login_setup_stop(struct login_setup *setup);
void login_setup_close(struct login_setup *setup);

#endif

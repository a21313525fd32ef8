/* What systemd is told over the datagram socket that it names in NOTIFY_SOCKET (sd_notify's protocol): that we serve, that we stop, and
 * while the loop turns, that we live. A loop that hangs tells it nothing, and WatchdogSec= makes systemd start us again.
 *
 *   struct service_manager *manager = service_manager_create(loop);   // NULL where nobody asked; every call then does nothing
 *   service_manager_ready(manager);
 *   service_manager_stopping(manager);
 *   service_manager_destroy(manager);
 */
#ifndef CLI_SERVICE_MANAGER_H
#define CLI_SERVICE_MANAGER_H

#include "base/loop.h"

struct service_manager;

/* Opens the socket. Borrows the loop, which must outlive it. */
struct service_manager *service_manager_create(struct loop *loop);
void service_manager_ready(
    struct service_manager *manager); /* and from now on, twice in each WATCHDOG_USEC, that we live */
void service_manager_stopping(struct service_manager *manager);
void service_manager_destroy(struct service_manager *manager); /* takes; NULL is fine */

#endif

/* The running server: its parts, and who has them. serve.c builds them and takes them down in order; serve_settings.c reads what is set, serve_store.c opens the log and the people,
 * serve_listen.c the doors, serve_notices.c what durable ops set going. */
#ifndef CLI_SERVER_H
#define CLI_SERVER_H

#include "api/api.h"
#include "base/buf.h"
#include "base/loop.h"
#include "cli/hooking.h"
#include "cli/login_setup.h"
#include "cli/mailing.h"
#include "cli/service_manager.h"
#include "config.h"
#include "net/listener.h"
#include "notify/teller.h"
#include "proof/signing_keys.h"
#include "roll/keeper.h"
#include "session/session.h"
#include "store/data_folder.h"

/* What the command line says; it counts more than the configuration file. */
struct serve_flags {
    const char *listen, *web, *tls_cert, *tls_key, *origin, *config;
};

struct server {
    const char *dir;
    struct serve_flags flags;
    struct config config;
    char host[256]; /* both out of config.listen */
    int port;
    const char *origins[1];
    struct buf why;
    struct data_folder_lock *lock;
    struct cluster *cluster; /* NULL: this server is alone */
    struct loop *loop;
    struct service service;
    struct assets *assets;
    struct signing_keys *keys;
    struct login_setup login;
    struct api *api;
    struct listener *listener;
    struct listener *internal; /* for the cluster's servers; NULL: none */
    struct service_manager *manager;
    struct teller *teller;
    struct roll_keeper *rolls;
    struct mailing *mailing; /* NULL: no mail is sent */
    struct hooking *hooking; /* NULL: there are no hooks */
    struct buf in_force;     /* of the sandbox */
    struct loop_timer *sweep_timer;
    struct loop_timer *purge_timer;
    uint64_t purge_pause_ms; /* until it comes next, once it is done */
    int64_t tidied_at;       /* when it was purged and tidied last; 0: never */
    struct loop_timer *stop_timer;
    unsigned drained_ms;
};

/* Turns new work away and lets what is on its way to the log get there; then the loop stops. Once more is fine. */
void server_stop(void *server);

#endif

/* The HTTP interface (protocol/http.md): which calls there are, who may make them, and the files of the page behind them. */
#ifndef API_API_H
#define API_API_H

#include "api/neighbours.h"
#include "net/assets.h"
#include "net/http.h"
#include "net/listener.h"
#include "session/service.h"

struct api;
struct errands;
struct provider;
struct signing_keys;

/* What only whoever built the server can do, for administrators. */
struct api_host {
    void *context;
    /* Reads the settings again. `report` gets a JSON object; else `why` a sentence, and nothing has changed. */
    enum status (*reload)(void *context, const char *by, struct buf *report, struct buf *why);
    void (*write_settings)(void *context, struct buf *out); /* those in force, as JSON */
    void (*look_at_hooks)(void *context);                   /* somebody did something to a hook */
};

/* How people sign in with the login of the institution; all borrowed. */
struct login_ways {
    struct provider *provider; /* NULL: none */
    struct errands *errands;   /* on which it is asked */
    struct sha256 key;         /* for what a browser keeps of a sign-in under way (login/attempt.h) */
    const char *proxy_header;  /* in which a proxy says who somebody is; NULL: none does */
    const char *proxy_secret; /* that it shows in plenaria-proxy-secret; NULL: it comes by the local socket */
    const char *name;         /* of the institution; NULL: not said */
    int64_t lifetime_ms;      /* of a login */
};

struct api_settings {
    struct service *service;         /* borrowed */
    const struct assets *assets;     /* borrowed; NULL: no page is served */
    const struct signing_keys *keys; /* to sign checkpoints with; borrowed */
    const char *const *origins;      /* origins allowed beside the server's own; borrowed */
    size_t origin_count;
    const char *
        public_url; /* where people reach this server, without a slash at the end; NULL: from the Host header */
    bool tls;       /* we speak TLS ourselves */
    const char *data_dir;        /* whose size /metrics tells, and where records are kept; borrowed */
    uint64_t max_database_bytes; /* and up to where it may grow; 0: as far as the disk goes */
    struct api_host host;
    const char *certificate; /* the PEM file, to tell when it ends; borrowed; NULL: we speak no TLS */
    struct login_ways login;
    struct api_nodes nodes;       /* of the cluster */
    bool mails;                   /* we send what is queued */
    bool shared;                  /* or another may, of the same cluster */
    const char *security_contact; /* for /.well-known/security.txt; borrowed; NULL: there is none */
};

struct api *api_create(const struct api_settings *settings);
void api_destroy(struct api *api);
/* There are new durable ops in a draft in use. */
void api_note_ops(struct api *api, const char *draft);
void api_stop(struct api *api); /* answers that go on and on end */
/* Whose figures /metrics shows beside those of the sessions; borrowed, NULL for none. */
void api_watch_listener(struct api *api, const struct listener *listener);
/* An http_judge: who may make the call, and how large its body may be. Context is the api. */
enum status api_judge(void *context, struct http_request *request, size_t *max_body);
/* An http_handler: context is the api. */
void api_handle(void *context, struct http_request *request);
/* The session cookie in a Cookie header (NULL is fine), copied; NULL where there is none. Caller frees. */
char *api_cookie(const struct api *api, const char *cookies);
/* Whether a browser may call us from a page of this origin; NULL: not a browser's request, or one of a kind that says no origin. */
bool api_origin_allowed(const struct api *api, const char *origin, const char *host);

#endif

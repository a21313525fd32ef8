/* Settings of `plenaria serve`, and the one of `plenaria export`: their names, defaults and checks, as one table in config.c. deploy/plenaria.conf shows them all.
 *
 * A configuration file has one `name = value` a line; `#` starts a comment. What the command line says counts more. */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "bounds/limits.h"

struct config {
    char *listen;
    char *web;      /* folder of the page; empty: look beside the program */
    char *tls_cert; /* PEM; empty: none */
    char *tls_key;
    char *origin; /* where people reach this server, https://host; empty: as the request says */
    char *trusted_proxy;
    char *sandbox;          /* on, off, require */
    char *database;         /* postgres://… of a cluster; empty: SQLite in the data folder */
    char *database_safety;  /* strict, any */
    char *node_name;        /* of this server in the cluster; empty: the machine's */
    char *cluster_secret;   /* that its servers know */
    char *internal_listen;  /* where the cluster's servers reach this one, HOST:PORT */
    char *security_contact; /* an address for those who find a hole; empty: none */
    char *pdf_command;      /* what `export --format pdf` runs (cli/pdf.h), and serve never; empty: nothing */
    char *oidc_issuer;      /* the provider of the institution's login; empty: none */
    char *oidc_client, *oidc_secret_file;
    char *oidc_email_claim;
    char *oidc_email_verified; /* require, assume */
    char *proxy_user_header;   /* in which a proxy says who somebody is; empty: none does */
    char *proxy_secret_file;   /* what it shows that it is the one */
    char *proxy_socket;        /* a path at which it reaches us, and nobody else does */
    char *login_name;          /* of the institution, on the button */
    uint64_t login_ms;         /* how long a login lasts */
    char *smtp_url;  /* of the server that takes mail, smtp://host:587 or smtps://host; empty: none is sent */
    char *smtp_from; /* whom it is from */
    char *smtp_secret_file;        /* holds user:password; empty: no login */
    char *smtp_ca_file;            /* certificates that are trusted for it; empty: the system's */
    char *smtp_tls;                /* required, optional */
    uint64_t smtp_retry_seconds;   /* before a mail that was not taken is tried again, the first time */
    char *hook_file;               /* who is told of ops (hooks/hook_file.h); empty: nobody */
    char *hook_allow;              /* addresses that may be called beside public ones (outbound/address.h) */
    char *hook_tls;                /* required, optional */
    char *hook_ca_file;            /* certificates that are trusted for hooks; empty: the system's */
    uint64_t hook_timeout_seconds; /* for a delivery */
    uint64_t hook_retry_seconds;   /* before one that was not taken is tried again, the first time */
    uint64_t hook_pause_seconds;   /* nothing was taken for so long: the hook is paused */
    uint64_t max_connections;
    uint64_t max_per_address;
    uint64_t max_body;
    uint64_t input_bytes;
    uint64_t max_database_bytes; /* 0: as far as the disk goes */
    uint64_t log_level;          /* of the diagnostics: 0 error … 3 trace */
    uint64_t deleted_days;       /* how long what was deleted can be taken back */
    struct limits limits;
};

void config_init(struct config *config); /* defaults; end with config_clear */
void config_clear(struct config *config);
/* STATUS_USAGE with a sentence in `why`: no such setting, or a value out of range. Borrows. */
enum status config_set(struct config *config, const char *name, const char *value,
                       struct buf *why) MUST_CHECK;
/* Reads a file; STATUS_USAGE names the line. */
enum status config_read(struct config *config, const char *path, struct buf *why) MUST_CHECK;

/* The settings as a JSON object: of each its value (null where it is secret and set), and whether a change takes effect while the server runs. */
void config_write_json(const struct config *config, struct buf *out);
/* Takes over from `fresh` what may change while the server runs. Appends names, as JSON strings with commas: to `changed` those, to `waiting` the
 * ones that differ and take effect after a restart. */
void config_reload(struct config *config, const struct config *fresh, struct buf *changed,
                   struct buf *waiting);

#endif

/* A private pair of PostgreSQL for tests: a primary and its synchronous standby in a temporary folder (deploy/cluster/postgres_pair.sh). */
#ifndef SUPPORT_POSTGRES_PLACE_H
#define SUPPORT_POSTGRES_PLACE_H

struct postgres_place {
    char *dir;
    char *address; /* of both, for log_postgres */
};

/* False where PostgreSQL's server is not installed: the test is to be skipped. */
int postgres_place_start(struct postgres_place *place);
void postgres_place_stop(struct postgres_place *place);
/* Does as postgres_pair.sh with this action and further words. */
void postgres_place_do(const struct postgres_place *place, const char *action, const char *words);
/* The process id of the primary ("a") or the standby ("b"). */
int postgres_place_pid(const struct postgres_place *place, const char *name);
/* To it and the processes below it. */
void postgres_place_signal(const struct postgres_place *place, const char *name, int signal_number);
/* Forgets all drafts and nodes. */
void postgres_place_empty(const struct postgres_place *place);

#endif

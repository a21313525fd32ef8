/* Cosignatures: devices of delegations that have a key, what the chair asks them to sign before adopting, and what they signed.
 *
 *   cosign.key    a device of a delegation makes itself known by its public key, or is taken back
 *   cosign.ask    the chair asks delegations to cosign the draft as it stands after this op; from then on its text stays as it is
 *   cosign.add    a device has signed what the log is at a moment; whether the signature holds is judged where the hash of that moment
 *                 is known (proof/cosigned.h), before the server writes it
 *   draft.adopt   waits until all who were asked have cosigned, or the chair has let them go, with a reason
 *
 * What is signed is the checkpoint of a moment: proof/checkpoint.h, with the time of the op. */
#ifndef DRAFT_COSIGNING_H
#define DRAFT_COSIGNING_H

#include "draft/change_kind.h"

#define COSIGNERS_MAX           500 /* of a draft, those that were taken back too */
#define COSIGNERS_OF_DELEGATION 32
#define COSIGNATURES_MAX        5000
#define COSIGNER_KEY_BYTES      160 /* NAME+ID+BASE64, with its NUL */
#define COSIGNATURE_LEN         104 /* base64 of id, time and signature */

/* A device. */
struct cosigner {
    char *key; /* NAME+ID+BASE64 (proof/note.h) */
    char *delegation;
    char *by; /* participant */
    uint64_t seq;
    int64_t at;
    uint64_t ended; /* seq; 0: it was not taken back */
};

/* What the chair asks for. */
struct cosigning {
    uint64_t of; /* the moment: the draft after this op */
    struct string_list delegations;
    char *note; /* why somebody was let go; NULL */
    char *by;
    uint64_t seq;
    int64_t at;
};

struct cosignature {
    char *id; /* "OF KEY" */
    uint64_t of;
    char *key;
    char *signature;
    char *by;
    uint64_t seq;
    int64_t at;
};

struct cosigner *cosigners_find(const struct draft *draft, const char *key); /* NULL where unknown */
size_t cosigners_of(const struct draft *draft, const char *delegation);      /* also those taken back */
bool cosigning_has(const struct draft *draft, uint64_t of,
                   const char *delegation); /* one of its devices signed */
const struct cosignature *cosignatures_find(const struct draft *draft, uint64_t of, const char *key);
/* A moment that may be cosigned: one that is asked for, one with a name, or any of a draft that is adopted. */
bool cosigning_is_moment(const struct draft *draft, uint64_t of);

/* While cosignatures are asked for, what they are for stays as it is: STATUS_LOCKED for a change that would touch it. */
enum status cosigning_allows(const struct draft *draft, const struct change *change,
                             struct refusal *refusal) MUST_CHECK;
/* STATUS_LOCKED, with their names, while somebody who was asked has not cosigned. */
enum status cosigning_is_complete(const struct draft *draft, struct refusal *refusal) MUST_CHECK;

/* Writes, journaled; each takes what it is given, on the heap. */
void cosigners_add(struct draft *draft, struct cosigner *cosigner);
void cosigning_set(struct draft *draft,
                   struct cosigning *cosigning); /* NULL: nothing is asked for any more */
void cosignatures_add(struct draft *draft, struct cosignature *cosignature); /* makes its id */
void cosigning_free(void *cosigning);                                        /* NULL is fine */

#endif

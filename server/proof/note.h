/* Signed notes, as C2SP describes them (c2sp.org/signed-note): a text that people can read, a blank line, and a line for each signature.
 *
 *   plenaria/grcm-2021
 *   431
 *   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *   time 1638374400123
 *
 *   — plenaria-1f0c34aa H8Bb8v…
 *
 * A signature is Ed25519 over the text with its last line feed. The line names the key and begins its base64 with the key's id, four bytes that follow
 * from name and key. A public key is written as `NAME+ID+BASE64`, what C2SP calls a vkey. */
#ifndef PROOF_NOTE_H
#define PROOF_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define NOTE_NAME_MAX  64
#define NOTE_KEY_BYTES 32
#define NOTE_VKEY_MAX  160 /* with its NUL */

struct note_key {
    char name[NOTE_NAME_MAX + 1]; /* no blanks, no plus */
    unsigned char public_key[NOTE_KEY_BYTES];
};

struct note_signer {
    struct note_key key;
    unsigned char seed[NOTE_KEY_BYTES]; /* the private key */
};

/* A fresh key, named `prefix-` and eight digits of its hash. */
void note_signer_make(struct note_signer *out, const char *prefix);
/* The vkey, NUL-terminated. */
void note_key_write(const struct note_key *key, char out[NOTE_VKEY_MAX]);
/* False where it is no vkey of an Ed25519 key, or its id is not that of name and key. Borrows. */
bool note_key_read(const char *vkey, struct note_key *out);
/* The private key in one line, `PRIVATE+KEY+NAME+ID+BASE64`, and back; reading also gives the public one. */
void note_signer_write(const struct note_signer *signer, struct buf *out);
bool note_signer_read(const char *text, size_t len, struct note_signer *out);

/* Appends the text, which ends with a line feed, a blank line and the signature. */
void note_sign(const struct note_signer *signer, const char *text, size_t len, struct buf *out);
/* Whether one of its signatures is that of the key; the text is then the first *text_len bytes. Borrows. */
bool note_verify(const struct note_key *key, const char *note, size_t len, size_t *text_len);

/* Appends a line to a note that ends with signatures: that the signer has seen its text (the first text_len bytes) at that time, in C2SP's form of a cosignature. */
void note_cosign(const struct note_signer *signer, size_t text_len, uint64_t seconds, struct buf *note);

/* Appends "— NAME BASE64", a line with the base64 of a cosignature that is there already. */
void note_add_cosignature(const struct note_key *key, const char *cosignature, struct buf *note);
/* Whether the base64 of such a line is the key's cosignature of the text, at whatever time. Borrows. */
bool note_verify_cosignature(const struct note_key *key, const char *text, size_t len,
                             const char *cosignature);

/* A signature of a text alone: 64 bytes as base64, appended; and whether one holds. */
void note_sign_bare(const struct note_signer *signer, const char *text, size_t len, struct buf *out);
bool note_verify_bare(const struct note_key *key, const char *text, size_t len, const char *signature,
                      size_t signature_len);

#endif

/* The server's keys, beside the data:
 *
 *   DIR/checkpoint.key     the private key in force, readable by its owner only
 *   DIR/checkpoint.keys    the public keys of all times, oldest first, a line each: SINCE_MS VKEY SUCCESSION
 *
 * SUCCESSION is the signature of the key before over "plenaria key\nVKEY\nSINCE_MS\n", so that whoever trusts an older key can follow to the newer
 * one; "-" for the first one, and for one that was made because the private key was lost.
 *
 * The private file decides which key is in force. A line behind that key is a rotation that did not come to its end, and is dropped. */
#ifndef PROOF_SIGNING_KEYS_H
#define PROOF_SIGNING_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "proof/note.h"

struct signing_keys;

/* Reads them, and makes the first key where there is none. STATUS_IO, STATUS_CORRUPT with a sentence in `why`. Caller closes. */
enum status signing_keys_open(const char *dir, int64_t now_ms, struct buf *why,
                              struct signing_keys **out) MUST_CHECK;
/* Makes the next key and signs it with the one before; in force at once. STATUS_IO. */
enum status signing_keys_rotate(struct signing_keys *keys, int64_t now_ms, struct buf *why) MUST_CHECK;
/* Takes what the files say now, where another process rotated. As open; the keys stay as they were where it fails. One thread. */
enum status signing_keys_reload(struct signing_keys *keys, int64_t now_ms, struct buf *why) MUST_CHECK;
/* The one in force; borrowed. */
const struct note_signer *signing_keys_current(const struct signing_keys *keys);
/* The public ones of all times, oldest first; borrowed. */
size_t signing_keys_count(const struct signing_keys *keys);
const struct note_key *signing_keys_public(const struct signing_keys *keys, size_t index);
/* Whether this is one of them, or was. */
bool signing_keys_has(const struct signing_keys *keys, const char *vkey);
/* {"key":VKEY,"keys":[{"key":VKEY,"since":MS,"succession":BASE64},…]}, oldest first. Appends. */
void signing_keys_write_json(const struct signing_keys *keys, struct buf *out);
/* Whether `before` has signed the key that follows it: SUCCESSION as in the file. Borrows. */
bool signing_succession_holds(const struct note_key *before, const char *vkey, int64_t since_ms,
                              const char *succession);
void signing_keys_close(struct signing_keys *keys); /* NULL is fine */

#endif

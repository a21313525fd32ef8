/**
 * Signed notes as the server writes them (protocol/proof.md): a text, a blank line, and a line for each signature. The same rules as
 * server/proof/note.c; node's own cryptography checks both in the tests.
 */
import * as ed from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

// Browsers have Ed25519 only lately, and SHA only where the page came over TLS: a hotel room has neither.
ed.hashes.sha512 = (message) => Uint8Array.from(sha512(message));

const ED25519 = 1;

export interface NoteKey {
  name: string;
  /** As it is written: NAME+ID+BASE64. */
  vkey: string;
  id: Uint8Array;
  publicKey: Uint8Array;
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);
export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Null where it is no key, or its id is not that of its name and bytes. */
export function readKey(vkey: string): NoteKey | null {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey) ?? [];
  if (!name || !id || !base64) return null;
  const typed = bytesOf(base64);
  const found = sha256
    .create()
    .update(utf8(`${name}\n`))
    .update(typed)
    .digest()
    .subarray(0, 4);
  const hex = Array.from(found, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (typed[0] !== ED25519 || hex !== id) return null;
  return { name, vkey, id: found, publicKey: typed.subarray(1) };
}

function holds(text: string, signature: Uint8Array, { publicKey }: NoteKey): boolean {
  try {
    return ed.verify(signature, utf8(text), publicKey);
  } catch {
    return false; // no point of the curve
  }
}

/** The text of a note that one of the keys has signed, and which; null where none has. */
export function openNote(note: string, keys: readonly NoteKey[]): { text: string; key: NoteKey } | null {
  const end = note.lastIndexOf('\n\n') + 1;
  if (end <= 0) return null;
  const text = note.slice(0, end);
  for (const line of note.slice(end + 1).split('\n')) {
    const [, name, base64] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    const key = keys.find((one) => one.name === name);
    if (!key || !base64) continue;
    const bytes = bytesOf(base64);
    if (same(bytes.subarray(0, 4), key.id) && holds(text, bytes.subarray(4), key)) return { text, key };
  }
  return null;
}

/** Whether a key has signed the next one (`succession` of GET /api/key). */
export function hasSucceeded(
  before: NoteKey,
  next: { key: string; since: number; succession?: string },
): boolean {
  const text = `plenaria key\n${next.key}\n${next.since}\n`;
  return next.succession !== undefined && holds(text, bytesOf(next.succession), before);
}

/**
 * Whether the server shows the same history as before. This device keeps, for each draft, the last checkpoint that it was given and the key that signed it, and compares each new one:
 *
 *                 the key is another, and not signed by the one kept ──► new-key
 *                 not signed ─────────────────────────────────────────► unsigned
 *   fresh ──┬──── fewer ops than kept ────────────────────────────────► shorter
 *           ├──── as many, another head ──────────────────────────────► other
 *           └──── more: the ops in between are fetched, and the chain from the kept head
 *                 has to end in the fresh one ── it does not ─────────► other
 *                                              └─ it does ────────────► same, and the fresh one is kept
 *
 * After an alarm nothing fresh is kept: both notes are evidence, and the next visit finds the same. The server's word is not needed for any of it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { LogLine, ServerKeys } from '../net/api';
import { readCheckpoint, toHex, type Checkpoint } from './checkpoint';
import { hasSucceeded, openNote, readKey, type NoteKey } from './note';

export interface Kept {
  vkey: string;
  signed: string;
  /** Since when this key is known here, ms. */
  since: number;
}

export interface Source {
  keys(): Promise<ServerKeys>;
  checkpoint(): Promise<string>;
  /** At most `limit` ops after `since`, with their hashes. */
  ops(since: number, limit: number): Promise<LogLine[]>;
}

export type AlarmKind = 'shorter' | 'other' | 'unsigned' | 'new-key';

export interface Alarm {
  kind: AlarmKind;
  /** What was kept, and what the server shows now. */
  kept: Checkpoint;
  fresh: Checkpoint | null;
  /** Both notes, to be shown to others. */
  evidence: string;
}

export type Verdict =
  { type: 'good'; checkpoint: Checkpoint; key: NoteKey; keep: Kept } | { type: 'alarm'; alarm: Alarm };

const PAGE = 500;

/** The chain from one checkpoint over the ops behind it ends in the other. */
export async function leadsTo(from: Checkpoint, to: Checkpoint, source: Source): Promise<boolean> {
  let { seq, head } = from;
  while (seq < to.seq) {
    const page = await source.ops(seq, Math.min(PAGE, to.seq - seq));
    if (page.length === 0) return false;
    for (const { op } of page) {
      // Canonical bytes are what JSON.stringify makes of the op.
      const bytes = new TextEncoder().encode(JSON.stringify(op));
      head = toHex(sha256.create().update(fromHex(head)).update(bytes).digest());
      seq += 1;
      if (op.seq !== seq) return false;
    }
  }
  return head === to.head;
}

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));

/** The keys that may sign now: the one kept, and those that follow from it by signatures. */
export function trusted(kept: NoteKey, { keys }: ServerKeys): NoteKey[] {
  const found = [kept];
  const start = keys.findIndex(({ key }) => key === kept.vkey);
  if (start < 0) return found;
  for (const next of keys.slice(start + 1)) {
    const key = readKey(next.key);
    if (!key || !hasSucceeded(found[found.length - 1]!, next)) break;
    found.push(key);
  }
  return found;
}

/** The first time: the server's key is taken at its word. */
function first(note: string, { key: vkey }: ServerKeys, now: number): Verdict | null {
  const key = readKey(vkey);
  const opened = key && openNote(note, [key]);
  const checkpoint = opened && readCheckpoint(opened.text);
  if (!checkpoint) return null;
  return { type: 'good', checkpoint, key, keep: { vkey, signed: note, since: now } };
}

/** Asks the server and compares. Null where nothing can be said: no signature at the first visit. Rejects where the server does not answer. */
export async function check(
  draft: string,
  kept: Kept | undefined,
  source: Source,
  now: number,
): Promise<Verdict | null> {
  const [keys, note] = await Promise.all([source.keys(), source.checkpoint()]);
  const keptKey = kept && readKey(kept.vkey);
  const keptText = keptKey && openNote(kept.signed, [keptKey]);
  const old = keptText && readCheckpoint(keptText.text);
  if (!kept || !old || !keptKey) return first(note, keys, now);

  const alarm = (kind: AlarmKind, fresh: Checkpoint | null = null): Verdict => {
    const evidence = `${kept.vkey}\n\n${kept.signed}\n----\n\n${keys.key}\n\n${note}`;
    return { type: 'alarm', alarm: { kind, kept: old, fresh, evidence } };
  };
  const opened = openNote(note, trusted(keptKey, keys));
  if (!opened) {
    const other = readKey(keys.key);
    return alarm(other && openNote(note, [other]) ? 'new-key' : 'unsigned');
  }
  const fresh = readCheckpoint(opened.text);
  if (!fresh || fresh.draft !== draft) return alarm('unsigned');
  if (fresh.seq < old.seq) return alarm('shorter', fresh);
  if (!(await leadsTo(old, fresh, source))) return alarm('other', fresh);
  const { vkey } = opened.key;
  const keep = { vkey, signed: note, since: vkey === kept.vkey ? kept.since : now };
  return { type: 'good', checkpoint: fresh, key: opened.key, keep };
}

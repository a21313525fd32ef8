/** What a server said that a log was at a moment (protocol/proof.md). */
import { bytesOf } from './note';

export interface Checkpoint {
  draft: string;
  seq: number;
  /** Hex. */
  head: string;
  /** ms since the epoch. */
  time: number;
}

export const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The checkpoint in the text of a note; null where there is none. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [, draft, seq, head, time] =
    /^plenaria\/([A-Za-z0-9_-]+)\n(\d{1,16})\n([A-Za-z0-9+/]{43}=)\ntime (\d{1,16})\n/.exec(text) ?? [];
  if (!draft || !seq || !head || !time) return null;
  return { draft, seq: Number(seq), head: toHex(bytesOf(head)), time: Number(time) };
}

/** The head as people compare it by voice: sixteen digits in four groups, the same on every screen. */
export function fingerprint(head: string): string[] {
  const number = BigInt(`0x${head.slice(0, 16)}`) % 10n ** 16n;
  return number.toString().padStart(16, '0').match(/.{4}/g)!;
}

/**
 * The permanent handle of an item, `K7Q`, shown as `§K7Q`: as the server's draft/handles, which says how it follows from the id.
 *
 * A snapshot names the handles that are longer than the shortest; items that have come since stand behind those of the snapshot, in
 * the order of the log. So they are computed when somebody asks for them.
 */
import type { DraftState } from './types';

const ALPHABET = '23456789CDFGHJKMNPQRTVWXY';
export const SHORTEST = 3;
const SIGNS = 24;
const SIGNS_OF_A_HASH = 6;
/** Signs that are none, and those of which they may be a misreading. */
const MISREAD: Readonly<Record<string, string>> = { S: '5', Z: '2', B: '8', U: 'V' };

/** FNV-1a over a byte that tells the hashes of an id apart and the id, mixed so that every bit counts for every sign. */
function hash(which: number, id: string): number {
  let value = Math.imul(2166136261 ^ which, 16777619);
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), 16777619);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** All signs of an id. */
export function handleSigns(id: string): string {
  let signs = '';
  for (let which = 0; signs.length < SIGNS; which++) {
    let rest = hash(which, id);
    for (let i = 0; i < SIGNS_OF_A_HASH; i++, rest = Math.floor(rest / ALPHABET.length))
      signs += ALPHABET[rest % ALPHABET.length];
  }
  return signs;
}

function firstFree(id: string, taken: ReadonlyMap<string, string>): string {
  const signs = handleSigns(id);
  for (let length = SHORTEST; length <= SIGNS; length++) {
    const handle = signs.slice(0, length);
    if (!taken.has(handle)) return handle;
  }
  let count = 2;
  while (taken.has(signs + count)) count++;
  return signs + count;
}

export interface Handles {
  /** By id of the item. */
  readonly of: ReadonlyMap<string, string>;
  /** By handle. */
  readonly items: ReadonlyMap<string, string>;
}

const known = new WeakMap<object, Handles>();

/** Of all items, removed ones too. */
export function handles({ items, structure }: Pick<DraftState, 'items' | 'structure'>): Handles {
  const before = known.get(structure);
  if (before) return before;
  const of = new Map<string, string>();
  const taken = new Map<string, string>();
  const give = (id: string, handle: string) => {
    of.set(id, handle);
    taken.set(handle, id);
  };
  for (const { id, handle } of items.values()) if (handle) give(id, handle);
  for (const { id, handle } of items.values()) if (!handle) give(id, firstFree(id, taken));
  const made = { of, items: taken };
  known.set(structure, made);
  return made;
}

/** The item of a handle as somebody may write it: `§k7q`. */
export function itemOfHandle(
  state: Pick<DraftState, 'items' | 'structure'>,
  written: string,
): string | undefined {
  const signs = written.trim().replace(/^§\s*/, '').toUpperCase();
  return handles(state).items.get(signs.replace(/[SZBU]/g, (sign) => MISREAD[sign]!));
}

/** What stands in the margin of an item of the negotiation: who is asked at home, who objects or reserves, how many comments are open. */
import type { Negotiation } from '../../draft/negotiation';
import type { Position } from '../../wire/types';

const SIGNS: Partial<Record<Position, string>> = { object: '✕', reserve: 'R' };

const known = new WeakMap<Negotiation, ReadonlyMap<string, string>>();

/** By item: `✕ MX  R CR  ❝2`, to be broken between the notes only. */
function notesOf(negotiation: Negotiation): ReadonlyMap<string, string> {
  const found = known.get(negotiation);
  if (found) return found;
  const notes = new Map<string, string[]>();
  const add = (item: string, note: string) => {
    const list = notes.get(item);
    if (list) list.push(note);
    else notes.set(item, [note]);
  };
  for (const { item, delegation, position } of negotiation.positions.values()) {
    const sign = position && SIGNS[position];
    if (sign) add(item, `${sign}\u00a0${delegation}`);
  }
  for (const { item, delegations, state } of negotiation.consultations) {
    if (state === 'open') add(item, `⌛\ufe0e\u00a0${delegations.join('\u00a0')}`);
  }
  const threads = new Map<string, number>();
  for (const { item, parent, resolved, removed } of negotiation.comments.values()) {
    if (parent === null && !resolved && !removed) threads.set(item, (threads.get(item) ?? 0) + 1);
  }
  // No line begins with a quotation mark of its own accord, and then the number would stand alone.
  for (const [item, count] of threads) add(item, `\u200b❝\u00a0${count}`);
  const joined = new Map([...notes].map(([item, list]) => [item, list.join('\u2002')]));
  known.set(negotiation, joined);
  return joined;
}

export function itemNotes(negotiation: Negotiation, item: string): string {
  return notesOf(negotiation).get(item) ?? '';
}

/** Going back is going on: what brings a draft, or one text, to how it stood then is a change like any other, by who may make it. */
import { settledText } from '../draft/decided_text';
import { depthOf, isThere, textOf, type DraftState } from '../draft/state';
import { difference } from '../text/difference';
import type { Change } from '../wire/types';

/** The words that nobody contested then, in every language in which they differ. */
export function restoreTexts(now: DraftState, then: DraftState, id: string): Change[] {
  const [item, was] = [now.items.get(id), then.items.get(id)];
  if (!item || !was) return [];
  return now.langs.flatMap((lang): Change[] => {
    const delta = difference(textOf(item, lang), settledText(textOf(was, lang)));
    return delta.ops.length > 0 ? [{ type: 'text', item: id, lang, delta }] : [];
  });
}

/** Items that came since then go, those that went come back where they stood, then the words. */
export function restoreDraft(now: DraftState, then: DraftState): Change[] {
  const back: Change[] = [];
  const away: Change[] = [];
  const texts: Change[] = [];
  for (const id of now.items.keys()) {
    const was = isThere(then, id);
    if (was && now.items.get(id)!.removed) back.push({ type: 'item.restore', item: id });
    if (!was && isThere(now, id) && isThere(now, now.items.get(id)!.parent ?? id))
      away.push({ type: 'item.remove', item: id });
    if (was) texts.push(...restoreTexts(now, then, id));
  }
  back.sort((a, b) => depthIn(then, a) - depthIn(then, b)); // the upper ones first
  return [...back, ...moves(now, then), ...texts, ...onlyTopmost(now, away)];
}

const depthIn = (state: DraftState, change: Change) =>
  'item' in change && change.item ? depthOf(state, change.item) : 0;

/** What is below one that goes, goes along. */
function onlyTopmost(now: DraftState, away: readonly Change[]): Change[] {
  const gone = new Set(away.map((change) => ('item' in change ? change.item : undefined)));
  return away.filter((change) => {
    if (!('item' in change) || change.item === undefined) return false;
    for (let at = now.items.get(change.item)?.parent; at; at = now.items.get(at)?.parent)
      if (gone.has(at)) return false;
    return true;
  });
}

/** Each that stood elsewhere goes behind what it stood behind. */
function moves(now: DraftState, then: DraftState): Change[] {
  const found: Change[] = [];
  for (const [parent, siblings] of then.children) {
    const there = siblings.filter((id) => isThere(then, id));
    const order = (now.children.get(parent) ?? []).filter((id) => there.includes(id));
    const same = order.length === there.length && order.every((id, at) => id === there[at]);
    if (same) continue;
    there.forEach((item, at) =>
      found.push({
        type: 'item.move',
        item,
        parent: then.items.get(item)!.parent,
        after: there[at - 1] ?? null,
      }),
    );
  }
  return found;
}

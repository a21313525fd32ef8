/** A place in the words that moves with them: a caret or a selection. */
import { positionBefore, toDelta } from '../text/delta';
import type { Change, Lang } from '../wire/types';

export interface Place {
  item: string;
  lang: Lang;
  anchor: number;
  head: number;
}

/**
 * Where a place is after a change. What others insert exactly at a caret stays to its right; what its owner inserts
 * there, to its left.
 */
export function followChange<P extends Place>(place: P, change: Change, own = false): P {
  if (!('item' in change) || change.item !== place.item) return place;
  switch (change.type) {
    case 'text': {
      if (change.lang !== place.lang) return place;
      const delta = toDelta(change.delta);
      const anchor = delta.transformPosition(place.anchor, !own);
      const head = delta.transformPosition(place.head, !own);
      return anchor === place.anchor && head === place.head ? place : { ...place, anchor, head };
    }
    case 'item.split': {
      const cut = change.at[place.lang];
      if (cut === undefined) return place;
      if (own ? place.head < cut : place.head <= cut) {
        return place.anchor > cut ? { ...place, anchor: cut } : place;
      }
      const behind = (at: number) => Math.max(0, at - cut);
      return { ...place, item: change.new, anchor: behind(place.anchor), head: behind(place.head) };
    }
    case 'item.merge': {
      const at = change.at?.[place.lang] ?? 0;
      return { ...place, item: change.into, anchor: place.anchor + at, head: place.head + at };
    }
    default:
      return place;
  }
}

export function followChanges<P extends Place>(place: P, changes: readonly Change[], own = false): P {
  return changes.reduce((at, change) => followChange(at, change, own), place);
}

/** Where a place was before a change; nowhere in a text that did not exist is the start of the item it came from. */
export function placeBefore<P extends Place>(place: P, change: Change): P {
  switch (change.type) {
    case 'text': {
      if (change.item !== place.item || change.lang !== place.lang) return place;
      const { delta } = change;
      return {
        ...place,
        anchor: positionBefore(delta, place.anchor),
        head: positionBefore(delta, place.head),
      };
    }
    case 'item.split': {
      if (change.new !== place.item) return place;
      const cut = change.at[place.lang] ?? 0;
      return { ...place, item: change.item, anchor: place.anchor + cut, head: place.head + cut };
    }
    case 'item.merge': {
      const at = change.at?.[place.lang] ?? 0;
      if (change.into !== place.item || place.head <= at) return place;
      return { ...place, item: change.item, anchor: Math.max(0, place.anchor - at), head: place.head - at };
    }
    default:
      return place;
  }
}

export function placeBeforeAll<P extends Place>(place: P, changes: readonly Change[]): P {
  return changes.reduceRight((at, change) => placeBefore(at, change), place);
}

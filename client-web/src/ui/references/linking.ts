/** Linking what is typed, and finding what is linked to items that are gone: over the whole draft, in all languages. */
import Delta from 'quill-delta';
import { linkToItem, referenceTarget, referenceTo } from '../../draft/references';
import { outline } from '../../draft/numbering';
import { isThere, textOf, type DraftState } from '../../draft/state';
import { typedReferences, type TypedReference } from '../../draft/typed_references';
import type { Change, Lang } from '../../wire/types';
import { plainText } from '../draft/words/plain_text';

/** Stored words of an item, and the item that they name. */
export interface Place extends TypedReference {
  readonly item: string;
  readonly lang: Lang;
  readonly words: string;
  /** What stands around them. */
  readonly before: string;
  readonly after: string;
}

const CONTEXT = 40; // code units

function placeOf(state: DraftState, item: string, lang: Lang, { from, to, target }: TypedReference): Place {
  const all = plainText(textOf(state.items.get(item)!, lang));
  const before = all.slice(Math.max(0, from - CONTEXT), from);
  return {
    item,
    lang,
    from,
    to,
    target,
    words: all.slice(from, to),
    before,
    after: all.slice(to, to + CONTEXT),
  };
}

function placesIn(
  state: DraftState,
  find: (item: string, lang: Lang) => readonly TypedReference[],
): readonly Place[] {
  return outline(state).flatMap(({ id }) =>
    state.langs.flatMap((lang) => find(id, lang).map((found) => placeOf(state, id, lang, found))),
  );
}

export function typedPlaces(state: DraftState): readonly Place[] {
  return placesIn(state, (id, lang) => typedReferences(state, lang, state.items.get(id)!));
}

/** References to items that are not there any more. */
export function gonePlaces(state: DraftState): readonly Place[] {
  return placesIn(state, (id, lang) => {
    const found: TypedReference[] = [];
    let from = 0;
    for (const { insert, attributes } of textOf(state.items.get(id)!, lang).ops) {
      const to = from + (typeof insert === 'string' ? insert.length : 1);
      const target = referenceTarget(attributes?.['link']);
      if (target && !isThere(state, target)) found.push({ from, to, target });
      from = to;
    }
    return found;
  });
}

/** One change for each text, which links its places or, with null, takes their links away. */
export function linkChanges(places: readonly Place[], link: (place: Place) => string | null): Change[] {
  const texts = new Map<string, { item: string; lang: Lang; delta: Delta; at: number }>();
  for (const place of places) {
    const { item, lang, from, to } = place;
    const key = `${item} ${lang}`;
    const text = texts.get(key) ?? { item, lang, delta: new Delta(), at: 0 };
    text.delta.retain(from - text.at).retain(to - from, { link: link(place) });
    texts.set(key, { ...text, at: to });
  }
  return [...texts.values()].map(({ item, lang, delta }) => ({ type: 'text', item, lang, delta }));
}

export const linked = (places: readonly Place[]) => linkChanges(places, ({ target }) => linkToItem(target));

/** What a place shows once it is linked. */
export const shownAs = (state: DraftState, { lang, target, words }: Place): string =>
  referenceTo(state, lang, target, words).words;

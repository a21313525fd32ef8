/** Marks: the attributes ins:<proposal> and del:<proposal>, which tie words to proposals. */
import type Delta from 'quill-delta';
import type { AttributeMap } from '../wire/types';
import type { Item } from './types';

export interface Mark {
  readonly kind: 'ins' | 'del';
  readonly proposal: string;
}

export function parseMark(attribute: string): Mark | null {
  const kind = attribute.slice(0, 4);
  if (kind !== 'ins:' && kind !== 'del:') return null;
  return { kind: kind === 'ins:' ? 'ins' : 'del', proposal: attribute.slice(4) };
}

export function marksIn(attributes: AttributeMap | undefined): readonly Mark[] {
  if (!attributes) return [];
  return Object.keys(attributes).flatMap((name) => parseMark(name) ?? []);
}

/** `stays`: of which proposals the marks are left. */
export function withoutMarks(
  attributes: AttributeMap | undefined,
  stays: (proposal: string) => boolean = () => false,
): AttributeMap {
  const left: AttributeMap = {};
  for (const name of Object.keys(attributes ?? {})) {
    const mark = parseMark(name);
    if (!mark || stays(mark.proposal)) left[name] = attributes![name];
  }
  return left;
}

const known = new WeakMap<Delta, ReadonlySet<string>>();

/** Ids of the proposals that a text carries marks of. */
export function marksOfText(text: Delta): ReadonlySet<string> {
  let ids = known.get(text);
  if (!ids) {
    ids = new Set(text.ops.flatMap(({ attributes }) => marksIn(attributes).map(({ proposal }) => proposal)));
    known.set(text, ids);
  }
  return ids;
}

export function marksOf(item: Item): ReadonlySet<string> {
  const texts = Object.values(item.texts).map(marksOfText);
  return texts.length === 1 ? texts[0]! : new Set(texts.flatMap((ids) => [...ids]));
}

/** What turns one text into another, as one stretch replaced by another: all that an edit in one place needs. */
import Delta from 'quill-delta';
import type { AttributeMap } from '../wire/types';
import { cutsPair, insertedWords, sameText } from './delta';

/** The attributes of every unit. */
function unitsOf(text: Delta): (AttributeMap | undefined)[] {
  return text.ops.flatMap(({ insert, attributes }) => Array(String(insert).length).fill(attributes));
}

function sameUnit(a: AttributeMap | undefined, b: AttributeMap | undefined): boolean {
  if (a === b) return true;
  return sameText(
    { ops: [{ retain: 1, attributes: a ?? {} }] },
    { ops: [{ retain: 1, attributes: b ?? {} }] },
  );
}

export function difference(before: Delta, after: Delta): Delta {
  const [a, b] = [insertedWords(before), insertedWords(after)];
  const [aUnits, bUnits] = [unitsOf(before), unitsOf(after)];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head] && sameUnit(aUnits[head], bUnits[head])) head++;
  if (cutsPair(a, head) || cutsPair(b, head)) head--;
  let tail = 0;
  while (
    tail < shorter - head &&
    a.at(-1 - tail) === b.at(-1 - tail) &&
    sameUnit(aUnits.at(-1 - tail), bUnits.at(-1 - tail))
  )
    tail++;
  if (cutsPair(a, a.length - tail) || cutsPair(b, b.length - tail)) tail--;
  return new Delta()
    .retain(head)
    .concat(after.slice(head, b.length - tail))
    .delete(a.length - tail - head)
    .chop();
}

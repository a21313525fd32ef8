/**
 * A change of words, rewritten as a proposal shows it: words that go stand in front of the words that come in their place,
 * and words that only change their format go and come again.
 */
import type Delta from 'quill-delta';
import { resultLength } from '../text/delta';
import type { AttributeMap, WireDelta } from '../wire/types';
import { marksIn, parseMark, withoutMarks } from './marks';

type Part = WireDelta['ops'][number];

/** The parts come in the order in which they are to be read, which is not the order of a normal delta. */
export function reworded(text: Delta, { ops }: WireDelta): WireDelta {
  const parts: Part[] = [];
  let coming: Part[] = [];
  let at = 0;
  const keep = (part: Part) => {
    parts.push(...coming, part);
    coming = [];
  };
  for (const part of ops) {
    if (part.insert !== undefined) coming.push(part);
    else if (part.delete !== undefined) parts.push(part);
    else if (formats(part.attributes)) {
      for (const old of text.slice(at, at + Number(part.retain)).ops) {
        const retain = resultLength({ ops: [old as Part] });
        const plain = withoutMarks(old.attributes);
        const attributes = changed(plain, part.attributes!);
        const stays = marksIn(old.attributes).some(({ kind }) => kind === 'del');
        if (stays || sameAttributes(plain, attributes)) keep({ retain });
        else {
          parts.push({ delete: retain });
          coming.push({ insert: old.insert!, attributes } as Part);
        }
      }
    } else keep(part);
    at += part.delete ?? (typeof part.retain === 'number' ? part.retain : 0);
  }
  return { ops: [...parts, ...coming] };
}

function formats(attributes: AttributeMap | undefined): boolean {
  return Object.keys(attributes ?? {}).some((name) => !parseMark(name));
}

function changed(before: AttributeMap, change: AttributeMap): AttributeMap {
  const after = { ...before, ...withoutMarks(change) };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
}

function sameAttributes(a: AttributeMap, b: AttributeMap): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

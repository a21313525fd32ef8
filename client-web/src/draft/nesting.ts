/** How brackets stand inside each other: marks are a set, and what reaches further stands outside. */
import type Delta from 'quill-delta';
import { resultLength } from '../text/delta';
import { marksOfText, parseMark } from './marks';

/** A stretch of words that carry one mark without a gap. */
interface Reach {
  length: number;
  /** The part that it ends with so far. */
  last: number;
}

function reachesOf(text: Delta): readonly ReadonlyMap<string, Reach>[] {
  const open = new Map<string, Reach>();
  return text.ops.map((part, at) => {
    const here = new Map<string, Reach>();
    for (const name of Object.keys(part.attributes ?? {})) {
      if (!parseMark(name)) continue;
      const before = open.get(name);
      const reach = before?.last === at - 1 ? before : { length: 0, last: at };
      reach.length += resultLength({ ops: [part] });
      reach.last = at;
      open.set(name, reach);
      here.set(name, reach);
    }
    return here;
  });
}

/** The names of each part's attributes: marks first, the outermost in front, then everything else. */
export function nestedNames(text: Delta): readonly (readonly string[])[] {
  const reaches = marksOfText(text).size > 0 ? reachesOf(text) : null;
  return text.ops.map(({ attributes }, at) => {
    const names = Object.keys(attributes ?? {}).sort();
    if (!reaches) return names;
    const length = (name: string) => reaches[at]!.get(name)?.length ?? 0;
    return names.sort((a, b) => length(b) - length(a));
  });
}

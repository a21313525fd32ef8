/** Who is at which item. */
import { codeOf, present } from './presence';
import type { Workspace } from '../workspace';

/** Codes of those at each item: for the board. */
export function whoIsWhere(ws: Workspace): Map<string, string> {
  const codes = new Map<string, Set<string>>();
  for (const { participant, carets } of present(ws)) {
    for (const { item } of carets) {
      if (!codes.has(item)) codes.set(item, new Set());
      codes.get(item)!.add(codeOf(participant));
    }
  }
  return new Map([...codes].map(([item, set]) => [item, [...set].join(', ')]));
}

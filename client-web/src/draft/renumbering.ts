/** What renumbering would make of each number, as the server writes it into the record. */
import type { RenumberedItem } from '../wire/types';
import { additionsOf } from './negotiation';
import { NumberingWalk, leavesGap } from './numbering';
import { schemeOf } from './numbering_scheme';
import { childrenOf, originalLang, type DraftState } from './state';

/** Items whose number changes, in document order; those that have left too. */
export function renumbered(state: DraftState): RenumberedItem[] {
  const table: RenumberedItem[] = [];
  const added = additionsOf(state.negotiation);
  const [before, after] = [0, 1].map(() => new NumberingWalk(schemeOf(state.numbering), originalLang(state)));
  const visit = (parent: string | null, depth: number) => {
    for (const id of childrenOf(state, parent)) {
      const item = state.items.get(id)!;
      const { kind, start, name, removed } = item;
      if (removed && !leavesGap(state, item)) continue;
      const entry = { depth, kind, proposed: added.has(id), ...(start && { start }) };
      const from = before!.take({ ...entry, ...(name && { name }) }).path;
      const to = removed ? '' : after!.take(entry).path;
      if (removed || from !== to) table.push({ item: id, ...(from && { from }), ...(to && { to }) });
      if (!removed) visit(id, depth + 1);
    }
  };
  visit(null, 1);
  return table;
}

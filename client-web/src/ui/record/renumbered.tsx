/** In the past of a draft, at the moment when it was renumbered: what became of which number. */
import type { Op } from '../../wire/types';
import { RenumberingTable } from '../numbers/renumbering_table';
import { numberingWords } from '../numbers/words';

export function Renumbered({ op }: { op: Op | undefined }) {
  const words = numberingWords.value;
  const table =
    op?.changes.flatMap((change) => (change.type === 'draft.renumber' && change.table) || []) ?? [];
  return table.length > 0 ? (
    <RenumberingTable table={table} heads={[words.oldNumber, words.newNumber]} />
  ) : null;
}

/** What is accepted does not stand inside what is not decided: that would change what somebody else says. As the server's draft/settling. */
import type Delta from 'quill-delta';
import type { AttributeMap, Change } from '../../wire/types';
import { marksIn, marksOfText } from '../marks';
import { addingItem, openProposals } from '../negotiation';
import type { DraftState } from '../state';
import { refuse, type Verdict } from './verdict';

/** What an op accepts, and what is left undecided. */
interface Settling {
  accepted: ReadonlySet<string>;
  undecided: ReadonlySet<string>;
}

type Run = AttributeMap | undefined;

const acceptedOn = ({ accepted }: Settling, run: Run) =>
  marksIn(run).filter(({ proposal }) => accepted.has(proposal));

/** All that is accepted on a run inserts, and is on the other as well. */
const isAlsoOn = (settling: Settling, run: Run, other: Run) =>
  acceptedOn(settling, run).every(({ kind, proposal }) => kind === 'ins' && other?.[`ins:${proposal}`]);

/** All that is accepted on the runs of an undecided insertion goes on around them. */
function goesOnAround(settling: Settling, runs: readonly Run[], from: number, to: number): boolean {
  const first = runs[from];
  const same = runs
    .slice(from, to)
    .every((run) => isAlsoOn(settling, run, first) && isAlsoOn(settling, first, run));
  const beside = from > 0 ? [runs[from - 1], runs[to]] : [runs[to]];
  return (
    same &&
    acceptedOn(settling, first).every(({ proposal }) => beside.some((run) => run?.[`ins:${proposal}`]))
  );
}

function leavesUndecidedAlone(settling: Settling, text: Delta): boolean {
  const runs = text.ops.map(({ attributes }) => attributes);
  return runs.every((run, from) =>
    marksIn(run).every(({ kind, proposal }) => {
      const name = `ins:${proposal}`;
      if (kind === 'del' || !settling.undecided.has(proposal) || runs[from - 1]?.[name]) return true;
      let to = from;
      while (runs[to]?.[name]) to++;
      return goesOnAround(settling, runs, from, to);
    }),
  );
}

const marksAny = (text: Delta, ids: ReadonlySet<string>) =>
  [...marksOfText(text)].some((proposal) => ids.has(proposal));

/** `state`: as the changes of the op have left it, decisions included. */
export function checkSettling(state: DraftState, changes: readonly Change[]): Verdict {
  const accepted = new Set(
    changes.flatMap((change) => (change.type === 'proposal.accept' ? [change.proposal] : [])),
  );
  if (accepted.size === 0) return null;
  const undecided = new Set(openProposals(state.negotiation).map(({ id }) => id));
  for (const { id, texts } of state.items.values()) {
    for (const text of Object.values(texts)) {
      if (!marksAny(text, accepted)) continue;
      const alone = leavesUndecidedAlone({ accepted, undecided }, text);
      if (!alone || addingItem(state.negotiation, id)) return refuse('locked', id);
    }
  }
  return null;
}

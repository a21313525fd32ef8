/** Random acts of a negotiation: proposals, decisions, positions, comments, consultations. May not be allowed. */
import { openProposals } from '../src/draft/negotiation';
import { outline } from '../src/draft/numbering';
import { textOf, type DraftState } from '../src/draft/state';
import { resultLength } from '../src/text/delta';
import type { Change, Participant, Position } from '../src/wire/types';
import type { Random } from './random';
import { nextId } from './random_edits';

/** `until`: when a consultation that is opened now ends. */
type Act = (random: Random, state: DraftState, item: string, until: number) => Change[];

const decide: Act = (random, { negotiation }) => {
  const open = openProposals(negotiation);
  if (open.length === 0) return [];
  const { id: proposal } = random.pick(open);
  const kind = random.pick(['accept', 'accept', 'reject', 'withdraw', 'file'] as const);
  return [{ type: `proposal.${kind}`, proposal }];
};

const support: Act = (random, { negotiation }) => {
  const open = openProposals(negotiation);
  return open.length > 0
    ? [{ type: 'proposal.support', proposal: random.pick(open).id, support: random.chance(0.7) }]
    : [];
};

const proposeWhole: Act = (random, state, item) => {
  const proposal = nextId();
  if (random.chance(0.4)) return [{ type: 'proposal.add', proposal, item, act: 'remove' }];
  const added = nextId();
  const { parent } = state.items.get(item)!;
  return [
    { type: 'proposal.add', proposal, item: added, act: 'add' },
    { type: 'item.add', item: added, parent, after: item, kind: 'item' },
  ];
};

const comment: Act = (random, state, item) => {
  const lang = random.pick(state.langs);
  const length = resultLength(textOf(state.items.get(item)!, lang));
  const range = { lang, anchor: random.int(length + 1), head: random.int(length + 1) };
  const add = { type: 'comment.add', comment: nextId(), item, parent: null, text: '?' } as const;
  return [random.chance(0.7) ? { ...add, ...range } : add];
};

const takePosition: Act = (random, _state, item) => {
  const position = random.pick<Position | null>(['support', 'accept', 'reserve', 'object', null]);
  return [{ type: 'position.set', item, position }];
};

const consult: Act = (random, _state, item, until) =>
  random.chance(0.5)
    ? [{ type: 'consult.open', item, delegations: ['MX'], until, silence: random.chance(0.5) }]
    : [{ type: 'consult.close', item }];

const review: Act = (random, _state, item) => [
  { type: 'item.status', item, status: random.pick(['review', 'review', 'open', 'agreed']), below: true },
];

const ACTS: readonly Act[] = [decide, decide, support, proposeWhole, comment, takePosition, consult];

export function randomAct(
  random: Random,
  state: DraftState,
  { role }: Pick<Participant, 'role'>,
  until = 9e15,
): Change[] {
  const rows = outline(state);
  if (rows.length === 0) return [];
  const act = role === 'chair' && random.chance(0.3) ? review : random.pick(ACTS);
  return act(random, state, random.pick(rows).id, until);
}

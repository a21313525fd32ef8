/**
 * What stands in front of the words of a bracket, in the notation of the server's exports (server/convert/bracket_label.h): who wants it and, where
 * it is one of several alternatives, which: `México`, `Alt 2, México`, `Alt 1`.
 */
import type { Lang, Participant } from '../wire/types';
import { familyOf } from './family';
import { marksAround, openProposals, sponsorsOfAll } from './negotiation';
import type { Bracket } from './nesting';
import { outline } from './numbering';
import { textOf, type DraftState } from './state';

export type Labelled = Pick<Bracket, 'kind' | 'half' | 'proposals'>;

/** The participant who speaks for nobody in particular (protocol/README.md). */
const UNATTRIBUTED = 'unattributed';

/** Of a group, by the marks of what they insert, in the order in which they are read. */
function alternativesIn(state: DraftState, lang: Lang, group: string): readonly string[] {
  const { negotiation, items } = state;
  const members = openProposals(negotiation).filter((one) => one.group === group);
  const families = new Set(members.map(({ item }) => familyOf(state, item)));
  const marks = outline(state, lang).flatMap(({ id }) => {
    if (!families.has(familyOf(state, id))) return [];
    const { ops } = textOf(items.get(id)!, lang);
    return [
      ...marksAround(negotiation, id),
      ...ops.flatMap(({ attributes }) => Object.keys(attributes ?? {})),
    ];
  });
  return [...new Set(marks)].filter((mark) => members.some(({ id }) => mark === `ins:${id}`));
}

/** 1 for the first alternative, 0 for what is none: what is only struck is no reading of its place. */
function numberOf(state: DraftState, lang: Lang, { kind, half, proposals }: Labelled): number {
  if (kind === 'del' && !half) return 0;
  for (const id of proposals) {
    const { group } = state.negotiation.proposals.get(id) ?? {};
    if (group) return alternativesIn(state, lang, group).indexOf(`ins:${id}`) + 1;
  }
  return 0;
}

/** `you`: who makes what is not with the server yet. */
export function bracketLabel(
  state: DraftState,
  lang: Lang,
  bracket: Labelled,
  nameOf: (delegation: string) => string,
  you?: Participant | null,
): string {
  const number = numberOf(state, lang, bracket);
  const names = sponsorsOfAll(state, bracket.proposals, you).filter(Boolean);
  const [first] = bracket.proposals;
  const isNameless = names.length < 2 && state.negotiation.proposals.get(first!)?.by === UNATTRIBUTED;
  return [
    ...(number ? [`Alt ${number}`] : []),
    ...(number && isNameless ? [] : names.map((one) => nameOf(one))),
  ].join(', ');
}

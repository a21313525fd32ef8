/**
 * What stands in front of the words of a bracket, in the notation of the server's exports (server/convert/bracket_label.h): who wants it and, where
 * it is one of several alternatives, which: `México`, `Alt 2, México`, `Alt 1`.
 */
import type { Lang, Participant } from '../wire/types';
import { openProposals, sponsorsOfAll } from './negotiation';
import type { Bracket } from './nesting';
import { outline } from './numbering';
import { perLang } from './per_lang';
import { textOf, type DraftState } from './state';

export type Labelled = Pick<Bracket, 'kind' | 'half' | 'proposals'>;

/** The participant who speaks for nobody in particular (protocol/README.md). */
const UNATTRIBUTED = 'unattributed';

/** Of each alternative that inserts words: which of its group it is, in the order in which they are read. */
export const alternativeNumbers = perLang<ReadonlyMap<string, number>>(
  (state, lang) => {
    const open = new Map(openProposals(state.negotiation).map((one) => [`ins:${one.id}`, one]));
    const additions = new Map(
      [...open].flatMap(([mark, { act, item }]) => (act === 'add' ? [[item, mark]] : [])),
    );
    const marks = outline(state, lang).flatMap(({ id }) => [
      additions.get(id) ?? '',
      ...textOf(state.items.get(id)!, lang).ops.flatMap(({ attributes }) =>
        Object.keys(attributes ?? {}).sort(),
      ),
    ]);
    const numbers = new Map<string, number>();
    const counts = new Map<string, number>();
    for (const mark of marks) {
      const { id = '', group } = open.get(mark) ?? {};
      if (group === undefined || numbers.has(id)) continue;
      const number = (counts.get(group) ?? 0) + 1;
      counts.set(group, number);
      numbers.set(id, number);
    }
    return numbers;
  },
  (state) => state,
);

/** 1 for the first alternative, 0 for what is none: what is only struck is no reading of its place. */
function numberOf(state: DraftState, lang: Lang, { kind, half, proposals }: Labelled): number {
  if (kind === 'del' && !half) return 0;
  for (const id of proposals)
    if (state.negotiation.proposals.get(id)?.group)
      return alternativeNumbers(state.readingOf ?? state, lang).get(id) ?? 0;
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

/** What a proposal would add and delete, in words. */
import { marksIn } from '../../draft/marks';
import type { DraftState } from '../../draft/state';
import type { Proposal } from '../../wire/types';

export interface ProposedWords {
  item: string;
  lang: string;
  kind: 'ins' | 'del';
  words: string;
}

export function proposedWords(state: DraftState, { id, item, act }: Proposal): readonly ProposedWords[] {
  const found: ProposedWords[] = [];
  for (const one of state.items.values()) {
    if (one.removed) continue;
    for (const lang of Object.keys(one.texts)) {
      for (const { insert, attributes } of one.texts[lang]!.ops) {
        const whole = act === 'add' && one.id === item;
        for (const kind of ['ins', 'del'] as const) {
          const marked = marksIn(attributes).some((mark) => mark.kind === kind && mark.proposal === id);
          if (!marked && !(whole && kind === 'ins' && lang === state.langs[0])) continue;
          const last = found.at(-1);
          const words = String(insert);
          if (last?.item === one.id && last.lang === lang && last.kind === kind) last.words += words;
          else found.push({ item: one.id, lang, kind, words });
        }
      }
    }
  }
  return found;
}

/** What a draft is called in a language: its title there, else in the original, else that it has none. */
import type { DraftState } from '../../../draft/state';
import { t } from '../../i18n';

export function titleIn(state: DraftState, lang: string): string {
  return state.title[lang] || state.title[state.langs[0] ?? ''] || t.value.draft.untitled;
}

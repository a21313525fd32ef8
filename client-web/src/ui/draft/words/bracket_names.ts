import { bracketLabel, type Labelled } from '../../../draft/bracket_label';
import type { DraftState } from '../../../draft/state';
import type { Lang } from '../../../wire/types';
import { delegationName } from '../../i18n/format';

/** México, Costa Rica: who stands behind what a bracket proposes; `Alt 2, México` where it is one of several alternatives. */
export const bracketNames = (state: DraftState, lang: Lang, bracket: Labelled): string =>
  bracketLabel(state, lang, bracket, (code) => delegationName(code));

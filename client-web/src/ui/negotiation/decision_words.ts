/** By whom a proposal was decided, and when. */
import type { Proposal } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { formatMoment } from '../i18n/dates';
import { nameOf } from './who';
import { words } from './words';

/** "by Ana, 1 Dec 2021, 14:02"; for a decision that is on its way, who alone. */
export function decisionWords(ws: Workspace, { closer = '', closed_at }: Proposal): string {
  const who = nameOf(ws, closer);
  return closed_at ? words.value.decidedBy(who, formatMoment(closed_at)) : words.value.by(who);
}

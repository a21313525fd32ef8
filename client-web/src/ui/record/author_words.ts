/** Who wrote some words, when, and who decided about them, in a sentence. */
import type { Authored, Blame } from '../../record/life';
import { formatMoment } from '../i18n/dates';
import { personName } from './person';
import { pastWords } from './words';

export function authorWords(blame: Blame, run: Authored): string {
  const words = pastWords.value;
  const written = words.writtenBy(personName(blame.people, run.by), formatMoment(run.at));
  return run.decider ? `${written}, ${words.decidedBy(personName(blame.people, run.decider))}` : written;
}

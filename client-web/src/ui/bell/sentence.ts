import { locale } from '../i18n';
import { formatDeadline } from '../i18n/deadline';
import type { Notice } from './notices';
import { bellWords } from './words';

/** What happened, in the language of the interface. */
export function sentenceOf({ kind, outcome, label = '', until, by, delegation }: Notice): string {
  const words = bellWords.value;
  const time = until === null ? '' : formatDeadline(until);
  const who = by ? (delegation ? `${by} (${delegation})` : by) : words.somebody;
  switch (kind) {
    case 'invited':
      return words.invited;
    case 'home':
      return outcome === 'silence' ? words.homeSilence(label, time) : words.home(label, time);
    case 'deadline':
      return words.deadline(label, time);
    case 'silence':
      return outcome === 'kept' ? words.kept(label) : words.broken(label);
    case 'decided':
      return decision(outcome)(label);
    case 'mentioned':
      return words.mentioned(who, label);
    case 'adopted':
      return words.adopted;
  }
}

function decision(outcome: string | undefined): (item: string) => string {
  const { accepted, rejected, partAccepted, partRejected, reopened } = bellWords.value;
  const all: Record<string, (item: string) => string> = {
    accepted,
    rejected,
    'part-accepted': partAccepted,
    'part-rejected': partRejected,
  };
  return all[outcome ?? ''] ?? reopened;
}

/** The title of its draft. */
export const titleOf = ({ title }: Notice): string => title[locale.value] ?? Object.values(title)[0] ?? '';

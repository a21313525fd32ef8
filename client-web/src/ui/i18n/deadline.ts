/** Deadlines, in the language of the interface, by the browser's own data. */
import { formatMoment } from './dates';
import { locale } from './index';

/** 1 dic 2021, 14:02 (hora de Costa Rica): a deadline is read in several capitals, so it names its zone. */
export function formatDeadline(ms: number): string {
  return `${formatMoment(ms)} (${zoneName(ms)})`;
}

/** Universal time has a name of its own only where summer and winter are told apart. */
function zoneName(ms: number): string {
  const [generic, exact] = (['longGeneric', 'long'] as const).map((timeZoneName) => {
    const parts = new Intl.DateTimeFormat(locale.value, { timeZoneName }).formatToParts(ms);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  });
  return /^(GMT|UTC)/.test(generic!) ? exact! : generic!;
}

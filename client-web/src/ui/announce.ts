/**
 * One polite live region for the whole page. Messages that come close together are gathered, so that a chair
 * who locks twenty items, or ten people who reconnect, make one sentence each and not thirty.
 */
import { signal } from '@preact/signals';

const gather = 1200; // ms
const most = 4;

export const announcement = signal('');
let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(sentence: string): void {
  if (!waiting.includes(sentence)) waiting.push(sentence);
  timer ??= setTimeout(speak, gather);
}

function speak(): void {
  timer = undefined;
  const said = waiting.slice(-most).join('. ');
  waiting = [];
  // The same words twice are not read twice by some screen readers; a no-break space makes them differ.
  announcement.value = said === announcement.value ? `${said}\u00a0` : said;
}

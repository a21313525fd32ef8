/** What is kept on this device, as a person sees it who signs out: words that nobody else has. */
import { clear, createStore, entries } from 'idb-keyval';
import { KEPT, pendingKey } from './idb_store';
import { browserShadows } from './shadow';
import type { PendingRecord } from './store';

/** Words on this device that the server has not confirmed or has refused, of all drafts: as they were written. */
export async function keptWords(name = 'plenaria'): Promise<string[]> {
  const all = await entries<string, unknown>(createStore(name, KEPT));
  const shadows = browserShadows();
  const newest = all.map(([key, value]) => {
    const [kind, draft, client] = key.split('/');
    return kind === 'pending' ? shadows.newest(draft!, client!, value as PendingRecord) : value;
  });
  const unseen = shadows
    .all()
    .filter(({ draft, client }) => !all.some(([key]) => key === pendingKey(draft, client)));
  return [...newest, ...unseen].flatMap((value) => wordsIn(value));
}

/** What was typed, wherever it stands in what is kept. */
function wordsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['insert', 'text', 'note'].includes(key) && value ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => wordsIn(part, name));
}

/** Leaves nothing on this device. */
export function forgetAll(name = 'plenaria'): Promise<void> {
  browserShadows().clear();
  return clear(createStore(name, KEPT));
}

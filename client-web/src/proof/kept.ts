/** What this device keeps to compare with: for each draft, the last checkpoint and the key that signed it. */
import { createStore, get, set } from 'idb-keyval';
import type { Kept } from './guard';

const store = () => createStore('plenaria', 'kept');
const key = (draft: string) => `proof/${draft}`;

export function loadKept(draft: string): Promise<Kept | undefined> {
  return get<Kept>(key(draft), store());
}

export function saveKept(draft: string, kept: Kept): Promise<void> {
  return set(key(draft), kept, store());
}

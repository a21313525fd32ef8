/** What the screen is like, as signals. The widths are those of shell.css. */
import { signal, type ReadonlySignal } from '@preact/signals';

function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => (matches.value = list.matches));
  return matches;
}

/** The panel covers the text. */
export const isNarrow = media('(max-width: 62rem)');
/** By fingers. */
export const isTouched = media('(pointer: coarse)');
/** A phone: one language at a time can be written. */
export const isSlim = media('(max-width: 44rem)');

/** A short sentence at the foot of the page: shown for a while, and said in the live region. */
import { signal } from '@preact/signals';
import { announce } from '../announce';

const shownFor = 5000; // ms
const current = signal<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(sentence: string): void {
  current.value = sentence;
  announce(sentence);
  clearTimeout(timer);
  timer = setTimeout(() => (current.value = null), shownFor);
}

export function Toast() {
  return current.value ? (
    <div class="toast" aria-hidden="true">
      {current.value}
    </div>
  ) : null;
}

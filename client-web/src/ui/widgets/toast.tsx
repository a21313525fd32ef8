/** A short sentence at the foot of the page: shown for a while, and said in the live region. */
import { signal } from '@preact/signals';
import { announce } from '../announce';

/** What can be done about it while it is shown. */
interface Offer {
  readonly label: string;
  readonly act: () => void;
}

const shownFor = 5000; // ms
const offeredFor = 12_000;
const current = signal<{ sentence: string; offer?: Offer } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

function hideAfter(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => (current.value = null), ms);
}

export function toast(sentence: string, offer?: Offer): void {
  current.value = offer ? { sentence, offer } : { sentence };
  announce(sentence);
  hideAfter(offer ? offeredFor : shownFor);
}

/** It stays as long as the pointer or the keyboard is on what it offers. */
export function Toast() {
  if (!current.value) return null;
  const { sentence, offer } = current.value;
  const stay = () => clearTimeout(timer);
  const leave = () => hideAfter(shownFor);
  return (
    <div class="toast" onPointerEnter={stay} onPointerLeave={leave} onFocusIn={stay} onFocusOut={leave}>
      <span aria-hidden="true">{sentence}</span>
      {offer && (
        <button
          type="button"
          class="link-button"
          onClick={() => {
            current.value = null;
            offer.act();
          }}
        >
          {offer.label}
        </button>
      )}
    </div>
  );
}

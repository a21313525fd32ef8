/**
 * Where somebody reads stays where it is: a panel that opens, another language or another view lay the text out anew, and
 * the item at the top of the screen would go somewhere else. It is noted before the change is drawn, and brought back to its
 * height once the new text is there, which may take some frames, as it comes later and its heights are estimated at first.
 */
import { effect } from '@preact/signals';
import type { Workspace } from '../workspace';

interface Place {
  item: string;
  /** Pixels from the upper edge of the window. */
  top: number;
}

/** No longer than this; who scrolls or types meanwhile has the say. */
const PATIENCE_MS = 1500;
/** So many frames without a correction: it is where it was. */
const STILL_FRAMES = 12;
const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

export function keepReadingPlace(ws: Workspace): () => void {
  let stopMoving = () => {};
  let first = true;
  const stop = effect(() => {
    void [ws.panel.value, ws.shown.value, ws.textFilter.value, ws.mode.value];
    if (first) {
      first = false;
      return;
    }
    stopMoving();
    const place = placeNow();
    stopMoving = place ? bringBack(place) : () => {};
  });
  return () => {
    stop();
    stopMoving();
  };
}

function idOf(element: Element): string | null {
  return element instanceof HTMLElement
    ? (element.dataset['id'] ?? (element.id.startsWith('item-') ? element.id.slice(5) : null))
    : null;
}

/** The uppermost item below the bar. */
function placeNow(): Place | null {
  const edge = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0;
  const text = document.querySelector('.editor, .document')?.getBoundingClientRect();
  if (!text || text.top > edge) return null; // at the beginning nothing needs to be kept
  for (let y = edge + 4; y < innerHeight; y += 12) {
    const found = document
      .elementFromPoint(Math.max(text.left + 40, 1), y)
      ?.closest('.editor [data-id], .document [id^="item-"]');
    const item = found && idOf(found);
    if (found && item) return { item, top: found.getBoundingClientRect().top };
  }
  return null;
}

function elementOf(item: string): Element | null {
  return document.querySelector(`.editor [data-id="${item}"]`) ?? document.getElementById(`item-${item}`);
}

function bringBack({ item, top }: Place): () => void {
  const until = performance.now() + PATIENCE_MS;
  let still = 0;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const type of BY_HAND) removeEventListener(type, stop, true);
  };
  const look = () => {
    const away = (elementOf(item)?.getBoundingClientRect().top ?? top) - top;
    if (Math.abs(away) > 1) {
      scrollBy({ top: away, behavior: 'instant' });
      still = 0;
    } else still++;
    if (still > STILL_FRAMES || performance.now() > until) stop();
    else frame = requestAnimationFrame(look);
  };
  for (const type of BY_HAND) addEventListener(type, stop, { capture: true, passive: true });
  frame = requestAnimationFrame(look);
  return stop;
}

/**
 * What changed since this person's last visit. The items wear a colour by the rules of a style sheet; the words that came
 * are marked where the browser can paint ranges without touching the text (the CSS Custom Highlight API). Those that went
 * are drawn by record/deleted_since.
 */
import { effect } from '@preact/signals';
import Delta from 'quill-delta';
import { isThere, textOf, type DraftState, type Item } from '../../../draft/state';
import type { Snapshot } from '../../../wire/types';
import { wordDifference } from '../words/word_difference';
import { plainText } from '../words/plain_text';
import type { Workspace } from '../workspace';
import { itemElement, rangeOf, wordNodes, type Span } from './word_ranges';

const HIGHLIGHT = 'since'; // as in editor.css

export function itemsSince(state: DraftState, seq: number): Item[] {
  return [...state.items.values()].filter(
    (item) => isThere(state, item.id) && Object.values(item.changed).some((at) => at > seq),
  );
}

export function rulesSince(state: DraftState, seq: number): string {
  return itemsSince(state, seq)
    .map(({ id }) => `.item[data-id="${id}"] { background: var(--accent-soft) }`)
    .join('\n');
}

/** Until what it gives is called. Where the text of then cannot be had, the coloured items have to do. */
export function markWordsSince(ws: Workspace, seq: number): () => void {
  if (seq === 0 || !('highlights' in CSS)) return () => undefined;
  let added: AddedSpans | null = null;
  let ended = false;
  let frame = 0;
  const paint = () => {
    if (added && !ended)
      CSS.highlights.set(HIGHLIGHT, new Highlight(...rangesSince(ws.view.value, seq, added)));
  };
  const stop = effect(() => {
    ws.view.value;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(paint); // when the editor has drawn it
  });
  const fetched = (snapshot: Snapshot) => {
    added = spansAgainst(snapshot);
    paint();
  };
  ws.api.snapshot(ws.draft.id, seq).then(fetched, () => undefined);
  return () => {
    ended = true;
    stop();
    cancelAnimationFrame(frame);
    CSS.highlights.delete(HIGHLIGHT);
  };
}

/** Which words of an item's text are new. */
type AddedSpans = (item: string, lang: string, text: Delta) => readonly Span[];

/** A text is compared once, however often what is around it changes. */
function spansAgainst(snapshot: Snapshot): AddedSpans {
  const then = new Map(snapshot.items.map((item) => [item.id, item.texts]));
  const known = new WeakMap<Delta, readonly Span[]>();
  return (item, lang, text) => {
    const spans =
      known.get(text) ?? addedSpans(plainText(new Delta(then.get(item)?.[lang])), plainText(text));
    known.set(text, spans);
    return spans;
  };
}

function addedSpans(before: string, after: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { kind, text } of wordDifference(before, after)) {
    if (kind === 'deleted') continue;
    if (kind === 'added') spans.push({ from: at, to: at + text.length });
    at += text.length;
  }
  return spans;
}

function rangesSince(state: DraftState, seq: number, added: AddedSpans): Range[] {
  return itemsSince(state, seq).flatMap((item) =>
    Object.keys(item.changed).flatMap((lang) => {
      const element = itemElement(lang, item.id);
      if (!element) return [];
      const nodes = wordNodes(element);
      return added(item.id, lang, textOf(item, lang)).map((span) => rangeOf(nodes, span));
    }),
  );
}

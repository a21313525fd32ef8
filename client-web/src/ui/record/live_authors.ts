/**
 * Who wrote which words, shown in the text while people go on writing: each delegation's words in its colour, its name in the margin beside the item, and, for the words under the
 * pointer, under a finger that rests or at the caret, a note with who wrote them, when, and who decided.
 *
 *   server ── blame of each language on the screen, anew when the text has rested (kept_up) ──► told
 *   told ──► paint: the items that are in the window alone, by ranges of the CSS Custom Highlight API; nothing of the text is touched
 *   pointer, finger, caret ──► note
 *
 * An item whose words are not as many as the blame counts has changed since; it stays without colours until the next answer.
 */
import { effect } from '@preact/signals';
import { textOf } from '../../draft/state';
import type { Authored, Blame } from '../../record/life';
import { codeOf } from '../draft/presence/presence';
import { itemElement, rangeOf, wordNodes } from '../draft/text/word_ranges';
import type { Workspace } from '../draft/workspace';
import { authorWords } from './author_words';
import { keptUp } from './kept_up';
import { hueOfPerson } from './person';

/** A finger has to rest so long, and a caret, before a note comes, ms. */
const FINGER = 500;
const CARET = 600;

/** Between two keys of somebody who types, ms. */
const TYPING = 150;

const highlightOf = (hue: number) => `who-${hue}`;

export function showAuthors(ws: Workspace): () => void {
  const told = new Map<string, Blame>();
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const painter = createPainter(ws, told);
  const note = createNote();
  const stops = [
    keptUp<Blame>(
      ws,
      (lang) => `/blame?lang=${encodeURIComponent(lang)}`,
      (lang, blame) => {
        told.set(lang, blame);
        sheet.replaceSync(rulesOf(told));
        painter.soon();
      },
    ),
    effect(() => watchText(ws.editor.value?.dom, painter.later)),
    follow(note, (node, offset) => authorAt(ws, told, node, offset)),
  ];
  const listening = new AbortController();
  for (const type of ['scroll', 'resize'])
    window.addEventListener(type, painter.soon, { capture: true, passive: true, signal: listening.signal });
  return () => {
    stops.forEach((stop) => stop());
    listening.abort();
    painter.end();
    note.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

/** The editor draws its text anew as it needs to, and ranges do not outlive what they were in. */
function watchText(dom: HTMLElement | undefined, changed: () => void): (() => void) | undefined {
  const frame = dom?.closest('.editor-frame')?.parentElement ?? dom;
  if (!frame) return undefined;
  const observer = new MutationObserver(changed);
  observer.observe(frame, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}

/** The colours, and the names in the margin in the place of the notes that stand there else. */
function rulesOf(told: ReadonlyMap<string, Blame>): string {
  const hues = new Set<number>();
  const rules: string[] = [];
  for (const [lang, { items, people }] of told)
    for (const { item, runs } of items) {
      for (const { by } of runs) hues.add(hueOfPerson(people, by));
      // Of what was imported nobody says who wrote it.
      const codes = new Set(runs.flatMap(({ by }) => (people[by] ? [codeOf(people[by])] : [])));
      const names = JSON.stringify([...codes].join(' · '));
      rules.push(`.editor[lang="${lang}"] .item[data-id="${item}"] { --note-notes: ${names} }`);
    }
  for (const hue of hues)
    rules.push(
      `::highlight(${highlightOf(hue)}) { color: hsl(${hue} 65% var(--who-lightness)); text-decoration: underline 2px hsl(${hue} 65% 45%) }`,
    );
  return rules.join('\n');
}

// --- Colours ----------------------------------------------------------------------------------------------------------

function createPainter(ws: Workspace, told: ReadonlyMap<string, Blame>) {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const painted = new Set<string>();
  const paint = () => {
    const ranges = new Map<string, Range[]>();
    for (const [lang, blame] of told) paintLang(ws, lang, blame, ranges);
    for (const name of painted) if (!ranges.has(name)) CSS.highlights.delete(name);
    painted.clear();
    for (const [name, list] of ranges) {
      CSS.highlights.set(name, new Highlight(...list));
      painted.add(name);
    }
  };
  const soon = () => {
    cancelAnimationFrame(frame);
    if ('highlights' in CSS) frame = requestAnimationFrame(paint);
  };
  return {
    soon,
    /** When keys have rested for a moment: typing does not wait for colours. */
    later: () => {
      clearTimeout(timer);
      timer = setTimeout(soon, TYPING);
    },
    end: () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      for (const name of painted) CSS.highlights.delete(name);
    },
  };
}

function paintLang(ws: Workspace, lang: string, blame: Blame, ranges: Map<string, Range[]>): void {
  const elements = [...document.querySelectorAll<HTMLElement>(`.editor[lang="${lang}"] .item`)];
  const runsOf = new Map(blame.items.map(({ item, runs }) => [item, runs]));
  for (let at = firstInWindow(elements); at < elements.length; at++) {
    const element = elements[at]!;
    if (element.getBoundingClientRect().top > innerHeight) break;
    const runs = runsOf.get(element.dataset['id']!);
    if (!runs || !isStill(ws, element.dataset['id']!, lang, runs)) continue;
    const nodes = wordNodes(element);
    let from = 0;
    for (const { len, by } of runs) {
      const name = highlightOf(hueOfPerson(blame.people, by));
      ranges.set(name, [...(ranges.get(name) ?? []), rangeOf(nodes, { from, to: from + len })]);
      from += len;
    }
  }
}

/** Items stand one below the other, so the first that is seen is looked for by halves. */
function firstInWindow(elements: readonly HTMLElement[]): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle]!.getBoundingClientRect().bottom < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isStill(ws: Workspace, id: string, lang: string, runs: readonly Authored[]): boolean {
  const item = ws.view.peek().items.get(id);
  return item !== undefined && textOf(item, lang).length() === runs.reduce((sum, { len }) => sum + len, 0);
}

// --- The note ---------------------------------------------------------------------------------------------------------

function createNote(): HTMLElement {
  const note = document.createElement('div');
  note.className = 'who-note';
  note.setAttribute('role', 'status');
  note.hidden = true;
  document.body.append(note);
  return note;
}

interface Found {
  words: string;
  hue: number;
}

/** Who wrote the words at a place of the page. */
function authorAt(
  ws: Workspace,
  told: ReadonlyMap<string, Blame>,
  node: globalThis.Node,
  offset: number,
): Found | null {
  const element = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(
    '.editor .item',
  );
  const lang = element?.closest<HTMLElement>('.editor')?.lang ?? '';
  const id = element?.dataset['id'];
  const blame = told.get(lang);
  const runs = blame?.items.find(({ item }) => item === id)?.runs;
  if (!element || !blame || !runs || id === undefined || !isStill(ws, id, lang, runs)) return null;
  let at = offset;
  for (const one of wordNodes(itemElement(lang, id)!)) {
    if (one === node) break;
    at += one.length;
  }
  for (const run of runs) {
    if (at < run.len || (at === run.len && run === runs[runs.length - 1]))
      return { words: authorWords(blame, run), hue: hueOfPerson(blame.people, run.by) };
    at -= run.len;
  }
  return null;
}

function placeUnder(x: number, y: number): [globalThis.Node, number] | null {
  if ('caretPositionFromPoint' in document) {
    const place = document.caretPositionFromPoint(x, y);
    return place && [place.offsetNode, place.offset];
  }
  const range = (document as Document).caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}

function follow(
  note: HTMLElement,
  find: (node: globalThis.Node, offset: number) => Found | null,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    note.hidden = true;
  };
  const show = (found: Found | null, x: number, y: number) => {
    if (!found) return hide();
    if (note.textContent !== found.words) note.textContent = found.words;
    note.hidden = false;
    note.style.setProperty('--hue', String(found.hue));
    note.style.insetInlineStart = 'auto';
    note.style.left = `${Math.max(8, Math.min(x, innerWidth - note.offsetWidth - 8))}px`;
    note.style.top = `${y + 20 + note.offsetHeight > innerHeight ? y - note.offsetHeight - 8 : y + 20}px`;
  };
  const at = ({ clientX: x, clientY: y }: PointerEvent) => {
    const place = placeUnder(x, y);
    show(place && find(...place), x, y);
  };
  const isText = ({ target }: Event) => target instanceof Element && target.closest('.editor .item') !== null;
  const options = { signal, passive: true };
  document.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType === 'touch') return clearTimeout(timer);
      if (event.buttons === 0 && isText(event)) at(event);
      else hide();
    },
    options,
  );
  document.addEventListener(
    'pointerdown',
    (event) => {
      hide();
      if (event.pointerType === 'touch' && isText(event)) timer = setTimeout(() => at(event), FINGER);
    },
    options,
  );
  document.addEventListener('keydown', hide, options);
  window.addEventListener('scroll', hide, { ...options, capture: true });
  document.addEventListener(
    'selectionchange',
    () => {
      const selection = getSelection();
      const node = selection?.anchorNode;
      clearTimeout(timer);
      if (!selection?.isCollapsed || !node || !document.activeElement?.closest('.editor')) return;
      timer = setTimeout(() => {
        const { left, bottom } = selection.getRangeAt(0).getBoundingClientRect();
        show(find(node, selection.anchorOffset), left, bottom - 16);
      }, CARET);
    },
    options,
  );
  return () => listening.abort();
}

/**
 * A page with nothing but the editor and a draft without a server. Its address says what to show:
 * `?langs=es,en&role=chair&items=500`; tests reach in through `window.harness`.
 */
import '../src/ui/styles/tokens.css';
import '../src/editor/editor.css';
import './editor_harness.css';
import { itemCalled } from '../src/draft/item_called';
import { outline } from '../src/draft/numbering';
import {
  createEditor,
  type Editor,
  type EditorLabels,
  type FindState,
  type LinkRequest,
} from '../src/editor';
import { createPair } from '../src/editor/pair';
import type { Change, Role, Snapshot } from '../src/wire/types';
import './support/all_kinds';
import { itemsOf, longDraft, snapshotOf } from './support/drafts';
import { LocalDraft } from './support/local_draft';

const parameters = new URLSearchParams(location.search);

const labels: EditorLabels = {
  text: (lang) => `Texto (${lang})`,
  status: { review: 'En revisión', agreed: 'Acordado', approved: 'Aprobado' },
  stale: 'Por alinear',
  handle: 'Mover o abrir el menú',
  delegation: (code) => code,
};

function snapshot(): Snapshot {
  const items = Number(parameters.get('items'));
  if (items > 0) return longDraft(items);
  return snapshotOf(itemsOf(parameters.get('draft') ?? 'Uno\n  Dos\n  Tres\nCuatro'));
}

class Harness {
  draft!: LocalDraft;
  editor!: Editor;
  link: LinkRequest | null = null;
  readonly notices: { code: string; item: string | null }[] = [];
  leftOut = 0;
  found: FindState | null = null;
  readonly longDraft = longDraft;
  readonly menus: { item: string; source: string }[] = [];

  open(draft: Snapshot): void {
    const role = (parameters.get('role') ?? 'delegation') as Role;
    const you = draft.participants.find((participant) => participant.role === role)!;
    this.draft = new LocalDraft(draft, you);
    const langs = (parameters.get('langs') ?? 'es').split(',');
    const options = {
      draft: this.draft,
      mount: document.getElementById('paper')!,
      labels,
      onNotice: (code: string, item: string | null) => this.notices.push({ code, item }),
      onItemMenu: (menu: { item: string; source: string }) =>
        this.menus.push({ item: menu.item, source: menu.source }),
      onFind: (state: FindState) => (this.found = state),
      onLeftOut: () => void this.leftOut++,
      onLink: (request: LinkRequest) => (this.link = request),
    };
    this.editor = langs[1]
      ? createPair({ ...options, langs: [langs[0]!, langs[1]] })
      : createEditor({ ...options, lang: langs[0]! });
  }

  remote(...changes: Change[]): void {
    this.draft.remote(changes);
  }

  /** Goes to the item of a number. */
  goTo(number: string): boolean {
    return this.editor.goToItem(itemCalled(this.draft.view, number) ?? '');
  }

  /** The draft as lines: indentation, number, text. */
  lines(lang = 'es'): string[] {
    return outline(this.draft.view).map(({ id, depth, label, kind }) => {
      const text = this.draft.view.items.get(id)!.texts[lang];
      const words = (text?.ops ?? []).map(({ insert }) => insert).join('');
      const mark = label || (kind === 'heading' ? '#' : '~');
      return `${'  '.repeat(depth - 1)}${mark} ${words}`.trimEnd();
    });
  }

  /** What the document in the page says, item by item. */
  shown(lang = 'es'): { id: string; depth: number; text: string }[] {
    const items = document.querySelectorAll<HTMLElement>(`.editor[lang="${lang}"] > .item`);
    return [...items].map((element) => ({
      id: element.dataset['id']!,
      depth: Number(element.dataset['depth']),
      text: wordsOf(element),
    }));
  }

  /** The same from the draft, for comparison. */
  expected(lang = 'es'): { id: string; depth: number; text: string }[] {
    return outline(this.draft.view).map(({ id, depth }) => ({
      id,
      depth,
      text: (this.draft.view.items.get(id)!.texts[lang]?.ops ?? []).map(({ insert }) => insert).join(''),
    }));
  }
}

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.querySelectorAll('.peer-caret').forEach((caret) => caret.remove());
  return copy.textContent ?? '';
}

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = new Harness();
window.harness.open(snapshot());

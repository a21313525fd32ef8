/** Two languages of one draft, side by side: two editors in one grid, a row an item, that act as one. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { OwnCaret } from '../app/open_draft';
import { outline } from '../draft/numbering';
import { DraftEditor } from './editor';
import type { CommandId } from './commands/command_list';
import { fetchPart } from './parts';
import type { ShownAs } from './views/shown';
import type { Editor } from './editor_face';
import type { EditorLabels, FindState, PairOptions, Replaced, SelectionState } from './editor_types';

/** With more rows than this, aligning them costs more per key than it is worth: the columns then run freely. */
const ALIGNED_ROWS_MAX = 1000;

export function createPair(options: PairOptions): Editor {
  return new EditorPair(options);
}

class EditorPair implements Editor {
  readonly selection: ReadonlySignal<SelectionState>;
  private readonly frame = document.createElement('div');
  private readonly grid = document.createElement('div');
  readonly single: readonly [DraftEditor, DraftEditor];
  private readonly active = signal<DraftEditor>(undefined!);
  private readonly stopListening: () => void;
  private structure: object | null = null;

  constructor(private readonly options: PairOptions) {
    this.frame.className = 'editor-frame';
    this.grid.className = 'editor-pair';
    this.frame.append(this.grid);
    options.mount.append(this.frame);
    this.single = [this.column(0), this.column(1)];
    this.active.value = this.single[0];
    this.selection = computed(() => this.active.value.selection.value);
    this.stopListening = options.draft.onView(() => this.align());
    this.align();
  }

  get dom(): HTMLElement {
    return this.active.value.dom;
  }

  get lang(): string {
    return this.active.value.lang;
  }

  focus(): void {
    this.active.value.focus();
  }

  goToItem(item: string, options?: { focus?: boolean }): boolean {
    return this.active.value.goToItem(item, options);
  }

  run(command: CommandId): boolean {
    return this.active.value.run(command);
  }

  enabled(command: CommandId): boolean {
    return this.active.value.enabled(command);
  }

  runOn(item: string, command: CommandId): boolean {
    return this.active.value.runOn(item, command);
  }

  range(): OwnCaret | null {
    return this.active.value.range();
  }

  find(query: string): FindState {
    for (const editor of this.single) editor.finder.highlight(query);
    return query ? this.findNext(1) : this.findState();
  }

  /** From the caret on, the first time; through the left language, then the right one, then from the start again. */
  findNext(step: 1 | -1): FindState {
    const [left, right] = this.single.map((editor) => editor.finder.state) as [FindState, FindState];
    const count = left.count + right.count;
    if (count === 0) return this.findState();
    const current = right.current > 0 ? left.count + right.current - 1 : left.current - 1;
    this.goToMatch((current < 0 ? this.firstMatch() : current + step + count) % count);
    return this.findState();
  }

  private firstMatch(): number {
    const [left, right] = this.single;
    const first = this.active.value.finder.search?.first ?? 0;
    return this.active.value === right ? left.finder.state.count + first : first;
  }

  private goToMatch(index: number): void {
    const left = this.single[0].finder.state.count;
    this.single[0].finder.search?.goTo(index < left ? index : -1);
    this.single[1].finder.search?.goTo(index - left);
  }

  endFind(): void {
    for (const editor of this.single) editor.endFind();
  }

  async replaceFound(words: string, all: boolean): Promise<Replaced | null> {
    const { replaceIn } = await fetchPart('replacing');
    return replaceIn(this.single, words, all, (index) => this.goToMatch(index));
  }

  follow(client: string | null): void {
    this.single[0].follow(client);
  }

  endComposing(): void {
    for (const editor of this.single) editor.endComposing();
  }

  setReadonly(readonly: boolean): void {
    for (const editor of this.single) editor.setReadonly(readonly);
  }

  extend(plugin: Parameters<Editor['extend']>[0]): void {
    for (const editor of this.single) editor.extend(plugin);
  }

  setShown(shown: ShownAs): void {
    for (const editor of this.single) editor.setShown(shown);
  }

  setLabels(labels: EditorLabels): void {
    for (const editor of this.single) editor.setLabels(labels);
  }

  destroy(): void {
    this.stopListening();
    for (const editor of this.single) editor.destroy();
    this.frame.remove();
  }

  private column(index: 0 | 1): DraftEditor {
    const { langs, ...options } = this.options;
    const editor = new DraftEditor(
      {
        ...options,
        lang: langs[index],
        margin: index === 1,
        handle: index === 0,
        onFind: () => options.onFind?.(this.findState()),
        onFindStep: (step) => this.findNext(step),
      },
      this.frame,
      this.grid,
    );
    editor.dom.addEventListener('focus', () => (this.active.value = editor));
    return editor;
  }

  private findState(): FindState {
    const [left, right] = this.single.map((editor) => editor.finder.state) as [FindState, FindState];
    const current = right.current > 0 ? left.count + right.current : left.current;
    return { query: left.query, count: left.count + right.count, current };
  }

  /** The two columns span as many rows as there are items. */
  private align(): void {
    const { view } = this.options.draft;
    if (view.structure === this.structure) return;
    this.structure = view.structure;
    const rows = Math.max(1, outline(view).length);
    const aligned = rows <= ALIGNED_ROWS_MAX;
    this.grid.toggleAttribute('data-aligned', aligned);
    for (const { dom } of this.single) dom.style.gridRow = aligned ? `1 / span ${rows}` : '';
  }
}

/** An editor of one language and a pair of two look the same from outside. */
import type { ReadonlySignal } from '@preact/signals';
import type { Plugin } from 'prosemirror-state';
import type { OwnCaret } from '../app/open_draft';
import type { Lang } from '../wire/types';
import type { CommandId } from './commands/command_list';
import type { EditorLabels, FindState, Replaced, SelectionState } from './editor_types';
import type { EditorHost } from './host';
import type { ShownAs } from './views/shown';

export interface Editor {
  /** The editors of one language that it consists of. */
  readonly single: readonly EditorHost[];
  /** The element that holds the text (of the active language, in a pair). */
  readonly dom: HTMLElement;
  readonly lang: Lang;
  readonly selection: ReadonlySignal<SelectionState>;
  focus(): void;
  /** The selected words, within one item; null where none are selected. */
  range(): OwnCaret | null;
  /** False where there is no such item. */
  goToItem(item: string, options?: { focus?: boolean }): boolean;
  run(command: CommandId): boolean;
  enabled(command: CommandId): boolean;
  /** Runs a command on one item, wherever the caret is: for menus in the margin. */
  runOn(item: string, command: CommandId): boolean;
  find(query: string): FindState;
  findNext(step: 1 | -1): FindState;
  endFind(): void;
  /** Puts words in the place of the current match and goes on, or of all. Null where no match was current yet: the next one is now. */
  replaceFound(words: string, all: boolean): Promise<Replaced | null>;
  /** Keeps the caret of a client (of one's own choice) on screen; null ends it. */
  follow(client: string | null): void;
  /** Takes what the browser has put into the text and not told yet, a word that is being composed too. */
  endComposing(): void;
  setReadonly(readonly: boolean): void;
  /** The style sheet hides words: finding and copying leave them out, and where one may write, writing passes over them. */
  setShown(shown: ShownAs): void;
  setLabels(labels: EditorLabels): void;
  /** Draws more into the text of each language, until the plugin itself draws nothing. */
  extend(plugin: (lang: Lang) => Plugin): void;
  destroy(): void;
}

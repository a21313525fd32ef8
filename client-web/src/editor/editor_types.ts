/** What editors and the views that show them tell each other. */
import type { OpenDraft } from '../app/connected_draft';
import type { SubmitResult } from '../app/open_draft';
import type { ItemKind, ItemStatus, Lang } from '../wire/types';
import type { PastedParagraph } from './paste/paragraphs';

export type RefusalCode = Extract<SubmitResult, { ok: false }>['code'];

/** Words that the editor shows or that a screen reader speaks. */
export interface EditorLabels {
  /** Accessible name of the text in a language. */
  text(lang: Lang): string;
  /** Margin notes; `open` has none. */
  status: Record<Exclude<ItemStatus, 'open'>, string>;
  /** The name of a delegation, for its code. */
  delegation(code: string): string;
  /** Margin note of a translation that is to be aligned. */
  stale: string;
  /** Name of the handle beside an item: drag to move, click for the menu. */
  handle: string;
}

export interface ItemMenuRequest {
  item: string;
  /** What to place the menu at, in the coordinates of the window. */
  anchor: DOMRect;
  source: 'margin' | 'handle' | 'keyboard';
}

export interface LinkRequest {
  /** The link at the selection, if any. */
  href: string | null;
  /** Null takes the link away. False where the address is not one that a link may have, or the change is refused. */
  apply(href: string | null): boolean;
}

/** Several lines were pasted into a translation: they may be the words of items that are there. */
export interface FillRequest {
  lang: Lang;
  /** The item that they were pasted into. */
  from: string;
  lines: readonly PastedParagraph[];
  /** Pastes them as new items, in all languages. */
  addItems(): void;
}

export interface FindState {
  query: string;
  count: number;
  /** Which match is selected, from 1; 0: none. */
  current: number;
}

/** Why a match was left: a refusal, or it is struck already. */
export type ReplacedCode = RefusalCode | 'struck' | 'cited';

export interface Replaced {
  /** Matches that other words stand in the place of, or are proposed in the place of. */
  count: number;
  /** How many of these became proposals. */
  proposed: number;
  /** How many were left as they are, by why. */
  left: Map<ReplacedCode, number>;
}

export interface EditorHandlers {
  /** The caret came to another item, or left the text (null). */
  onItemFocus?(item: string | null): void;
  /** Something that was typed or asked for is not possible: say why. */
  onNotice?(code: RefusalCode, item: string | null): void;
  /** Struck or hidden words and comments in what was pasted are not taken. */
  onLeftOut?(): void;
  /** Which line goes where is to be looked at before anything is written; without it lines become items. */
  onFill?(request: FillRequest): void;
  /** Many items would go by one act: ask. Call `done` with the answer. */
  onRemoveMany?(items: readonly string[], done: (remove: boolean) => void): void;
  onItemMenu?(request: ItemMenuRequest): void;
  onLink?(request: LinkRequest): void;
  onFindRequest?(): void;
  onReplaceRequest?(): void;
  onGoToRequest?(): void;
  onPrintRequest?(): void;
  onShortcutsRequest?(): void;
  /** A comment is to be written, on the selected words where there are any. */
  onCommentRequest?(): void;
  onFind?(state: FindState): void;
}

export interface EditorOptions extends EditorHandlers {
  draft: OpenDraft;
  lang: Lang;
  mount: HTMLElement;
  labels: EditorLabels;
  readonly?: boolean;
  /** Whether the working margin is drawn; true unless said otherwise. */
  margin?: boolean;
  /** Whether items get a handle to drag them by; true unless said otherwise. */
  handle?: boolean;
  /** Goes to the next match in place of the editor: where it is one of several. */
  onFindStep?(step: 1 | -1): FindState;
}

export interface PairOptions extends Omit<EditorOptions, 'lang' | 'margin' | 'handle' | 'onFindStep'> {
  /** Left and right. */
  langs: readonly [Lang, Lang];
}

export type FormatName = 'bold' | 'italic' | 'underline';

/** What toolbars and menus need to know of the selection. */
export interface SelectionState {
  /** Where the caret is; null while the text has not been focused yet. */
  item: string | null;
  /** Every item that the selection touches. */
  items: readonly string[];
  lang: Lang;
  empty: boolean;
  kind: ItemKind | null;
  formats: Record<FormatName, boolean>;
  link: string | null;
  focused: boolean;
}

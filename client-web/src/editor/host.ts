/** What commands, input handling and the handle need of the editor that they belong to. */
import type { ResolvedPos } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../app/connected_draft';
import type { BracketNames } from '../draft/bracket_text';
import type { Lang } from '../wire/types';
import type { Plan } from './edit/plan';
import type { EditorHandlers, FindState, RefusalCode } from './editor_types';
import type { EarlyKeys } from './input/early_keys';
import type { ShownAs } from './views/shown';

export interface EditorHost {
  readonly view: EditorView;
  readonly draft: OpenDraft;
  readonly lang: Lang;
  readonly handlers: EditorHandlers;
  /** Whether this person can write here at all now. */
  readonly writable: boolean;
  /** Whether this person may only make proposals in an item. */
  proposes(item: string): boolean;
  /** Where words that are typed at a place go: behind what this person has struck there. */
  writingPlace($pos: ResolvedPos): number;
  /** Words are being composed: the document must stay as the browser has it. */
  readonly held: boolean;
  /** Which proposals the text is shown with as if they were accepted. */
  readonly shown: ShownAs;
  /** Who stands behind proposals, as brackets name them. */
  readonly names: BracketNames;
  /** Submits a plan and shows it; false where there is nothing to do or it was refused (and said so). */
  runPlan(plan: Plan): boolean;
  /** Words that were being composed are taken as they stand: what comes next is no part of them. */
  endComposing(): void;
  /** Says why something does not happen. */
  refuse(code: RefusalCode, item: string | null): void;
  findNext(step: 1 | -1): FindState;
  endFind(): void;
  /** Keys that came before what they do. */
  readonly early: EarlyKeys;
  /** After Escape the next Tab leaves the text. */
  tabLeaves: boolean;
}

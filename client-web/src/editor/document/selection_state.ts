/** The selection in the words of toolbars and menus. */
import type { EditorState } from 'prosemirror-state';
import type { OwnCaret } from '../../app/open_draft';
import { outlineRow, rowsBetween } from '../../draft/numbering';
import type { DraftState } from '../../draft/state';
import type { Lang } from '../../wire/types';
import { hasAttribute, linkAround, stretchesBetween } from '../edit/format';
import type { FormatName, SelectionState } from '../editor_types';
import { findItem, orderedPoints, pointAt } from './points';
import { schema } from './schema';

const FORMATS: readonly FormatName[] = ['bold', 'italic', 'underline'];

export function noSelection(lang: Lang): SelectionState {
  const formats = { bold: false, italic: false, underline: false };
  return { item: null, items: [], lang, empty: true, kind: null, formats, link: null, focused: false };
}

/** Before the first focus there is no selection, whatever the editor has as a starting point. */
export function describeSelection(
  state: EditorState,
  view: DraftState,
  lang: Lang,
  focused: boolean,
  before: SelectionState,
): SelectionState {
  const { item } = pointAt(state.selection.$head);
  const row = outlineRow(view, item);
  if (!row || (!focused && before.item === null)) return noSelection(lang);
  const { from, to } = orderedPoints(state.selection);
  return {
    item,
    items: from.item === to.item ? [item] : rowsBetween(view, from.item, to.item).map(({ id }) => id),
    lang,
    empty: state.selection.empty,
    kind: row.kind,
    formats: formatsOf(state, view, lang),
    link: linkAround(view, lang, from)?.href ?? null,
    focused,
  };
}

function formatsOf(state: EditorState, view: DraftState, lang: Lang): SelectionState['formats'] {
  const { selection } = state;
  const { from, to } = orderedPoints(selection);
  const stored = state.storedMarks ?? selection.$from.marks();
  const stretches = selection.empty ? [] : stretchesBetween(view, lang, from, to);
  const on = (name: FormatName) =>
    selection.empty
      ? schema.marks[name]!.isInSet(stored) !== undefined
      : hasAttribute(view, lang, stretches, name);
  return Object.fromEntries(FORMATS.map((name) => [name, on(name)])) as SelectionState['formats'];
}

/** The caret, as the others are told of it: a selection over several items is cut off at the edge of the one with the caret. */
export function ownCaret({ doc, selection }: EditorState, lang: Lang): OwnCaret | null {
  const { item, offset: head } = pointAt(selection.$head);
  if (!item) return null;
  const anchor = pointAt(selection.$anchor);
  const edge = selection.anchor < selection.head ? 0 : (findItem(doc, item)?.node.content.size ?? 0);
  return { item, lang, anchor: anchor.item === item ? anchor.offset : edge, head };
}

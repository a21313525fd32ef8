/** Copies and cuts what is selected. */
import { withGestures } from '../commands/commands';
import { readDomSelection } from '../document/dom_selection';
import { isWholeItems, orderedPoints } from '../document/points';
import type { EditorHost } from '../host';
import { deleteSelection } from '../input/input';
import { putOn, write } from './clipboard';

/** `data`: of the browser's event; null where that is over. False where nothing is selected. */
export function copySelection(host: EditorHost, data: DataTransfer | null, cut: boolean): boolean {
  readDomSelection(host.view);
  const cuts = cut && host.writable;
  const { view, draft, shown, names, lang } = host;
  const source = { state: view.state, view: draft.view, lang, shown, names, cuts: cuts ? lang : null };
  if (source.state.selection.empty) return false;
  if (data) putOn(data, source);
  else void write(source);
  if (cuts) cutSelection(host);
  return true;
}

function cutSelection(host: EditorHost): void {
  const { selection } = host.view.state;
  const { from, to } = orderedPoints(selection);
  if (!isWholeItems(selection)) return deleteSelection(host);
  withGestures(host, ({ cut }) => host.runPlan(cut(host, from, to)));
}

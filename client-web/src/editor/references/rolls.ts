/**
 * Lists of the delegations present, as words of an item: the server writes each as a whole (draft/roll).
 *
 * A caret may go through one, for its words are read and copied like any others. But nobody writes in it: what is typed there goes behind it, and
 * what deletes a sign of it deletes it all. Words in the midst of a list would make two lists of it.
 */
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { ROLL_LINK } from '../../draft/roll';
import { readDomSelection } from '../document/dom_selection';
import { schema } from '../document/schema';
import type { EditorHost } from '../host';

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const inItem = new WeakMap<Node, readonly Stretch[]>();

const isRoll = (node: Node) => schema.marks['link']!.isInSet(node.marks)?.attrs['href'] === ROLL_LINK;

/** Offsets in the words of an item; its formats may differ within one. */
export function rollsIn(item: Node): readonly Stretch[] {
  const known = inItem.get(item);
  if (known) return known;
  const found: Stretch[] = [];
  item.forEach((node, from) => {
    if (!isRoll(node)) return;
    const to = from + node.nodeSize;
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  });
  inItem.set(item, found);
  return found;
}

/** Before a key that writes, the caret leaves the list. The key then does what it always does: false. */
export function leaveRoll({ view, held }: EditorHost, event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey } = event;
  const writes = key.length === 1 || ['Enter', 'Dead', 'Process', 'Unidentified'].includes(key);
  if (!writes || ctrlKey || metaKey || held) return false;
  readDomSelection(view);
  const { doc, selection, tr } = view.state;
  const { $head, empty } = selection;
  if (!empty || $head.depth === 0) return false;
  const offset = $head.parentOffset;
  const around = rollsIn($head.parent).find(({ from, to }) => from < offset && offset < to);
  if (around) view.dispatch(tr.setSelection(TextSelection.create(doc, $head.start() + around.to)));
  return false;
}

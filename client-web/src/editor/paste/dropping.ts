/** What is dropped: words of one item; whole items are dragged by their handle. */
import { withGestures } from '../commands/commands';
import { orderedPoints, pointAt } from '../document/points';
import type { EditorHost } from '../host';
import { paste } from '../input/input';

/** Takes the words that the selection holds now, as others may have changed them since they were picked up. */
export function drop(host: EditorHost, event: DragEvent, moved: boolean): void {
  const { state, dragging } = host.view;
  const found = host.view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!found) return;
  const at = pointAt(state.doc.resolve(found.pos));
  if (dragging) {
    const { from, to } = orderedPoints(state.selection);
    withGestures(host, ({ carry }) => host.runPlan(carry(host, from, to, at, !moved)));
    return;
  }
  if (moved) return;
  event.preventDefault();
  const place = host.early.follow(at);
  paste(host, event.dataTransfer, () => {
    const point = place();
    return { from: point, to: point };
  });
}

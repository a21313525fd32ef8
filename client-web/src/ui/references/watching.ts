/** References and handles in the text that is open: they are drawn, typed ones are offered, and `#K7Q` in the address leads to its item. */
import { labelled } from '../i18n/phrases';
import { effect, untracked } from '@preact/signals';
import { itemOfHandle } from '../../draft/handles';
import { isThere, textOf } from '../../draft/state';
import { attachReferences, redrawReferences } from '../../editor/references/reference_marks';
import type { Editor } from '../../editor';
import { itemTitle } from '../draft/words/item_name';
import { plainText } from '../draft/words/plain_text';
import { shorten } from '../draft/words/shorten';
import type { Workspace } from '../draft/workspace';
import { rollWords } from '../roll/words';
import { toast } from '../widgets/toast';
import { handlesShown } from './handles_shown';
import { startOffering } from './offer';
import { referenceWords } from './words';

const LONGEST_QUOTE = 160;
/** The text may be fetched still when somebody comes by a link. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 100;

export function watchReferences(ws: Workspace): () => void {
  const stopDrawing = drawReferences(ws);
  const stopGoing = goToAddressedHandle(ws);
  return () => {
    stopDrawing();
    stopGoing();
  };
}

function aboutItem(ws: Workspace, id: string, lang: string): string {
  const state = ws.draft.view;
  const item = state.items.get(id);
  if (!item) return '';
  const name = isThere(state, id) ? itemTitle(state, id) : referenceWords.value.removed;
  return labelled(name, shorten(plainText(textOf(item, lang)), LONGEST_QUOTE));
}

function attach(ws: Workspace, editor: Editor): () => void {
  const stops = editor.single.map((host) =>
    attachReferences(host, {
      about: (item) => aboutItem(ws, item, host.lang),
      goTo: (item) => {
        if (isThere(ws.draft.view, item)) ws.goTo(item);
        else toast(aboutItem(ws, item, host.lang));
      },
      showsHandles: () => handlesShown.peek(),
      aboutRoll: () => rollWords.value.about,
    }),
  );
  stops.push(startOffering(editor.single));
  return () => stops.forEach((stop) => stop());
}

function drawReferences(ws: Workspace): () => void {
  let structure: object | null = null;
  const redraw = () => ws.editor.peek()?.single.forEach(redrawReferences);
  const stopListening = ws.draft.onView(() => {
    if (ws.draft.view.structure === structure) return;
    structure = ws.draft.view.structure;
    redraw();
  });
  const stopAttaching = effect(() => {
    const editor = ws.editor.value;
    return editor ? untracked(() => attach(ws, editor)) : undefined;
  });
  const stopShowing = effect(() => {
    void handlesShown.value;
    untracked(redraw);
  });
  return () => {
    stopListening();
    stopAttaching();
    stopShowing();
  };
}

/** `/d/ID#K7Q` */
function goToAddressedHandle(ws: Workspace): () => void {
  let timer: ReturnType<typeof setInterval>;
  const go = () => {
    clearInterval(timer);
    const handle = decodeURIComponent(location.hash.slice(1));
    if (!/^§?[A-Za-z0-9]{3,}$/.test(handle)) return;
    const until = performance.now() + PATIENCE_MS;
    timer = setInterval(() => {
      if (performance.now() > until) clearInterval(timer);
      if (!ws.textView || ws.draft.view.items.size === 0) return;
      clearInterval(timer);
      const item = itemOfHandle(ws.draft.view, handle);
      if (item && isThere(ws.draft.view, item)) ws.goTo(item);
      else if (item) toast(referenceWords.value.handleGone(handle.toUpperCase()));
    }, LOOK_MS);
  };
  go();
  addEventListener('hashchange', go);
  return () => {
    clearInterval(timer);
    removeEventListener('hashchange', go);
  };
}

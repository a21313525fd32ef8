/** Beside selected words: a button to say something about just these, and for the chair what to decide about them. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Icon } from '../../widgets/icon';
import { later } from '../../widgets/later';
import type { Workspace } from '../workspace';

const SelectedParts = later(async () => (await import('../../negotiation')).SelectedParts);

interface Place {
  top: number;
  left: number;
  bottom: number;
  start: number;
}

export function SelectionComment({ ws }: { ws: Workspace }) {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => setPlace(placeOfSelection());
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 150);
    };
    document.addEventListener('selectionchange', soon);
    addEventListener('scroll', look, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', soon);
      removeEventListener('scroll', look);
    };
  }, []);
  if (!place || ws.draft.you.value?.role === 'observer') return null;
  return (
    <>
      {ws.isChair.value && <SelectedParts ws={ws} top={place.bottom + 6} left={place.start} />}
      <button
        type="button"
        class="selection-comment"
        style={{ top: `${place.top}px`, left: `${place.left}px` }}
        aria-label={t.value.commands.comment}
        title={t.value.commands.comment}
        onMouseDown={(event) => event.preventDefault()} // the selection is what it is about
        onClick={() => ws.writeComment()}
      >
        <Icon name="comment" />
      </button>
    </>
  );
}

/** At the end of the text's lines, as high as the selection begins; null where nothing of the text is selected. */
function placeOfSelection(): Place | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const { anchorNode } = selection;
  const editor = (anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement)?.closest('.editor');
  const item = (anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement)?.closest('.item');
  if (!editor || !item) return null;
  const { top, bottom, left } = selection.getRangeAt(0).getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) return null;
  const style = getComputedStyle(item);
  const edge = item.getBoundingClientRect().right - parseFloat(style.paddingInlineEnd);
  return { top: Math.max(top, 8), left: Math.min(edge - 8, innerWidth - 44), bottom, start: left };
}

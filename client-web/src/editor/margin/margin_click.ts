/** Clicks in the working margin. It is drawn by the style sheet, so a click there lands on the item itself. */
export interface MarginClick {
  item: string;
  anchor: DOMRect;
}

const NOTE_LINE_PX = 20;

export function marginClick(event: MouseEvent): MarginClick | null {
  const element = event.target;
  if (!(element instanceof HTMLElement) || !element.classList.contains('item')) return null;
  const { left, right, bottom } = element.getBoundingClientRect();
  const { paddingInlineEnd, direction } = getComputedStyle(element);
  const width = parseFloat(paddingInlineEnd);
  const note = getComputedStyle(element, '::after');
  const beside =
    note.position === 'absolute' &&
    (direction === 'rtl' ? event.clientX < left + width : event.clientX > right - width);
  const below =
    note.position === 'static' && note.content !== 'none' && event.clientY > bottom - NOTE_LINE_PX;
  if (!beside && !below) return null;
  return { item: element.dataset['id']!, anchor: new DOMRect(event.clientX, event.clientY - 8, 0, 16) };
}

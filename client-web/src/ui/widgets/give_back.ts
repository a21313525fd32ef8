/**
 * What opens over the page or beside it takes the focus and gives it back. Call this before it takes it; what it returns is called
 * when it has closed. The focus stays where somebody has put it meanwhile, outside of the box.
 */
export function giveBackFocus(box: Element): () => void {
  const before = document.activeElement;
  return () => {
    const now = document.activeElement;
    const isLost = !now || now === document.body || box.contains(now);
    if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}

/** Scrolling to a place in a document of which most is not laid out yet. */

/** Placeholders have guessed heights: what came into view before may push it out again, so look again. */
const ROUNDS = 4;

export function scrollToElement(element: Element, block: ScrollLogicalPosition = 'center'): void {
  let top = Number.NaN;
  let rounds = ROUNDS;
  const look = () => {
    const now = element.getBoundingClientRect().top;
    if (Math.abs(now - top) < 1 || rounds-- === 0) return;
    element.scrollIntoView({ block, behavior: 'instant' });
    top = element.getBoundingClientRect().top;
    requestAnimationFrame(look);
  };
  look();
}

export function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}

/**
 * The handle beside the item under the pointer: a click opens the item's menu, dragging moves the item with all below
 * it. How far to the right it is dropped says how deep. The keyboard has Alt+arrows, Tab and Mod+. for the same.
 */
import { outline } from '../../draft/numbering';
import { dropAt } from '../edit/levels';
import type { EditorHost } from '../host';
import { depthsBelow, rowAbove, subtreeOf } from '../edit/rows';
import { setItemClass } from './item_classes';

const DRAG_AFTER_PX = 4;
const GUTTER_PX = 26;
const SCROLL_EDGE_PX = 60;
const SCROLL_STEP_PX = 14;

interface Gap {
  above: string | null;
  depth: number;
}

interface Drag {
  item: string;
  startX: number;
  startY: number;
  moving: boolean;
  gap: Gap | null;
}

export class ItemHandle {
  private readonly element = document.createElement('div');
  private readonly button = document.createElement('button');
  private readonly line = document.createElement('div');
  private readonly listening = new AbortController();
  /** What it is shown for: a menu or a move is for that, wherever the text goes meanwhile. */
  private item: string | null = null;
  private drag: Drag | null = null;
  private pointer = { x: NaN, y: NaN };
  /** Heights change after the text has: what comes into view is laid out only then. */
  private readonly resized = new ResizeObserver(() => this.placeAgain());
  private readonly stopPlacing: () => void;

  /** `frame` is positioned and holds the editor. */
  constructor(
    private readonly host: EditorHost,
    private readonly frame: HTMLElement,
  ) {
    this.element.className = 'item-handle';
    this.line.className = 'drop-line';
    this.line.hidden = true;
    this.button.type = 'button';
    this.button.tabIndex = -1;
    this.button.append(dots());
    this.element.append(this.button);
    frame.append(this.element, this.line);
    this.listen();
    this.resized.observe(host.view.dom);
    this.stopPlacing = host.draft.onView(() => requestAnimationFrame(() => this.placeAgain()));
  }

  setLabel(label: string): void {
    this.button.setAttribute('aria-label', label);
    this.button.title = label;
  }

  destroy(): void {
    this.listening.abort();
    this.stopPlacing();
    this.resized.disconnect();
    this.element.remove();
    this.line.remove();
  }

  private listen(): void {
    const { signal } = this.listening;
    const { dom } = this.host.view;
    dom.addEventListener('pointerover', (event) => this.hover(event), { signal });
    this.frame.addEventListener('pointermove', (event) => this.isAtRest(event), { signal });
    this.frame.addEventListener('pointerleave', () => this.hide(), { signal });
    this.button.addEventListener('pointerdown', (event) => this.start(event), { signal });
    this.button.addEventListener('pointermove', (event) => this.move(event), { signal });
    this.button.addEventListener('pointerup', () => this.end(true), { signal });
    this.button.addEventListener('pointercancel', () => this.end(false), { signal });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.end(false), { signal });
  }

  /** When text comes to stand under a pointer that rests, nobody has pointed at it. */
  private isAtRest({ clientX: x, clientY: y }: PointerEvent): boolean {
    const rests = this.pointer.x === x && this.pointer.y === y;
    this.pointer = { x, y };
    return rests;
  }

  /** Stays beside its item when the text moves. */
  private placeAgain(): void {
    if (this.item === null || this.drag) return;
    const element = this.elementOf(this.item);
    if (element instanceof HTMLElement) this.place(element);
    else this.hide();
  }

  private hover(event: PointerEvent): void {
    if (this.drag || event.pointerType === 'touch' || event.buttons > 0 || this.isAtRest(event)) return;
    const item = itemUnder(event.target);
    const id = item?.dataset['id'];
    if (!item || !id || id === this.item) return;
    this.item = id;
    this.place(item);
  }

  private place(item: HTMLElement): void {
    const frame = this.frame.getBoundingClientRect();
    const { top, left, right } = item.getBoundingClientRect();
    const style = getComputedStyle(item);
    const indent = parseFloat(style.getPropertyValue('--depth')) * this.levelWidth() - GUTTER_PX;
    const x =
      style.direction === 'rtl'
        ? right - frame.left - indent - this.element.offsetWidth
        : left - frame.left + indent;
    this.element.style.transform = `translate(${x}px, ${top - frame.top + parseFloat(style.paddingTop)}px)`;
    this.element.dataset['shown'] = '';
  }

  private hide(): void {
    if (this.drag) return;
    this.item = null;
    delete this.element.dataset['shown'];
  }

  private start(event: PointerEvent): void {
    if (!this.item || event.button !== 0) return;
    event.preventDefault();
    this.button.setPointerCapture(event.pointerId);
    const { clientX: startX, clientY: startY } = event;
    this.drag = { item: this.item, startX, startY, moving: false, gap: null };
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const far = Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) > DRAG_AFTER_PX;
    if (!drag.moving && far && this.host.writable) {
      drag.moving = true;
      setItemClass(this.host.view, 'dragged', drag.item);
    }
    if (!drag.moving) return;
    scrollAtEdge(event.clientY);
    drag.gap = this.gapAt(event.clientX, event.clientY, drag.item);
    this.showLine(drag.gap);
  }

  private end(dropped: boolean): void {
    const { drag } = this;
    if (!drag) return;
    this.drag = null;
    this.line.hidden = true;
    if (drag.moving) setItemClass(this.host.view, 'dragged', null);
    if (!dropped) return;
    if (!drag.moving) return this.openMenu(drag.item);
    const { draft, lang } = this.host;
    if (drag.gap) this.host.runPlan(dropAt(draft.view, lang, drag.item, drag.gap.above, drag.gap.depth));
    this.hide();
  }

  private openMenu(item: string): void {
    this.host.handlers.onItemMenu?.({ item, anchor: this.button.getBoundingClientRect(), source: 'handle' });
  }

  /** The gap between two items that the pointer is nearest to; none inside what is being moved. */
  private gapAt(x: number, y: number, moving: string): Gap | null {
    const { dom } = this.host.view;
    const { left, width } = dom.getBoundingClientRect();
    const item = itemUnder(document.elementFromPoint(left + width / 2, y));
    const id = item?.dataset['id'];
    if (!item || !id || !dom.contains(item)) return null;
    const { top, height } = item.getBoundingClientRect();
    const { view } = this.host.draft;
    const above = y > top + height / 2 ? id : (rowAbove(view, id)?.id ?? null);
    const moved = subtreeOf(view, moving);
    if (moved.slice(1).some((row) => row.id === above)) return null;
    const { least, most } = depthsBelow(view, above);
    const wanted = Math.round((x - left) / this.levelWidth()) + 1;
    return { above, depth: Math.max(least, Math.min(wanted, most)) };
  }

  private showLine(gap: Gap | null): void {
    const element = gap && this.elementOf(gap.above);
    this.line.hidden = !element;
    if (!gap || !element) return;
    const frame = this.frame.getBoundingClientRect();
    const { left, top, bottom, width } = element.getBoundingClientRect();
    const indent = (gap.depth - 1) * this.levelWidth();
    const { style } = this.line;
    style.insetBlockStart = `${(gap.above === null ? top : bottom) - frame.top - 1}px`;
    const isRtl = getComputedStyle(element).direction === 'rtl';
    style.left = `${left - frame.left + (isRtl ? 0 : indent)}px`;
    style.inlineSize = `${width - indent}px`;
  }

  /** The element of an item; for null that of the first. */
  private elementOf(id: string | null): Element | null {
    const wanted = id ?? outline(this.host.draft.view)[0]?.id;
    return wanted ? this.host.view.dom.querySelector(`[data-id="${wanted}"]`) : null;
  }

  private levelWidth(): number {
    const { dom } = this.host.view;
    const style = getComputedStyle(dom);
    return parseFloat(style.getPropertyValue('--level')) * parseFloat(style.fontSize);
  }
}

function itemUnder(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.item') : null;
}

function scrollAtEdge(y: number): void {
  if (y < SCROLL_EDGE_PX) window.scrollBy(0, -SCROLL_STEP_PX);
  else if (y > window.innerHeight - SCROLL_EDGE_PX) window.scrollBy(0, SCROLL_STEP_PX);
}

function dots(): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 12 16');
  svg.setAttribute('aria-hidden', 'true');
  for (const y of [3, 8, 13]) {
    for (const x of [3, 9]) {
      const dot = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'circle'));
      dot.setAttribute('cx', String(x));
      dot.setAttribute('cy', String(y));
      dot.setAttribute('r', '1.5');
    }
  }
  return svg;
}

/**
 * A row of tools of which those that do not fit stand in a menu at its end, the least wanted first, so that nothing is
 * ever cut off.
 *
 * After each drawing the row measures the tools that it shows and remembers their widths. From all widths that it knows
 * it chooses anew; where the choice differs it draws once more. A tool that has never been measured is tried.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon';
import { MenuButton } from './menu_button';

export interface OverflowTool {
  id: string;
  /** Of two tools, the one that is worth less goes into the menu first. */
  worth: number;
  tool: ComponentChildren;
  /** It has a place in the menu; without one, it is left out where there is no room. */
  inMenu?: boolean;
  /** A line sets it apart from the one before. */
  begins?: boolean;
  /** Takes what room is left before it. */
  atEnd?: boolean;
}

interface OverflowRowProps {
  tools: readonly OverflowTool[];
  label: string;
  moreLabel: string;
  /** What stands in the menu for the tools that are hidden. */
  menu: (hidden: ReadonlySet<string>, close: () => void) => ComponentChildren;
}

const MORE_PX = 48;
const GAP_PX = 2;

export function OverflowRow({ tools, label, moreLabel, menu }: OverflowRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const widths = useRef(new Map<string, number>());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  const choose = () => {
    const element = row.current;
    if (!element) return;
    for (const part of element.querySelectorAll<HTMLElement>(':scope > [data-tool]'))
      widths.current.set(part.dataset['tool']!, part.offsetWidth);
    const style = getComputedStyle(element);
    const room =
      element.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    const next = thatDoNotFit(tools, widths.current, room);
    if (next.size !== hidden.size || [...next].some((id) => !hidden.has(id))) setHidden(next);
  };
  useLayoutEffect(choose);
  useEffect(() => {
    const observer = new ResizeObserver(choose);
    observer.observe(row.current!);
    for (const part of row.current!.children) observer.observe(part); // what comes later grows when it is here
    return () => observer.disconnect();
  });

  const needsMenu = tools.some(({ id, inMenu }) => inMenu && hidden.has(id));
  return (
    <div class="tools" role="group" aria-label={label} ref={row}>
      {tools
        .filter(({ id }) => !hidden.has(id))
        .map(({ id, tool, begins, atEnd }) => (
          <div
            key={id}
            data-tool={id}
            class={`tools-part ${begins ? 'tools-begins' : ''} ${atEnd ? 'tools-end' : ''}`}
          >
            {tool}
          </div>
        ))}
      {needsMenu && (
        <MenuButton label={moreLabel} icon={<Icon name="more" />} class="tool">
          {(close) => menu(hidden, close)}
        </MenuButton>
      )}
    </div>
  );
}

/** The tools to hide, so that the others fit into `room` pixels. */
export function thatDoNotFit(
  tools: readonly Pick<OverflowTool, 'id' | 'worth' | 'inMenu'>[],
  widths: ReadonlyMap<string, number>,
  room: number,
): Set<string> {
  const hidden = new Set<string>();
  const width = (id: string) => (widths.get(id) ?? 0) + GAP_PX;
  let needed = tools.reduce((sum, { id }) => sum + width(id), 0);
  let more = 0; // the width of the button of the menu, once there is something in it
  for (const { id, inMenu } of [...tools].sort((a, b) => a.worth - b.worth)) {
    if (needed + more <= room) break;
    hidden.add(id);
    needed -= width(id);
    if (inMenu) more = MORE_PX;
  }
  return hidden;
}

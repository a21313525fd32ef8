/** Bold, italic, underline, links: attributes of a range, item by item. */
import { Op as Part } from 'quill-delta';
import { textOf, textLength, type DraftState } from '../../draft/state';
import { rowsBetween } from '../../draft/numbering';
import type { Point } from './plan';

export interface Stretch {
  item: string;
  from: number;
  to: number;
}

interface Link extends Stretch {
  href: string;
}

/** The part of each item's text that lies between two places, in document order. */
export function stretchesBetween(view: DraftState, lang: string, from: Point, to: Point): Stretch[] {
  return rowsBetween(view, from.item, to.item)
    .map(({ id }) => ({
      item: id,
      from: id === from.item ? from.offset : 0,
      to: id === to.item ? to.offset : textLength(view, id, lang),
    }))
    .filter((stretch) => stretch.from < stretch.to);
}

export function hasAttribute(
  view: DraftState,
  lang: string,
  stretches: readonly Stretch[],
  name: string,
): boolean {
  return (
    stretches.length > 0 &&
    stretches.every(({ item, from, to }) =>
      textOf(view.items.get(item)!, lang)
        .slice(from, to)
        .ops.every((part) => part.attributes?.[name] !== undefined),
    )
  );
}

/** The whole of a link around a place, so that it can be changed without being selected first. */
export function linkAround(view: DraftState, lang: string, { item, offset }: Point): Link | undefined {
  const links: Link[] = [];
  let at = 0;
  for (const part of textOf(view.items.get(item)!, lang).ops) {
    const to = at + Part.length(part);
    const href = part.attributes?.['link'] as string | undefined;
    const last = links.at(-1);
    if (href !== undefined && last?.to === at && last.href === href) last.to = to;
    else if (href !== undefined) links.push({ item, from: at, to, href });
    at = to;
  }
  return links.find((link) => link.from <= offset && offset <= link.to);
}

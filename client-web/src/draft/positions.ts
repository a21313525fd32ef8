/** Questions about what delegations think of an item. Agrees with the server's draft/positions. */
import { positionKey, type Negotiation } from './negotiation';
import type { Item } from './types';
import type { PositionEntry } from '../wire/types';

export function positionsOf({ positions }: Negotiation, item: string): readonly PositionEntry[] {
  return [...positions.values()].filter((entry) => entry.item === item && entry.position !== null);
}

export function positionOf(
  { positions }: Negotiation,
  item: string,
  delegation: string,
): PositionEntry | undefined {
  const entry = positions.get(positionKey(item, delegation));
  return entry?.position ? entry : undefined;
}

/** Given on other words than the item has now. */
export function isOutdated(entry: PositionEntry, item: Item): boolean {
  return Object.values(item.changed).some((seq) => seq > entry.seq);
}

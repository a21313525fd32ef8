/** Which comments this device has shown already, as the seq of the newest in each item. */
import { signal } from '@preact/signals';
import type { Comment } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { readSetting, writeSetting } from '../settings_store';

const keyOf = (ws: Workspace) => `read.${ws.draft.id}`;
const read = signal<Record<string, number>>({});
let loaded = '';

function load(ws: Workspace): Record<string, number> {
  if (loaded !== keyOf(ws)) {
    loaded = keyOf(ws);
    try {
      read.value = JSON.parse(readSetting(loaded) ?? '{}') as Record<string, number>;
    } catch {
      read.value = {};
    }
  }
  return read.value;
}

export function isUnread(ws: Workspace, { item, seq, by }: Comment): boolean {
  const mine = by === '' || by === ws.draft.you.value?.id;
  return !mine && seq > (load(ws)[item] ?? 0);
}

/** Once somebody has had time to see them. */
export function markRead(ws: Workspace, item: string): () => void {
  const timer = setTimeout(() => {
    const { comments } = ws.view.value.negotiation;
    const newest = Math.max(
      0,
      ...[...comments.values()].filter((one) => one.item === item).map(({ seq }) => seq),
    );
    if (newest <= (load(ws)[item] ?? 0)) return;
    read.value = { ...read.value, [item]: newest };
    writeSetting(keyOf(ws), JSON.stringify(read.value));
  }, 3000);
  return () => clearTimeout(timer);
}

export function countUnread(ws: Workspace): number {
  const { comments } = ws.view.value.negotiation;
  return [...comments.values()].filter((comment) => !comment.removed && isUnread(ws, comment)).length;
}

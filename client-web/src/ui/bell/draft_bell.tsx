/** The bell of a draft's page. */
import type { Workspace } from '../draft/workspace';
import { Bell } from './bell';

export function DraftBell({ ws }: { ws: Workspace }) {
  const you = ws.draft.you.value?.id;
  return you ? <Bell you={you} here={{ draft: ws.draft.id, goTo: (item) => ws.goTo(item) }} /> : null;
}

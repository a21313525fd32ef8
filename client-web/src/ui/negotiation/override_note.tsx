/** Why an item is agreed or approved although something stood against it: the chair's reason, for everybody. */
import type { Item } from '../../draft/state';
import { t } from '../i18n';
import { formatMoment } from '../i18n/dates';
import type { Workspace } from '../draft/workspace';
import { nameOf } from './who';
import { words } from './words';

export function OverrideNote({ ws, item }: { ws: Workspace; item: Item }) {
  const { override, status } = item;
  if (!override) return null;
  const { reason, by, at } = override;
  const who = nameOf(ws, by);
  return (
    <div class="consultation override">
      <strong>{words.value.override(t.value.status[status])}</strong>
      <p class="proposal-note">{reason}</p>
      <p class="muted">{at ? words.value.decidedBy(who, formatMoment(at)) : words.value.by(who)}</p>
    </div>
  );
}

/** The chair decides several proposals at once: one op, asked for once more. */
import { useState } from 'preact/hooks';
import type { Change, Proposal } from '../../wire/types';
import { t } from '../i18n';
import type { Workspace } from '../draft/workspace';
import { decide } from './deciding';
import { words } from './words';

type Decision = 'proposal.accept' | 'proposal.reject';

export function DecideAll({ ws, proposals }: { ws: Workspace; proposals: readonly Proposal[] }) {
  const w = words.value;
  const [wanted, setWanted] = useState<Decision | null>(null);
  const changes = (type: Decision): Change[] => proposals.map(({ id }) => ({ type, proposal: id }));
  if (proposals.length < 2 || !ws.draft.check(changes('proposal.accept')).ok) return null;
  if (wanted === null)
    return (
      <div class="row">
        <button type="button" class="button button-small" onClick={() => setWanted('proposal.accept')}>
          {w.acceptAll(proposals.length)}
        </button>
        <button type="button" class="button button-small" onClick={() => setWanted('proposal.reject')}>
          {w.rejectAll(proposals.length)}
        </button>
      </div>
    );
  return (
    <div class="row" role="group" aria-label={w.sure(proposals.length)}>
      <span>{w.sure(proposals.length)}</span>
      <button
        type="button"
        class="button button-small button-main"
        autoFocus
        onClick={() => {
          decide(
            ws,
            wanted,
            proposals.map(({ id }) => id),
          );
          setWanted(null);
        }}
      >
        {wanted === 'proposal.accept' ? w.acceptAll(proposals.length) : w.rejectAll(proposals.length)}
      </button>
      <button type="button" class="button button-small" onClick={() => setWanted(null)}>
        {t.value.app.cancel}
      </button>
    </div>
  );
}

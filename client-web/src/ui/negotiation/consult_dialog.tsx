/** The chair sends an item home: to whom, until when, with silence or not. */
import { useState } from 'preact/hooks';
import { openProposalsIn } from '../../draft/blockers';
import { t } from '../i18n';
import { delegationName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import type { Workspace } from '../draft/workspace';
import { delegationsOf } from './who';
import { words } from './words';

const DAY = 86_400_000;

/** As an input of type datetime-local wants it, in the zone of this device. */
function asLocal(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

/** Why it cannot be sent as it stands, by what is asked for now: what has been put right is no longer held against it. */
function problemWith(
  ws: Workspace,
  item: string,
  { chosen, time, silence }: { chosen: readonly string[]; time: number; silence: boolean },
): string | null {
  const w = words.value;
  if (chosen.length === 0) return w.needDelegation;
  if (!(time > Date.now())) return w.past;
  const { negotiation, items } = ws.view.value;
  const found = items.get(item);
  if (silence && found && openProposalsIn(negotiation, found).length > 0) return w.silenceNeedsOneText;
  return null;
}

export function ConsultDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const w = words.value;
  const item = ws.lastItem.value;
  const codes = delegationsOf(ws.view.value, ws.draft.participants.value);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [until, setUntil] = useState(asLocal(Date.now() + 3 * DAY));
  const [silence, setSilence] = useState(false);
  const [tried, setTried] = useState(false);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ');
  if (item === null) return null;

  const time = new Date(until).getTime();
  const problem = problemWith(ws, item, { chosen, time, silence });

  function send(event: Event) {
    event.preventDefault();
    if (problem) return setTried(true);
    const delegations = [...chosen];
    if (
      ws.act([{ type: 'consult.open', item: item!, delegations, until: time, ...(silence && { silence }) }])
    )
      onClose();
  }

  return (
    <Dialog title={w.consultTitle(ws.titleFor(item))} onClose={onClose}>
      <form onSubmit={send}>
        <Delegations codes={codes} chosen={chosen} onChosen={setChosen} />
        <Field label={w.consultUntil(zone)}>
          <input
            type="datetime-local"
            required
            value={until}
            onInput={(e) => setUntil(e.currentTarget.value)}
          />
        </Field>
        <label class="choice">
          <input type="checkbox" checked={silence} onChange={(e) => setSilence(e.currentTarget.checked)} />{' '}
          {w.consultSilence}
        </label>
        {tried && problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main">
            {w.consultSend}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface DelegationsProps {
  codes: readonly string[];
  chosen: readonly string[];
  onChosen: (chosen: readonly string[]) => void;
}

/** Asks which delegations are consulted: all of them at once, or one by one. */
function Delegations({ codes, chosen, onChosen }: DelegationsProps) {
  const w = words.value;
  return (
    <fieldset class="choices">
      <legend class="field-label">{w.consultWho}</legend>
      <label class="choice">
        <input
          type="checkbox"
          checked={codes.length > 0 && chosen.length === codes.length}
          onChange={(e) => onChosen(e.currentTarget.checked ? codes : [])}
        />{' '}
        <strong>{w.all}</strong>
      </label>
      {codes.map((code) => (
        <label key={code} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(e) =>
              onChosen(e.currentTarget.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
            }
          />{' '}
          {delegationName(code)}
        </label>
      ))}
    </fieldset>
  );
}

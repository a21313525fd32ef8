/** What the chair does about cosigning: asks delegations, lets one go with a reason, takes the request back. */
import { useState } from 'preact/hooks';
import { missing, type Asked } from '../../proof/cosigning';
import { t } from '../i18n';
import { delegationName } from '../i18n/format';
import { delegationsOf } from '../negotiation/who';
import { Field } from '../widgets/field';
import { tally } from '../draft/progress/tally';
import type { Acting } from './cosigning_acting';
import { ask } from './cosigning_acts';
import { cosigningWords } from './cosigning_words';

/** Once every item is approved. */
export function AskForCosignatures({ ws, run, busy }: Acting) {
  const words = cosigningWords.value;
  const codes = delegationsOf(ws.view.value, ws.draft.participants.value);
  const [left, setLeft] = useState<readonly string[]>([]); // who is not asked
  const { counts, total } = tally(ws.view.value);
  if (total === 0 || counts.approved < total || codes.length === 0) return null;
  const chosen = codes.filter((code) => !left.includes(code));
  return (
    <fieldset class="choices">
      <legend class="field-label">{words.askTitle}</legend>
      {codes.map((code) => (
        <label key={code} class="choice">
          <input
            type="checkbox"
            checked={!left.includes(code)}
            onChange={(e) =>
              setLeft(e.currentTarget.checked ? left.filter((one) => one !== code) : [...left, code])
            }
          />{' '}
          {delegationName(code)}
        </label>
      ))}
      <p>{words.askExplain}</p>
      <button
        type="button"
        class="button"
        disabled={busy || chosen.length === 0}
        onClick={() => run(() => ask(ws, chosen))}
      >
        {words.askAction}
      </button>
    </fieldset>
  );
}

/** Whoever refuses or has no device. The reason is asked for before anything is sent. */
export function LetGo({ ws, state, run, busy, asked }: Acting & { asked: Asked }) {
  const words = cosigningWords.value;
  const [rest, setRest] = useState<readonly string[] | null>(null); // who would be asked still
  if (rest)
    return <WithReason onDone={() => setRest(null)} send={(note) => run(() => ask(ws, [...rest], note))} />;
  return (
    <p class="cosign-letting">
      {missing(state).map((code) => (
        <button
          key={code}
          type="button"
          class="button button-small"
          disabled={busy}
          onClick={() => setRest(asked.delegations.filter((one) => one !== code))}
        >
          {words.letGoLabel(delegationName(code))}
        </button>
      ))}
      <button type="button" class="button button-small" disabled={busy} onClick={() => setRest([])}>
        {words.stop}
      </button>
    </p>
  );
}

function WithReason({ send, onDone }: { send: (note: string) => void; onDone: () => void }) {
  const words = cosigningWords.value;
  const [note, setNote] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    send(note.trim());
    onDone();
  };
  return (
    <form onSubmit={submit}>
      <Field label={words.reason}>
        <input value={note} autoFocus required onInput={(e) => setNote(e.currentTarget.value)} />
      </Field>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onDone}>
          {t.value.app.cancel}
        </button>
        <button type="submit" class="button button-main" disabled={note.trim() === ''}>
          {words.confirm}
        </button>
      </div>
    </form>
  );
}

/**
 * A translation was pasted: which line goes to which item, to be looked at before anything is written. The text goes
 * on changing behind the dialog, so what it shows is found anew. Words that are there stay, unless somebody says that
 * they are to be replaced.
 */
import { useState } from 'preact/hooks';
import { settledText } from '../../../draft/decided_text';
import { outlineRow } from '../../../draft/numbering';
import { originalLang, textOf, type DraftState } from '../../../draft/state';
import type { FillRequest } from '../../../editor';
import { fillChange, fillingOf, type FilledRow } from '../../../editor/paste/fill_plan';
import type { Change } from '../../../wire/types';
import { t } from '../../i18n';
import { languageName } from '../../i18n/format';
import { Dialog } from '../../widgets/dialog';
import { plainText } from '../words/plain_text';
import type { Workspace } from '../workspace';

interface FillProps {
  ws: Workspace;
  request: FillRequest;
  onClose: () => void;
}

export function FillDialog({ ws, request, onClose }: FillProps) {
  const words = t.value.fill;
  const view = ws.settledView.value;
  const { lang, from, lines } = request;
  const [overwrites, setOverwrites] = useState(false);
  const { rows, left } = fillingOf(view, lang, from, lines);
  const states = rows.map((one) => stateOf(ws, view, lang, one));
  const taken = states.filter((state) => state === 'taken').length;
  const written = rows.filter((_, at) => states[at] === 'free' || (overwrites && states[at] === 'taken'));

  function apply() {
    const changes = changesNow(ws, lang, written);
    onClose();
    ws.act(changes, words.done);
  }

  function addItems() {
    onClose();
    request.addItems();
  }

  return (
    <Dialog title={words.title(languageName(lang))} onClose={onClose} wide>
      <p>{words.explain}</p>
      <div class="fill">
        <FillTable view={view} lang={lang} rows={rows} states={states} overwrites={overwrites} />
        {left.length > 0 && <LeftLines lang={lang} left={left} />}
      </div>
      {taken > 0 && <OverwriteCheck taken={taken} overwrites={overwrites} onChange={setOverwrites} />}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={addItems}>
          {words.addItems}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t.value.app.cancel}
        </button>
        <button type="button" class="button button-main" disabled={written.length === 0} onClick={apply}>
          {words.apply(written.length)}
        </button>
      </div>
    </Dialog>
  );
}

/** Says what to change in the text as it is now: what somebody has filled in meanwhile is theirs. */
function changesNow(ws: Workspace, lang: string, written: readonly FilledRow[]): Change[] {
  const now = ws.draft.view;
  const still = written.filter(({ row, filled }) => {
    const item = outlineRow(now, row.id) && now.items.get(row.id);
    return item && (filled || textOf(item, lang).length() === 0);
  });
  return still.map(({ row, line }) => fillChange(now, lang, row.id, line!));
}

type State = 'none' | 'free' | 'taken' | 'locked';

function stateOf(ws: Workspace, view: DraftState, lang: string, { row, line, filled }: FilledRow): State {
  if (!line) return 'none';
  if (!ws.draft.check([fillChange(view, lang, row.id, line)]).ok) return 'locked';
  return filled ? 'taken' : 'free';
}

interface FillTableProps {
  view: DraftState;
  lang: string;
  rows: readonly FilledRow[];
  /** One for each of the rows. */
  states: readonly State[];
  overwrites: boolean;
}

/** Shows each item beside the line that goes to it. */
function FillTable({ view, lang, rows, states, overwrites }: FillTableProps) {
  const words = t.value.fill;
  const original = originalLang(view);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            {words.original} ({languageName(original)})
          </th>
          <th scope="col">{words.pasted}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one, at) => (
          <tr key={one.row.id}>
            <td lang={original}>
              {one.row.path && <b>{one.row.path} </b>}
              {wordsIn(view, one.row.id, original)}
            </td>
            <td lang={lang}>
              <Filled view={view} lang={lang} one={one} state={states[at]!} overwrites={overwrites} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface FilledProps {
  view: DraftState;
  lang: string;
  one: FilledRow;
  state: State;
  overwrites: boolean;
}

function Filled({ view, lang, one: { row, line }, state, overwrites }: FilledProps) {
  const words = t.value.fill;
  if (!line) return <small class="muted">{words.none}</small>;
  const pasted = plainText(line.delta);
  if (state === 'free') return <>{pasted}</>;
  if (state === 'locked')
    return (
      <>
        <s>{pasted}</s> <small class="muted">{words.locked}</small>
      </>
    );
  const present = wordsIn(view, row.id, lang);
  return (
    <>
      {overwrites ? pasted : <s>{pasted}</s>}
      <br />
      <small class="muted">
        {overwrites ? words.replaces : words.stays} {present}
      </small>
    </>
  );
}

/** Lists the lines that no item is found for. */
function LeftLines({ lang, left }: { lang: string; left: FillRequest['lines'] }) {
  return (
    <>
      <h3 class="field-label">{t.value.fill.left(left.length)}</h3>
      <ul lang={lang} class="fill-left">
        {left.map((line, at) => (
          <li key={at}>{`${line.number ? `${line.number}. ` : ''}${plainText(line.delta)}`}</li>
        ))}
      </ul>
    </>
  );
}

interface OverwriteCheckProps {
  /** How many items have words already. */
  taken: number;
  overwrites: boolean;
  onChange: (overwrites: boolean) => void;
}

function OverwriteCheck({ taken, overwrites, onChange }: OverwriteCheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={overwrites}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />{' '}
      {t.value.fill.overwrite(taken)}
    </label>
  );
}

function wordsIn(view: DraftState, id: string, lang: string): string {
  const item = view.items.get(id);
  return item ? plainText(settledText(textOf(item, lang))) : '';
}

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

  /** Of the text as it is now: what somebody has filled in meanwhile is theirs. */
  function apply() {
    const now = ws.draft.view;
    const still = written.filter(({ row, filled }) => {
      const item = outlineRow(now, row.id) && now.items.get(row.id);
      return item && (filled || textOf(item, lang).length() === 0);
    });
    const changes = still.map(({ row, line }) => fillChange(now, lang, row.id, line!));
    onClose();
    ws.act(changes, words.done);
  }

  return (
    <Dialog title={words.title(languageName(lang))} onClose={onClose} wide>
      <p>{words.explain}</p>
      <div class="fill">
        <table>
          <thead>
            <tr>
              <th scope="col">
                {words.original} ({languageName(originalLang(view))})
              </th>
              <th scope="col">{words.pasted}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one, at) => (
              <tr key={one.row.id}>
                <td lang={originalLang(view)}>
                  {one.row.path && <b>{one.row.path} </b>}
                  {wordsIn(view, one.row.id, originalLang(view))}
                </td>
                <td lang={lang}>
                  <Filled view={view} lang={lang} one={one} state={states[at]!} overwrites={overwrites} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {left.length > 0 && (
          <>
            <h3 class="field-label">{words.left(left.length)}</h3>
            <ul lang={lang} class="fill-left">
              {left.map((line, at) => (
                <li key={at}>{`${line.number ? `${line.number}. ` : ''}${plainText(line.delta)}`}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {taken > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={overwrites}
            onChange={(event) => setOverwrites(event.currentTarget.checked)}
          />{' '}
          {words.overwrite(taken)}
        </label>
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class="button"
          onClick={() => {
            onClose();
            request.addItems();
          }}
        >
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

type State = 'none' | 'free' | 'taken' | 'locked';

function stateOf(ws: Workspace, view: DraftState, lang: string, { row, line, filled }: FilledRow): State {
  if (!line) return 'none';
  if (!ws.draft.check([fillChange(view, lang, row.id, line)]).ok) return 'locked';
  return filled ? 'taken' : 'free';
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

function wordsIn(view: DraftState, id: string, lang: string): string {
  const item = view.items.get(id);
  return item ? plainText(settledText(textOf(item, lang))) : '';
}

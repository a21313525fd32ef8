/** How the draft is numbered; for the chair also whether numbers stay, and what becomes of which. */
import { useState } from 'preact/hooks';
import { renumbered } from '../../draft/renumbering';
import { PRESET_NAMES } from '../../draft/numbering_scheme';
import { inLang } from '../../text/direction';
import type { Numbering } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { Dialog } from '../widgets/dialog';
import { RenumberingTable } from './renumbering_table';
import { sampleOf } from './sample';
import { SchemeForm, ownScheme } from './scheme_form';
import { numberingWords } from './words';
import './numbers.css';

interface DialogProps {
  ws: Workspace;
  onClose: () => void;
}

export function NumbersDialog({ ws, onClose }: DialogProps) {
  const words = numberingWords.value;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <Schemes ws={ws} onClose={onClose} />
      {ws.isChair.value && !ws.view.value.adopted && <Freezing ws={ws} onClose={onClose} />}
    </Dialog>
  );
}

function Schemes({ ws, onClose }: DialogProps) {
  const words = numberingWords.value;
  const { numbering, frozen } = ws.view.value;
  const [chosen, setChosen] = useState<Numbering>(numbering ?? 'conference');
  const lang = ws.shown.value[0] ?? '';
  const own = typeof chosen === 'string' ? null : chosen;
  const { langs } = ws.view.value;
  if (frozen) return <p>{words.frozenScheme}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ws.act([{ type: 'draft.set', numbering: chosen }], words.applied)) onClose();
      }}
    >
      <fieldset class="schemes">
        <legend>{words.scheme}</legend>
        {PRESET_NAMES.map((name) => (
          <Choice
            key={name}
            name={words.presets[name]}
            sample={sampleOf(name, lang)}
            lang={lang}
            checked={chosen === name}
            choose={() => setChosen(name)}
          />
        ))}
        <Choice
          name={words.own}
          sample={own ? sampleOf(own, lang) : ''}
          lang={lang}
          checked={own !== null}
          choose={() => setChosen(ownScheme(chosen))}
        />
      </fieldset>
      {own && (
        <>
          <ul class="scheme-preview" aria-live="polite" aria-label={words.preview}>
            {langs.map((one) => (
              <li key={one} {...inLang(one)}>
                <span class="scheme-preview-lang">{one}</span> {sampleOf(own, one)}
              </li>
            ))}
          </ul>
          <SchemeForm scheme={own} langs={langs} change={setChosen} />
        </>
      )}
      <div class="dialog-actions">
        <button type="submit" class="button button-main" disabled={chosen === (numbering ?? 'conference')}>
          {words.apply}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  sample: string;
  lang: string;
  checked: boolean;
  choose: () => void;
}

function Choice({ name, sample, lang, checked, choose }: ChoiceProps) {
  return (
    <label class="scheme">
      <input type="radio" name="scheme" checked={checked} onChange={choose} />
      <span>
        {name}
        <span class="scheme-sample" {...inLang(lang)}>
          {sample}
        </span>
      </span>
    </label>
  );
}

function Freezing({ ws, onClose }: DialogProps) {
  const words = numberingWords.value;
  const state = ws.view.value;
  const named = [...state.items.values()].some(({ name }) => name !== undefined);
  return (
    <section class="freezing">
      <h3>{words.frozenTitle}</h3>
      {!state.frozen && (
        <>
          <p>{words.freezeExplain}</p>
          <button
            type="button"
            class="button"
            onClick={() => ws.act([{ type: 'draft.freeze', on: true }], words.frozen) && onClose()}
          >
            {words.freeze}
          </button>
        </>
      )}
      {(state.frozen || named) && <Renumbering ws={ws} onClose={onClose} />}
    </section>
  );
}

/** What becomes of what, before it does. */
function Renumbering({ ws, onClose }: DialogProps) {
  const words = numberingWords.value;
  const table = renumbered(ws.view.value);
  return (
    <>
      <p>{words.renumberExplain}</p>
      {table.length === 0 ? (
        <p>{words.same}</p>
      ) : (
        <RenumberingTable table={table} heads={[words.was, words.becomes]} />
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class="button button-main"
          onClick={() => ws.act([{ type: 'draft.renumber' }], words.renumbered) && onClose()}
        >
          {words.renumber}
        </button>
      </div>
    </>
  );
}

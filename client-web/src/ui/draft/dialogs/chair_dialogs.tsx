/** Acts on the whole draft: its title and languages, adoption. */
import { useState } from 'preact/hooks';
import { missing } from '../../../proof/cosigning';
import { inLang } from '../../../text/direction';
import type { DraftSet } from '../../../wire/types';
import { t } from '../../i18n';
import { languageTitle, languageName } from '../../i18n/format';
import { Dialog } from '../../widgets/dialog';
import { Field, Problem } from '../../widgets/field';
import { LanguageInput } from '../../widgets/language_input';
import { readTags } from '../../language_tags';
import { cosigningWords } from '../../proof/cosigning_words';
import { ConfirmDialog } from './small_dialogs';
import { tally } from '../progress/tally';
import { gapsOf } from '../progress/translation_gaps';
import type { Workspace } from '../workspace';

interface DialogProps {
  ws: Workspace;
  onClose: () => void;
}

export function AdoptDialog({ ws, onClose }: DialogProps) {
  const { counts, total } = tally(ws.view.value);
  const words = t.value.adopt;
  const left = total - counts.approved;
  const gaps = [...gapsOf(ws.view.value)];
  const { cosigning } = ws.proof.value;
  const waiting = cosigning ? missing(cosigning) : [];
  if (waiting.length > 0) {
    return (
      <Dialog title={words.title} onClose={onClose}>
        <p>{cosigningWords.value.adoptWaits(waiting.join(', '))}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => ws.open('proof')}>
            {cosigningWords.value.open}
          </button>
        </div>
      </Dialog>
    );
  }
  if (left > 0) {
    return (
      <Dialog title={words.title} onClose={onClose}>
        <p>{words.blocked(left)}</p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={words.title}
      action={words.confirm}
      run={() => ws.act([{ type: 'draft.adopt' }], words.done)}
      onClose={onClose}
    >
      {words.explain}
      {gaps.map(([lang, { empty, stale }]) => (
        <p key={lang}>
          <strong>{words.gaps(languageTitle(lang), empty, stale)}</strong>
        </p>
      ))}
    </ConfirmDialog>
  );
}

export function TitleDialog({ ws, onClose }: DialogProps) {
  const state = ws.draft.view;
  const words = t.value.titleDialog;
  const [titles, setTitles] = useState<Record<string, string>>({ ...state.title });
  const [langs, setLangs] = useState(state.langs.join(', '));
  const [problem, setProblem] = useState<string | null>(null);
  const tags = readTags(langs);

  function save(event: Event) {
    event.preventDefault();
    if (!tags) return setProblem(words.badLangs);
    const change: DraftSet = { type: 'draft.set' };
    if (tags.join() !== state.langs.join()) change.langs = tags;
    const title = Object.fromEntries(
      tags.filter((lang) => titles[lang]).map((lang) => [lang, titles[lang]!.trim()]),
    );
    if (tags.some((lang) => title[lang] !== state.title[lang])) change.title = title;
    if (change.langs || change.title) {
      if (!ws.act([change])) return;
    }
    onClose();
  }

  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={save}>
        {(tags ?? state.langs).map((lang, at) => (
          <Field key={lang} label={words.titleIn(languageName(lang))}>
            <input
              {...inLang(lang)}
              value={titles[lang] ?? ''}
              autoFocus={at === 0}
              onInput={(e) => setTitles({ ...titles, [lang]: e.currentTarget.value })}
            />
          </Field>
        ))}
        <Field label={words.langs} hint={words.langsHint}>
          <LanguageInput several value={langs} onChange={setLangs} />
        </Field>
        {problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main">
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

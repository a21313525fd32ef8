/**
 * A new text from a pasted one. While it is pasted, the server says how it would understand it, so that a wrong
 * number or a lost heading is seen before anything is created.
 */
import { useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { readTags } from '../language_tags';
import { api } from '../server';
import { t } from '../i18n';
import { FileChoice } from '../files/file_choice';
import { NewFromWord } from '../files/new_from_word';
import { chosen, noChoices } from '../preview/bracket_choices';
import { useEditedOutline } from '../preview/edited_outline';
import { OutlinePreview } from '../preview/outline_preview';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { LanguageInput } from '../widgets/language_input';
import { errorWords } from '../errors';

export function NewDraftDialog({ onClose }: { onClose: () => void }) {
  const words = t.value.newDraft;
  const [title, setTitle] = useState('');
  const [lang, setLang] = useState('es');
  const [others, setOthers] = useState('en');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const [file, setFile] = useState<File | null>(null);

  const edited = useEditedOutline(text, lang);
  const { outline } = edited;
  const [choices, setChoices] = useState(noChoices);

  async function create(event: Event) {
    event.preventDefault();
    const langs = readTags(`${lang},${others}`);
    const named = title.trim() || outline?.title || '';
    if (!langs) return setProblem(t.value.titleDialog.badLangs);
    if (!named) return setProblem(words.needTitle);
    setBusy(true);
    try {
      const made = await api.createDraft({
        title: { [langs[0]!]: named },
        langs,
        text,
        lang: langs[0]!,
        edits: edited.edits,
        brackets: outline ? chosen(outline, choices) : 'keep',
      });
      navigate(draftPath(made.draft));
    } catch (error) {
      setProblem(`${words.failed} ${errorWords(error)}`);
      setBusy(false);
    }
  }

  if (file) return <NewFromWord file={file} onBack={() => setFile(null)} onClose={onClose} />;
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      <form onSubmit={create}>
        <div class="field-row">
          <Field label={words.draftTitle}>
            <input
              value={title}
              placeholder={outline?.title ?? ''}
              autoFocus
              onInput={(e) => setTitle(e.currentTarget.value)}
            />
          </Field>
          <div class="field-row">
            <Field label={words.lang}>
              <LanguageInput value={lang} onChange={setLang} />
            </Field>
            <Field label={words.langs} hint={words.langsHint}>
              <LanguageInput several value={others} onChange={setOthers} />
            </Field>
          </div>
        </div>
        <div class={outline ? 'new-draft is-read' : 'new-draft'}>
          <div>
            <FileChoice onFile={setFile} />
            <Field label={words.text} hint={words.textHint}>
              <textarea value={text} {...inLang(lang)} onInput={(e) => setText(e.currentTarget.value)} />
            </Field>
          </div>
          <section>
            <h3 class="field-label">
              {words.preview}
              {outline && <span class="muted"> – {words.previewCount(outline.items.length)}</span>}
            </h3>
            {outline ? (
              <OutlinePreview
                text={text}
                lang={lang}
                others={readTags(others) ?? []}
                edited={edited}
                outline={outline}
                choices={choices}
                onChoices={setChoices}
              />
            ) : (
              <p class="muted">{words.previewEmpty}</p>
            )}
          </section>
        </div>
        {problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main" disabled={busy || !text.trim()}>
            {busy ? words.creating : words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

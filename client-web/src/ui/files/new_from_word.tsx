/** A new draft from a Word file: how it is read, for whom its authors speak, and what becomes of its changes. */
import { useEffect, useState } from 'preact/hooks';
import type { OutlineEntry } from '../../net/api';
import { inLang } from '../../text/direction';
import { t } from '../i18n';
import { readTags } from '../language_tags';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { LanguageInput } from '../widgets/language_input';
import { fileProblem } from './file_problem';
import { draftFromWord, outlineOfWord, type Choice, type WordOutline } from './word_calls';
import { WordReport } from './word_report';
import { fileWords } from './words';

interface NewFromWordProps {
  file: File;
  onBack: () => void;
  onClose: () => void;
}

export function NewFromWord({ file, onBack, onClose }: NewFromWordProps) {
  const words = t.value.newDraft;
  const [title, setTitle] = useState('');
  const [lang, setLang] = useState('es');
  const [others, setOthers] = useState('en');
  const [changes, setChanges] = useState<Choice>('proposals');
  const [voices, setVoices] = useState<ReadonlyMap<string, string>>(new Map());
  const [outline, setOutline] = useState<WordOutline | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let wanted = true;
    setOutline(null);
    setProblem(null);
    outlineOfWord(file, lang, changes).then(
      (found) => wanted && setOutline(found),
      (error) => wanted && setProblem(fileProblem(error)),
    );
    return () => {
      wanted = false;
    };
  }, [file, lang, changes]);

  async function create(event: Event) {
    event.preventDefault();
    const langs = readTags(`${lang},${others}`);
    const named = title.trim() || outline?.title || '';
    if (!langs) return setProblem(t.value.titleDialog.badLangs);
    if (!named) return setProblem(words.needTitle);
    setBusy(true);
    try {
      navigate(draftPath((await draftFromWord(file, { title: named, langs, changes, voices })).draft));
    } catch (error) {
      setProblem(`${words.failed} ${fileProblem(error)}`);
      setBusy(false);
    }
  }

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
        <div class="new-draft">
          <section>
            <h3 class="field-label">{fileWords.value.source}</h3>
            <p>
              <strong>{file.name}</strong>{' '}
              <button type="button" class="button button-small" onClick={onBack}>
                {fileWords.value.remove}
              </button>
            </p>
            {!problem && (
              <WordReport
                outline={outline}
                changes={changes}
                onChanges={setChanges}
                voices={voices}
                onVoices={setVoices}
              />
            )}
          </section>
          <section>
            <h3 class="field-label">
              {words.preview}
              {outline && <span class="muted"> – {words.previewCount(outline.items.length)}</span>}
            </h3>
            {outline ? (
              <Read outline={outline} lang={lang} />
            ) : (
              <p class="muted">{problem ? words.previewEmpty : fileWords.value.reading}</p>
            )}
          </section>
        </div>
        {problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main" disabled={busy || !outline}>
            {busy ? words.creating : words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Read({ outline, lang }: { outline: WordOutline; lang: string }) {
  const words = t.value.newDraft;
  return (
    <div class="outline" tabIndex={0} role="region" aria-label={words.preview}>
      <ul class="outline-list" {...inLang(lang)}>
        {outline.items.map((item: OutlineEntry, at: number) => (
          <li
            key={at}
            style={{ '--depth': item.depth - 1 }}
            class={item.kind === 'heading' ? 'outline-heading' : ''}
          >
            {item.number && <span class="outline-number">{item.number}</span>}
            <span>{item.text}</span>
          </li>
        ))}
      </ul>
      {outline.aside.length > 0 && (
        <div class="outline-aside">
          <strong>{fileWords.value.aside}</strong>
          <ul>
            {outline.aside.map((line, at) => (
              <li key={at} {...inLang(lang)}>
                {line}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/**
 * A new text from a pasted one. While it is pasted, the server says how it would understand it, so that a wrong
 * number or a lost heading is seen before anything is created.
 */
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { readTags } from '../language_tags';
import { api } from '../server';
import type { Outline } from '../../net/api';
import { t } from '../i18n';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { LanguageInput } from '../widgets/language_input';
import { errorWords } from '../errors';

const previewDelay = 350; // ms after the last key

export function NewDraftDialog({ onClose }: { onClose: () => void }) {
  const words = t.value.newDraft;
  const [title, setTitle] = useState('');
  const [lang, setLang] = useState('es');
  const [others, setOthers] = useState('en');
  const [text, setText] = useState('');
  const [outline, setOutline] = useState<Outline | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!text.trim()) {
      setOutline(null);
      return;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      api.outline(text, lang).then(
        (found) => wanted && setOutline(found),
        () => wanted && setOutline(null),
      );
    }, previewDelay);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, lang]);

  async function create(event: Event) {
    event.preventDefault();
    const langs = readTags(`${lang},${others}`);
    const named = title.trim() || outline?.title || '';
    if (!langs) return setProblem(t.value.titleDialog.badLangs);
    if (!named) return setProblem(words.needTitle);
    setBusy(true);
    try {
      const made = await api.createDraft({ title: { [langs[0]!]: named }, langs, text, lang: langs[0]! });
      navigate(draftPath(made.draft));
    } catch (error) {
      setProblem(`${words.failed} ${errorWords(error)}`);
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
          <Field label={words.text} hint={words.textHint}>
            <textarea value={text} {...inLang(lang)} onInput={(e) => setText(e.currentTarget.value)} />
          </Field>
          <section>
            <h3 class="field-label">
              {words.preview}
              {outline && <span class="muted"> – {words.previewCount(outline.items.length)}</span>}
            </h3>
            {outline ? (
              <OutlinePreview outline={outline} lang={lang} />
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

function OutlinePreview({ outline, lang }: { outline: Outline; lang: string }) {
  const words = t.value.newDraft;
  return (
    <div class="outline" tabIndex={0} role="region" aria-label={words.preview}>
      <ul class="outline-list" {...inLang(lang)}>
        {outline.items.map((item, at) => (
          <li
            key={at}
            style={{ '--depth': item.depth - 1 }}
            class={item.kind === 'heading' ? 'outline-heading' : ''}
          >
            {item.number && <span class="outline-number">{item.number}</span>}
            <span>
              {item.text} {item.guess && <span class="outline-guess">({words.guess})</span>}
            </span>
          </li>
        ))}
      </ul>
      {outline.aside.length > 0 && (
        <div class="outline-aside">
          <strong>{words.aside}</strong> – {words.asideHint}
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

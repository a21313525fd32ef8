/** What every new draft asks for, be it pasted or from a Word file: its title, its languages, and the word to make it. */
import { useState } from 'preact/hooks';
import type { Outline } from '../../net/api';
import { locale, t } from '../i18n';
import { readTags } from '../language_tags';
import { Field } from './field';
import { LanguageInput } from './language_input';

/** As typed: `lang` is the language of the text, `others` is a list by hand. */
export interface Naming {
  title: string;
  lang: string;
  others: string;
  setTitle: (title: string) => void;
  setLang: (lang: string) => void;
  setOthers: (others: string) => void;
}

export function useNaming(): Naming {
  const [title, setTitle] = useState('');
  const [lang, setLang] = useState<string>(locale.peek());
  const [others, setOthers] = useState(locale.peek() === 'en' ? 'es' : 'en');
  return { title, lang, others, setTitle, setLang, setOthers };
}

/** Says what the draft is called and in which languages it is, or what is wrong with that; a title that was read helps out. */
export function readNaming(
  { title, lang, others }: Naming,
  outline: Outline | null,
): { title: string; langs: string[] } | { problem: string } {
  const langs = readTags(`${lang},${others}`);
  const named = title.trim() || outline?.title || '';
  if (!langs) return { problem: t.value.titleDialog.badLangs };
  if (!named) return { problem: t.value.newDraft.needTitle };
  return { title: named, langs };
}

export function NamingFields({ naming, outline }: { naming: Naming; outline: Outline | null }) {
  const words = t.value.newDraft;
  const { title, lang, others, setTitle, setLang, setOthers } = naming;
  return (
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
  );
}

/** Stands above what the text was read as, and counts its items. */
export function PreviewHeading({ outline }: { outline: Outline | null }) {
  const words = t.value.newDraft;
  return (
    <h3 class="field-label">
      {words.preview}
      {outline && <span class="muted"> – {words.previewCount(outline.items.length)}</span>}
    </h3>
  );
}

interface CreateActionsProps {
  busy: boolean;
  /** There is something to make a draft of. */
  ready: boolean;
  onClose: () => void;
}

export function CreateActions({ busy, ready, onClose }: CreateActionsProps) {
  const words = t.value.newDraft;
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={onClose}>
        {t.value.app.cancel}
      </button>
      <button type="submit" class="button button-main" disabled={busy || !ready}>
        {busy ? words.creating : words.create}
      </button>
    </div>
  );
}

/** What every new draft asks for, be it pasted or from a Word file: its title, its languages, its numbering, and the word to make it. */
import { PRESET_NAMES, type PresetName } from '../../draft/numbering_scheme';
import type { Outline } from '../../net/api';
import { locale, t } from '../i18n';
import { labelled } from '../i18n/phrases';
import { readTags } from '../language_tags';
import { sampleOf } from '../numbers/sample';
import { numberingWords } from '../numbers/words';
import { Field } from './field';
import { Kept } from './kept';
import { LanguageInput } from './language_input';

/** Of the draft that is being made, until it is. */
export const keptNewDraft = new Kept();

/** As typed: `lang` is the language of the text, `others` is a list by hand; without `numbering` it is what the text speaks for. */
export interface Naming {
  title: string;
  lang: string;
  others: string;
  numbering: PresetName | '';
  setTitle: (title: string) => void;
  setLang: (lang: string) => void;
  setOthers: (others: string) => void;
  setNumbering: (numbering: PresetName | '') => void;
}

export function useNaming(): Naming {
  const own = locale.peek();
  const [title, setTitle] = keptNewDraft.use('title', '');
  const [lang, setLang] = keptNewDraft.use<string>('lang', own);
  const [others, setOthers] = keptNewDraft.use('others', own === 'en' ? 'es' : 'en');
  const [numbering, setNumbering] = keptNewDraft.use<PresetName | ''>('numbering', '');
  return { title, lang, others, numbering, setTitle, setLang, setOthers, setNumbering };
}

export interface Named {
  title: string;
  langs: string[];
  numbering?: PresetName;
}

/** Says what the draft is called, in which languages it is and how it is numbered, or what is wrong with that; a title that was read helps out. */
export function readNaming(
  { title, lang, others, numbering }: Naming,
  outline: Outline | null,
): Named | { problem: string } {
  const langs = readTags(`${lang},${others}`);
  const named = title.trim() || outline?.title || '';
  if (!langs) return { problem: t.value.titleDialog.badLangs };
  if (!named) return { problem: t.value.newDraft.needTitle };
  return { title: named, langs, ...(numbering && { numbering }) };
}

export function NamingFields({ naming, outline }: { naming: Naming; outline: Outline | null }) {
  const words = t.value.newDraft;
  const { title, lang, others, setTitle, setLang, setOthers } = naming;
  return (
    <>
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
        <NumberingField naming={naming} />
      </div>
    </>
  );
}

/** Each preset with its first numbers; a scheme of one's own can be described once the draft is there. */
function NumberingField({ naming: { lang, numbering, setNumbering } }: { naming: Naming }) {
  const words = numberingWords.value;
  return (
    <Field label={words.title}>
      <select
        value={numbering}
        onChange={({ currentTarget }) => setNumbering(currentTarget.value as PresetName | '')}
      >
        <option value="">{words.asRead}</option>
        {PRESET_NAMES.map((name) => (
          <option key={name} value={name}>
            {labelled(words.presets[name], sampleOf(name, lang))}
          </option>
        ))}
      </select>
    </Field>
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

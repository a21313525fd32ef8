/** draft.set: the title in each language, the languages, the numbering. */
import type { DraftSet } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { MAX_LANGS, MAX_TITLE_UNITS } from '../limits';
import { mayRole, refuse, type Verdict } from '../policy/verdict';
import type { DraftState } from '../state';

/** The original language cannot change, and no other be dropped, once there is text in it. */
function langsFit(state: DraftState, langs: readonly string[]): boolean {
  const inUse = (lang: string) => [...state.items.values()].some((item) => item.texts[lang]);
  if (langs.length === 0 || langs.length > MAX_LANGS) return false;
  if (state.langs.some((lang) => !langs.includes(lang) && inUse(lang))) return false;
  return state.items.size === 0 || state.langs.length === 0 || langs[0] === state.langs[0];
}

function titleFits(langs: readonly string[], title: Readonly<Record<string, string>>): Verdict {
  if (!Object.keys(title).every((lang) => langs.includes(lang))) return refuse('bad-op');
  return Object.values(title).some((words) => words.length > MAX_TITLE_UNITS) ? refuse('too-large') : null;
}

export const draftSet: ChangeKind<DraftSet> = {
  may: (_state, who) => mayRole(who, 'draft'),

  fits(state, { title, langs = state.langs, numbering }) {
    if (!title && langs === state.langs && numbering === undefined) return refuse('bad-op');
    if (numbering !== undefined && state.frozen) return refuse('bad-op');
    return langsFit(state, langs) ? titleFits(langs, title ?? {}) : refuse('bad-op');
  },

  /** Titles that the change does not name stay, in languages that remain. */
  apply(edit, { title = {}, langs = [...edit.langs], numbering }) {
    const complete: Record<string, string> = { ...title };
    for (const lang of Object.keys(edit.title)) {
      if (!(lang in complete) && langs.includes(lang)) complete[lang] = edit.title[lang]!;
    }
    edit.title = complete;
    edit.langs = langs;
    if (numbering === undefined) return;
    edit.numbering = numbering;
    edit.restructure();
  },

  invert: (state, { numbering }) => [
    {
      type: 'draft.set',
      title: state.title,
      langs: [...state.langs],
      ...(numbering !== undefined && { numbering: state.numbering ?? 'conference' }),
    },
  ],
};

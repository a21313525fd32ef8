/** draft.set: the title in each language, and the languages. */
import type { DraftSet } from '../../wire/types';
import type { ChangeKind } from '../change_kind';

export const draftSet: ChangeKind<DraftSet> = {
  /** Titles that the change does not name stay, in languages that remain. */
  apply(edit, { title = {}, langs = [...edit.langs] }) {
    const complete: Record<string, string> = { ...title };
    for (const lang of Object.keys(edit.title)) {
      if (!(lang in complete) && langs.includes(lang)) complete[lang] = edit.title[lang]!;
    }
    edit.title = complete;
    edit.langs = langs;
  },

  invert: (state) => [{ type: 'draft.set', title: state.title, langs: [...state.langs] }],
};

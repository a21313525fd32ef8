/** The text as a file on this device, made here and not by the server. */
import type { Labelled } from '../../../draft/bracket_label';
import { bracketText } from '../../../draft/bracket_text';
import { marksAround } from '../../../draft/negotiation';
import { numberWords } from '../../../draft/number_words';
import { outlineWithGaps } from '../../../draft/numbering';
import { textOf, type DraftState } from '../../../draft/state';
import { bracketNames } from '../words/bracket_names';
import { saveFile } from './save_file';

/** Every language, one after the other, with numbers and brackets; two blanks for each level. */
export function asPlainText(state: DraftState): string {
  return state.langs
    .map((lang) => {
      const lines = outlineWithGaps(state, lang).map(({ id, shown, depth, gone }) => {
        const text = textOf(state.items.get(id)!, lang);
        const names = (bracket: Labelled) => bracketNames(state, lang, bracket);
        const words = gone
          ? numberWords(lang).deleted
          : bracketText(text, marksAround(state.negotiation, id), names);
        return `${'  '.repeat(depth - 1)}${shown ? `${shown} ` : ''}${words}`;
      });
      return [state.title[lang] ?? lang, '', ...lines].join('\n');
    })
    .join('\n\n\n');
}

export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

/** The text as a file on this device, made here and not by the server. */
import { bracketText } from '../../../draft/bracket_text';
import { marksAround } from '../../../draft/negotiation';
import { outline } from '../../../draft/numbering';
import { textOf, type DraftState } from '../../../draft/state';
import { bracketNames } from '../words/bracket_names';
import { saveFile } from './save_file';

/** Every language, one after the other, with numbers and brackets; two blanks for each level. */
export function asPlainText(state: DraftState): string {
  const rows = outline(state);
  return state.langs
    .map((lang) => {
      const lines = rows.map(({ id, label, depth }) => {
        const text = textOf(state.items.get(id)!, lang);
        const words = bracketText(text, marksAround(state.negotiation, id), (bracket) =>
          bracketNames(state, lang, bracket),
        );
        return `${'  '.repeat(depth - 1)}${label ? `${label} ` : ''}${words}`;
      });
      return [state.title[lang] ?? lang, '', ...lines].join('\n');
    })
    .join('\n\n\n');
}

export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

/** The text as a file on this device, made here and not by the server. */
import { outline } from '../../../draft/numbering';
import { textOf, type DraftState } from '../../../draft/state';
import { plainText } from '../words/plain_text';
import { saveFile } from './save_file';

/** Every language, one after the other, with numbers; two blanks for each level. */
export function asPlainText(state: DraftState): string {
  const rows = outline(state);
  return state.langs
    .map((lang) => {
      const lines = rows.map(({ id, label, depth }) => {
        const words = plainText(textOf(state.items.get(id)!, lang));
        return `${'  '.repeat(depth - 1)}${label ? `${label} ` : ''}${words}`;
      });
      return [state.title[lang] ?? lang, '', ...lines].join('\n');
    })
    .join('\n\n\n');
}

export function saveText(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

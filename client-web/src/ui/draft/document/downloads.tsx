/** The draft as a file, in the language and view that the dialog around it has chosen. */
import type { Wanted } from '../../../net/api';
import type { DocumentView } from '../../../wire/types';
import { errorWords } from '../../errors';
import { handlesShown } from '../../references/handles_shown';
import { toast } from '../../widgets/toast';
import type { Workspace } from '../workspace';
import { downloadWords } from './download_words';
import { saveFile } from './save_file';

interface DownloadsProps {
  ws: Workspace;
  /** More than one stand beside each other, in formats that can. */
  langs: readonly string[];
  view: DocumentView;
  statuses: boolean;
}

export function Downloads({ ws, langs, view, statuses }: DownloadsProps) {
  const words = downloadWords.value;
  const inOne = langs.slice(0, 1);
  const settled = view === 'brackets' ? 'clean' : view; // Akoma Ntoso has no brackets
  const choices: readonly (readonly [string, Wanted])[] = [
    [words.tracked, { format: 'docx', langs, view: 'tracked', statuses }],
    [words.docx, { format: 'docx', langs, view, statuses }],
    [words.html, { format: 'html', langs, view }],
    ...(['txt', 'md', 'json'] as const).map(
      (format) => [words[format], { format, langs: inOne, view }] as const,
    ),
    [words.akn, { format: 'akn', langs: inOne, view: settled }],
  ];
  return (
    <fieldset class="downloads">
      <legend>{words.legend}</legend>
      {choices.map(([label, wanted]) => (
        <button
          key={label}
          type="button"
          class="button button-small"
          onClick={() => void download(ws, wanted)}
        >
          {label}
        </button>
      ))}
      <p class="field-hint">{words.hint}</p>
    </fieldset>
  );
}

/** Where a format is not called as its files are: editors of Akoma Ntoso open XML. */
const endings: Partial<Record<Wanted['format'], string>> = { akn: 'akn.xml' };

async function download(ws: Workspace, wanted: Wanted): Promise<void> {
  try {
    const blob = await ws.api.exportFile(ws.draft.id, { ...wanted, handles: handlesShown.value });
    saveFile(`${ws.draft.id}-${wanted.langs.join('-')}.${endings[wanted.format] ?? wanted.format}`, blob);
  } catch (error) {
    toast(`${downloadWords.value.failed} ${errorWords(error)}`);
  }
}

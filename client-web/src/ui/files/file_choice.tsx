/** A place to choose a Word file, or to drop one; where a text will do, a text file as well. */
import { useState } from 'preact/hooks';
import { decodeText } from '../../text/decode';
import { t } from '../i18n';
import { Problem } from '../widgets/field';
import { FileButton } from '../widgets/file_button';
import { wordType } from './word_calls';
import { fileWords } from './words';

interface Props {
  onFile: (file: File) => void;
  /** The words of a text file. */
  onText?: (text: string) => void;
}

/** As much as the server takes of a text (max_body). */
const MOST_TEXT_BYTES = 4 << 20;

const isText = ({ name }: File) => /\.(txt|text|md|markdown)$/i.test(name);

export function FileChoice({ onFile, onText }: Props) {
  const words = fileWords.value;
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const kinds = onText ? ['.docx', '.txt', '.md'] : ['.docx'];
  const take = async (file: File) => {
    if (!onText || !isText(file)) return onFile(file);
    const fits = file.size <= MOST_TEXT_BYTES;
    setTooLarge(!fits);
    if (fits) onText(decodeText(new Uint8Array(await file.arrayBuffer())));
  };
  return (
    <div
      class={over ? 'file-drop file-over' : 'file-drop'}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const file = e.dataTransfer?.files[0];
        if (file) void take(file);
      }}
    >
      <FileButton
        label={words.choose(kinds.join(', '))}
        accept={[...kinds, wordType].join(',')}
        onFile={(file) => void take(file)}
      />{' '}
      <span class="muted">{words.drop}</span>
      {tooLarge && <Problem>{t.value.errors['too-large']}</Problem>}
    </div>
  );
}

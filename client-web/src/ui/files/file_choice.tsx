/** A place to choose a Word file, or to drop one. */
import { useState } from 'preact/hooks';
import { FileButton } from '../widgets/file_button';
import { wordType } from './word_calls';
import { fileWords } from './words';

export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const words = fileWords.value;
  const [over, setOver] = useState(false);
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
        if (file) onFile(file);
      }}
    >
      <FileButton label={words.choose} accept={`.docx,${wordType}`} onFile={onFile} />{' '}
      <span class="muted">{words.drop}</span>
    </div>
  );
}

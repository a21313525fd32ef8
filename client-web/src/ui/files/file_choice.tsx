/** A place to choose a Word file, or to drop one. */
import { useRef, useState } from 'preact/hooks';
import { wordType } from './word_calls';
import { fileWords } from './words';

export function FileChoice({ onFile }: { onFile: (file: File) => void }) {
  const words = fileWords.value;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => files?.[0] && onFile(files[0]);
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
        take(e.dataTransfer?.files);
      }}
    >
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {words.choose}
      </button>{' '}
      <span class="muted">{words.drop}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept={`.docx,${wordType}`}
        onChange={(e) => {
          take(e.currentTarget.files);
          e.currentTarget.value = ''; // the same file may be chosen again
        }}
      />
    </div>
  );
}

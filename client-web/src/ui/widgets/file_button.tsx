/** A button that lets one choose a file; browsers' own says so in the browser's language and in letters of its own. */
import { useRef } from 'preact/hooks';

interface Props {
  label: string;
  /** As in `<input accept>`. */
  accept: string;
  onFile: (file: File) => void;
}

export function FileButton({ label, accept, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = ''; // the same file may be chosen again
          if (file) onFile(file);
        }}
      />
    </>
  );
}

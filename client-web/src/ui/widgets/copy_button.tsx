import { useState } from 'preact/hooks';
import { announce } from '../announce';
import { t } from '../i18n';
import { Icon } from './icon';

/** Copies and says so on the button itself. */
export function CopyButton({ text, label, main = false }: { text: string; label: string; main?: boolean }) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      class={main ? 'button button-main' : 'button button-small'}
      onClick={async () => {
        await copyText(text);
        setDone(true);
        announce(t.value.app.copied);
        setTimeout(() => setDone(false), 2500);
      }}
    >
      <Icon name={done ? 'check' : 'copy'} /> {done ? t.value.app.copied : label}
    </button>
  );
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the clipboard's permission, or over plain HTTP: the old way through a selection.
    const area = document.createElement('textarea');
    area.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

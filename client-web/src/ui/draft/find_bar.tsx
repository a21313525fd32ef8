/** Find in the draft: all matches are marked, Enter goes on, Shift+Enter back, Escape ends. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { Icon } from '../widgets/icon';
import type { Workspace } from './workspace';

export function FindBar({ ws }: { ws: Workspace }) {
  const input = useRef<HTMLInputElement>(null);
  const state = ws.found.value;
  const editor = ws.editor.value;
  const words = t.value.find;
  useEffect(() => {
    input.current!.select();
    return () => editor?.endFind();
  }, [editor]);
  if (!editor) return null;

  const close = () => {
    ws.finding.value = false;
    editor.focus();
  };
  return (
    <div class="find-bar" role="search">
      <input
        ref={input}
        type="search"
        class="inline-field"
        aria-label={words.label}
        placeholder={words.label}
        autoFocus
        onInput={(e) => (ws.found.value = editor.find(e.currentTarget.value))}
        onKeyDown={(e) => {
          if (e.key === 'Escape') close();
          else if (e.key === 'Enter') ws.found.value = editor.findNext(e.shiftKey ? -1 : 1);
          else return;
          e.preventDefault();
        }}
      />
      <span role="status" class="muted">
        {state.query && words.of(state.current, state.count)}
      </span>
      <button
        type="button"
        class="button button-small"
        onClick={() => (ws.found.value = editor.findNext(-1))}
      >
        {words.previous}
      </button>
      <button type="button" class="button button-small" onClick={() => (ws.found.value = editor.findNext(1))}>
        {words.next}
      </button>
      <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}

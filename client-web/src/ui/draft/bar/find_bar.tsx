/**
 * Find in the draft, and replace: all matches are marked, Enter goes on, Shift+Enter back, Escape ends. The field is there with
 * the key that asks for it, because who searches types on at once; what stands beside it comes later.
 */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { later } from '../../widgets/later';
import type { Workspace } from '../workspace';

const FindTools = later(async () => (await import('./find_tools')).FindTools);

export function FindBar({ ws }: { ws: Workspace }) {
  const input = useRef<HTMLInputElement>(null);
  const text = ws.finder.value;
  const words = t.value.find;
  // Before the next key: it belongs to the field.
  useLayoutEffect(() => {
    const field = input.current!;
    if (text) ws.found.value = text.find(field.value); // the text comes later, or another language is shown now
    if (document.activeElement !== field) {
      field.focus();
      field.select();
    }
    return () => text?.endFind();
  }, [text]);
  const onKeys = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return;
    ws.endFinding();
    e.preventDefault();
  };
  const goOn = (step: 1 | -1) => {
    if (text && ws.found.value.count > 0) ws.found.value = text.findNext(step);
    else void import('./find_tools').then(({ goToSought }) => goToSought(ws));
  };
  return (
    <div class="find-bar" role="search" onKeyDown={onKeys}>
      <input
        ref={input}
        type="search"
        class="inline-field"
        defaultValue={ws.sought}
        aria-label={words.label}
        placeholder={words.label}
        onInput={(e) => {
          if (text) ws.found.value = text.find(e.currentTarget.value);
        }}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return;
          goOn(e.shiftKey ? -1 : 1);
          e.preventDefault();
        }}
      />
      {text && <FindTools ws={ws} text={text} />}
    </div>
  );
}

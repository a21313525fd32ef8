/** Find in the draft, and replace: all matches are marked, Enter goes on, Shift+Enter back, Escape ends. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Replaced } from '../../../editor';
import { handles, itemOfHandle } from '../../../draft/handles';
import { isThere } from '../../../draft/state';
import { referenceWords } from '../../references/words';
import { itemTitle } from '../words/item_name';
import { refusalWords } from '../../errors';
import { t } from '../../i18n';
import { listOf } from '../../i18n/format';
import { Icon } from '../../widgets/icon';
import { FoundElsewhere } from './find_elsewhere';
import { keyWords } from '../words/key_names';
import type { TextFinder } from '../text/text_finder';
import type { Workspace } from '../workspace';

export function FindBar({ ws }: { ws: Workspace }) {
  const input = useRef<HTMLInputElement>(null);
  const text = ws.finder.value;
  const words = t.value.find;
  // Before the next key: who types fast would have the first letters selected, and typed over.
  useLayoutEffect(() => {
    const query = input.current!.value;
    if (query && text) ws.found.value = text.find(query); // another language is shown now
    input.current!.select();
    return () => text?.endFind();
  }, [text]);
  if (!text) return null;

  const close = () => {
    ws.finding.value = ws.replacing.value = false;
    text.focus();
  };
  const mayReplace = ws.mayWrite.value && ws.mode.value === 'edit';
  const replaces = ws.replacing.value && mayReplace;
  const onKeys = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return;
    close();
    e.preventDefault();
  };
  return (
    <div class="find-bar" role="search" onKeyDown={onKeys}>
      <input
        ref={input}
        type="search"
        class="inline-field"
        aria-label={words.label}
        placeholder={words.label}
        autoFocus
        onInput={(e) => (ws.found.value = text.find(e.currentTarget.value))}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return;
          ws.found.value = text.findNext(e.shiftKey ? -1 : 1);
          e.preventDefault();
        }}
      />
      <Matches ws={ws} text={text} />
      <ItemOfHandle ws={ws} />
      <FoundElsewhere ws={ws} />
      {mayReplace && (
        <button
          type="button"
          class="button button-small"
          aria-expanded={replaces}
          title={`${t.value.commands.replace} (${keyWords('replace')})`}
          onClick={() => (ws.replacing.value = !ws.replacing.value)}
        >
          {words.replaceToo}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={close}>
        <Icon name="close" />
      </button>
      {replaces && <Replacing ws={ws} />}
    </div>
  );
}

/** What is looked for is the handle of an item: the way there. */
function ItemOfHandle({ ws }: { ws: Workspace }) {
  const { query } = ws.found.value;
  const state = ws.settledView.value;
  const item = /^\s*§?\s*[A-Za-z0-9]{3,}\s*$/.test(query) ? itemOfHandle(state, query) : undefined;
  if (!item || !isThere(state, item)) return null;
  return (
    <button type="button" class="button button-small" onClick={() => ws.goTo(item)}>
      {referenceWords.value.goToHandle(handles(state).of.get(item)!, itemTitle(state, item))}
    </button>
  );
}

/** How many there are, and the way from one to the next. */
function Matches({ ws, text }: { ws: Workspace; text: TextFinder }) {
  const state = ws.found.value;
  const words = t.value.find;
  return (
    <>
      <span role="status" class="muted">
        {state.query && words.of(state.current, state.count)}
      </span>
      <button type="button" class="button button-small" onClick={() => (ws.found.value = text.findNext(-1))}>
        {words.previous}
      </button>
      <button type="button" class="button button-small" onClick={() => (ws.found.value = text.findNext(1))}>
        {words.next}
      </button>
    </>
  );
}

/** The second line: one after the other, or all that one may. */
function Replacing({ ws }: { ws: Workspace }) {
  const input = useRef<HTMLInputElement>(null);
  const [by, setBy] = useState('');
  const [said, setSaid] = useState('');
  const words = t.value.find;
  const { query, count } = ws.found.value;
  useEffect(() => {
    if (query) input.current!.focus();
  }, []);
  useEffect(() => setSaid(''), [query]);
  const replace = (all: boolean) => {
    void ws.editor.value?.replaceFound(by, all).then((replaced) => {
      setSaid(replaced ? replacedWords(replaced) : '');
    });
  };
  return (
    <div class="find-replace">
      <input
        ref={input}
        type="text"
        class="inline-field"
        aria-label={words.by}
        placeholder={words.by}
        value={by}
        onInput={(e) => setBy(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return;
          replace(false);
          e.preventDefault();
        }}
      />
      <button type="button" class="button button-small" disabled={count === 0} onClick={() => replace(false)}>
        {words.replace}
      </button>
      <button type="button" class="button button-small" disabled={count === 0} onClick={() => replace(true)}>
        {words.replaceAll}
      </button>
      <span role="status" class="muted">
        {said}
      </span>
    </div>
  );
}

/** How many were replaced, how many of them as proposals, and how many were not, and why. */
function replacedWords({ count, proposed, left }: Replaced): string {
  const words = t.value.find;
  const done = words.replaced(count, proposed);
  if (left.size === 0) return done;
  const reasons = [...left].map(([code, many]) => words.leftFor(many, leftWords(code)));
  return `${done} ${words.left(listOf(reasons))}`;
}

function leftWords(code: string): string {
  const words = t.value.find;
  if (code === 'struck' || code === 'cited') return words[code];
  if (code === 'locked' || code === 'forbidden') return words.locked;
  return refusalWords(code).replace(/\.$/, '');
}

/** What stands beside the field of the find bar: the matches, what else is found, and replacing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Replaced } from '../../../editor';
import { handles } from '../../../draft/handles';
import { itemSought } from '../../../draft/item_called';
import { referenceWords } from '../../references/words';
import { itemTitle } from '../words/item_name';
import { refusalWords } from '../../refusal_words';
import { t } from '../../i18n';
import { listOf } from '../../i18n/phrases';
import { Icon } from '../../widgets/icon';
import { FoundElsewhere } from './find_elsewhere';
import { keyWords } from '../words/key_names';
import type { TextFinder } from '../text/text_finder';
import type { Workspace } from '../workspace';

interface FindToolsProps {
  ws: Workspace;
  text: TextFinder;
}

export function FindTools({ ws, text }: FindToolsProps) {
  const words = t.value.find;
  const mayReplace = ws.mayWrite.value && ws.mode.value === 'edit';
  const replaces = ws.replacing.value && mayReplace;
  // Who asked for both at once is typing what is looked for when this comes.
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
  }, []);
  return (
    <>
      <Matches ws={ws} text={text} />
      <ItemSought ws={ws} />
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
      <button
        type="button"
        class="icon-button"
        aria-label={t.value.app.close}
        onClick={() => ws.endFinding()}
      >
        <Icon name="close" />
      </button>
      {replaces && <Replacing ws={ws} takesFocus={isThere.current} />}
    </>
  );
}

/** What is looked for is the number or the handle of an item: the way there. */
function ItemSought({ ws }: { ws: Workspace }) {
  const state = ws.settledView.value;
  const item = itemSought(state, ws.found.value.query);
  if (!item) return null;
  return (
    <button type="button" class="button button-small" onClick={() => ws.goTo(item)}>
      {referenceWords.value.goToHandle(handles(state).of.get(item)!, itemTitle(state, item))}
    </button>
  );
}

/** Where no words are found there may still be an item of that number. */
export function goToSought(ws: Workspace): void {
  const item = itemSought(ws.view.value, ws.found.value.query);
  if (item) ws.goTo(item);
}

/** How many there are, and the way from one to the next. */
function Matches({ ws, text }: FindToolsProps) {
  const { query, current, count } = ws.found.value;
  const words = t.value.find;
  const item = count === 0 && itemSought(ws.settledView.value, query);
  return (
    <>
      <span role="status" class="muted">
        {item ? itemTitle(ws.settledView.value, item) : query && words.of(current, count)}
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
function Replacing({ ws, takesFocus }: { ws: Workspace; takesFocus: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [by, setBy] = useState('');
  const [said, setSaid] = useState('');
  const words = t.value.find;
  const { query, count } = ws.found.value;
  useEffect(() => {
    if (query && takesFocus) input.current!.focus();
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

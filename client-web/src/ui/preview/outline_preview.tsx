/** A pasted text beside what it was read as, line for line; every guess is marked, and each entry can be changed here. */
import { useRef, useState } from 'preact/hooks';
import type { Outline, OutlineEdit, OutlineEntry } from '../../net/api';
import { inLang } from '../../text/direction';
import { t } from '../i18n';
import { BracketList } from './bracket_list';
import type { BracketChoices } from './bracket_choices';
import { ChangedWords, WhoChanges } from './changed_words';
import type { EditedOutline } from './edited_outline';
import { useKeptPlace } from './kept_place';
import { previewWords } from './words';

interface Props {
  /** What the draft is to be called, as typed. */
  title: string;
  /** Null: a file, of which only the numbers of its paragraphs are shown. */
  text: string | null;
  lang: string;
  others: readonly string[];
  edited: Pick<EditedOutline, 'edits' | 'lost' | 'edit' | 'undo'>;
  outline: Outline;
  choices: BracketChoices;
  onChoices: (choices: BracketChoices) => void;
}

/** What was read, each entry with what can be changed in it, and its brackets, which may become proposals. */
export function OutlinePreview({ title, text, lang, others, edited, outline, choices, onChoices }: Props) {
  const w = previewWords.value;
  const lines = text === null ? null : text.split(/\r\n|\r|\n/);
  const list = useRef<HTMLOListElement>(null);
  const keepPlace = useKeptPlace(outline, list);
  const back = (aside: number, row: number) => {
    keepPlace(row);
    edited.edit({ do: 'back', aside });
  };
  const change = (edit: OutlineEdit, row: number) => {
    if (edit.do === 'join') keepPlace(row - 1);
    edited.edit(edit);
  };
  return (
    <>
      <div class="preview-bar">
        <button
          type="button"
          class="button button-small"
          aria-disabled={!edited.edits.length || undefined}
          onClick={edited.undo}
        >
          {w.undo}
        </button>
        {edited.lost && <span role="alert">{w.lost[edited.lost]}</span>}
      </div>
      <BracketList outline={outline} lang={lang} choices={choices} onChoices={onChoices} />
      <div
        class={lines ? 'preview' : 'preview is-file'}
        tabIndex={0}
        role="region"
        aria-label={t.value.newDraft.preview}
      >
        <p class="preview-head" aria-hidden="true">
          <span>{lines && w.source}</span>
          <span>{w.read}</span>
        </p>
        {outline.title && <ReadTitle read={outline.title} typed={title} lang={lang} />}
        <ol class="preview-rows" ref={list}>
          {rowsOf(outline).map((row, at) =>
            'aside' in row ? (
              <li class="preview-row preview-aside" key={row.key}>
                <Source lines={lines} first={row.line} last={row.line} lang={lang} />
                <div>
                  {!lines && <p {...inLang(lang)}>{outline.aside[row.aside]}</p>}
                  {w.aside}{' '}
                  <button type="button" class="button button-small" onClick={() => back(row.aside, at)}>
                    {w.back}
                  </button>
                </div>
              </li>
            ) : (
              <li class="preview-row" key={row.key}>
                <Source lines={lines} first={row.item.lines[0]} last={row.item.lines[1]} lang={lang} />
                <Entry
                  entry={row.entry}
                  item={row.item}
                  lang={lang}
                  others={others}
                  edit={(edit) => change(edit, at)}
                />
              </li>
            ),
          )}
        </ol>
      </div>
    </>
  );
}

/** What the text begins with, which is the draft's title unless somebody gives it another one. */
function ReadTitle({ read, typed, lang }: { read: string; typed: string; lang: string }) {
  const w = previewWords.value;
  const stays = typed.trim() !== '' && typed.trim() !== read;
  return (
    <p class="preview-title">
      <b>{w.title}</b> <span {...inLang(lang)}>{read}</span>{' '}
      {stays && <span class="outline-guess">{w.titleStays}</span>}
    </p>
  );
}

/** `key`: the line that it begins in, and the how manieth it is there; so a row stays the same one while others come and go. */
type Row = { key: string } & ({ entry: number; item: OutlineEntry } | { aside: number; line: number });

/** Entries and lines set apart, in the order of the source. */
function rowsOf({ items, aside, aside_lines: asideLines }: Outline): Row[] {
  const rows: Row[] = [];
  const inLine = new Map<string, number>();
  const keyOf = (what: 'a' | 'e', line: number) => {
    const start = `${what}${line}`;
    inLine.set(start, (inLine.get(start) ?? 0) + 1);
    return `${start}.${inLine.get(start)}`;
  };
  let next = 0;
  const apartBefore = (before: number) => {
    for (; next < aside.length && asideLines[next]! < before; next++) {
      const line = asideLines[next]!;
      rows.push({ key: keyOf('a', line), aside: next, line });
    }
  };
  items.forEach((item, entry) => {
    apartBefore(item.lines[0]);
    rows.push({ key: keyOf('e', item.lines[0]), entry, item });
  });
  apartBefore(Infinity);
  return rows;
}

function Source({
  lines,
  first,
  last,
  lang,
}: {
  lines: readonly string[] | null;
  first: number;
  last: number;
  lang: string;
}) {
  return (
    <div class="preview-source" {...inLang(lang)}>
      <span class="preview-line" title={previewWords.value.lines(first, last)}>
        {first}
      </span>
      {lines && <span>{lines.slice(first - 1, last).join('\n')}</span>}
    </div>
  );
}

interface EntryProps {
  entry: number;
  item: OutlineEntry;
  lang: string;
  others: readonly string[];
  edit: (edit: OutlineEdit) => void;
}

function Entry({ entry, item, lang, others, edit }: EntryProps) {
  const w = previewWords.value;
  const [open, setOpen] = useState(false);
  const [first = '', ...more] = item.text.split(' ', 6);
  return (
    <div class={`preview-entry preview-${item.kind}`} style={{ '--depth': item.depth - 1 }}>
      <div class="preview-words" {...inLang(item.lang ?? lang)}>
        {item.number && <span class="outline-number">{item.number}</span>}
        <ChangedWords item={item} />
      </div>
      <div class="preview-notes">
        <WhoChanges item={item} />
        {item.lang && <span class="outline-guess">{w.translationOf(item.lang)}</span>}
        {item.guess?.map((guess) => (
          <span class="outline-guess" key={guess}>
            {w.guesses[guess]}
          </span>
        ))}
        <button
          type="button"
          class="button button-small"
          aria-expanded={open}
          aria-label={w.changeOf([first, ...more].join(' '))}
          onClick={() => setOpen(!open)}
        >
          {w.change}
        </button>
      </div>
      {open && <EntryControls entry={entry} item={item} lang={lang} others={others} edit={edit} />}
    </div>
  );
}

function EntryControls({ entry, item, lang, others, edit }: EntryProps) {
  const w = previewWords.value;
  const [splitting, setSplitting] = useState(false);
  const button = (label: string, change: OutlineEdit, disabled = false) => (
    <button type="button" class="button button-small" disabled={disabled} onClick={() => edit(change)}>
      {label}
    </button>
  );
  return (
    <div class="preview-controls">
      <label>
        {w.kind}{' '}
        <select
          value={item.kind}
          onChange={(e) => edit({ do: 'kind', entry, kind: e.currentTarget.value as OutlineEntry['kind'] })}
        >
          {(['item', 'heading', 'paragraph'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {w.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {(others.length > 0 || item.lang) && (
        <label>
          {w.language}{' '}
          <select
            value={item.lang ?? ''}
            disabled={entry === 0}
            onChange={(e) => edit({ do: 'lang', entry, lang: e.currentTarget.value })}
          >
            <option value="">{w.ownText}</option>
            {[...new Set(item.lang ? [...others, item.lang] : others)].map((other) => (
              <option key={other} value={other}>
                {w.translationOf(other)}
              </option>
            ))}
          </select>
        </label>
      )}
      {button(w.higher, { do: 'depth', entry, depth: item.depth - 1 }, item.depth === 1 || !!item.lang)}
      {button(
        w.deeper,
        { do: 'depth', entry, depth: item.depth + 1 },
        entry === 0 || item.depth === 8 || !!item.lang,
      )}
      {button(w.join, { do: 'join', entry }, entry === 0)}
      <button
        type="button"
        class="button button-small"
        aria-expanded={splitting}
        onClick={() => setSplitting(!splitting)}
      >
        {w.split}
      </button>
      {splitting && <Splitter item={item} lang={lang} onSplit={(at) => edit({ do: 'split', entry, at })} />}
    </div>
  );
}

/** The place is the cursor's, so that keys and the mouse can both give it. */
function Splitter({
  item,
  lang,
  onSplit,
}: {
  item: OutlineEntry;
  lang: string;
  onSplit: (at: number) => void;
}) {
  const w = previewWords.value;
  const [at, setAt] = useState(0);
  const look = (e: { currentTarget: HTMLTextAreaElement }) => setAt(e.currentTarget.selectionStart);
  return (
    <div class="preview-split">
      <label>
        {w.splitHint}
        <textarea
          readOnly
          rows={3}
          value={item.text}
          {...inLang(item.lang ?? lang)}
          onSelect={look}
          onClick={look}
          onKeyUp={look}
        />
      </label>
      <button
        type="button"
        class="button button-small"
        disabled={at === 0 || at >= item.text.length}
        onClick={() => onSplit(at)}
      >
        {w.splitHere}
      </button>
    </div>
  );
}

/** Threads on an item or on a range of its words. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { freshId } from '../../draft/id';
import { repliesTo, threadsOf } from '../../draft/threads';
import { outline } from '../../draft/numbering';
import { textOf, type Item } from '../../draft/state';
import type { Change, Comment } from '../../wire/types';
import { t } from '../i18n';
import { delegationName } from '../i18n/format';
import { formatMoment } from '../i18n/dates';
import type { Workspace } from '../draft/workspace';
import { plainText } from '../draft/words/plain_text';
import { countUnread, isUnread, markRead } from './unread';
import { delegationsOf, nameOf } from './who';
import { words } from './words';

/** Or the code of a delegation. */
type Filter = 'all' | 'open' | 'me' | (string & {});

export function Comments({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const [filter, setFilter] = useState<Filter>('open');
  const [everywhere, setEverywhere] = useState(false);
  const { negotiation } = ws.view.value;
  const threads = everywhere ? allThreads(ws) : threadsOf(negotiation, item.id);
  const shown = threads.filter((thread) => passes(ws, thread, filter));
  useEffect(() => markRead(ws, item.id), [item.id, ws.view.value.negotiation.comments]);
  return (
    <section aria-labelledby="comments-title">
      <h3 id="comments-title">{w.comments}</h3>
      {negotiation.comments.size > 0 && (
        <>
          <label class="board-filter">
            <span class="muted">{w.filterBy}</span>
            <select class="inline-field" value={filter} onChange={(e) => setFilter(e.currentTarget.value)}>
              <option value="all">{w.allThreads}</option>
              <option value="open">{w.onlyOpen}</option>
              <option value="me">{w.mentionsMe}</option>
              {delegationsOf(ws.view.value, ws.draft.participants.value).map((code) => (
                <option key={code} value={code}>
                  {w.by(delegationName(code))}
                </option>
              ))}
            </select>
          </label>
          <label class="choice">
            <input
              type="checkbox"
              checked={everywhere}
              onChange={(e) => setEverywhere(e.currentTarget.checked)}
            />{' '}
            {w.everywhere(countUnread(ws))}
          </label>
        </>
      )}
      {shown.length === 0 && <p class="muted">{w.noComments}</p>}
      {shown.map((thread) => (
        <Thread key={thread.id} ws={ws} thread={thread} withItem={everywhere} />
      ))}
      <Writer key={item.id} ws={ws} item={item} />
    </section>
  );
}

/** In the order of the text. */
function allThreads(ws: Workspace): readonly Comment[] {
  const { negotiation } = ws.view.value;
  return outline(ws.view.value).flatMap(({ id }) => threadsOf(negotiation, id));
}

function passes(ws: Workspace, thread: Comment, filter: Filter): boolean {
  if (filter === 'open') return !thread.resolved;
  if (filter === 'all') return true;
  const { negotiation, participants } = ws.view.value;
  const all = [thread, ...repliesTo(negotiation, thread.id)];
  if (filter !== 'me') return all.some(({ by }) => participants.get(by)?.delegation === filter);
  const code = ws.draft.you.value?.delegation;
  return code !== undefined && all.some(({ text }) => mentions(text).includes(code));
}

const mentions = (text: string) =>
  [...text.matchAll(/(?<![\p{L}\p{N}._-])@([\p{L}\p{N}_-]+)/gu)].map((match) => match[1]!);

function Thread({ ws, thread, withItem }: { ws: Workspace; thread: Comment; withItem: boolean }) {
  const w = words.value;
  const [replying, setReplying] = useState(false);
  const resolve: Change = { type: 'comment.resolve', comment: thread.id, resolved: !thread.resolved };
  const mayAct = ws.draft.check([resolve]).ok;
  return (
    <article class="thread" data-resolved={thread.resolved}>
      {withItem && (
        <button type="button" class="link-button" onClick={() => ws.goTo(thread.item)}>
          {ws.titleFor(thread.item)}
        </button>
      )}
      <Quoted ws={ws} thread={thread} />
      {[thread, ...repliesTo(ws.view.value.negotiation, thread.id)].map((comment) => (
        <One key={comment.id} ws={ws} comment={comment} />
      ))}
      {thread.resolved && <p class="muted">{w.resolved}</p>}
      {mayAct && (
        <div class="row">
          <button type="button" class="button button-small" onClick={() => setReplying(!replying)}>
            {w.reply}
          </button>
          <button type="button" class="button button-small" onClick={() => ws.act([resolve])}>
            {thread.resolved ? w.reopen : w.resolve}
          </button>
        </div>
      )}
      {replying && (
        <CommentForm
          ws={ws}
          label={w.reply}
          send={(text) => {
            const { id: parent, item } = thread;
            const sent = ws.act([{ type: 'comment.add', comment: freshId(), item, parent, text }]);
            if (sent) setReplying(false);
            return sent;
          }}
        />
      )}
    </article>
  );
}

/** The words that the thread is about, as they are now. */
function Quoted({ ws, thread: { item, lang, anchor = 0, head = 0 } }: { ws: Workspace; thread: Comment }) {
  const found = ws.view.value.items.get(item);
  if (lang === undefined || !found) return null;
  const [from, to] = anchor < head ? [anchor, head] : [head, anchor];
  const quoted = plainText(textOf(found, lang).slice(from, to));
  return quoted ? (
    <blockquote class="quoted" {...inLang(lang)}>
      {quoted}
    </blockquote>
  ) : null;
}

function One({ ws, comment }: { ws: Workspace; comment: Comment }) {
  const w = words.value;
  const [editing, setEditing] = useState(false);
  const { id, by, text, at, edited, removed } = comment;
  const may = ws.draft.check([{ type: 'comment.remove', comment: id }]).ok;
  if (editing)
    return (
      <CommentForm
        ws={ws}
        label={w.edit}
        text={text}
        send={(changed) => {
          const sent = ws.act([{ type: 'comment.edit', comment: id, text: changed }]);
          if (sent) setEditing(false);
          return sent;
        }}
      />
    );
  return (
    <div class="comment">
      <p class="comment-head">
        <bdi>
          <strong>{nameOf(ws, by)}</strong>
        </bdi>{' '}
        <span class="muted">
          {at > 0 && formatMoment(at)}
          {edited !== undefined && ` · ${w.edited}`}
          {isUnread(ws, comment) && <strong> · {w.unread}</strong>}
        </span>
      </p>
      {removed ? (
        <p class="muted">{w.removed}</p>
      ) : (
        <p class="comment-text" dir="auto">
          {text}
        </p>
      )}
      {may && !removed && (
        <div class="row">
          <button type="button" class="link-button" onClick={() => setEditing(true)}>
            {w.edit}
          </button>
          <button
            type="button"
            class="link-button"
            onClick={() => ws.act([{ type: 'comment.remove', comment: id }])}
          >
            {w.remove}
          </button>
        </div>
      )}
    </div>
  );
}

/** On the selected words where there are any, else on the item. */
function Writer({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  if (!ws.draft.check([{ type: 'comment.add', comment: 'x', item: item.id, parent: null, text: '' }]).ok)
    return null;
  const editor = ws.editor.value;
  const range = editor?.selection.value.empty === false ? editor.range() : null;
  const here = range?.item === item.id ? range : null;
  const quoted = here ? plainText(textOf(item, here.lang).slice(here.anchor, here.head)) : '';
  return (
    <CommentForm
      ws={ws}
      takesRequests
      label={quoted ? w.writeOn(quoted) : w.write}
      send={(text) =>
        ws.act([
          {
            type: 'comment.add',
            comment: freshId(),
            item: item.id,
            parent: null,
            text,
            ...(here && withoutItem(here)),
          },
        ])
      }
    />
  );
}

const withoutItem = ({ lang, anchor, head }: { lang: string; anchor: number; head: number }) => ({
  lang,
  anchor,
  head,
});

interface FormProps {
  ws: Workspace;
  label: string;
  text?: string;
  /** The one that the caret goes to when a comment is asked for. */
  takesRequests?: boolean;
  send: (text: string) => boolean;
}

function CommentForm({ ws, label, text: before = '', takesRequests = false, send }: FormProps) {
  const w = words.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = takesRequests && ws.commenting.value;
  useEffect(() => {
    if (!asked) return;
    ws.commenting.value = false;
    field.current?.focus();
  }, [asked]);
  const [text, setText] = useState(before);
  const begun = /@([\p{L}\p{N}_-]*)$/u.exec(text)?.[1];
  const codes = delegationsOf(ws.view.value, ws.draft.participants.value);
  const fitting =
    begun === undefined
      ? []
      : codes.filter((code) => code.toLowerCase().startsWith(begun.toLowerCase()) && code !== begun);
  return (
    <form
      class="comment-form"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim() && send(text.trim())) setText('');
      }}
    >
      <label class="field">
        <span class="field-label">{label}</span>
        <textarea
          ref={field}
          rows={2}
          maxLength={4000}
          value={text}
          placeholder={w.mentionHint}
          onInput={(e) => setText(e.currentTarget.value)}
        />
      </label>
      {fitting.length > 0 && (
        <div class="row" role="group" aria-label={w.mentionHint}>
          {fitting.slice(0, 6).map((code) => (
            <button
              key={code}
              type="button"
              class="button button-small"
              onClick={() => setText(`${text.slice(0, text.length - begun!.length)}${code} `)}
            >
              @{code}
            </button>
          ))}
        </div>
      )}
      <button type="submit" class="button button-small" disabled={!text.trim()}>
        {before ? t.value.titleDialog.save : w.send}
      </button>
    </form>
  );
}

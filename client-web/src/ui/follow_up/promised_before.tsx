/** Beside an item: what the draft before promised of it, and what was done. Nothing where no draft came before, or one has no seat there. */
import { useEffect } from 'preact/hooks';
import { inLang } from '../../text/direction';
import type { Workspace } from '../draft/workspace';
import { FollowUp } from './follow_up';
import type { FollowStatus, Row } from './table';
import { followWords } from './words';

/** One for each draft that is open, so that going from item to item asks nothing. */
const looked = new WeakMap<Workspace, FollowUp>();

function lookAt(ws: Workspace): FollowUp {
  const follow = looked.get(ws) ?? new FollowUp(ws);
  looked.set(ws, follow);
  return follow;
}

export function PromisedBefore({ ws }: { ws: Workspace }) {
  const words = followWords.value;
  const follow = lookAt(ws);
  useEffect(() => void follow.renew(Date.now()), [follow]);
  const item = ws.lastItem.value;
  const before = follow.before.value;
  if (item === null || !before) return null;
  const { rows, said } = follow.promisedTo(item);
  const [first] = rows;
  if (!first) return null;
  return (
    <section class="follow-beside" aria-label={words.parts.before}>
      <h3>
        {words.parts.before}
        {!said && (
          <abbr class="follow-guess" title={words.guess}>
            ?
          </abbr>
        )}
      </h3>
      <ul class="follow-reports" {...inLang(before.lang)}>
        {rows.map((row) => (
          <Promised key={row.row} row={row} />
        ))}
      </ul>
      {follow.mayKeep && (
        <span class="follow-acts">
          {!said && (
            <button
              type="button"
              class="button button-small"
              onClick={() => void follow.takeUp(item, first.item)}
            >
              {words.right}
            </button>
          )}
          <button type="button" class="button button-small" onClick={() => void follow.takeUp(item, '')}>
            {words.wrong}
          </button>
        </span>
      )}
    </section>
  );
}

function Promised({ row }: { row: Row }) {
  const words = followWords.value;
  const facts = [row.who, row.due || row.due_words, words.statuses[row.status as FollowStatus], row.note];
  return (
    <li>
      <b>
        {row.number || row.handle} {row.verb}
      </b>{' '}
      {row.what}
      <span class="follow-words">{facts.filter(Boolean).join(' · ')}</span>
      {row.reports.map(({ delegation, words: told }) => (
        <span key={delegation} class="follow-words">
          {delegation}: {told}
        </span>
      ))}
    </li>
  );
}

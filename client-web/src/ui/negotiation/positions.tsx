/** Positions on one item: one's own, and who else has said what. */
import { useState } from 'preact/hooks';
import { isOutdated, positionOf, positionsOf } from '../../draft/positions';
import type { Item } from '../../draft/state';
import type { Position, PositionEntry } from '../../wire/types';
import { delegationName, isolated } from '../i18n/format';
import type { Workspace } from '../draft/workspace';
import { words } from './words';

const positions: readonly Position[] = ['support', 'accept', 'reserve', 'object'];

/** A sign, a word and a colour; the sign alone where there is little room, its word for those who listen. */
export function PositionSign({
  entry,
  item,
  short = false,
}: {
  entry: PositionEntry;
  item: Item;
  short?: boolean;
}) {
  const w = words.value;
  const value = entry.position!;
  const old = isOutdated(entry, item);
  return (
    <span
      class={`position position-${value}${old ? ' is-outdated' : ''}`}
      title={old ? w.outdated : undefined}
    >
      <span aria-hidden="true">{w.signs[value]}</span>
      <span class={short ? 'only-spoken' : ''}> {w.values[value]}</span>
      {old && <span class={short ? 'only-spoken' : 'muted'}> ({w.outdated})</span>}
    </span>
  );
}

export function Positions({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const entries = positionsOf(ws.view.value.negotiation, item.id);
  return (
    <section aria-labelledby="positions-title">
      <h3 id="positions-title">{w.positions}</h3>
      {entries.length === 0 && <p class="muted">{w.noPositions}</p>}
      <ul class="plain-list">
        {entries.map((entry) => (
          <li key={entry.delegation} class="position-line">
            <strong>{delegationName(entry.delegation)}</strong> <PositionSign entry={entry} item={item} />{' '}
            <span class="muted">{isolated(ws.view.value.participants.get(entry.by)?.name ?? '')}</span>
            {entry.note && (
              <p class="proposal-note" dir="auto">
                {entry.note}
              </p>
            )}
          </li>
        ))}
      </ul>
      <OwnPosition key={item.id} ws={ws} item={item} />
      <button type="button" class="link-button" onClick={() => ws.open('matrix')}>
        {w.matrixOpen}
      </button>
    </section>
  );
}

function OwnPosition({ ws, item }: { ws: Workspace; item: Item }) {
  const w = words.value;
  const { delegation, silent } = ws.draft.you.value ?? {};
  const own =
    delegation === undefined ? undefined : positionOf(ws.view.value.negotiation, item.id, delegation);
  const [note, setNote] = useState(own?.note ?? '');
  if (silent) return <p class="muted">{w.headSpeaks}</p>;
  if (!ws.draft.check([{ type: 'position.set', item: item.id, position: null }]).ok) return null;
  const take = (position: Position | null) =>
    ws.act(
      [{ type: 'position.set', item: item.id, position, ...(note && position ? { note } : {}) }],
      w.position,
    );
  return (
    <fieldset class="own-position">
      <legend>{w.position}</legend>
      <label class="field">
        <span class="field-label">{w.positionNote}</span>
        <input maxLength={4000} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
      </label>
      <div class="row">
        {positions.map((position) => (
          <button
            key={position}
            type="button"
            class={`button button-small position-${position}`}
            aria-pressed={own?.position === position}
            onClick={() => take(own?.position === position ? null : position)}
          >
            <span aria-hidden="true">{w.signs[position]}</span> {w.take[position]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

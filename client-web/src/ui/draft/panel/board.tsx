/** The board: how far the text has come, what is left, and for the chair the status of every item in one list. */
import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import { inLang } from '../../../text/direction';
import { outline, type OutlineRow } from '../../../draft/numbering';
import { isStale, type DraftState, type Item } from '../../../draft/state';
import type { Status } from '../../../wire/types';
import { locale, t } from '../../i18n';
import { Icon } from '../../widgets/icon';
import { StatusLabel } from '../../widgets/status_label';
import { statuses } from '../../widgets/statuses';
import { later } from '../../widgets/later';
import { itemWords } from '../words/item_name';
import { ItemText } from '../document/item_text';
import { tally, type Tally } from '../progress/tally';
import { setStatus } from '../setting_status';
import { whoIsWhere } from '../presence/whereabouts';
import type { Workspace } from '../workspace';

type Filter = 'all' | 'left' | 'stale' | Status;

const WaitingList = later(async () => (await import('../../negotiation')).WaitingList);
const BoardBlockers = later(async () => (await import('../../negotiation')).BoardBlockers);

export function Board({ ws }: { ws: Workspace }) {
  const state = ws.settledView.value;
  const { counts, total, stale } = tally(state);
  const words = t.value.board;
  const [filter, setFilter] = useState<Filter>('all');
  const here = whoIsWhere(ws);
  const mayRule = ws.isChair.value && !state.adopted;
  const original = state.langs[0] ?? '';
  const rows = outline(state).filter((row) => passes(filter, state, state.items.get(row.id)!));

  return (
    <>
      <p class="board-lead">
        {state.adopted
          ? t.value.adopt.done
          : counts.approved === total
            ? words.ready
            : words.left(total - counts.approved)}
      </p>
      <TallyList counts={counts} stale={stale} />
      <WaitingList ws={ws} />
      <BoardBlockers ws={ws} />
      {mayRule && (
        <button
          type="button"
          class="button"
          disabled={counts.approved !== total}
          onClick={() => ws.open('adopt')}
        >
          {words.adopt}
        </button>
      )}
      <h3 id="board-list">{words.list}</h3>
      <BoardFilter filter={filter} choose={setFilter} stale={stale > 0} />
      {rows.length === 0 && <p class="muted">{words.empty}</p>}
      <ul class="plain-list" aria-labelledby="board-list">
        {rows.map((row) => (
          <BoardRow
            key={row.id}
            ws={ws}
            row={row}
            item={state.items.get(row.id)!}
            lang={original}
            mayRule={mayRule}
            stale={isAnyStale(state, state.items.get(row.id)!)}
            here={here.get(row.id) ?? ''}
            current={ws.current.value === row.id}
            locale={locale.value}
          />
        ))}
      </ul>
    </>
  );
}

function TallyList({ counts, stale }: Pick<Tally, 'counts' | 'stale'>) {
  return (
    <ul class="tally-list plain-list">
      {[...statuses].reverse().map((status) => (
        <li key={status} class="tally-line">
          <span class="tally-number">{counts[status]}</span>
          <StatusLabel status={status} />
        </li>
      ))}
      {stale > 0 && (
        <li class="tally-line">
          <span class="tally-number">{stale}</span>
          <span class="stale-mark">
            <Icon name="stale" />
            {t.value.stale.label}
          </span>
        </li>
      )}
    </ul>
  );
}

interface BoardFilterProps {
  filter: Filter;
  choose: (filter: Filter) => void;
  stale: boolean;
}

function BoardFilter({ filter, choose, stale }: BoardFilterProps) {
  const words = t.value.board;
  return (
    <label class="board-filter">
      <span class="muted">{words.filter}</span>
      <select class="inline-field" value={filter} onChange={(e) => choose(e.currentTarget.value as Filter)}>
        <option value="all">{words.filterAll}</option>
        <option value="left">{words.filterLeft}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t.value.status[status]}
          </option>
        ))}
        {stale && <option value="stale">{t.value.stale.label}</option>}
      </select>
    </label>
  );
}

interface BoardRowProps {
  ws: Workspace;
  row: OutlineRow;
  item: Item;
  lang: string;
  mayRule: boolean;
  stale: boolean;
  here: string;
  current: boolean;
  /** Only there to draw the row again when the interface changes its language. */
  locale: string;
}

const BoardRow = memo(function BoardRow({
  ws,
  row,
  item,
  lang,
  mayRule,
  stale,
  here,
  current,
}: BoardRowProps) {
  const words = t.value.board;
  const name = itemWords(ws.draft.view, row.id);
  return (
    <li class={current ? 'board-row is-current' : 'board-row'}>
      <button type="button" class="board-go" onClick={() => ws.goTo(row.id)}>
        <span class="board-number">{row.path || '–'}</span>
        <span class="board-words" {...inLang(lang)}>
          <ItemText state={ws.draft.view} item={item} lang={lang} />
        </span>
      </button>
      <span class="board-status">
        {mayRule ? (
          <select
            aria-label={words.setFor(name)}
            value={item.status}
            class={`status-${item.status}`}
            onChange={(e) => setStatus(ws, row.id, e.currentTarget.value as Status, false)}
          >
            {statuses.map((status) => (
              <option key={status} value={status}>
                {t.value.status[status]}
              </option>
            ))}
          </select>
        ) : (
          <StatusLabel status={item.status} />
        )}
      </span>
      {(stale || here) && (
        <span class="board-extra">
          {stale && (
            <button type="button" class="link-button stale-mark" onClick={() => ws.showStale(row.id)}>
              <Icon name="stale" size={14} />
              {t.value.stale.label}
            </button>
          )}
          {here && <span class="muted">{words.here(here)}</span>}
        </span>
      )}
    </li>
  );
});

function isAnyStale(state: DraftState, item: Item): boolean {
  return state.langs.some((lang) => isStale(state, item, lang));
}

function passes(filter: Filter, state: DraftState, item: Item): boolean {
  if (filter === 'all') return true;
  if (filter === 'left') return item.status !== 'approved';
  if (filter === 'stale') return isAnyStale(state, item);
  return item.status === filter;
}

/** Items by delegations: a table that can be read across a room. */
import { outline } from '../../draft/numbering';
import { openProposalsIn, runningConsultation } from '../../draft/blockers';
import { positionOf } from '../../draft/positions';
import type { DraftState, Item } from '../../draft/state';
import { delegationName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { StatusLabel } from '../widgets/status_label';
import type { Workspace } from '../draft/workspace';
import { PositionSign } from './positions';
import { delegationsOf } from './who';
import { words } from './words';

export function MatrixDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const w = words.value;
  const state = ws.view.value;
  const codes = delegationsOf(state, ws.draft.participants.value);
  const rows = outline(state).filter(
    ({ path, id }) => path !== '' || openProposalsIn(state.negotiation, state.items.get(id)!).length,
  );
  return (
    <Dialog title={w.matrix} onClose={onClose} wide>
      {codes.length === 0 ? (
        <p class="muted">{w.matrixEmpty}</p>
      ) : (
        <div class="matrix-frame" tabIndex={0} role="region" aria-label={w.matrix}>
          <table class="matrix">
            <caption class="only-spoken">{w.matrixCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{w.matrixItem}</th>
                {codes.map((code) => (
                  <th key={code} scope="col" title={delegationName(code)}>
                    <abbr title={delegationName(code)}>{code}</abbr>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, path }) => (
                <MatrixRow
                  key={id}
                  state={state}
                  item={state.items.get(id)!}
                  path={path}
                  codes={codes}
                  go={() => {
                    onClose();
                    ws.goTo(id);
                  }}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="matrix-legend muted">
        {(['support', 'accept', 'reserve', 'object'] as const).map((value) => (
          <span key={value} class={`position position-${value}`}>
            {w.signs[value]} {w.values[value]}
          </span>
        ))}
        <span class="position is-outdated">{w.outdated}</span>
      </p>
    </Dialog>
  );
}

interface RowProps {
  state: DraftState;
  item: Item;
  path: string;
  codes: readonly string[];
  go: () => void;
}

/** An item, and what each delegation says of it. */
function MatrixRow({ state, item, path, codes, go }: RowProps) {
  const w = words.value;
  const brackets = openProposalsIn(state.negotiation, item).length;
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link-button" onClick={go}>
          {path || '–'}
        </button>{' '}
        <StatusLabel status={item.status} />
        {brackets > 0 && (
          <span class="bracket-count" title={w.count(brackets)}>
            [{brackets}]
          </span>
        )}
        {runningConsultation(state.negotiation, item.id) && <span title={w.consultation}> ⧗</span>}
      </th>
      {codes.map((code) => {
        const entry = positionOf(state.negotiation, item.id, code);
        return <td key={code}>{entry && <PositionSign entry={entry} item={item} short />}</td>;
      })}
    </tr>
  );
}

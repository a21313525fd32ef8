/** The side panel: one thing at a time, beside the text or, on a narrow screen, over it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { giveBackFocus } from '../../widgets/give_back';
import { Icon } from '../../widgets/icon';
import { later } from '../../widgets/later';
import { Board } from './board';
import { OutlinePanel } from './outline_panel';
import { People } from './people';
import { Tray } from './tray';
import type { PanelName, Workspace } from '../workspace';

const ItemPanel = later(async () => (await import('../../negotiation')).ItemPanel);
const PromisedBefore = later(async () => (await import('../../follow_up/promised_before')).PromisedBefore);
const ProposalsPanel = later(async () => (await import('../../negotiation')).ProposalsPanel);

export function SidePanel({ ws }: { ws: Workspace }) {
  const panel = ws.panel.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the effects of what is inside, which may have a better place for the focus.
  useLayoutEffect(() => {
    if (!heading.current || document.activeElement instanceof HTMLInputElement) return; // somebody types there: the panel came late
    const giveBack = giveBackFocus(heading.current.closest('.panel')!);
    heading.current.focus();
    return giveBack;
  }, [panel]);
  if (panel === null) return null;
  const close = () => (ws.panel.value = null);
  return (
    <aside
      id="panel"
      class="panel"
      aria-labelledby="panel-title"
      onKeyDown={(e) => {
        if (e.key === 'Escape' && !e.defaultPrevented) close();
      }}
    >
      <div class="panel-head">
        <h2 id="panel-title" ref={heading} tabIndex={-1}>
          {titleOf(panel)}
        </h2>
        <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div key={panel} class="panel-body" tabIndex={0}>
        {panel === 'outline' && <OutlinePanel ws={ws} />}
        {panel === 'board' && <Board ws={ws} />}
        {panel === 'people' && <People ws={ws} />}
        {panel === 'tray' && <Tray ws={ws} />}
        {panel === 'item' && <ItemPanel ws={ws} />}
        {panel === 'item' && <PromisedBefore ws={ws} />}
        {panel === 'proposals' && <ProposalsPanel ws={ws} />}
      </div>
    </aside>
  );
}

function titleOf(panel: PanelName): string {
  if (panel === 'outline') return t.value.outline.title;
  if (panel === 'board') return t.value.board.title;
  if (panel === 'item') return t.value.negotiation.item;
  if (panel === 'proposals') return t.value.negotiation.proposals;
  return panel === 'people' ? t.value.people.title : t.value.tray.title;
}

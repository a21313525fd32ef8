/** Which text is shown: with brackets, clean, base, as one delegation wants it, or what changed since the last visit. */
import { openProposals } from '../../draft/negotiation';
import { delegationName } from '../i18n/format';
import { Icon } from '../widgets/icon';
import { MenuGroup, MenuItem } from '../widgets/menu';
import { MenuButton } from '../widgets/menu_button';
import { itemsSince } from '../draft/text/since';
import { toast } from '../widgets/toast';
import type { Workspace } from '../draft/workspace';
import { words } from './words';

export function ViewMenu({ ws }: { ws: Workspace }) {
  const w = words.value;
  const { kind, delegation } = ws.textFilter.value;
  const label = kind === 'as' ? w.asDelegation(delegationName(delegation)) : w.views[kind];
  return (
    <MenuButton label={w.view} icon={<Icon name="eye" />} text={label} class="tool">
      {(close) => <ViewItems ws={ws} close={close} />}
    </MenuButton>
  );
}

export function ViewItems({ ws, close }: { ws: Workspace; close: () => void }) {
  const w = words.value;
  const { kind, delegation } = ws.textFilter.value;
  const proposals = openProposals(ws.view.value.negotiation);
  const codes = [...new Set(proposals.flatMap((one) => [one.delegation ?? '', ...one.support]))].filter(
    Boolean,
  );
  const choose = (filter: Workspace['textFilter']['value']) => () => {
    ws.textFilter.value = filter;
    if (filter.kind === 'since' && itemsSince(ws.view.value, ws.lastVisit).length === 0)
      toast(w.nothingSince);
    close();
  };
  const kinds = [
    'brackets',
    'clean',
    'base',
    ...(ws.lastVisit > 0 ? (['since'] as const) : []),
    'who',
  ] as const;
  return (
    <MenuGroup label={w.view}>
      {kinds.map((one) => (
        <MenuItem key={one} checked={kind === one} onClick={choose({ kind: one })}>
          {w.views[one]}
        </MenuItem>
      ))}
      {codes.map((code) => (
        <MenuItem
          key={code}
          checked={kind === 'as' && delegation === code}
          onClick={choose({ kind: 'as', delegation: code })}
        >
          {w.asDelegation(delegationName(code))}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

/** The tools for which the bar has no room. */
import { openProposals } from '../../../draft/negotiation';
import type { CommandId } from '../../../editor';
import { t } from '../../i18n';
import { ViewItems } from '../../negotiation';
import { MenuItem } from '../../widgets/menu';
import { theChair } from '../presence/following';
import { keyWords } from '../words/key_names';
import { LanguageItems } from './languages';
import type { Workspace } from '../workspace';

interface ToolsMenuProps {
  ws: Workspace;
  /** By their names in tools.tsx. */
  hidden: ReadonlySet<string>;
  close: () => void;
}

const formats: CommandId[] = ['bold', 'italic', 'underline', 'link'];
const steps: CommandId[] = ['previousBracket', 'nextBracket'];

export function ToolsMenu({ ws, hidden, close }: ToolsMenuProps) {
  const following = ws.following.value === theChair;
  const commands = [...(hidden.has('format') ? formats : []), ...(hidden.has('steps') ? steps : [])];
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <>
      {hidden.has('find') && (
        <MenuItem hint={keyWords('find')} onClick={then(() => (ws.finding.value = true))}>
          {t.value.draft.find}
        </MenuItem>
      )}
      {hidden.has('goto') && (
        <MenuItem hint={keyWords('goTo')} onClick={then(() => ws.open('goto'))}>
          {t.value.draft.goTo}
        </MenuItem>
      )}
      {hidden.has('follow') && (
        <MenuItem
          icon="eye"
          checked={following}
          onClick={then(() => (ws.following.value = following ? null : theChair))}
        >
          {t.value.people.followChair}
        </MenuItem>
      )}
      {hidden.has('brackets') && (
        <MenuItem icon="bracket" onClick={then(() => ws.toggle('proposals'))}>
          {t.value.negotiation.bracketsLeft(openProposals(ws.settledView.value.negotiation).length)}
        </MenuItem>
      )}
      {commands.map((command) => (
        <MenuItem
          key={command}
          hint={keyWords(command)}
          onClick={then(() => {
            ws.editor.value?.focus();
            ws.run(command);
          })}
        >
          {t.value.commands[command]}
        </MenuItem>
      ))}
      {hidden.has('view') && <ViewItems ws={ws} close={close} />}
      {hidden.has('languages') && <LanguageItems ws={ws} close={close} />}
    </>
  );
}

/** The menu at the end of the bar: other views, the text as a whole, settings, help, leaving. */
import { t } from '../../i18n';
import { isSlim } from '../../media';
import { draftPath, navigate } from '../../router';
import { BackItem } from '../../meeting/back_item';
import { MenuGroup, MenuItem } from '../../widgets/menu';
import { SettingsItems } from '../../widgets/settings_items';
import { handlesShown, showHandles } from '../../references/handles_shown';
import { followWords } from '../../follow_up/words';
import { referenceWords } from '../../references/words';
import { helpWords } from '../help/help_words';
import type { Workspace } from '../workspace';

export function PageMenuItems({ ws, close }: { ws: Workspace; close: () => void }) {
  const words = t.value.draft;
  const draft = ws.draft.id;
  const open = openThen(ws, close);
  const toggle = toggleThen(ws, close);
  const show = (view: 'edit' | 'room' | 'read') => () => {
    close();
    navigate(draftPath(draft, view));
  };
  return (
    <>
      <BackItem draft={draft} close={close} />
      {isSlim.value && (
        <MenuItem icon="people" onClick={toggle('people')}>
          {t.value.people.title}
        </MenuItem>
      )}
      <MenuGroup label={words.show}>
        {ws.mode.value === 'read' ? (
          <MenuItem icon="back" onClick={show('edit')}>
            {words.editing}
          </MenuItem>
        ) : (
          <MenuItem icon="eye" onClick={show('read')}>
            {words.reading}
          </MenuItem>
        )}
        <MenuItem icon="screen" onClick={show('room')}>
          {words.room}
        </MenuItem>
        <MenuItem
          checked={handlesShown.value}
          onClick={() => {
            close();
            showHandles(!handlesShown.value);
          }}
        >
          {referenceWords.value.showHandles}
        </MenuItem>
      </MenuGroup>
      <TextItems ws={ws} close={close} />
      <SettingsItems close={close} />
      <MenuItem onClick={open('help')}>{helpWords.value.help}</MenuItem>
      <MenuItem onClick={open('shortcuts')} hint="?">
        {words.shortcuts}
      </MenuItem>
      <MenuItem onClick={open('end')}>{words.signOut}…</MenuItem>
    </>
  );
}

/** What concerns the text as a whole. */
function TextItems({ ws, close }: { ws: Workspace; close: () => void }) {
  const words = t.value.draft;
  const open = openThen(ws, close);
  const toggle = toggleThen(ws, close);
  return (
    <MenuGroup label={words.text}>
      <MenuItem icon="board" onClick={toggle('outline')}>
        {t.value.outline.title}
      </MenuItem>
      <MenuItem onClick={open('print')}>{words.print}</MenuItem>
      <MenuItem
        onClick={() => {
          close();
          ws.past.value = { part: 'time' };
        }}
      >
        {words.past}
      </MenuItem>
      <MenuItem onClick={open('followUp')}>{followWords.value.title}…</MenuItem>
      {ws.mayWrite.value && <MenuItem onClick={open('word')}>{words.addWord}</MenuItem>}
      <MenuItem onClick={open('proof')}>{words.proof}…</MenuItem>
      <MenuItem onClick={open('removed')}>{t.value.removed.title}…</MenuItem>
      {ws.mayWrite.value && <MenuItem onClick={open('references')}>{referenceWords.value.menu}…</MenuItem>}
      {ws.mayInvite.value && (
        <>
          <MenuItem onClick={open('title')}>{words.editTitle}</MenuItem>
          <MenuItem onClick={open('numbers')}>{words.numbering}…</MenuItem>
          <MenuItem onClick={open('invite')}>{t.value.invitations.create}</MenuItem>
        </>
      )}
    </MenuGroup>
  );
}

/** What a menu item does that opens a dialog or a panel: the menu closes first. */
function openThen(ws: Workspace, close: () => void) {
  return (what: Parameters<Workspace['open']>[0]) => () => {
    close();
    ws.open(what);
  };
}

function toggleThen(ws: Workspace, close: () => void) {
  return (panel: Parameters<Workspace['toggle']>[0]) => () => {
    close();
    ws.toggle(panel);
  };
}

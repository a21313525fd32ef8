/** Which dialog is open. One at a time, by name. */
import { editorCommands } from '../../../editor';
import { itemCalled } from '../../../draft/item_called';
import { t } from '../../i18n';
import { later } from '../../widgets/later';
import { BlockedDialog, ConsultDialog, MatrixDialog } from '../../negotiation';
import { AdoptDialog, TitleDialog } from './chair_dialogs';
import { keysAsWritten } from '../words/key_names';
import { PrintDialog } from '../document/print';
import { RemovedDialog, RemoveManyDialog } from './removed_items';
import { ShortcutSheet, type KeyGroup } from '../help/shortcut_sheet';
import { GoToDialog, LinkDialog } from './small_dialogs';
import type { Workspace } from '../workspace';

const SignOutDialog = later(async () => (await import('../seats/sign_out')).SignOutDialog);
const FillDialog = later(async () => (await import('./fill_dialog')).FillDialog);
const HelpDialog = later(async () => (await import('../help/help_dialog')).HelpDialog);
const ProofDialog = later(async () => (await import('../../proof/proof_dialog')).ProofDialog);
const InviteDialog = later(async () => (await import('../seats/invite_dialog')).InviteDialog);
const AddWordDialog = later(async () => (await import('../../files/add_word_dialog')).AddWordDialog);
const InviteManyDialog = later(async () => (await import('../seats/invite_many')).InviteManyDialog);

const NumbersDialog = later(async () => (await import('../../numbers/numbers_dialog')).NumbersDialog);
const ReferencesDialog = later(
  async () => (await import('../../references/references_dialog')).ReferencesDialog,
);
const FollowUpView = later(async () => (await import('../../follow_up/follow_up_view')).FollowUpView);
const ItemNumberDialog = later(
  async () => (await import('../../numbers/item_number_dialog')).ItemNumberDialog,
);

export function Dialogs({ ws }: { ws: Workspace }) {
  const onClose = () => (ws.dialog.value = null);
  switch (ws.dialog.value) {
    case 'help':
      return <HelpDialog ws={ws} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutSheet groups={keyGroups(ws)} onClose={onClose} />;
    case 'goto':
      return (
        <GoToDialog
          find={(number) => itemCalled(ws.draft.view, number)}
          go={(item) => ws.goTo(item)}
          onClose={onClose}
        />
      );
    case 'link':
      return ws.link && <LinkDialog href={ws.link.href ?? ''} apply={ws.link.apply} onClose={onClose} />;
    case 'adopt':
      return <AdoptDialog ws={ws} onClose={onClose} />;
    case 'title':
      return <TitleDialog ws={ws} onClose={onClose} />;
    case 'numbers':
      return <NumbersDialog ws={ws} onClose={onClose} />;
    case 'itemNumber':
      return <ItemNumberDialog ws={ws} onClose={onClose} />;
    case 'references':
      return <ReferencesDialog ws={ws} onClose={onClose} />;
    case 'followUp':
      return <FollowUpView ws={ws} onClose={onClose} />;
    case 'print':
      return <PrintDialog ws={ws} onClose={onClose} />;
    case 'proof':
      return <ProofDialog ws={ws} onClose={onClose} />;
    case 'word':
      return <AddWordDialog ws={ws} onClose={onClose} />;
    case 'invite':
      return <InviteDialog ws={ws} onClose={onClose} />;
    case 'inviteMany':
      return <InviteManyDialog ws={ws} onClose={onClose} />;
    case 'removed':
      return <RemovedDialog ws={ws} onClose={onClose} />;
    case 'removeMany':
      return ws.removal && <RemoveManyDialog ws={ws} removal={ws.removal} onClose={onClose} />;
    case 'end':
      return <SignOutDialog ws={ws} onClose={onClose} />;
    case 'matrix':
      return <MatrixDialog ws={ws} onClose={onClose} />;
    case 'consult':
      return <ConsultDialog ws={ws} onClose={onClose} />;
    case 'blocked':
      return <BlockedDialog ws={ws} onClose={onClose} />;
    case 'fill':
      return ws.fill && <FillDialog ws={ws} request={ws.fill} onClose={onClose} />;
    case null:
      return null;
  }
}

function keyGroups(ws: Workspace): KeyGroup[] {
  const words = t.value.shortcuts;
  const groups = (['items', 'text', 'history', 'move'] as const).map((group) => ({
    title: words.groups[group],
    keys: editorCommands
      .filter((command) => command.group === group)
      .map((command) => ({ does: t.value.commands[command.id], keys: command.keys.map(keysAsWritten) })),
  }));
  const page = [{ does: words.help, keys: ['?'] }];
  if (ws.isChair.value) page.push({ does: words.statusKeys, keys: ['1', '2', '3', '4'] });
  return [...groups, { title: words.page, keys: page }];
}

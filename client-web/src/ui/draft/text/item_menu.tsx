/** What can be done with one item: from its margin, its handle or the keyboard. */
import { useState } from 'preact/hooks';
import { isStale, textOf, type Item } from '../../../draft/state';
import { handles } from '../../../draft/handles';
import { settledText } from '../../../draft/decided_text';
import { outlineRow } from '../../../draft/numbering';
import type { CommandId } from '../../../editor';
import type { ItemKind, Status } from '../../../wire/types';
import { t } from '../../i18n';
import { languageName } from '../../i18n/format';
import { copyText } from '../../widgets/copy_button';
import { RollItems } from '../../roll/roll_items';
import { MenuChoice, MenuFold, MenuGroup, MenuHeading, MenuItem, MenuSheet } from '../../widgets/menu';
import { statuses } from '../../widgets/statuses';
import { toast } from '../../widgets/toast';
import { setStatus, setStatusOfMany } from '../setting_status';
import { keyWords } from '../words/key_names';
import { plainText } from '../words/plain_text';
import { shorten } from '../words/shorten';
import type { Workspace } from '../workspace';

const kindCommands: [ItemKind, CommandId][] = [
  ['item', 'kindItem'],
  ['heading', 'kindHeading'],
  ['paragraph', 'kindParagraph'],
];
const actions: CommandId[] = ['addBelow', 'moveUp', 'moveDown', 'indent', 'outdent', 'remove'];

export function ItemMenu({ ws }: { ws: Workspace }) {
  const request = ws.itemMenu.value;
  const item = request && ws.view.value.items.get(request.item);
  if (!request || !item) return null;
  const close = () => {
    ws.itemMenu.value = null;
    ws.textView?.focus();
  };
  const name = ws.wordsFor(item.id);
  const handle = handles(ws.view.value).of.get(item.id) ?? '';
  return (
    <MenuSheet anchor={request.anchor} label={t.value.item.actionsFor(name)} onClose={close}>
      <MenuHeading>{headingOf(ws, item)}</MenuHeading>
      {ws.isChair.value && !ws.view.value.adopted && <StatusChoices ws={ws} item={item} close={close} />}
      <StaleActions ws={ws} item={item} close={close} />
      {ws.mayWrite.value && <EditActions ws={ws} item={item} close={close} />}
      <MenuItem
        icon="bracket"
        onClick={() => {
          ws.current.value = ws.lastItem.value = item.id;
          ws.itemMenu.value = null;
          ws.panel.value = 'item';
        }}
      >
        {t.value.negotiation.item}
      </MenuItem>
      {ws.mayInvite.value && !ws.view.value.adopted && <RollItems ws={ws} item={item} close={close} />}
      {ws.mayInvite.value && !ws.view.value.adopted && (
        <MenuItem
          onClick={() => {
            ws.lastItem.value = item.id;
            close();
            ws.open('itemNumber');
          }}
        >
          {t.value.item.number}…
        </MenuItem>
      )}
      <MenuItem
        onClick={() => {
          ws.itemMenu.value = null;
          ws.past.value = { part: 'item', item: item.id };
        }}
      >
        {t.value.draft.pastOfItem}
      </MenuItem>
      <MenuItem
        icon="link"
        onClick={() => {
          close();
          void copyText(addressOf(ws, handle)).then(() => toast(t.value.item.referenceCopied));
        }}
        hint={`§${handle}`}
      >
        {t.value.item.copyReference}
      </MenuItem>
    </MenuSheet>
  );
}

/** Where somebody finds an item who may see the draft, whatever becomes of its number. */
const addressOf = (ws: Workspace, handle: string) => `${location.origin}/d/${ws.draft.id}#${handle}`;

/** "1.b · Encomendar a las…": the menu says which item it is for, as the text may move under it. */
function headingOf(ws: Workspace, item: Item): string {
  const words = shorten(plainText(settledText(textOf(item, ws.shown.value[0] ?? ''))));
  const number = outlineRow(ws.view.value, item.id)?.path;
  return [number, words || t.value.item.empty].filter(Boolean).join(' · ');
}

interface PartProps {
  ws: Workspace;
  item: Item;
  close: () => void;
}

function StatusChoices({ ws, item, close }: PartProps) {
  const words = t.value.status;
  const hasBelow = (ws.view.value.children.get(item.id)?.length ?? 0) > 0;
  const [below, setBelow] = useState(false);
  const selected = ws.editor.value?.selection.value.items ?? [];
  const many = selected.length > 1 && selected.includes(item.id) ? selected : null;
  return (
    <MenuGroup label={many ? words.setFor(many.length) : words.set}>
      <div class="menu-row">
        {statuses.map((status: Status, at) => (
          <MenuChoice
            key={status}
            icon={status}
            words={words[status]}
            hint={words[`${status}Hint`]}
            checked={!many && item.status === status}
            keyName={String(at + 1)}
            onClick={() => {
              if (many) setStatusOfMany(ws, many, status);
              else setStatus(ws, item.id, status, below);
              close();
            }}
          />
        ))}
      </div>
      {hasBelow && !many && (
        <button
          type="button"
          class="menu-item"
          role="menuitemcheckbox"
          aria-checked={below}
          aria-keyshortcuts="0"
          data-key="0"
          tabIndex={-1}
          onClick={() => setBelow(!below)}
        >
          <span class="menu-mark" aria-hidden="true">
            {below ? '☑' : '☐'}
          </span>
          <span class="menu-words">{words.below}</span>
          <kbd aria-hidden="true">0</kbd>
        </button>
      )}
    </MenuGroup>
  );
}

function StaleActions({ ws, item, close }: PartProps) {
  const state = ws.view.value;
  const stale = state.langs.filter((lang) => isStale(state, item, lang));
  if (stale.length === 0) return null;
  return (
    <MenuGroup label={t.value.stale.title}>
      <MenuItem
        icon="stale"
        onClick={() => {
          close();
          ws.showStale(item.id);
        }}
      >
        {t.value.item.showStale}
      </MenuItem>
      {stale.map((lang) => (
        <MenuItem
          key={lang}
          icon="check"
          disabled={!ws.draft.check([{ type: 'item.align', item: item.id, lang }]).ok}
          onClick={() => {
            ws.align(item.id, lang);
            close();
          }}
        >
          {t.value.stale.align} ({languageName(lang)})
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

function EditActions({ ws, item, close }: PartProps) {
  const run = (command: CommandId) => {
    close();
    ws.editor.value?.runOn(item.id, command);
  };
  const mayChange = (kind: ItemKind) =>
    kind === item.kind || ws.draft.check([{ type: 'item.kind', item: item.id, kind }]).ok;
  const mayRemove = ws.draft.check([{ type: 'item.remove', item: item.id }]).ok;
  return (
    <MenuFold label={t.value.item.structure}>
      <MenuGroup label={t.value.item.kind}>
        {kindCommands.map(([kind, command]) => (
          <MenuItem
            key={kind}
            checked={item.kind === kind}
            disabled={!mayChange(kind)}
            hint={keyWords(command)}
            onClick={() => run(command)}
          >
            {t.value.kinds[kind]}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t.value.item.actions}>
        {actions.map((command) => (
          <MenuItem
            key={command}
            hint={keyWords(command)}
            disabled={command === 'remove' && !mayRemove}
            onClick={() => run(command)}
          >
            {t.value.commands[command]}
          </MenuItem>
        ))}
      </MenuGroup>
    </MenuFold>
  );
}

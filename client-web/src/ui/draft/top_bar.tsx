/** The bar: what text this is, whether it is saved, who is here, and the way to everything else. */
import { t } from '../i18n';
import { draftPath, followLink, navigate } from '../router';
import { Icon, type IconName } from '../widgets/icon';
import { later } from '../widgets/later';
import { Mark } from '../widgets/mark';
import { MenuButton, MenuGroup, MenuItem } from '../widgets/menu';
import { SettingsItems } from '../widgets/settings_menu';
import { Chip } from './chip';
import { codeOf, personWords, present } from './presence';
import { Ribbon } from './ribbon';
import { SavedLabel } from './saved_label';
import { tally } from './tally';
import { titleIn } from './title_in';
import { Tools } from './tools';
import { Strips } from './strips';
import type { PanelName, Workspace } from './workspace';

const FindBar = later(async () => (await import('./find_bar')).FindBar);

const mostChips = 5;

export function TopBar({ ws }: { ws: Workspace }) {
  const lang = ws.shown.value[0] ?? '';
  const title = ws.session.title.value[lang] ?? '';
  return (
    <header class="bar">
      <div class="bar-row">
        <a
          class="bar-home"
          href="/"
          onClick={followLink}
          aria-label={t.value.app.home}
          title={t.value.app.home}
        >
          <Mark />
        </a>
        <div class="bar-title">
          <p class="bar-name" lang={lang}>
            {title || titleIn(ws.settledView.value, lang)}
          </p>
          <SavedLabel session={ws.session} />
        </div>
        <Here ws={ws} />
        <div class="bar-panels">
          <PanelButton ws={ws} panel="board" icon="board" label={t.value.board.open} />
          <PanelButton ws={ws} panel="item" icon="bracket" label={t.value.negotiation.item} />
          <PanelButton ws={ws} panel="people" icon="people" label={t.value.people.title} />
          <TrayButton ws={ws} />
          <PageMenu ws={ws} />
        </div>
      </div>
      <Tools ws={ws} />
      {ws.finding.value && ws.editor.value && <FindBar ws={ws} />}
      <Strips ws={ws} />
      <Ribbon counts={tally(ws.settledView.value).counts} />
    </header>
  );
}

/** Who is in the text at this moment; a press goes to where they are. */
function Here({ ws }: { ws: Workspace }) {
  const words = t.value.people;
  const you = ws.session.you.value;
  const others = present(ws).filter((one) => one.participant.id !== you?.id);
  const observers = ws.session.observers.value;
  return (
    <div class="bar-here" role="group" aria-label={words.here}>
      {others.slice(0, mostChips).map(({ participant, carets }) => (
        <button
          key={participant.id}
          type="button"
          class="chip-button"
          aria-label={`${codeOf(participant)}: ${words.goTo(personWords(participant))}`}
          disabled={carets.length === 0}
          onClick={() => ws.goTo(carets.at(-1)!.item)}
        >
          <Chip person={participant} here />
        </button>
      ))}
      {others.length > mostChips && (
        <button
          type="button"
          class="chip-button"
          aria-label={`+${others.length - mostChips}: ${words.connected(others.length)}`}
          onClick={() => (ws.panel.value = 'people')}
        >
          <span class="chip">+{others.length - mostChips}</span>
        </button>
      )}
      {observers > 0 && (
        <span class="bar-count" title={words.observers(observers)}>
          <Icon name="eye" size={14} />
          <span aria-hidden="true">{observers}</span>
          <span class="only-spoken">{words.observers(observers)}</span>
        </span>
      )}
    </div>
  );
}

const UnreadBadge = later(async () => (await import('../negotiation')).UnreadBadge);

interface PanelButtonProps {
  ws: Workspace;
  panel: PanelName;
  icon: IconName;
  label: string;
}

function PanelButton({ ws, panel, icon, label }: PanelButtonProps) {
  const open = ws.panel.value === panel;
  return (
    <button
      type="button"
      class="text-button"
      aria-expanded={open}
      aria-controls={open ? 'panel' : undefined}
      title={label}
      onClick={() => ws.toggle(panel)}
    >
      <Icon name={icon} />
      <span class="button-text">{label}</span>
      {panel === 'item' && <UnreadBadge ws={ws} />}
    </button>
  );
}

/** Only there when there is something in it. */
function TrayButton({ ws }: { ws: Workspace }) {
  const count = ws.session.tray.value.length;
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="text-button is-alert"
      aria-expanded={ws.panel.value === 'tray'}
      title={t.value.tray.count(count)}
      onClick={() => ws.toggle('tray')}
    >
      <Icon name="tray" />
      <span class="badge" aria-hidden="true">
        {count}
      </span>
      <span class="only-spoken">{t.value.tray.count(count)}</span>
    </button>
  );
}

function PageMenu({ ws }: { ws: Workspace }) {
  const words = t.value.draft;
  const draft = ws.session.draftId;
  return (
    <MenuButton label={t.value.settings.menu} icon="menu">
      {(close) => {
        const open = (what: Parameters<Workspace['open']>[0]) => () => {
          close();
          ws.open(what);
        };
        const show = (view: 'edit' | 'room' | 'read') => () => {
          close();
          navigate(draftPath(draft, view));
        };
        return (
          <>
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
            </MenuGroup>
            <MenuGroup label={words.text}>
              <MenuItem onClick={open('print')}>{words.print}</MenuItem>
              <MenuItem onClick={open('removed')}>{t.value.removed.title}…</MenuItem>
              {ws.mayInvite.value && (
                <>
                  <MenuItem onClick={open('title')}>{words.editTitle}</MenuItem>
                  <MenuItem onClick={open('invite')}>{t.value.invitations.create}</MenuItem>
                </>
              )}
            </MenuGroup>
            <SettingsItems close={close} />
            <MenuItem onClick={open('shortcuts')} hint="?">
              {words.shortcuts}
            </MenuItem>
            <MenuItem onClick={open('end')}>{words.endSession}…</MenuItem>
          </>
        );
      }}
    </MenuButton>
  );
}

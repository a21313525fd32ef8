/** The bar: what text this is, whether it is saved, who is here, and the way to everything else. */
import { inLang } from '../../../text/direction';
import { t } from '../../i18n';
import { isSlim } from '../../media';
import { openInPage } from '../../router';
import { StartIcon, type StartIconName } from '../../widgets/start_icon';
import { later } from '../../widgets/later';
import { Mark } from '../../widgets/mark';
import { MenuButton } from '../../widgets/menu_button';
import { Chip } from '../presence/chip';
import { personWords } from '../presence/presence';
import { Ribbon } from '../progress/ribbon';
import { FindBar } from './find_bar';
import { SavedLabel } from './saved_label';
import { tally } from '../progress/tally';
import { titleIn } from '../words/title_in';
import type { PanelName, Workspace } from '../workspace';

/* The text is there first; the bar keeps the place of what follows it. */
const Tools = later(async () => (await import('./tools')).Tools);
const Here = later(async () => (await import('./here')).Here);
const Strips = later(async () => (await import('./strips')).Strips);
const PageMenuItems = later(async () => (await import('./page_menu')).PageMenuItems);
const Bell = later(async () => (await import('../../bell/draft_bell')).DraftBell);

export function TopBar({ ws }: { ws: Workspace }) {
  const lang = ws.shown.value[0] ?? '';
  const title = ws.draft.title.value[lang] || titleIn(ws.settledView.value, lang);
  return (
    <header class="bar">
      <div class="bar-row">
        <a
          class="bar-home"
          href="/"
          onClick={openInPage}
          aria-label={t.value.app.home}
          title={t.value.app.home}
        >
          <Mark />
        </a>
        <div class="bar-title">
          <p class="bar-name" title={title} {...inLang(lang)}>
            {title}
          </p>
          <div class="bar-facts">
            <You ws={ws} />
            <SavedLabel draft={ws.draft} />
          </div>
        </div>
        <Here ws={ws} />
        <div class="bar-panels">
          <PanelButton ws={ws} panel="board" icon="board" label={t.value.board.open} />
          <PanelButton ws={ws} panel="item" icon="bracket" label={t.value.negotiation.item} />
          {!isSlim.value && <PanelButton ws={ws} panel="people" icon="people" label={t.value.people.title} />}
          <TrayButton ws={ws} />
          <Bell ws={ws} />
          <PageMenu ws={ws} />
        </div>
      </div>
      <div class="tools-place">
        <Tools ws={ws} />
      </div>
      {ws.finding.value && <FindBar ws={ws} />}
      <Strips ws={ws} />
      <Ribbon counts={tally(ws.settledView.value).counts} />
    </header>
  );
}

/** Whose seat this window is: code and role, always in sight. */
function You({ ws }: { ws: Workspace }) {
  const you = ws.draft.you.value;
  if (!you) return null;
  return (
    <p class="bar-you" title={personWords(you)}>
      <span class="only-spoken">{t.value.people.youAre}</span>
      <Chip person={you} here />
      <span class="bar-role">{t.value.roles[you.role]}</span>
    </p>
  );
}

const UnreadBadge = later(async () => (await import('../../negotiation')).UnreadBadge);

interface PanelButtonProps {
  ws: Workspace;
  panel: PanelName;
  icon: StartIconName;
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
      <StartIcon name={icon} />
      <span class="button-text">{label}</span>
      {panel === 'item' && <UnreadBadge ws={ws} />}
    </button>
  );
}

/** Only there when there is something in it. */
function TrayButton({ ws }: { ws: Workspace }) {
  const count = ws.draft.tray.value.length;
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="text-button is-alert"
      aria-expanded={ws.panel.value === 'tray'}
      title={t.value.tray.count(count)}
      onClick={() => ws.toggle('tray')}
    >
      <StartIcon name="tray" />
      <span class="badge" aria-hidden="true">
        {count}
      </span>
      <span class="only-spoken">{t.value.tray.count(count)}</span>
    </button>
  );
}

function PageMenu({ ws }: { ws: Workspace }) {
  return (
    <MenuButton label={t.value.settings.menu} icon={<StartIcon name="menu" />}>
      {(close) => <PageMenuItems ws={ws} close={close} />}
    </MenuButton>
  );
}

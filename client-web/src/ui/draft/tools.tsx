/** The second row of the bar: undo, formatting, find, and which language stands on the paper. */
import { openProposals } from '../../draft/negotiation';
import type { CommandId, MarkName } from '../../editor';
import { t } from '../i18n';
import { languageTitle } from '../i18n/format';
import { Icon, type IconName } from '../widgets/icon';
import { later } from '../widgets/later';
import { chairHere, theChair } from './follow';
import { keyWords } from './key_words';
import { tally } from './tally';
import type { Workspace } from './workspace';

const marks: [MarkName, string][] = [
  ['bold', 'B'],
  ['italic', 'I'],
  ['underline', 'U'],
];

export function Tools({ ws }: { ws: Workspace }) {
  const { counts, total } = tally(ws.settledView.value);
  const writes = ws.mayWrite.value && ws.mode.value === 'edit';
  return (
    <div class="tools" role="group" aria-label={t.value.format.toolbar}>
      {writes && (
        <>
          <Tool ws={ws} command="undo" icon="undo" disabled={!ws.session.canUndo.value} />
          <Tool ws={ws} command="redo" icon="redo" disabled={!ws.session.canRedo.value} />
          <span class="tools-line" />
          {marks.map(([mark, letter]) => (
            <MarkTool key={mark} ws={ws} mark={mark} letter={letter} />
          ))}
          <Tool ws={ws} command="link" icon="link" />
          <span class="tools-line" />
        </>
      )}
      <button
        type="button"
        class="tool"
        title={`${t.value.commands.find} (${keyWords('find')})`}
        onClick={() => (ws.finding.value = !ws.finding.value)}
        aria-pressed={ws.finding.value}
      >
        {t.value.draft.find}
      </button>
      <button
        type="button"
        class="tool"
        title={`${t.value.commands.goTo} (${keyWords('goTo')})`}
        onClick={() => ws.open('goto')}
      >
        {t.value.draft.goTo}
      </button>
      <FollowChair ws={ws} />
      <Views ws={ws} />
      <span class="tools-gap" />
      <span class="tools-count">{t.value.board.summary(counts.approved, total)}</span>
      <Languages ws={ws} />
    </div>
  );
}

const ViewMenu = later(async () => (await import('../negotiation')).ViewMenu);

/** Only where the text can be seen in another way than it is: somebody proposes something, or has changed it meanwhile. */
function Views({ ws }: { ws: Workspace }) {
  const { negotiation, seq } = ws.settledView.value;
  const proposes = negotiation.proposals.size > 0;
  const news = ws.lastVisit > 0 && seq > ws.lastVisit;
  if (!proposes && !news && ws.textFilter.value.kind === 'brackets') return null;
  return (
    <>
      <span class="tools-line" />
      <ViewMenu ws={ws} />
      {proposes && <Brackets ws={ws} />}
    </>
  );
}

function Brackets({ ws }: { ws: Workspace }) {
  const count = openProposals(ws.settledView.value.negotiation).length;
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-pressed={ws.panel.value === 'proposals'}
        title={t.value.negotiation.proposals}
        onClick={() => ws.toggle('proposals')}
      >
        <span aria-hidden="true">[{count}]</span>
        <span class="only-spoken">{t.value.negotiation.bracketsLeft(count)}</span>
      </button>
      <Tool ws={ws} command="previousBracket" icon="previous" disabled={count === 0} />
      <Tool ws={ws} command="nextBracket" icon="next" disabled={count === 0} />
    </>
  );
}

function FollowChair({ ws }: { ws: Workspace }) {
  const following = ws.following.value === theChair;
  if (ws.isChair.value || (!following && !chairHere(ws))) return null;
  return (
    <button
      type="button"
      class="tool"
      aria-pressed={following}
      onClick={() => (ws.following.value = following ? null : theChair)}
    >
      <Icon name="eye" /> {t.value.people.followChair}
    </button>
  );
}

interface ToolProps {
  ws: Workspace;
  command: CommandId;
  icon: IconName;
  disabled?: boolean;
}

/* A press must not take the selection out of the text. */
const keepSelection = (event: Event) => event.preventDefault();

function Tool({ ws, command, icon, disabled = false }: ToolProps) {
  const words = t.value.commands[command];
  return (
    <button
      type="button"
      class="tool"
      aria-label={words}
      title={`${words} (${keyWords(command)})`}
      disabled={disabled}
      onMouseDown={keepSelection}
      onClick={() => ws.run(command)}
    >
      <Icon name={icon} />
    </button>
  );
}

function MarkTool({ ws, mark, letter }: { ws: Workspace; mark: MarkName; letter: string }) {
  const words = t.value.commands[mark];
  const active = ws.editor.value?.selection.value.marks[mark] ?? false;
  return (
    <button
      type="button"
      class="tool"
      aria-label={words}
      aria-pressed={active}
      title={`${words} (${keyWords(mark)})`}
      onMouseDown={keepSelection}
      onClick={() => ws.run(mark)}
    >
      <span class={`tool-letter tool-${mark}`} aria-hidden="true">
        {letter}
      </span>
    </button>
  );
}

function Languages({ ws }: { ws: Workspace }) {
  const langs = ws.session.langs.value;
  const shown = ws.shown.value;
  if (langs.length < 2) return null;
  const words = t.value.draft;
  const second = shown[1] ?? langs.find((lang) => lang !== langs[0])!;
  return (
    <div class="segmented" role="group" aria-label={words.languages}>
      {langs.map((lang) => (
        <button
          key={lang}
          type="button"
          aria-pressed={shown.length === 1 && shown[0] === lang}
          onClick={() => ws.show([lang])}
        >
          {languageTitle(lang)}
        </button>
      ))}
      <button type="button" aria-pressed={shown.length === 2} onClick={() => ws.show([langs[0]!, second])}>
        {words.sideBySide}
      </button>
    </div>
  );
}

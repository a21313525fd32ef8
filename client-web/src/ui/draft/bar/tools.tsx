/** The second row of the bar: undo, formatting, find, and which language stands on the paper. */
import { openProposals } from '../../../draft/negotiation';
import type { CommandId, FormatName } from '../../../editor';
import { t } from '../../i18n';
import { Icon, type IconName } from '../../widgets/icon';
import { later } from '../../widgets/later';
import { OverflowRow, type OverflowTool } from '../../widgets/overflow_row';
import { chairHere, theChair } from '../presence/following';
import { keyWords } from '../words/key_names';
import { tally } from '../progress/tally';
import { Languages } from './languages';
import type { Workspace } from '../workspace';

const formats: [FormatName, string][] = [
  ['bold', 'B'],
  ['italic', 'I'],
  ['underline', 'U'],
];

export function Tools({ ws }: { ws: Workspace }) {
  const words = t.value.draft;
  const { counts, total } = tally(ws.settledView.value);
  const writes = ws.mayWrite.value && ws.mode.value === 'edit';
  const tools: OverflowTool[] = [];
  if (writes) tools.push(history(ws), format(ws));
  tools.push(
    {
      id: 'find',
      begins: true,
      worth: 50,
      tool: (
        <button
          type="button"
          class="tool"
          title={`${t.value.commands.find} (${keyWords('find')})`}
          onClick={() => (ws.finding.value = !ws.finding.value)}
          aria-pressed={ws.finding.value}
        >
          {words.find}
        </button>
      ),
      inMenu: true,
    },
    {
      id: 'goto',
      worth: 40,
      tool: (
        <button
          type="button"
          class="tool"
          title={`${t.value.commands.goTo} (${keyWords('goTo')})`}
          onClick={() => ws.open('goto')}
        >
          {words.goTo}
        </button>
      ),
      inMenu: true,
    },
    ...followChair(ws),
    ...views(ws),
    {
      id: 'count',
      worth: 10,
      atEnd: true,
      tool: <span class="tools-count">{t.value.board.summary(counts.approved, total)}</span>,
    },
  );
  if (ws.draft.langs.value.length > 1)
    tools.push({ id: 'languages', worth: 90, atEnd: true, tool: <Languages ws={ws} />, inMenu: true });
  return (
    <OverflowRow
      tools={tools}
      label={t.value.format.toolbar}
      moreLabel={t.value.format.more}
      menu={(hidden, close) => <ToolsMenu ws={ws} hidden={hidden} close={close} />}
    />
  );
}

function history(ws: Workspace): OverflowTool {
  return {
    id: 'history',
    worth: 100,
    tool: (
      <>
        <Tool ws={ws} command="undo" icon="undo" disabled={!ws.draft.canUndo.value} />
        <Tool ws={ws} command="redo" icon="redo" disabled={!ws.draft.canRedo.value} />
      </>
    ),
  };
}

function format(ws: Workspace): OverflowTool {
  return {
    id: 'format',
    begins: true,
    worth: 60,
    tool: (
      <>
        {formats.map(([format, letter]) => (
          <FormatTool key={format} ws={ws} format={format} letter={letter} />
        ))}
        <Tool ws={ws} command="link" icon="link" />
      </>
    ),
    inMenu: true,
  };
}

const ToolsMenu = later(async () => (await import('./tools_menu')).ToolsMenu);
const ViewMenu = later(async () => (await import('../../negotiation')).ViewMenu);

/** Only where the text can be seen in another way than it is: somebody proposes something, or has changed it meanwhile. */
function views(ws: Workspace): OverflowTool[] {
  const { negotiation, seq } = ws.settledView.value;
  const proposes = negotiation.proposals.size > 0;
  const news = ws.lastVisit > 0 && seq > ws.lastVisit;
  if (!proposes && !news && ws.textFilter.value.kind === 'brackets') return [];
  const view: OverflowTool = {
    id: 'view',
    begins: true,
    worth: 80,
    tool: <ViewMenu ws={ws} />,
    inMenu: true,
  };
  return proposes ? [view, ...brackets(ws)] : [view];
}

function brackets(ws: Workspace): OverflowTool[] {
  const count = openProposals(ws.settledView.value.negotiation).length;
  const label = t.value.negotiation.bracketsLeft(count);
  return [
    {
      id: 'brackets',
      worth: 70,
      tool: (
        <button
          type="button"
          class="tool"
          aria-pressed={ws.panel.value === 'proposals'}
          title={t.value.negotiation.proposals}
          onClick={() => ws.toggle('proposals')}
        >
          <span aria-hidden="true">[{count}]</span>
          <span class="only-spoken">{label}</span>
        </button>
      ),
      inMenu: true,
    },
    {
      id: 'steps',
      worth: 45,
      tool: (
        <>
          <Tool ws={ws} command="previousBracket" icon="previous" disabled={count === 0} />
          <Tool ws={ws} command="nextBracket" icon="next" disabled={count === 0} />
        </>
      ),
      inMenu: true,
    },
  ];
}

function followChair(ws: Workspace): OverflowTool[] {
  const following = ws.following.value === theChair;
  if (ws.isChair.value || (!following && !chairHere(ws))) return [];
  const press = () => (ws.following.value = following ? null : theChair);
  return [
    {
      id: 'follow',
      worth: 55,
      tool: (
        <button type="button" class="tool" aria-pressed={following} onClick={press}>
          <Icon name="eye" /> {t.value.people.followChair}
        </button>
      ),
      inMenu: true,
    },
  ];
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

function FormatTool({ ws, format, letter }: { ws: Workspace; format: FormatName; letter: string }) {
  const words = t.value.commands[format];
  const active = ws.editor.value?.selection.value.formats[format] ?? false;
  return (
    <button
      type="button"
      class="tool"
      aria-label={words}
      aria-pressed={active}
      title={`${words} (${keyWords(format)})`}
      onMouseDown={keepSelection}
      onClick={() => ws.run(format)}
    >
      <span class={`tool-letter tool-${format}`} aria-hidden="true">
        {letter}
      </span>
    </button>
  );
}

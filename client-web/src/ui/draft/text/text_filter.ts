/**
 * Which text is shown, as a style sheet of rules over the marks that the text carries anyway: nothing is drawn anew, and
 * typing goes on in the text as it is. What is hidden is hidden from print and from screen readers too.
 */
import { effect } from '@preact/signals';
import { openProposals } from '../../../draft/negotiation';
import type { Negotiation } from '../../../draft/types';
import { oneReading } from '../../../draft/one_reading';
import type { Proposal } from '../../../wire/types';
import { isWritable, type TextFilter } from './shown_text';
import { markWordsSince, rulesSince } from './since';
import type { Workspace } from '../workspace';

const WITHOUT_BRACKETS = 'background: none; color: inherit; text-decoration: none; padding: 0';

/** Whatever a bracket draws, the arrow of a replacement too. */
function clear(selector: string): string {
  return `${selector} { ${WITHOUT_BRACKETS} } ${selector}::before, ${selector}::after { content: none !important }`;
}

function hide(selector: string): string {
  return `${selector} { display: none }`;
}

/** A bracket begins where the words of a replacement stand that are shown without those that they replace. */
function begin(selector: string): string {
  return `${selector}[data-drawn="instead"]::before { content: "[" attr(data-who) ": " }`;
}

/** As if exactly these proposals were accepted; of alternatives one, in its bracket. */
function rulesFor(ws: Workspace, wanted: (proposal: Proposal) => boolean): string {
  const { items, negotiation } = ws.view.value;
  const { taken: all, undecided } = oneReading(negotiation, wanted);
  const bracketed: string[] = [];
  const rules = openProposals(negotiation).map((proposal) => {
    const { id, act, item } = proposal;
    const taken = all.has(id);
    const words = `ins[data-proposal="${id}"]`;
    const whole = `[data-id="${item}"]`;
    const gone = items.has(item) && (act === 'add' ? !taken : act === 'remove' && taken);
    if (act === 'add' && undecided.has(id)) bracketed.push(`:not(${whole})`);
    return [
      !taken ? hide(words) : undecided.has(id) ? begin(words) : clear(words),
      taken ? hide(`del[data-proposal="${id}"]`) : clear(`del[data-proposal="${id}"]`),
      gone ? hide(`.item${whole}`) : '',
    ].join('\n');
  });
  return [clear(`.item${bracketed.join('')} .whole`), ...rules].join('\n');
}

/** Which proposals the text is shown with as if they were accepted; null where it shows what is proposed. */
export function acceptedIn({ kind, delegation }: TextFilter): ((proposal: Proposal) => boolean) | null {
  switch (kind) {
    case 'clean':
      return () => true;
    case 'base':
      return () => false;
    case 'as':
      return (proposal) => proposal.delegation === delegation || proposal.support.includes(delegation!);
    default:
      return null;
  }
}

/** The same for the editor, by id; a proposal that is not open any more has nothing to hide. */
function shownAs(ws: Workspace): ((proposal: string) => boolean) | null {
  const accepted = acceptedIn(ws.textFilter.value);
  if (!accepted) return null;
  let known: Negotiation | null = null;
  let taken: ReadonlySet<string> = new Set();
  return (id) => {
    const { negotiation } = ws.draft.view;
    if (negotiation !== known) ({ taken } = oneReading((known = negotiation), accepted));
    return taken.has(id);
  };
}

function rules(ws: Workspace): string {
  const filter = ws.textFilter.value;
  const accepted = acceptedIn(filter);
  if (accepted) return rulesFor(ws, accepted);
  return filter.kind === 'since' ? rulesSince(ws.view.value, ws.lastVisit) : '';
}

/** What the record draws into the text, loaded when somebody wants to see it. */
function drawMore(ws: Workspace): (() => void) | undefined {
  const { kind } = ws.textFilter.value;
  const editor = ws.editor.value;
  if (!editor || (kind !== 'who' && kind !== 'since')) return undefined;
  let stop: (() => void) | null = null;
  let ended = false;
  void import('../../record/live').then(
    ({ showAuthors, showDeletedSince }) => {
      if (!ended) stop = kind === 'who' ? showAuthors(ws) : showDeletedSince(ws, editor, ws.lastVisit);
    },
    () => undefined,
  );
  return () => {
    ended = true;
    stop?.();
  };
}

/** Keeps the rules up to date, and remembers up to where this person has seen the text. */
export function watchTextFilter(ws: Workspace): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const remember = () => {
    if (document.visibilityState === 'hidden') ws.rememberVisit();
  };
  document.addEventListener('visibilitychange', remember);
  const stops = [
    effect(() => sheet.replaceSync(rules(ws))),
    effect(() => (ws.textFilter.value.kind === 'since' ? markWordsSince(ws, ws.lastVisit) : undefined)),
    effect(() => drawMore(ws)),
    effect(() => ws.editor.value?.setShown(shownAs(ws))),
    effect(() => ws.editor.value?.setReadonly(!ws.mayWrite.value || !isWritable(ws.textFilter.value))),
  ];
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', remember);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    ws.rememberVisit();
  };
}

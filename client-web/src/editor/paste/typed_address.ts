/** An address of the web becomes a link as soon as somebody has typed it: at the space or the Enter behind it. */
import { mayMark } from '../../draft/negotiation';
import { marksIn } from '../../draft/marks';
import { textOf } from '../../draft/state';
import { setAttribute } from '../edit/set_attribute';
import type { Point } from '../edit/plan';
import type { EditorHost } from '../host';
import { addressBefore } from './addresses';

export function linkTyped(host: EditorHost, { item, offset }: Point): void {
  const { draft, lang } = host;
  const words = draft.view.items.get(item);
  if (!words || !host.writable || host.held) return;
  const text = textOf(words, lang).slice(0, offset);
  const found = addressBefore(text.ops.map(({ insert }) => insert as string).join(''));
  if (!found) return;
  const { from, to, link } = found;
  const runs = text.slice(from, to).ops.map(({ attributes = {} }) => attributes);
  if (runs.some((run) => run['link'] !== undefined || !isPlainTo(host, item, run))) return;
  host.runPlan(setAttribute(draft.view, lang, [{ item, from, to }], 'link', link));
}

/** Words that this person may format without proposing it: nobody's, or what they propose themselves. */
function isPlainTo(host: EditorHost, item: string, run: Readonly<Record<string, unknown>>): boolean {
  const { you, view } = host.draft;
  const who = you.peek();
  const marks = marksIn(run);
  if (!who || marks.some(({ kind }) => kind === 'del')) return false;
  const own = marks.every(({ proposal }) => mayMark(view.negotiation.proposals.get(proposal), who));
  return own && (marks.length > 0 || !host.proposes(item));
}

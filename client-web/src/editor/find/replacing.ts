/**
 * Other words in the place of those that were found. Everything goes through the open draft as one edit, so that it is judged like
 * typing: where one may only propose, it becomes proposals; where one may not write, the rest is replaced all the same, and
 * it is said how many were left and why. The number of a reference is its item's: other words in its place would not be seen.
 */
import Delta from 'quill-delta';
import type { Node } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../../app/connected_draft';
import { marksIn, withoutMarks } from '../../draft/marks';
import { proposesIn } from '../../draft/propose';
import { refers } from '../../draft/references';
import { textOf } from '../../draft/state';
import type { Lang, TextChange } from '../../wire/types';
import type { Replaced, ReplacedCode } from '../editor_types';
import type { Match } from '../../text/find_text';
import type { Finder } from './finder';
import { pointAt } from '../document/points';

/** Of one op, and so of one undo step: far below what a message may hold and cost. */
const CHANGES_MAX = 1000;

/** Matches in one item. */
interface Found {
  item: string;
  lang: Lang;
  /** Offsets in its text, in order. */
  matches: Match[];
}

/** By item, in order; `matches` are positions in the document. */
function foundIn(doc: Node, lang: Lang, matches: readonly Match[]): Found[] {
  const found: Found[] = [];
  for (const { from, to } of matches) {
    const { item, offset } = pointAt(doc.resolve(from));
    const match = { from: offset, to: offset + to - from };
    const last = found.at(-1);
    if (last?.item === item) last.matches.push(match);
    else found.push({ item, lang, matches: [match] });
  }
  return found;
}

interface Planned {
  change: TextChange | null;
  count: number;
  /** What is proposed to go already is not replaced once more. */
  struck: number;
  /** What shows the number of an item is not replaced. */
  cited: number;
}

function plan(draft: OpenDraft, { item, lang, matches }: Found, words: string): Planned {
  const text = textOf(draft.view.items.get(item)!, lang);
  const delta = new Delta();
  let at = 0;
  let count = 0;
  let struck = 0;
  let cited = 0;
  for (const { from, to } of matches) {
    const part = text.slice(from, to);
    const { ops } = part;
    if (refers(part)) cited++;
    else if (ops.some(({ attributes }) => marksIn(attributes).some(({ kind }) => kind === 'del'))) struck++;
    else if (ops.map(({ insert }) => insert).join('') !== words) {
      delta.retain(from - at).insert(words, withoutMarks(ops[0]?.attributes));
      delta.delete(to - from);
      at = to;
      count++;
    }
  }
  return {
    change: count > 0 ? { type: 'text', item, lang, delta: delta.chop() } : null,
    count,
    struck,
    cited,
  };
}

/** Replaces what may be replaced: one undo step, except where a thousand texts are not enough. */
function replaceFound(draft: OpenDraft, found: readonly Found[], words: string): Replaced {
  const result: Replaced = { count: 0, proposed: 0, left: new Map() };
  const leave = (code: ReplacedCode, count: number) => {
    if (count > 0) result.left.set(code, (result.left.get(code) ?? 0) + count);
  };
  const planned = found.map((one) => plan(draft, one, words));
  const changes: TextChange[] = [];
  const counts = new Map<TextChange, number>();
  for (const { change, count, struck, cited } of planned) {
    leave('struck', struck);
    leave('cited', cited);
    if (!change) continue;
    const verdict = draft.check([change]);
    if (!verdict.ok) leave(verdict.code, count);
    else {
      changes.push(change);
      counts.set(change, count);
    }
  }
  const you = draft.you.value;
  for (let at = 0; at < changes.length; at += CHANGES_MAX) {
    const part = changes.slice(at, at + CHANGES_MAX);
    const proposes = you ? part.filter(({ item, lang }) => proposesIn(draft.view, you, item, lang)) : [];
    const sum = (some: readonly TextChange[]) => some.reduce((all, one) => all + counts.get(one)!, 0);
    const done = draft.submit(part);
    if (!done.ok) leave(done.code, sum(part));
    else {
      result.count += sum(part);
      result.proposed += sum(proposes);
    }
  }
  draft.breakUndo();
  return result;
}

/** An editor of one language, as far as replacing needs it. */
interface Place {
  readonly draft: OpenDraft;
  readonly lang: Lang;
  readonly view: EditorView;
  readonly finder: Finder;
}

/** In one editor, or in several that act as one; `goTo` makes one match of all the current one, by index. */
export function replaceIn(
  places: readonly Place[],
  words: string,
  all: boolean,
  goTo: (index: number) => void,
): Replaced | null {
  const { draft } = places[0]!;
  if (all) {
    const found = places.flatMap(({ view, lang, finder }) =>
      foundIn(view.state.doc, lang, finder.search?.found(true) ?? []),
    );
    return replaceFound(draft, found, words);
  }
  const at = places.findIndex(({ finder }) => finder.search?.found(false));
  const place = places[at];
  if (!place) {
    goTo(0);
    return null;
  }
  const [match] = place.finder.search!.found(false)!;
  const { doc } = place.view.state;
  const result = replaceFound(draft, foundIn(doc, place.lang, [match!]), words);
  // What was put there, and what is struck there now, lies between the match and what stood behind it.
  const behind = match!.to + place.view.state.doc.content.size - doc.content.size;
  const before = places.slice(0, at).reduce((sum, { finder }) => sum + finder.state.count, 0);
  const total = places.reduce((sum, { finder }) => sum + finder.state.count, 0);
  if (total > 0) goTo((before + place.finder.search!.indexFrom(behind)) % total);
  return result;
}

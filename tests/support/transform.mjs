// Concurrency as protocol §4 describes it, for a client's own pending changes: what becomes of them when the server has
// ordered somebody else's op first. Structure is by intent and stays as it is; words follow splits and merges.
import Delta from 'quill-delta';
import { toDelta } from './model.mjs';

/** What goes along words: changes of them, and choices of some of them. A choice changes nothing for others. */
const walks = ({ type }) => type === 'text' || type === 'proposal.part';
const along = (change, item, delta) => ({ ...change, item, delta: { ops: delta.ops } });
const isText = (change, item) => walks(change) && change.item === item;
const sameText = (a, b) => a.type === 'text' && b.type === 'text' && a.item === b.item && a.lang === b.lang;

/** Cuts a change to a text at a position of that text: what it does before the cut, and what it does from the cut on. An
 *  insert exactly at the cut goes left. */
export function cutDelta(delta, at) {
  const left = new Delta();
  const right = new Delta();
  let position = 0;
  for (const op of delta.ops) {
    if (op.insert !== undefined) {
      (position <= at ? left : right).insert(op.insert, op.attributes);
      continue;
    }
    const length = op.retain ?? op.delete;
    const before = Math.max(0, Math.min(length, at - position));
    const put = (side, count) => {
      if (count === 0) return;
      if (op.retain !== undefined) side.retain(count, op.attributes);
      else side.delete(count);
    };
    put(left, before);
    put(right, length - before);
    position += length;
  }
  return { left: left.chop(), right: right.chop() };
}

function lengthChange(delta) {
  return delta.changeLength();
}

/** A text change across a split: it becomes one or two, and the cut moves with it. */
function crossTextSplit(change, split) {
  const at = split.at[change.lang];
  if (at === undefined) return { changes: [change], split };
  const delta = toDelta(change.delta);
  const { left, right } = cutDelta(delta, at);
  const changes = [];
  if (left.ops.length) changes.push(along(change, split.item, left));
  if (right.ops.length) changes.push(along(change, split.new, right));
  return { changes, split: { ...split, at: { ...split.at, [change.lang]: delta.transformPosition(at) } } };
}

/** A text change across a merge: it follows its words to where they have gone. */
function crossTextMerge(change, merge) {
  if (change.item === merge.into) {
    const before = merge.at[change.lang];
    if (before === undefined) return { changes: [change], merge };
    const at = { ...merge.at, [change.lang]: before + lengthChange(toDelta(change.delta)) };
    return { changes: [change], merge: { ...merge, at } };
  }
  const moved = new Delta().retain(merge.at[change.lang] ?? 0).concat(toDelta(change.delta));
  return { changes: [along(change, merge.into, moved)], merge };
}

/** Two splits of one item give three: the later cut lies in the old item or in the new one. */
function crossSplits(first, second) {
  const rest = {};
  let inNew = false;
  for (const [lang, at] of Object.entries(second.at)) {
    const cut = first.at[lang];
    if (cut !== undefined && at > cut) {
      inNew = true;
      rest[lang] = at - cut;
    } else {
      rest[lang] = at;
    }
  }
  return inNew ? { ...second, item: first.new, at: rest } : second;
}

/** `a` was ordered first, `b` was made on the same state. Gives b as it applies after a, and a as it applies after b. */
export function cross(a, b) {
  if (walks(a) && walks(b) && a.item === b.item && a.lang === b.lang) {
    const da = toDelta(a.delta);
    const db = toDelta(b.delta);
    return {
      b: [a.type === 'text' ? along(b, b.item, da.transform(db, true)) : b],
      a: [b.type === 'text' ? along(a, a.item, db.transform(da, false)) : a],
    };
  }
  if (a.type === 'item.split' && isText(b, a.item)) {
    const { changes, split } = crossTextSplit(b, a);
    return { b: changes, a: [split] };
  }
  if (b.type === 'item.split' && isText(a, b.item)) {
    const { changes, split } = crossTextSplit(a, b);
    return { b: [split], a: changes };
  }
  if (a.type === 'item.merge' && (isText(b, a.item) || isText(b, a.into))) {
    const { changes, merge } = crossTextMerge(b, a);
    return { b: changes, a: [merge] };
  }
  if (b.type === 'item.merge' && b.at && (isText(a, b.item) || isText(a, b.into))) {
    const { changes, merge } = crossTextMerge(a, b);
    return { b: [merge], a: changes };
  }
  if (a.type === 'item.split' && b.type === 'item.split' && a.item === b.item) {
    return { b: [crossSplits(a, b)], a: [a] };
  }
  return { b: [b], a: [a] };
}

/** Lists instead of single changes. */
export function crossLists(applied, pending) {
  let a = applied;
  const b = [];
  for (const change of pending) {
    const step = crossOne(a, change);
    a = step.a;
    b.push(...step.b);
  }
  return { a, b };
}

function crossOne(applied, change) {
  let b = [change];
  const a = [];
  for (const one of applied) {
    let over = [one];
    const next = [];
    for (const part of b) {
      if (over.length === 1) {
        const step = cross(over[0], part);
        over = step.a;
        next.push(...step.b);
      } else {
        const step = crossLists(over, [part]);
        over = step.a;
        next.push(...step.b);
      }
    }
    b = next;
    a.push(...over);
  }
  return { a, b };
}

/** At most one text change per (item, lang) in an op: neighbours that became two are composed again. */
export function gather(changes) {
  const result = [];
  for (const change of changes) {
    const twin = change.type === 'text' ? result.findIndex((other) => sameText(other, change)) : -1;
    if (twin < 0) {
      result.push(change);
      continue;
    }
    const composed = toDelta(result[twin].delta).compose(toDelta(change.delta));
    result[twin] = along(change, change.item, composed);
  }
  return result;
}

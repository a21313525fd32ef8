/** What quill-delta does not have: lengths, clamping, cutting in two. Positions count UTF-16 code units. */
import Delta, { AttributeMap, Op as Part } from 'quill-delta';
import type { WireDelta } from '../wire/types';

export { Delta };

/** As a Delta, without copying what already is one. */
export function toDelta(delta: WireDelta | Delta): Delta {
  return delta instanceof Delta ? delta : new Delta(delta);
}

/** How much of the old text a change walks over. */
export function baseLength(delta: WireDelta): number {
  let length = 0;
  for (const part of delta.ops) {
    if (typeof part.retain === 'number') length += part.retain;
    else if (typeof part.delete === 'number') length += part.delete;
  }
  return length;
}

/** Length of a text, or of what a change makes of the part that it walks over. */
export function resultLength(delta: WireDelta): number {
  let length = 0;
  for (const part of delta.ops) {
    if (typeof part.retain === 'number') length += part.retain;
    else if (part.insert !== undefined) length += Part.length(part);
  }
  return length;
}

export function isNoop(delta: WireDelta): boolean {
  return delta.ops.every((part) => typeof part.retain === 'number' && !part.attributes);
}

function push(delta: Delta, part: Part, length: number): void {
  if (length <= 0) return;
  if (typeof part.retain === 'number') delta.retain(length, part.attributes);
  else if (typeof part.delete === 'number') delta.delete(length);
  else delta.push(part);
}

/**
 * The part of a change that lies before a place in the old text, and the part behind it. What is inserted exactly
 * there goes left.
 */
export function cutDelta(delta: WireDelta, at: number): [left: Delta, right: Delta] {
  const left = new Delta();
  const right = new Delta();
  let before = at;
  let cut = false;
  for (const part of delta.ops) {
    const insert = part.insert !== undefined;
    const length = Part.length(part);
    if (!cut && before === 0 && !insert) cut = true;
    if (cut) {
      push(right, part, length);
    } else if (insert) {
      left.push(part);
    } else {
      push(left, part, Math.min(length, before));
      push(right, part, length - before);
      if (length > before) cut = true;
      before = Math.max(0, before - length);
    }
  }
  return [left.chop(), right.chop()];
}

/** A change that reaches beyond the end of the text, made to fit. */
export function clampDelta(delta: WireDelta, length: number): Delta {
  if (baseLength(delta) <= length) return toDelta(delta);
  const fitting = new Delta();
  let rest = length;
  for (const part of delta.ops) {
    if (part.insert !== undefined) {
      fitting.push(part);
      continue;
    }
    const fits = Math.min(Part.length(part), rest);
    push(fitting, part, fits);
    rest -= fits;
  }
  return fitting.chop();
}

/** Moves a change further right in its text. */
export function shiftDelta(delta: WireDelta, by: number): Delta {
  return new Delta().retain(by).concat(toDelta(delta)).chop();
}

/** The words of a text, or those that a change would insert. */
export function insertedWords(delta: WireDelta): string {
  return delta.ops.map((part) => (typeof part.insert === 'string' ? part.insert : '')).join('');
}

/** Where a place in the new text was in the old one: the inverse of `transformPosition`. */
export function positionBefore(delta: WireDelta, position: number): number {
  let before = 0;
  let after = 0;
  for (const part of delta.ops) {
    if (typeof part.delete === 'number') {
      before += part.delete;
      continue;
    }
    const length = Part.length(part);
    if (part.insert === undefined) before += Math.min(length, position - after);
    after += length;
    if (after >= position) return before;
  }
  return before + position - after;
}

export function sameText(a: WireDelta, b: WireDelta): boolean {
  if (a === b || a.ops === b.ops) return true;
  if (a.ops.length !== b.ops.length) return false;
  return a.ops.every((part, i) => {
    const other = b.ops[i]!;
    return (
      part.insert === other.insert &&
      part.retain === other.retain &&
      part.delete === other.delete &&
      sameAttributes(part.attributes, other.attributes)
    );
  });
}

function sameAttributes(a: AttributeMap | undefined, b: AttributeMap | undefined): boolean {
  if (a === b) return true;
  const names = Object.keys(a ?? {});
  if (names.length !== Object.keys(b ?? {}).length) return false;
  return names.every((name) => a![name] === b![name]);
}

/** A lone surrogate somewhere: half a character, which no text may hold. */
export function hasLoneSurrogate(words: string): boolean {
  return /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(words);
}

/** Whether a place lies inside a surrogate pair. */
export function cutsPair(words: string, at: number): boolean {
  return at > 0 && at < words.length && isHigh(words.charCodeAt(at - 1)) && isLow(words.charCodeAt(at));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Whether a change starts or ends a step inside a surrogate pair of the text. */
export function deltaCutsPair(delta: WireDelta, words: string): boolean {
  let at = 0;
  for (const part of delta.ops) {
    if (part.insert !== undefined) {
      if (cutsPair(words, at)) return true;
      continue;
    }
    at += Part.length(part);
    if ((part.attributes || typeof part.delete === 'number') && cutsPair(words, at)) return true;
    if (typeof part.delete === 'number' && cutsPair(words, at - part.delete)) return true;
  }
  return false;
}

/** What a paste comes down to: paragraphs with a depth, a kind and a text that the server will accept. */
import Delta from 'quill-delta';
import type { ItemKind } from '../../wire/types';
import type { Translations } from './cut_items';
import { withoutUnseen } from '../../text/unseen';
import { recogniseLevels } from './recognise';
import { joinWrapped } from './wrap';

export interface PastedParagraph {
  /** 1 for the outermost level of what was pasted. */
  depth: number;
  kind: ItemKind;
  delta: Delta;
  /** `7` of `7.`, `a` of `(a)`: what it was called where it comes from; absent where that is not known. */
  number?: string;
  /** What it says in other languages: it was an item here, and was cut. */
  translations?: Translations;
}

/** A paragraph as a source gives it; `level` 0 where the source does not say how deep it stands. */
export interface SourceParagraph {
  level: number;
  kind: ItemKind | null;
  delta: Delta;
  number?: string;
  translations?: Translations;
}

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text as the server accepts it: without line breaks, control characters, halves of characters and invisible ones. */
export function cleanText(text: string): string {
  return withoutUnseen(
    text
      .replace(/[\t\n\r\v\f\u2028\u2029]+/g, ' ')
      .replace(CONTROLS, '')
      .replace(LONE_SURROGATES, '\ufffd'),
  );
}

function plain(delta: Delta): string {
  return delta.ops.map((op) => (typeof op.insert === 'string' ? op.insert : '')).join('');
}

function trimmed(delta: Delta, cut: number): Delta {
  const text = plain(delta);
  const start = Math.max(cut, text.length - text.trimStart().length);
  return delta.slice(start, Math.max(start, text.trimEnd().length));
}

/** What the marker of a line calls it; nothing for a bullet. */
export function numberIn(marker: string): { number?: string } {
  const number = /[\p{L}\d]+(?=[.)]?\s*$)/u.exec(marker)?.[0].toLowerCase();
  return number ? { number } : {};
}

/** Paragraphs from plain text: a line each, or several where lines were broken by width. */
export function paragraphsFromText(text: string): PastedParagraph[] {
  const lines = joinWrapped(
    text.split(/\r\n|[\n\r\f\u2028\u2029]/).map((line) => line.replace(/\t/g, '    ')),
  );
  const outline = recogniseLevels(lines);
  return lines.map((line, i) => ({
    depth: outline[i]!.depth,
    kind: outline[i]!.kind,
    delta: trimmed(new Delta().insert(cleanText(line)), outline[i]!.cut),
    ...numberIn(line.slice(0, outline[i]!.cut)),
  }));
}

/** Fills in what the source does not say, from markers and from the lists around. */
export function resolveParagraphs(source: readonly SourceParagraph[]): PastedParagraph[] {
  const kept = source.filter(({ delta }) => plain(delta).trim() !== '');
  const loose = kept.filter(({ level }) => level === 0);
  const outline = recogniseLevels(loose.map(({ delta }) => plain(delta)));
  const listed = loose.length < kept.length;
  let next = 0;
  let above = 0;
  return kept.map(({ level, kind, delta, ...known }) => {
    if (level > 0) return { depth: above + level, kind: kind ?? 'item', delta: trimmed(delta, 0), ...known };
    const line = outline[next++]!;
    const marked = line.kind === 'item' && line.cut > 0;
    above = marked ? line.depth : 0;
    const guessed = listed && !marked ? 'paragraph' : line.kind;
    const marker = plain(delta).slice(0, line.cut);
    const { translations } = known;
    return {
      depth: line.depth,
      kind: kind ?? guessed,
      delta: trimmed(delta, line.cut),
      ...numberIn(marker),
      ...(translations && { translations }),
    };
  });
}

/**
 * As a rule numbers are not stored: they follow from the tree and the draft's scheme (numbering_scheme.ts). This agrees with
 * the server's draft/numbering, and for the conference's scheme with the style sheet's counters.
 *
 * Only kind `item` counts, and where the scheme says so the paragraphs in front of the first item. Headings and paragraphs
 * between siblings do not interrupt the count, unless the scheme restarts a level at headings. What is only proposed is called
 * after the item before it, and what has a name of its own is called so: neither counts.
 */
import { additionsOf } from './negotiation';
import { MAX_LEVELS, affixesOf, countIn, schemeOf, type Scheme } from './numbering_scheme';
import { numberWords } from './number_words';
import { perLang } from './per_lang';
import { childrenOf, isThere, originalLang, type DraftState, type Item } from './state';
import type { ItemKind, Lang, NumberingLevel } from '../wire/types';

export interface OutlineRow {
  readonly id: string;
  readonly parent: string | null;
  /** 1 at the top. */
  readonly depth: number;
  readonly kind: ItemKind;
  /** `ii.`; empty where it has no number. */
  readonly label: string;
  /** `7.p.ii`: its number below those of the numbered items above it; empty where it has none. */
  readonly path: string;
  /** The same without what stands around the numbers. */
  readonly bare: string;
  /** A proposal for the whole item is open. */
  readonly proposed: boolean;
  /** The label as readers see it: with what it was called before it moved. */
  readonly shown: string;
  /** It was removed, and has left its number behind. */
  readonly gone: boolean;
  /** Its first words are printed in italics (lead.ts). */
  readonly leads: boolean;
}

/** What the walk has to know of an entry. */
export interface NumberingEntry {
  readonly depth: number;
  readonly kind: ItemKind;
  readonly proposed: boolean;
  readonly start?: number;
  readonly name?: string;
}

/** What an entry is called; all empty where it has no number. */
export interface Numbered {
  readonly label: string;
  readonly path: string;
  readonly bare: string;
}

const MULTIPLIERS = ['bis', 'ter', 'quater'];
const NOTHING: Numbered = { label: '', path: '', bare: '' };

/** What is called after a bare number, as the `which`-th (from 0) to come after it. */
export const nameAfter = (bare: string, which: number): string =>
  `${bare} ${MULTIPLIERS[which] ?? which + 2}`;

/** A label as a part of a path: without the signs at its ends. */
export const trimmed = (label: string): string => {
  const isSign = (at: number) => /[\0-\x7f]/.test(label[at]!) && !/[0-9A-Za-z]/.test(label[at]!);
  let from = 0;
  let to = label.length;
  while (from < to && isSign(from)) from++;
  while (to > from && isSign(to - 1)) to--;
  return label.slice(from, to);
};

interface Level {
  readonly bare: string;
  readonly rule: NumberingLevel;
}

/** Takes the entries of a draft in document order, as the server's struct numbering. */
export class NumberingWalk {
  private readonly counts: number[];
  private readonly proposed: number[] = Array<number>(MAX_LEVELS).fill(0);
  private preamble: number;
  private operative = false;
  /** By depth: the last entry is a heading. */
  private readonly headings: boolean[] = [];
  /** Of the last entry of each level. */
  protected readonly levels: (Level | undefined)[] = [];

  constructor(
    private readonly scheme: Scheme,
    protected readonly lang: Lang,
  ) {
    this.counts = scheme.levels.map(({ start = 1 }) => start - 1);
    this.preamble = (scheme.paragraphs.start ?? 1) - 1;
  }

  /** Of the last entry: its level, its number without what stands around it, how many of its list came since one that counted. */
  lastLevel = 0;
  get lastBare(): string {
    return this.levels[this.lastLevel - 1]?.bare ?? '';
  }
  /** Whether its first words are in italics. */
  leads = false;
  get uncounted(): number {
    return this.proposed[this.lastLevel - 1] ?? 0;
  }

  take(entry: NumberingEntry): Numbered {
    const level = (this.lastLevel = this.arrive(entry));
    const isParagraph = entry.kind === 'paragraph';
    const inFront = isParagraph && !this.operative;
    this.leads = this.scheme.leads && level === 1 && (entry.kind === 'item' || inFront);
    const rule = isParagraph ? this.scheme.paragraphs : this.scheme.levels[level - 1]!;
    const numbered = this.isNumbered(entry, level);
    const bare = numbered || entry.kind === 'item' ? this.count(entry, level, rule) : '';
    if (entry.kind === 'item' && level === 1 && !entry.proposed) this.operative = true;
    if (!numbered) return NOTHING;
    this.levels[level - 1] = { bare, rule };
    return this.numbered(level);
  }

  private startLists(level: number): void {
    for (let at = level - 1; at < MAX_LEVELS; at++) {
      this.counts[at] = (this.scheme.levels[at]!.start ?? 1) - 1;
      this.proposed[at] = 0;
      this.levels[at] = undefined;
    }
  }

  private arrive({ depth, kind }: NumberingEntry): number {
    this.headings[depth - 1] = kind === 'heading';
    const above = this.scheme.through ? this.headings.slice(0, depth - 1).filter(Boolean).length : 0;
    const level = depth - above;
    this.startLists(level + 1);
    this.levels[level - 1] = undefined;
    if (kind === 'heading' && this.scheme.levels[level - 1]!.restart) this.startLists(level);
    return level;
  }

  private isNumbered({ kind, name }: NumberingEntry, level: number): boolean {
    if (kind === 'item') return this.scheme.levels[level - 1]!.format !== 'none';
    const inFront = level === 1 && (name !== undefined || !this.operative);
    return kind === 'paragraph' && inFront && this.scheme.paragraphs.format !== 'none';
  }

  private count(
    { kind, proposed, start, name }: NumberingEntry,
    level: number,
    rule: NumberingLevel,
  ): string {
    const isParagraph = kind === 'paragraph';
    let count = isParagraph ? this.preamble : this.counts[level - 1]!;
    if (name !== undefined || proposed) {
      const which = this.proposed[level - 1]!++;
      return name ?? nameAfter(countIn(rule.format, count), which);
    }
    count = start ?? count + 1;
    if (isParagraph) this.preamble = count;
    else this.counts[level - 1] = count;
    this.proposed[level - 1] = 0;
    return countIn(rule.format, count);
  }

  protected label(level: number): string {
    const { bare, rule } = this.levels[level - 1]!;
    const { before = '', after = '' } = affixesOf(rule, this.lang);
    const above = rule.chain ? this.levels.slice(0, level - 1).flatMap((one) => (one ? [one.bare] : [])) : [];
    return before + [...above, bare].join('.') + after;
  }

  private numbered(level: number): Numbered {
    let path = '';
    let label = '';
    for (let at = 1; at <= level; at++) {
      const one = this.levels[at - 1];
      if (!one) continue;
      label = this.label(at);
      const part = trimmed(label);
      if (one.rule.chain) path = '';
      path += (path && part && '.') + part;
    }
    return { label, path, bare: this.levels.flatMap((one) => (one ? [one.bare] : [])).join('.') };
  }
}

/** What is on the sheet: the items that are there, and the numbers that others left behind. */
interface Sheet {
  readonly all: readonly OutlineRow[];
  readonly there: readonly OutlineRow[];
}

const sheetOf = perLang<Sheet>((state, lang) => {
  const all = numberAll(state, lang);
  return { all, there: state.frozen ? all.filter(({ gone }) => !gone) : all };
});

/** The items that are there, in document order, numbered as in a language; the same array until the structure changes. */
export function outline(state: DraftState, lang: Lang = originalLang(state)): readonly OutlineRow[] {
  return sheetOf(state, lang).there;
}

/** The same with the numbers that removed items have left behind. */
export function outlineWithGaps(state: DraftState, lang: Lang): readonly OutlineRow[] {
  return sheetOf(state, lang).all;
}

/** Whether an item that is removed leaves its number behind. */
export function leavesGap(state: DraftState, item: Item): boolean {
  return (
    state.frozen !== undefined &&
    item.removed &&
    item.frozen?.order !== undefined &&
    item.kind !== 'heading' &&
    (item.parent === null || isThere(state, item.parent))
  );
}

/** Whether the numbers are the conference's, none of them given to an item: what a style sheet can count. */
export function isCountable({ numbering = 'conference', frozen, items }: DraftState): boolean {
  if (numbering !== 'conference' || frozen) return false;
  for (const { start, name } of items.values()) if (start !== undefined || name !== undefined) return false;
  return true;
}

function numberAll(state: DraftState, lang: Lang): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const walk = new NumberingWalk(schemeOf(state.numbering), lang);
  const added = additionsOf(state.negotiation);
  const { former: formerly } = numberWords(lang);
  const visit = (parent: string | null, depth: number) => {
    for (const id of childrenOf(state, parent)) {
      const item = state.items.get(id)!;
      const { kind, removed: gone, start, name } = item;
      if (gone && !leavesGap(state, item)) continue;
      const isAdded = added.has(id);
      const number = walk.take({
        depth,
        kind,
        proposed: isAdded,
        ...(start && { start }),
        ...(name && { name }),
      });
      const { label } = number;
      const former = item.frozen?.former;
      const shown = label && former ? `${label} (${formerly} ${former})` : label;
      rows.push({
        id,
        parent,
        depth,
        kind,
        ...number,
        shown,
        gone,
        proposed: isAdded && label !== '',
        leads: walk.leads && !gone,
      });
      if (!gone) visit(id, depth + 1);
    }
  };
  visit(null, 1);
  return rows;
}

const placesIn = perLang<ReadonlyMap<string, number>>(
  (state, lang) => new Map(outline(state, lang).map(({ id }, place) => [id, place])),
);

/** Place of each item in the outline. */
export const outlineIndex = (state: DraftState) => placesIn(state, originalLang(state));

export function outlineRow(state: DraftState, id: string, lang?: Lang): OutlineRow | undefined {
  const place = outlineIndex(state).get(id);
  return place === undefined ? undefined : outline(state, lang)[place];
}

export function rowsBetween(view: DraftState, first: string, last: string): readonly OutlineRow[] {
  const index = outlineIndex(view);
  return outline(view).slice(index.get(first) ?? 0, (index.get(last) ?? -1) + 1);
}

/** Delta attributes <-> ProseMirror marks. Nothing is lost on the way: an unknown attribute becomes an `other` mark. */
import { Mark } from 'prosemirror-model';
import { parseMark } from '../../draft/marks';
import type { Labelled } from '../../draft/bracket_label';
import type { Bracket } from '../../draft/nesting';
import { isSafeLink } from '../edit/web_address';
import { schema } from './schema';

export type Attributes = Record<string, unknown>;

/** Whose a bracket is, and which of its alternatives: shown in front of its words, in the colour of the first. */
export interface Sponsors {
  who: string;
  hue: number;
}
export type ProposalAuthor = (bracket: Labelled) => Sponsors;

export const NOBODY: Sponsors = { who: '', hue: 0 };

/** What a mark draws of its bracket: `within` draws nothing, for the same bracket is drawn by the mark around it. */
export type Drawn = Bracket['half'] | 'within';

const PLAIN = ['bold', 'italic', 'underline'] as const;

function markFromAttribute(name: string, value: unknown): Mark {
  for (const plain of PLAIN) {
    if (name === plain && value === true) return schema.marks[plain]!.create();
  }
  if (name === 'link' && isSafeLink(value)) return schema.marks['link']!.create({ href: value });
  const amendment = value === true ? parseMark(name) : null;
  if (amendment?.proposal) return schema.marks[amendment.kind]!.create({ proposal: amendment.proposal });
  return schema.marks['other']!.create({ name, value });
}

export function marksFromAttributes(attributes: Attributes = {}): readonly Mark[] {
  const names = Object.keys(attributes).sort();
  return Mark.setFrom(names.map((name) => markFromAttribute(name, attributes[name])));
}

/** One mark for each proposal of a bracket, the outermost first; only that one draws. */
export function marksOfBracket({ kind, half, proposals }: Bracket, author: ProposalAuthor): readonly Mark[] {
  const type = schema.marks[kind]!;
  return proposals.map((proposal, at) =>
    at === 0
      ? type.create({ proposal, drawn: half, ...author({ kind, half, proposals }) })
      : type.create({ proposal, drawn: 'within', ...author({ kind, half, proposals: [proposal] }) }),
  );
}

/** The attribute that a mark stands for, as [name, value]. */
export function attributeOf(mark: Mark): [string, unknown] {
  switch (mark.type.name) {
    case 'link':
      return ['link', mark.attrs['href']];
    case 'ins':
    case 'del':
      return [`${mark.type.name}:${String(mark.attrs['proposal'])}`, true];
    case 'other':
      return [String(mark.attrs['name']), mark.attrs['value']];
    default:
      return [mark.type.name, true];
  }
}

export function attributesFromMarks(marks: readonly Mark[]): Attributes | undefined {
  if (marks.length === 0) return undefined;
  const attributes: Attributes = {};
  for (const mark of marks) {
    const [name, value] = attributeOf(mark);
    attributes[name] = value;
  }
  return attributes;
}

/** Delta attributes <-> ProseMirror marks. Nothing is lost on the way: an unknown attribute becomes an `other` mark. */
import { Mark } from 'prosemirror-model';
import { isSafeLink } from './link';
import { schema } from './schema';

export type Attributes = Record<string, unknown>;

/** Whose proposal an `ins:` or `del:` attribute belongs to: shown beside the brackets, in the author's colour. */
export interface Sponsors {
  who: string;
  hue: number;
}
export type ProposalAuthor = (proposal: string) => Sponsors;

export const NOBODY: Sponsors = { who: '', hue: 0 };

const PLAIN = ['bold', 'italic', 'underline'] as const;
const AMENDMENTS = ['ins', 'del'] as const;

function markFromAttribute(name: string, value: unknown, author: ProposalAuthor): Mark {
  for (const plain of PLAIN) {
    if (name === plain && value === true) return schema.marks[plain]!.create();
  }
  if (name === 'link' && isSafeLink(value)) return schema.marks['link']!.create({ href: value });
  for (const kind of AMENDMENTS) {
    const proposal = name.startsWith(`${kind}:`) ? name.slice(kind.length + 1) : '';
    if (proposal && value === true) return schema.marks[kind]!.create({ proposal, ...author(proposal) });
  }
  return schema.marks['other']!.create({ name, value });
}

/** `names`: the attributes in the order in which their marks nest. */
export function marksFromAttributes(
  attributes: Attributes | undefined,
  author: ProposalAuthor,
  names: readonly string[] = Object.keys(attributes ?? {}).sort(),
): readonly Mark[] {
  if (!attributes) return Mark.none;
  return Mark.setFrom(names.map((name) => markFromAttribute(name, attributes[name], author)));
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

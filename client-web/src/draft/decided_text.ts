/** Words as they would be if some of the proposals that mark them were accepted and the others rejected. */
import Delta from 'quill-delta';
import { marksIn, marksOfText, withoutMarks } from './marks';

export function decidedText(
  text: Delta,
  accepted: (id: string) => boolean,
  /** Of those that are accepted: those whose insertions keep their marks. */
  undecided: (id: string) => boolean = () => false,
): Delta {
  if (marksOfText(text).size === 0) return text;
  const decided = new Delta();
  for (const { insert, attributes } of text.ops) {
    const gone = marksIn(attributes).some(({ kind, proposal }) => (kind === 'del') === accepted(proposal));
    if (!gone && insert !== undefined) decided.insert(insert, withoutMarks(attributes, undecided));
  }
  return decided;
}

/** The words without what is only proposed. */
export function settledText(text: Delta): Delta {
  return decidedText(text, () => false);
}

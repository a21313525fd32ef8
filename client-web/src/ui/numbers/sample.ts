/** The first numbers of a scheme, for its preview. */
import { NumberingWalk, type NumberingEntry } from '../../draft/numbering';
import { schemeOf } from '../../draft/numbering_scheme';
import type { Lang, Numbering } from '../../wire/types';

const entry = (depth: number, kind: NumberingEntry['kind'] = 'item'): NumberingEntry => ({
  depth,
  kind,
  proposed: false,
});
const sheet = [
  entry(1, 'paragraph'),
  entry(1, 'paragraph'),
  ...[1, 2, 2, 3, 3, 1].map((depth) => entry(depth)),
];

export function sampleOf(numbering: Numbering | undefined, lang: Lang): string {
  const scheme = schemeOf(numbering);
  const walk = new NumberingWalk(scheme, lang);
  return sheet.flatMap((one) => walk.take(one).label || []).join('  ');
}

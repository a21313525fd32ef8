/** The words of an entry with what a file proposes in them: new ones underlined, those that are to go struck, each with its author. */
import type { OutlineChange, OutlineEntry } from '../../net/api';
import { hueOf } from '../../editor/hue';
import { delegationName } from '../i18n/format';
import { previewWords } from './words';

type Ranged = Extract<OutlineChange, { from: number }>;

interface Piece {
  text: string;
  changes: Ranged[];
}

const isRanged = (change: OutlineChange): change is Ranged => 'from' in change;

/** The text cut wherever a change begins or ends. */
export function piecesOf({ text, changes = [] }: Pick<OutlineEntry, 'text' | 'changes'>): Piece[] {
  const ranged = changes.filter(isRanged);
  const cuts = new Set([0, text.length, ...ranged.flatMap(({ from, to }) => [from, to])]);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, at) => ({
    text: text.slice(places[at], to),
    changes: ranged.filter((change) => change.from <= places[at]! && change.to >= to),
  }));
}

const nameOf = ({ who }: OutlineChange) =>
  who.code === undefined ? (who.words ?? previewWords.value.nobody) : delegationName(who.code);

const hueOfChange = ({ who }: OutlineChange) => hueOf(who.code ?? who.words ?? '');

export function ChangedWords({ item }: { item: OutlineEntry }) {
  return (
    <span>
      {piecesOf(item).map((piece, at) => (
        <Marked key={at} text={piece.text} changes={[...wholeOf(item), ...piece.changes]} />
      ))}
    </span>
  );
}

const wholeOf = ({ changes = [] }: OutlineEntry) => changes.filter((change) => !isRanged(change));

function Marked({ text, changes }: { text: string; changes: OutlineChange[] }) {
  const [change, ...more] = changes;
  if (!change) return <>{text}</>;
  const title = `${nameOf(change)}: ${previewWords.value.means[change.means]}`;
  const style = { '--hue': hueOfChange(change) };
  const inner = <Marked text={text} changes={more} />;
  return change.means === 'insert' || change.means === 'add' ? (
    <ins title={title} style={style}>
      {inner}
    </ins>
  ) : (
    <del title={title} style={style}>
      {inner}
    </del>
  );
}

/** Who proposes something in an entry, and what, for eyes and screen readers alike. */
export function WhoChanges({ item: { changes = [] } }: { item: OutlineEntry }) {
  const means = previewWords.value.means;
  const said = new Map<string, { hue: number; what: Set<string> }>();
  for (const change of changes) {
    const name = nameOf(change);
    if (!said.has(name)) said.set(name, { hue: hueOfChange(change), what: new Set() });
    said.get(name)!.what.add(means[change.means]);
  }
  return (
    <>
      {[...said].map(([name, { hue, what }]) => (
        <span key={name} class="preview-who" style={{ '--hue': hue }}>
          <b>{name}</b> {[...what].join(', ')}
        </span>
      ))}
    </>
  );
}

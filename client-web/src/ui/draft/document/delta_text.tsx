/** A text of the draft as finished HTML: built element by element, so that nothing in it can become markup. */
import Delta from 'quill-delta';
import type { ComponentChildren } from 'preact';
import { isSafeLink } from '../../../editor';
import { ending, kindOf, writtenBrackets } from '../../../draft/bracket_text';
import type { Bracket, Piece } from '../../../draft/nesting';
import type { DraftState } from '../../../draft/state';
import { t } from '../../i18n';
import { proposalNames } from '../words/proposal_names';

interface Shown {
  delta: Delta | undefined;
  state: DraftState;
  /** Marks of the whole item, the outermost first. */
  around?: readonly string[];
}

export function DeltaText({ delta = new Delta(), state, around = [] }: Shown) {
  const draw = (pieces: readonly Piece[]): ComponentChildren[] =>
    pieces.map((piece, key) => {
      if (typeof piece === 'object') return <Bracketed key={key} {...{ delta, piece, state, draw }} />;
      return <Part key={key} part={delta.ops[piece]} />;
    });
  if (delta.ops.length === 0 && around.length === 0) return <span class="muted">{t.value.item.empty}</span>;
  return <>{draw(writtenBrackets(delta, around))}</>;
}

interface Drawn {
  delta: Delta;
  piece: Bracket;
  state: DraftState;
  draw: (pieces: readonly Piece[]) => ComponentChildren;
}

/**
 * Brackets and names are part of the text here, for print and screen readers; `who` keeps a strike from going through them.
 * That words are struck one sees; to those who copy it or have it read it is said.
 */
function Bracketed({ delta, piece, state, draw }: Drawn) {
  const { kind, half, proposals, inner } = piece;
  const Mark = kind;
  const said = kindOf(delta, piece);
  const names = proposalNames(state, proposals);
  return (
    <Mark>
      {half !== 'instead' && (
        <span class="who">
          [{said && <span class="only-spoken">{said}</span>}
          {names && `${names}: `}
        </span>
      )}
      {draw(inner)}
      <span class={half === 'struck' ? 'who arrow' : 'who'}>{ending(piece)}</span>
    </Mark>
  );
}

function Part({ part }: { part: Delta['ops'][number] | undefined }) {
  if (typeof part?.insert !== 'string') return <span class="muted">{t.value.item.empty}</span>;
  let shown: ComponentChildren = part.insert;
  for (const name of Object.keys(part.attributes ?? {}).sort()) {
    shown = wrap(name, part.attributes![name], shown);
  }
  return <>{shown}</>;
}

function wrap(name: string, value: unknown, inner: ComponentChildren): ComponentChildren {
  if (name === 'bold') return <strong>{inner}</strong>;
  if (name === 'italic') return <em>{inner}</em>;
  if (name === 'underline') return <u>{inner}</u>;
  if (name === 'link' && isSafeLink(value)) {
    return (
      <a href={value} rel="noopener noreferrer nofollow">
        {inner}
      </a>
    );
  }
  return inner;
}

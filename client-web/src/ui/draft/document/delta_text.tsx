/** A text of the draft as finished HTML: built element by element, so that nothing in it can become markup. */
import Delta from 'quill-delta';
import type { ComponentChildren } from 'preact';
import { isSafeLink } from '../../../editor';
import { ending, kindOf, writtenBrackets } from '../../../draft/bracket_text';
import type { Bracket, Piece } from '../../../draft/nesting';
import { numberWords } from '../../../draft/number_words';
import { referenceTarget, referenceTo } from '../../../draft/references';
import { ROLL_LINK } from '../../../draft/roll';
import type { DraftState } from '../../../draft/state';
import type { Lang } from '../../../wire/types';
import { t } from '../../i18n';
import { bracketNames } from '../words/bracket_names';

interface Shown {
  delta: Delta | undefined;
  state: DraftState;
  lang: Lang;
  /** Marks of the whole item, the outermost first. */
  around?: readonly string[];
}

export function DeltaText({ delta = new Delta(), state, lang, around = [] }: Shown) {
  const draw = (pieces: readonly Piece[]): ComponentChildren[] =>
    pieces.map((piece, key) => {
      if (typeof piece === 'object') return <Bracketed key={key} {...{ delta, piece, state, lang, draw }} />;
      return <Part key={key} part={delta.ops[piece]} state={state} lang={lang} />;
    });
  if (delta.ops.length === 0 && around.length === 0) return <span class="muted">{t.value.item.empty}</span>;
  return <>{draw(writtenBrackets(delta, around))}</>;
}

interface Drawn {
  delta: Delta;
  piece: Bracket;
  state: DraftState;
  lang: Lang;
  draw: (pieces: readonly Piece[]) => ComponentChildren;
}

/**
 * Brackets and names are part of the text here, for print and screen readers; `who` keeps a strike from going through them.
 * That words are struck one sees; to those who copy it or have it read it is said.
 */
function Bracketed({ delta, piece, state, lang, draw }: Drawn) {
  const { kind, half, inner } = piece;
  const Mark = kind;
  const said = kindOf(delta, piece);
  const names = bracketNames(state, lang, piece);
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

interface PartProps {
  part: Delta['ops'][number] | undefined;
  state: DraftState;
  lang: Lang;
}

function Part({ part, state, lang }: PartProps) {
  if (typeof part?.insert !== 'string') return <span class="muted">{t.value.item.empty}</span>;
  const target = referenceTarget(part.attributes?.['link']);
  let shown: ComponentChildren = target ? referenceWords(state, lang, target, part.insert) : part.insert;
  for (const name of Object.keys(part.attributes ?? {}).sort()) {
    shown = wrap(name, part.attributes![name], shown);
  }
  return <>{shown}</>;
}

/** The number that the item has now; where it is gone, the words struck, and a word that says so. */
function referenceWords(state: DraftState, lang: Lang, target: string, stored: string): ComponentChildren {
  const { words, gone } = referenceTo(state, lang, target, stored);
  if (!gone) return words;
  return (
    <>
      <del class="reference is-gone">{words}</del>{' '}
      <span class="reference-deleted">{numberWords(lang).deleted}</span>
    </>
  );
}

function wrap(name: string, value: unknown, inner: ComponentChildren): ComponentChildren {
  if (name === 'bold') return <strong>{inner}</strong>;
  if (name === 'italic') return <em>{inner}</em>;
  if (name === 'underline') return <u>{inner}</u>;
  const target = name === 'link' && referenceTarget(value);
  if (target) {
    return (
      <a class="reference" href={`#item-${target}`}>
        {inner}
      </a>
    );
  }
  if (name === 'link' && value !== ROLL_LINK && isSafeLink(value)) {
    return (
      <a href={value} rel="noopener noreferrer nofollow">
        {inner}
      </a>
    );
  }
  return inner;
}

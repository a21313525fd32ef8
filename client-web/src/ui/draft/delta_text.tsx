/** A text of the draft as finished HTML: built element by element, so that nothing in it can become markup. */
import type Delta from 'quill-delta';
import type { ComponentChildren } from 'preact';
import { parseMark } from '../../draft/marks';
import { sponsorsOf } from '../../draft/negotiation';
import { nestedNames } from '../../draft/nesting';
import type { DraftState } from '../../draft/state';
import { t } from '../i18n';
import { delegationName } from '../i18n/format';

/** What stands in front of the words of a proposal: `México, Costa Rica: `. */
export function bracketName(state: DraftState, proposal: string): string {
  const names = sponsorsOf(state, proposal).map((one) => delegationName(one));
  return names.some(Boolean) ? `${names.join(', ')}: ` : '';
}

interface Part {
  text: string;
  attributes: Record<string, unknown>;
  /** Attributes that are not drawn yet, the outermost first. */
  names: readonly string[];
}

export function DeltaText({ delta, state }: { delta: Delta | undefined; state: DraftState }) {
  if (!delta || delta.ops.length === 0) return <span class="muted">{t.value.item.empty}</span>;
  const names = nestedNames(delta);
  const parts = delta.ops.map(({ insert, attributes = {} }, at) => ({
    text: typeof insert === 'string' ? insert : '',
    attributes,
    names: names[at]!,
  }));
  return <>{nest(state, parts)}</>;
}

/** Parts under one mark stand in one pair of brackets. */
function nest(state: DraftState, parts: readonly Part[]): ComponentChildren[] {
  const drawn: ComponentChildren[] = [];
  for (let at = 0; at < parts.length;) {
    const [name = ''] = parts[at]!.names;
    const mark = parseMark(name);
    let end = at + 1;
    while (mark && parts[end]?.names[0] === name) end++;
    if (!mark) drawn.push(<Piece key={at} part={parts[at]!} />);
    else {
      const Bracket = mark.kind;
      const inner = parts.slice(at, end).map((part) => ({ ...part, names: part.names.slice(1) }));
      drawn.push(
        // Brackets are part of the text here: print and screen readers must have them.
        <Bracket key={at}>
          [{bracketName(state, mark.proposal)}
          {nest(state, inner)}]
        </Bracket>,
      );
    }
    at = end;
  }
  return drawn;
}

function Piece({ part: { text, attributes, names } }: { part: Part }) {
  let shown: ComponentChildren = text;
  for (const name of names) shown = wrap(name, attributes[name], shown);
  return <>{shown}</>;
}

function wrap(name: string, value: unknown, inner: ComponentChildren): ComponentChildren {
  if (name === 'bold') return <strong>{inner}</strong>;
  if (name === 'italic') return <em>{inner}</em>;
  if (name === 'underline') return <u>{inner}</u>;
  if (name === 'link' && typeof value === 'string' && /^(https?:|mailto:)/i.test(value)) {
    return (
      <a href={value} rel="noopener noreferrer nofollow">
        {inner}
      </a>
    );
  }
  return inner;
}

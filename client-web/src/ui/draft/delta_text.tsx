/** A text of the draft as finished HTML: built element by element, so that nothing in it can become markup. */
import type Delta from 'quill-delta';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n';

/** The words of a text without its formatting. */
export function plainText(delta: Delta | undefined): string {
  return (delta?.ops ?? []).map((part) => (typeof part.insert === 'string' ? part.insert : '')).join('');
}

export function DeltaText({ delta }: { delta: Delta | undefined }) {
  const parts = delta?.ops ?? [];
  if (parts.length === 0) return <span class="muted">{t.value.item.empty}</span>;
  return (
    <>
      {parts.map((part, at) => (
        <Piece
          key={at}
          text={typeof part.insert === 'string' ? part.insert : ''}
          attributes={part.attributes ?? {}}
        />
      ))}
    </>
  );
}

function Piece({ text, attributes }: { text: string; attributes: Record<string, unknown> }) {
  let shown: ComponentChildren = text;
  for (const [name, value] of Object.entries(attributes)) shown = wrap(name, value, shown);
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
  // Brackets are part of the text here: print and screen readers must have them.
  if (name.startsWith('ins:')) return <ins>[{inner}]</ins>;
  if (name.startsWith('del:')) return <del>[{inner}]</del>;
  return inner;
}

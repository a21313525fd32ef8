import type Delta from 'quill-delta';

/** The words of a text without its formatting. */
export function plainText(delta: Delta | undefined): string {
  return (delta?.ops ?? []).map((part) => (typeof part.insert === 'string' ? part.insert : '')).join('');
}

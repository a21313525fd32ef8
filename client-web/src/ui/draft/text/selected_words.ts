/** What somebody who asks to find something has selected in the text: words of one line, and not many. */
const MAX_LENGTH = 100;

export function selectedWords(): string {
  const selection = getSelection();
  if (!selection?.anchorNode?.parentElement?.closest('#text')) return '';
  const words = selection.toString().trim();
  return words.length > MAX_LENGTH || words.includes('\n') ? '' : words;
}

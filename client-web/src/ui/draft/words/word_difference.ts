/** What changed between two versions of a text, by words: for "what changed since the translation". */

export interface Piece {
  kind: 'same' | 'added' | 'deleted';
  text: string;
}

const largestTable = 4_000_000; // cells; beyond it the middle is shown as replaced as a whole

export function wordDifference(before: string, after: string): Piece[] {
  const a = words(before);
  const b = words(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;

  const pieces = new Pieces();
  for (const word of a.slice(0, start)) pieces.add('same', word);
  compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end), pieces);
  for (const word of a.slice(a.length - end)) pieces.add('same', word);
  return pieces.list;
}

const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words, spaces and signs, each for itself, so that a changed comma does not mark a word. Some scripts have no spaces between words. */
function words(text: string): string[] {
  if (segmenter) return Array.from(segmenter.segment(text), ({ segment }) => segment);
  return text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];
}

/* The longest common subsequence; on a tie what was deleted comes before what was added. */
function compareMiddle(a: string[], b: string[], pieces: Pieces): void {
  if (a.length * b.length > largestTable) {
    pieces.add('deleted', a.join(''));
    pieces.add('added', b.join(''));
    return;
  }
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.add('same', a[i]!);
      i++;
      j++;
    } else if (i < a.length && (j === b.length || table[(i + 1) * width + j]! >= table[i * width + j + 1]!)) {
      pieces.add('deleted', a[i++]!);
    } else {
      pieces.add('added', b[j++]!);
    }
  }
}

class Pieces {
  readonly list: Piece[] = [];

  add(kind: Piece['kind'], text: string): void {
    if (!text) return;
    const last = this.list[this.list.length - 1];
    if (last?.kind === kind) last.text += text;
    else this.list.push({ kind, text });
  }
}

/** Finds words in a text as a reader would: capitals and accents make no difference ("migracion" finds "Migración"). */

export interface Match {
  /** UTF-16 positions in the text. */
  from: number;
  to: number;
}

interface Folded {
  text: string;
  /** For each unit of the folded text, where its character starts in the original; one more for the end. */
  starts: number[];
}

function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase();
    for (let i = 0; i < plain.length; i++) starts.push(at);
    folded += plain;
    at += character.length;
  }
  starts.push(at);
  return { text: folded, starts };
}

export function findInText(text: string, query: string): Match[] {
  const wanted = fold(query).text;
  if (wanted === '') return [];
  const { text: folded, starts } = fold(text);
  const matches: Match[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    matches.push({ from: starts[at]!, to: starts[at + wanted.length]! });
  }
  return matches;
}

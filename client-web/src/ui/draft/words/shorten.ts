const longestQuote = 48; // code units

/** The beginning of a text, cut between two words. */
export function shorten(text: string, longest: number = longestQuote): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))}…`;
}

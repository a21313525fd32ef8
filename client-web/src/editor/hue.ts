/** A colour for each delegation, the same on every screen. The code always stands beside it. */
export function hueOf(code: string): number {
  let hash = 7;
  for (const character of code) hash = (hash * 31 + character.codePointAt(0)!) % 997;
  return Math.round((hash * 137.508) % 360);
}

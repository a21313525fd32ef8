/** Countries by the browser's own data. */
import { locale } from './index';

/** The ISO codes that Intl knows by name, for suggestions: [code, name] sorted in the interface's language. */
export function countries(): [string, string][] {
  const of = new Intl.DisplayNames(locale.value, { type: 'region', fallback: 'code' });
  const found: [string, string][] = [];
  for (let a = 65; a <= 90; a++) {
    for (let b = 65; b <= 90; b++) {
      const code = String.fromCharCode(a, b);
      const name = of.of(code);
      if (name && name !== code && isCountry(code)) found.push([code, name]);
    }
  }
  return found.sort((x, y) => x[1].localeCompare(y[1], locale.value));
}

/* Leaves out codes that Intl names although they are no country: unions, "unknown", and those that were replaced. */
function isCountry(code: string): boolean {
  return (
    !['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'].includes(code) &&
    new Intl.Locale(`und-${code}`).region === code
  );
}

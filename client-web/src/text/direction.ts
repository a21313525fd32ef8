/**
 * Which way a language is written. Agrees with the server's convert/direction. `Intl.Locale` knows it too, but not in every
 * browser.
 */
const RTL_LANGUAGES = 'ar arc ckb dv fa he iw khw ks ku ps sd syr ug ur yi'.split(' ');
const RTL_SCRIPTS = 'Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Thaa'.toLowerCase().split(' ');

/** A script in the tag outweighs what the language is usually written in: `az-Arab`, `ku-Latn`. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  const [language = '', ...rest] = lang.toLowerCase().split('-');
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  const isRtl = script ? RTL_SCRIPTS.includes(script) : RTL_LANGUAGES.includes(language);
  return isRtl ? 'rtl' : 'ltr';
}

/** The attributes of an element whose words are in a language. */
export function inLang(lang: string | undefined): { lang?: string; dir?: 'ltr' | 'rtl' } {
  return lang ? { lang, dir: directionOf(lang) } : {};
}

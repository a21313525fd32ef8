// Writes convert/country_names.c: what countries are called in the languages that drafts are suggested in, from the data of Unicode that Node
// brings with it, so that the server needs no such library.
//
//   node server/convert/country_names.mjs >server/convert/country_names.c     with the newest Node at hand
//
// A language is added to `langs`; how many there are then is COUNTRY_LANGUAGES in country_names.h.

/* The interface's own first: a name that two languages give to two countries is nobody's, and so is sought in all alike. */
const langs =
  'en es fr pt pt-PT ar ru zh de it nl qu sw am fa ur hi bn id ms vi th ja ko tr uk pl ro el he'.split(' ');

/* Regions that Unicode names and ISO 3166 does not: currency unions, parts of countries, codes for tests. */
const none = ['EZ', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA'];
/* Bodies that sit at a table as countries do. */
const bodies = ['EU', 'UN'];

/* Where Unicode tells two States apart by their capitals, which neither of them does. */
const spelt = {
  en: { CD: 'Democratic Republic of the Congo', CG: 'Congo' },
  fr: { CD: 'République démocratique du Congo', CG: 'Congo' },
  pt: { CD: 'República Democrática do Congo', CG: 'República do Congo' },
  'pt-PT': { CD: 'República Democrática do Congo', CG: 'República do Congo' },
};

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const codes = letters
  .flatMap((a) => letters.map((b) => a + b))
  .filter((code) => english.of(code) && !none.includes(code))
  .filter((code) => bodies.includes(code) || new Intl.Locale(`und-${code}`).region === code);

function ownName(lang) {
  const name = new Intl.DisplayNames(lang, { type: 'language', languageDisplay: 'standard' }).of(lang);
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}

/** As an array of C, in lines of at most 110 columns. */
function array(declaration, entries) {
  const lines = [];
  let line = '   ';
  for (const entry of entries) {
    if ([...line, ...entry].length + 2 > 110) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${entry},`;
  }
  return `${declaration} = {\n${[...lines, line].join('\n')}\n};\n`;
}

const id = (lang) => lang.toLowerCase().replace('-', '_');

function tables(lang) {
  const display = new Intl.DisplayNames(lang, { type: 'region' });
  const names = codes.map((code) => spelt[lang]?.[code] ?? display.of(code));
  const { compare } = new Intl.Collator(lang);
  const order = codes.map((_, i) => i).sort((a, b) => compare(names[a], names[b]) || a - b);
  return [
    array(`static const char *const ${id(lang)}_names[COUNTRY_COUNT]`, names.map((name) => JSON.stringify(name))),
    array(`static const uint8_t ${id(lang)}_order[COUNTRY_COUNT]`, order.map(String)),
  ].join('\n');
}

const missing = langs.filter((lang) => Intl.DisplayNames.supportedLocalesOf([lang]).length === 0);
if (missing.length > 0) throw new Error(`this Node does not know ${missing.join(', ')}`);

console.log(`/* Written by convert/country_names.mjs from CLDR ${process.versions.cldr}: do not edit. */
#include "convert/country_names.h"

/* clang-format off */

${array('const char country_codes[COUNTRY_COUNT][3]', codes.map((code) => `"${code}"`))}
${langs.map(tables).join('\n')}
const struct country_language country_languages[COUNTRY_LANGUAGES] = {
${langs.map((lang) => `    {"${lang}", "${ownName(lang)}", ${id(lang)}_names, ${id(lang)}_order},`).join('\n')}
};`);

// What Word shows of a file whose numbers it counts itself: a few lines over its XML, from the standard (ECMA-376, 17.9), that know nothing of
// how the program numbers.
import { decode, unzip } from './word_words.mjs';

const valueOf = (xml, name) => xml.match(new RegExp(`<w:${name} w:val="([^"]*)"`))?.[1];

/** Letters past z are doubled: aa, bb, cc. */
const letters = (count) => String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));

function roman(count) {
  const signs = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let out = '';
  for (const [value, sign] of signs) for (; count >= value; count -= value) out += sign;
  return out;
}

const formats = {
  none: () => '',
  decimal: String,
  lowerLetter: letters,
  upperLetter: (count) => letters(count).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (count) => roman(count).toUpperCase(),
};

/** The levels of each list, by w:numId. */
function listsOf(xml) {
  const abstract = new Map();
  for (const [, id, body] of xml.matchAll(/<w:abstractNum w:abstractNumId="(\d+)">(.*?)<\/w:abstractNum>/gs)) {
    const levels = [...body.matchAll(/<w:lvl w:ilvl="\d+"[^>]*>(.*?)<\/w:lvl>/gs)].map(([, level]) => ({
      start: Number(valueOf(level, 'start') ?? 0),
      format: formats[valueOf(level, 'numFmt')],
      text: decode(valueOf(level, 'lvlText')),
      goesOn: valueOf(level, 'lvlRestart') === '0',
    }));
    abstract.set(id, levels);
  }
  const lists = new Map();
  for (const [, id, body] of xml.matchAll(/<w:num w:numId="(\d+)"[^>]*>(.*?)<\/w:num>/gs)) {
    const levels = abstract.get(valueOf(body, 'abstractNumId')).map((level) => ({ ...level }));
    for (const [, level, over] of body.matchAll(/<w:lvlOverride w:ilvl="(\d+)">(.*?)<\/w:lvlOverride>/gs))
      levels[level].start = Number(valueOf(over, 'startOverride') ?? levels[level].start);
    lists.set(id, { levels, counts: [] });
  }
  return lists;
}

function count({ levels, counts }, level) {
  counts[level] = (counts[level] ?? levels[level].start - 1) + 1;
  for (let below = level + 1; below < levels.length; below++) if (!levels[below].goesOn) counts[below] = undefined;
  return levels[level].text.replaceAll(/%(\d)/g, (_, at) => {
    const { start, format } = levels[at - 1];
    return format(counts[at - 1] ?? start);
  });
}

/** The lines of the file as Word shows them, each with its number in front. */
export function wordLines(bytes) {
  const parts = unzip(bytes);
  const lists = listsOf(String(parts.get('word/numbering.xml') ?? ''));
  const paragraphs = String(parts.get('word/document.xml')).matchAll(/<w:p>(.*?)<\/w:p>/gs);
  return [...paragraphs].map(([, xml]) => {
    const words = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>/g)].map(([, text]) => decode(text ?? ' ')).join('');
    const [list, level] = [valueOf(xml, 'numId'), Number(valueOf(xml, 'ilvl'))];
    return lists.has(list) ? `${count(lists.get(list), level)} ${words}` : words;
  });
}

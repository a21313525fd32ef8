// The words of a Word file, counted by a few lines over its XML that know nothing of how the program reads it.
import { inflateRawSync } from 'node:zlib';

/** Parts of a zip archive: name -> bytes. */
export function unzip(bytes) {
  const parts = new Map();
  let at = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (let i = 0; i < count; i++) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const head = bytes.readUInt32LE(at + 42);
    const start = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const body = bytes.subarray(start, start + packed);
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), method === 8 ? inflateRawSync(body) : body);
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

const shown = /^word\/(document|document2|footnotes|endnotes|header\d*|footer\d*)\.xml$/;
const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The words that XML stands for. */
export function decode(text) {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (_, name) => {
    if (name[0] !== '#') return entities[name] ?? '';
    return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

/** Words with how often each stands in a text. */
export function countWords(text) {
  const words = new Map();
  for (const [word] of text.normalize('NFC').matchAll(/[\p{L}\p{N}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** All text that Word would show: of text boxes once, deleted words too. */
export function wordText(bytes) {
  let text = '';
  for (const [name, part] of unzip(bytes)) {
    if (!shown.test(name)) continue;
    let xml = part.toString('utf8').replace(/<mc:Fallback>.*?<\/mc:Fallback>/gs, '');
    xml = xml
      .replace(/<w:(tab|br|cr)(\s[^>]*)?\/>/g, '<w:t> </w:t>')
      .replace(/<w:noBreakHyphen(\s[^>]*)?\/>/g, '<w:t>\u2011</w:t>');
    const pieces = /<(?:w:t|w:delText|m:t)(?:\s[^>]*)?>([^<]*)<|<\/w:p>|<\/?w:(?:ins|del|moveFrom|moveTo)[\s>]/g;
    for (const [, words] of xml.matchAll(pieces)) text += words === undefined ? ' ' : decode(words);
  }
  return text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
}

/** Letters and digits with how often each stands in a text: for where changes between words are settled, and words grow together. */
export function countLetters(text) {
  const letters = new Map();
  for (const [letter] of text.normalize('NFC').matchAll(/[\p{L}\p{N}]/gu)) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  return letters;
}

/** Words of `wanted` that `found` has less often: a list, empty where nothing is lost. */
export function lost(wanted, found) {
  const missing = [];
  for (const [word, count] of wanted) if ((found.get(word) ?? 0) < count) missing.push(word);
  return missing;
}

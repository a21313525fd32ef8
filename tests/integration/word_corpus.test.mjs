// Public files made by Word, kept beside the project: each is read without losing a word, or refused in a sentence.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as cli from '../support/cli.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { zip } from '../support/word_file.mjs';
import { countLetters, countWords, lost, unzip, wordText } from '../support/word_words.mjs';

const corpus = process.env.PLENARIA_WORD_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus-docx/', import.meta.url));
const files = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.docx')) : [];

const inDocument = (edit) => (name, xml) => (name === 'word/document.xml' ? edit(xml) : xml);
const strict = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'http://purl.oclc.org/ooxml/wordprocessingml/main',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships':
    'http://purl.oclc.org/ooxml/officeDocument/relationships',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'http://purl.oclc.org/ooxml/officeDocument/math',
};
/** What changes nothing that Word shows. */
const dresses = {
  'in the strict form': (name, xml) => Object.entries(strict).reduce((all, [from, to]) => all.replaceAll(from, to), xml),
  'with another prefix': inDocument((xml) => xml.replace(/(<\/?|\s|xmlns:)w(?=[:=])/g, '$1word')),
  'in UTF-16': inDocument((xml) => Buffer.from(`\ufeff${xml.replace(/^\ufeff?<\?xml[^>]*\?>/, '')}`, 'utf16le')),
  'with every paragraph in a content control': inDocument((xml) =>
    xml
      .replace(/<w:p(?=[ >])(?![^>]*\/>)/g, '<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>$&')
      .replaceAll('</w:p>', '</w:p></w:sdtContent></w:sdt>'),
  ),
  'with every run in a smart tag in custom XML': inDocument((xml) =>
    xml
      .replace(/<w:r(?=[ >])(?![^>]*\/>)/g, '<w:customXml w:element="a"><w:smartTag w:element="b">$&')
      .replaceAll('</w:r>', '</w:r></w:smartTag></w:customXml>'),
  ),
};

function dressed(bytes, dress) {
  return zip(
    Object.fromEntries(
      [...unzip(bytes)].map(([name, part]) => [name, /\.(xml|rels)$/.test(name) ? dress(name, part.toString()) : part]),
    ),
  );
}

describe('files made by Word', { skip: files.length === 0 && `there are none in ${corpus}` }, () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What is not found again of a file that is read as `bytes`. */
  async function missing(name, bytes, changes) {
    const original = readFileSync(path.join(corpus, name));
    const file = path.join(folder, 'read.docx');
    writeFileSync(file, bytes(original));
    const { code, stdout, stderr } = await cli.run([
      'import',
      '--data',
      data,
      '--title',
      'T',
      '--lang',
      'es',
      '--changes',
      changes,
      file,
    ]);
    if (code !== 0) {
      assert.match(stderr, /^plenaria: .*\.docx: .*\.\n$/, name);
      assert.equal(name, 'CA009-altChunk.docx', stderr);
      return [];
    }
    const { draft, aside, word } = JSON.parse(stdout);
    const text = await cli.succeed(['export', '--data', data, '--draft', draft, '--format', 'txt', '--view', 'brackets']);
    const found = [text, ...aside, ...word.struck, ...word.numbers].join('\n');
    // where changes begin and end in the midst of words, letters can be counted and words cannot
    const count = /<w:(ins|del|moveFrom|moveTo) /.test(unzip(original).get('word/document.xml')) ? countLetters : countWords;
    return lost(count(wordText(original)), count(found));
  }

  for (const changes of ['proposals', 'accepted', 'rejected'])
    test(`lose no word, changes ${changes}`, async () => {
      for (const name of files) assert.deepEqual(await missing(name, (bytes) => bytes, changes), [], name);
    });

  for (const [how, dress] of Object.entries(dresses))
    test(`lose no word ${how}`, async () => {
      for (const name of files) assert.deepEqual(await missing(name, (bytes) => dressed(bytes, dress), 'proposals'), [], name);
    });
});

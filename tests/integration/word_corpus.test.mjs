// Public files made by Word, kept beside the project: each is read without losing a word, or refused in a sentence.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as cli from '../support/cli.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { countLetters, countWords, lost, unzip, wordText } from '../support/word_words.mjs';

const corpus = process.env.PLENARIA_WORD_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus-docx/', import.meta.url));
const files = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith('.docx')) : [];

describe('files made by Word', { skip: files.length === 0 && `there are none in ${corpus}` }, () => {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const changes of ['proposals', 'accepted', 'rejected'])
    test(`lose no word, changes ${changes}`, async () => {
      for (const name of files) {
        const file = path.join(corpus, name);
        const args = ['import', '--data', data, '--title', 'T', '--lang', 'es', '--changes', changes, file];
        const { code, stdout, stderr } = await cli.run(args);
        if (code !== 0) {
          assert.match(stderr, /^plenaria: .*\.docx: .*\.\n$/, name);
          assert.equal(name, 'CA009-altChunk.docx', stderr);
          continue;
        }
        const { draft, aside, word } = JSON.parse(stdout);
        const text = await cli.succeed(['export', '--data', data, '--draft', draft, '--format', 'txt', '--view', 'brackets']);
        const found = [text, ...aside, ...word.struck, ...word.numbers].join('\n');
        const bytes = readFileSync(file);
        // where changes begin and end in the midst of words, letters can be counted and words cannot
        const count = /<w:(ins|del|moveFrom|moveTo) /.test(unzip(bytes).get('word/document.xml')) ? countLetters : countWords;
        assert.deepEqual(lost(count(wordText(bytes)), count(found)), [], name);
      }
    });
});

/** The languages of the interface say the same things: in the dictionary of the start, and in the words of each feature. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Locale } from '../src/ui/i18n/locales';
import { many } from '../src/ui/i18n/plural';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function wordFiles(folder = join(root, 'src')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return wordFiles(path);
    return /\.tsx?$/.test(path) && readFileSync(path, 'utf8').includes('= wordsOf({') ? [path] : [];
  });
}

interface Interface {
  setLocale(locale: Locale): Promise<void>;
  firstLocale(): Locale;
  locales: Record<Locale, string>;
  dictionary: { value: object };
  features: Record<string, Record<string, unknown>>;
}

/** The words of all features and the dictionary, in one bundle, so that they follow one language. */
async function loadInterface(): Promise<Interface> {
  const names = wordFiles().map((path) => path.slice(root.length + 1));
  const lines = [
    `export { setLocale, firstLocale, locales, t as dictionary } from './src/ui/i18n';`,
    ...names.map((path, i) => `import * as words${i} from './${path}';`),
    `export const features = { ${names.map((path, i) => `'${path}': words${i}`).join(', ')} };`,
  ];
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Interface;
}

/** One line for each sentence: where it stands and what kind of thing it is. An empty sentence says so. */
function shape(words: unknown, path: string): string[] {
  if (typeof words === 'string') return [`${path}: ${words.trim() ? 'a sentence' : 'EMPTY'}`];
  if (typeof words === 'function') return [`${path}: filled in with ${words.length}`];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => shape(value, `${path}.${key}`));
}

function shapeOfAll({ dictionary, features }: Interface): string[] {
  return [
    ...shape(dictionary.value, 'dictionary'),
    ...Object.entries(features).flatMap(([path, exported]) =>
      Object.entries(exported).flatMap(([name, words]) =>
        shape((words as { value?: unknown }).value, `${path} ${name}`),
      ),
    ),
  ].sort();
}

before(() => {
  (globalThis as { document?: unknown }).document = { documentElement: {} };
});

test('all languages of the interface have the same sentences, and none is empty', async () => {
  const ui = await loadInterface();
  assert.ok(Object.keys(ui.features).length >= 3, 'the words of features are found');
  await ui.setLocale('es');
  const es = shapeOfAll(ui);
  assert.ok(es.length > 500, `${es.length} sentences are found`);
  for (const locale of Object.keys(ui.locales) as Locale[]) {
    await ui.setLocale(locale);
    const found = shapeOfAll(ui);
    assert.deepEqual(found, es, locale);
    assert.deepEqual(
      found.filter((line) => line.endsWith('EMPTY')),
      [],
    );
  }
});

test('the first language is the one chosen before, else the first of the browser that there is, else Spanish', async () => {
  const { firstLocale } = await loadInterface();
  let saved: string | null = null;
  const storage = { getItem: () => saved };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  const speaking = (...languages: string[]) => {
    Object.defineProperty(globalThis, 'navigator', { value: { languages }, configurable: true });
    return firstLocale();
  };
  assert.equal(speaking('pt-BR', 'en-US'), 'pt');
  assert.equal(speaking('de', 'fr-CA', 'es'), 'fr');
  assert.equal(speaking('prs', 'toString', 'ENM'), 'es');
  saved = 'en';
  assert.equal(speaking('fr'), 'en');
  saved = 'it';
  assert.equal(speaking('fr'), 'fr');
});

test('plurals follow the language: none is singular in French only, and millions are many', () => {
  const said = (n: number) =>
    (Object.keys(many) as Locale[]).map((locale) => many[locale](n, 'one', 'other'));
  assert.deepEqual(said(0), ['other', 'other', 'one', 'other']);
  assert.deepEqual(said(1), ['one', 'one', 'one', 'one']);
  assert.deepEqual(said(2), ['other', 'other', 'other', 'other']);
  assert.deepEqual(said(1_000_000), ['other', 'other', 'other', 'other']);
});

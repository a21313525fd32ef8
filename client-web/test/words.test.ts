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
  formatDeadline(ms: number): string;
  locales: Record<Locale, string>;
  dictionary: { value: object };
  features: Record<string, Record<string, unknown>>;
}

/** The words of all features and the dictionary, in one bundle, so that they follow one language. */
async function loadInterface(): Promise<Interface> {
  const names = wordFiles().map((path) => path.slice(root.length + 1));
  const lines = [
    `export { setLocale, firstLocale, locales, t as dictionary } from './src/ui/i18n';`,
    `export { formatDeadline } from './src/ui/i18n/deadline';`,
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

/** Each sentence by where it stands, filled in with `given` numbers. */
function sentences(words: unknown, path: string, given: (at: number) => number): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') {
    const filled = fillIn(words as (...values: unknown[]) => unknown, given);
    return filled === undefined ? [] : [[path, filled]];
  }
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${path}.${key}`, given));
}

/** A number stands as itself in every sentence, so it is given for words as well; undefined where that makes no sentence. */
function fillIn(
  sentence: (...values: unknown[]) => unknown,
  given: (at: number) => number,
): string | undefined {
  try {
    const filled = sentence(...Array.from({ length: sentence.length }, (_, i) => given(i)));
    return typeof filled === 'string' ? filled : undefined;
  } catch {
    return undefined;
  }
}

async function sentencesIn(
  ui: Interface,
  locale: Locale,
  given: (at: number) => number = () => 7,
): Promise<Map<string, string>> {
  await ui.setLocale(locale);
  return new Map([
    ...sentences(ui.dictionary.value, 'dictionary', given),
    ...Object.entries(ui.features).flatMap(([path, exported]) =>
      Object.entries(exported).flatMap(([name, words]) =>
        sentences((words as { value?: unknown }).value, `${path} ${name}`, given),
      ),
    ),
  ]);
}

/** What is called so in all languages. Whoever adds to this list reads both languages in question. */
const ALIKE = ['Word (.docx)', 'Markdown (.md)', 'Akoma Ntoso (.xml)', 'i, ii, iii', 'I, II, III'];

/** How many words in a row two languages may have in common by nature: Spanish and Portuguese often say "Lado a lado". */
const inCommon = (a: Locale, b: Locale) => (a === 'es' && b === 'pt' ? 3 : 1);

test('no sentence is left in another language', async () => {
  const ui = await loadInterface();
  const all = Object.keys(ui.locales) as Locale[];
  const said = new Map<Locale, Map<string, string>>();
  for (const locale of all) said.set(locale, await sentencesIn(ui, locale));
  const left = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) =>
      [...said.get(a)!]
        .filter(([path, words]) => said.get(b)!.get(path) === words && !ALIKE.includes(words))
        .filter(([, words]) => (words.match(/\p{L}{2,}/gu) ?? []).length > inCommon(a, b))
        .map(([path, words]) => `${a} = ${b}: ${path}: ${words}`),
    ),
  );
  assert.deepEqual(left, []);
});

test('each language fills in what the others fill in', async () => {
  const ui = await loadInterface();
  const filled = async (locale: Locale) =>
    [...(await sentencesIn(ui, locale, (at) => 7001 + at))].map(
      ([path, words]) => `${path}: ${[...new Set(words.match(/700\d/g) ?? [])].sort().join()}`,
    );
  const es = await filled('es');
  for (const locale of Object.keys(ui.locales) as Locale[])
    assert.deepEqual((await filled(locale)).sort(), [...es].sort(), locale);
});

test('French has a narrow space, which does not break, before ; : ! ? and within « »', async () => {
  const ui = await loadInterface();
  const wrong = [...(await sentencesIn(ui, 'fr'))].filter(
    ([, words]) =>
      /(?<!\u202f)[;!?»]/.test(words) ||
      /(?<!\u202f|https?|mailto):/.test(words) ||
      /«(?!\u202f)/.test(words) ||
      /\p{L}'\p{L}/u.test(words),
  );
  assert.deepEqual(wrong, []);
});

test('a sentence about none says none, not one', async () => {
  const ui = await loadInterface();
  for (const locale of Object.keys(ui.locales) as Locale[]) {
    const ofSeven = await sentencesIn(ui, locale);
    const wrong = [...(await sentencesIn(ui, locale, () => 0))].filter(
      ([path, words]) => /\b1\b/.test(words) && !/\b1\b/.test(ofSeven.get(path) ?? ''),
    );
    assert.deepEqual(wrong, [], locale);
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

test('a deadline names its zone, also where that is universal time', async (t) => {
  const { TZ } = process.env;
  t.after(() => (TZ === undefined ? delete process.env.TZ : (process.env.TZ = TZ)));
  const ui = await loadInterface();
  await ui.setLocale('es');
  for (const [zone, name] of [
    ['America/Costa_Rica', 'hora estándar central'],
    ['Europe/Madrid', 'hora de Europa central'],
    ['UTC', 'tiempo universal coordinado'],
  ] as const) {
    process.env.TZ = zone;
    assert.match(ui.formatDeadline(Date.UTC(2026, 6, 1, 12)), new RegExp(`\\(${name}\\)$`));
  }
});

test('plurals follow the language: none is singular in French only, and millions are many', () => {
  const said = (n: number) =>
    (Object.keys(many) as Locale[]).map((locale) => many[locale](n, 'one', 'other'));
  assert.deepEqual(said(0), ['other', 'other', 'one', 'other']);
  assert.deepEqual(said(1), ['one', 'one', 'one', 'one']);
  assert.deepEqual(said(2), ['other', 'other', 'other', 'other']);
  assert.deepEqual(said(1_000_000), ['other', 'other', 'other', 'other']);
});

test('what hints call by a name in quotes is called so on the page', async () => {
  const ui = await loadInterface();
  const bare = (words: string) => words.replace(/^[\s\u00a0\u202f]+|[\s\u00a0\u202f]+$/g, '').toLowerCase();
  for (const locale of Object.keys(ui.locales) as Locale[]) {
    const all = await sentencesIn(ui, locale);
    const names = new Set(
      [...all].filter(([path]) => !path.includes('.hints.')).map(([, words]) => bare(words)),
    );
    const called = [...all]
      .filter(([path]) => path.includes('.hints.'))
      .flatMap(([, words]) => [...words.matchAll(/[«“]([^»”]+)[»”]/g)].map(([, name]) => bare(name!)));
    assert.ok(called.length >= 8, `${called.length} names in ${locale}`);
    assert.deepEqual(
      called.filter((name) => !names.has(name)),
      [],
      locale,
    );
  }
});

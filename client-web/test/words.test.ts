/** Both languages of the interface say the same things: in the dictionary of the start, and in the words of each feature. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function wordFiles(folder = join(root, 'src')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return wordFiles(path);
    return /\.tsx?$/.test(path) && readFileSync(path, 'utf8').includes('= wordsOf({') ? [path] : [];
  });
}

interface Interface {
  setLocale(locale: 'es' | 'en'): Promise<void>;
  dictionary: { value: object };
  features: Record<string, Record<string, unknown>>;
}

/** The words of all features and the dictionary, in one bundle, so that they follow one language. */
async function loadInterface(): Promise<Interface> {
  const names = wordFiles().map((path) => path.slice(root.length + 1));
  const lines = [
    `export { setLocale, t as dictionary } from './src/ui/i18n';`,
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

test('both languages of the interface have the same sentences, and none is empty', async () => {
  (globalThis as { document?: unknown }).document = { documentElement: {} };
  const { setLocale, dictionary, features } = await loadInterface();
  const shapes = () => [
    ...shape(dictionary.value, 'dictionary'),
    ...Object.entries(features).flatMap(([path, exported]) =>
      Object.entries(exported).flatMap(([name, words]) =>
        shape((words as { value?: unknown }).value, `${path} ${name}`),
      ),
    ),
  ];
  await setLocale('es');
  const es = shapes();
  await setLocale('en');
  const en = shapes();
  assert.ok(Object.keys(features).length >= 3, 'the words of features are found');
  assert.ok(en.length > 500, `${en.length} sentences are found`);
  assert.deepEqual(en.sort(), es.sort());
  assert.deepEqual(
    en.filter((line) => line.endsWith('EMPTY')),
    [],
  );
});

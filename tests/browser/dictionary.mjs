// The sentences of the interface, language by language, taken from the source: what stands in the dictionary and in the words of each feature.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../support/binary.mjs';

const web = path.join(root, 'client-web');
const { build } = createRequire(path.join(web, 'package.json'))('esbuild');

const LOCALES = ['es', 'en', 'fr', 'pt'];

function wordFiles(folder = path.join(web, 'src')) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return wordFiles(file);
    return /\.tsx?$/.test(file) && readFileSync(file, 'utf8').includes('= wordsOf({') ? [file] : [];
  });
}

function* sentences(words) {
  if (typeof words === 'string') yield words.replaceAll(/\s+/g, ' ').trim();
  else if (typeof words === 'object' && words !== null) for (const one of Object.values(words)) yield* sentences(one);
}

/** { fr: Set of sentences, … }; those that are filled in are not among them. */
export async function readDictionaries() {
  const lines = [
    `export { setLocale, t } from './src/ui/i18n';`,
    ...wordFiles().map((file, i) => `export * as words${i} from './${path.relative(web, file)}';`),
  ];
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: web },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    loader: { '.css': 'empty' },
  });
  globalThis.document ??= { documentElement: {} };
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { setLocale, t, ...features } = await import(`data:text/javascript;base64,${code}`);
  const found = {};
  for (const locale of LOCALES) {
    await setLocale(locale);
    const values = Object.values(features).flatMap((exported) => Object.values(exported).map((one) => one?.value));
    found[locale] = new Set([...sentences(t.value), ...sentences(values)]);
  }
  return found;
}

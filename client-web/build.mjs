// Builds the page:   node build.mjs [--watch] [--out DIR]
// Builds its tests:  node build.mjs --tests [--run] [NAME…]
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

// What a browser must load before the page can be used, gzipped.
const START_LIMIT_BYTES = 124_000;
const root = dirname(fileURLToPath(import.meta.url));

const { values: args, positionals } = parseArgs({
  options: {
    watch: { type: 'boolean' },
    tests: { type: 'boolean' },
    run: { type: 'boolean' },
    out: { type: 'string', default: join(root, 'dist') },
  },
  allowPositionals: true,
});

/** The entry and everything it imports without being asked again, as output paths. */
function startFiles(outputs, entry) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path].imports) {
      if (kind === 'import-statement' && outputs[next]) visit(next);
    }
  };
  visit(entry);
  return [...found];
}

function outputOf(outputs, source) {
  const found = Object.entries(outputs).find(([, output]) => output.entryPoint === source);
  if (!found) throw new Error(`no output for ${source}`);
  return found[0];
}

async function writeIndex(outputs, out) {
  const entry = outputOf(outputs, 'src/ui/main.tsx');
  const url = (path) => '/' + relative(out, join(root, path)).replaceAll('\\', '/');
  const css = outputs[entry].cssBundle;
  const preloads = startFiles(outputs, entry).filter((path) => path !== entry);
  const tags = [
    ...(css ? [`<link rel="stylesheet" href="${url(css)}" />`] : []),
    ...preloads.map((path) => `<link rel="modulepreload" href="${url(path)}" />`),
    `<script type="module" src="${url(entry)}"></script>`,
  ];
  const html = await readFile(join(root, 'src/ui/index.html'), 'utf8');
  await writeFile(join(out, 'index.html'), html.replace('</head>', `  ${tags.join('\n    ')}\n  </head>`));
  await copyFile(join(root, 'src/ui/icon.svg'), join(out, 'icon.svg'));
  return startFiles(outputs, entry);
}

/** The packages that something of theirs ships of, as folders. */
function packagesIn(inputs) {
  const found = Object.keys(inputs).map((path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(found.filter(Boolean))].sort();
}

/** licenses.txt: what the authors of the packages and of the faces ask to be passed on. */
async function writeLicenses(inputs, out) {
  const texts = packagesIn(inputs).map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = (await readdir(join(root, folder))).find((file) => /^licen[cs]e/i.test(file));
    if (!file) throw new Error(`${name} comes without a licence`);
    return `${name} ${version}\n\n${(await readFile(join(root, folder, file), 'utf8')).trim()}\n`;
  });
  await writeFile(join(out, 'licenses.txt'), (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`));
}

/** Prints sizes; false where the start is too heavy. */
async function report(outputs, start) {
  let startBytes = 0;
  for (const path of Object.keys(outputs).filter((path) => !path.endsWith('.map'))) {
    const bytes = gzipSync(await readFile(join(root, path)), { level: 9 }).length;
    if (start.includes(path)) startBytes += bytes;
    console.log(
      `${(bytes / 1000).toFixed(1).padStart(8)} kB gz  ${relative(root, path)}${start.includes(path) ? '' : '  (later)'}`,
    );
  }
  console.log(
    `${(startBytes / 1000).toFixed(1).padStart(8)} kB gz  JavaScript at start, at most ${START_LIMIT_BYTES / 1000}`,
  );
  return startBytes <= START_LIMIT_BYTES;
}

// quill-delta brings large libraries for what takes a few lines on plain JSON, or is not used.
const alias = {
  'lodash.clonedeep': './src/text/clone_deep.cjs',
  'lodash.isequal': './src/text/is_equal.cjs',
  'fast-diff': './src/text/no_diff.cjs',
};

/**
 * What is loaded later finds the start there already. Saying so to esbuild, by an import of the start in each module that is
 * loaded later, keeps the start in one piece: without it, every set of later modules that share something with it
 * becomes a chunk of its own, some fifty of them, with their imports and exports.
 */
const startIsThere = {
  name: 'start-is-there',
  setup: (build) => {
    build.onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, pluginData, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || pluginData === startIsThere) return undefined;
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: startIsThere });
      return { path: found.path, namespace: 'later' };
    });
    build.onLoad({ filter: /.*/, namespace: 'later' }, async ({ path }) => ({
      contents: `export * from ${JSON.stringify(path)};\nimport ${JSON.stringify(join(root, 'src/ui/app.tsx'))};`,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

const page = {
  absWorkingDir: root,
  plugins: [startIsThere],
  entryPoints: ['src/ui/main.tsx'],
  outdir: args.out,
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  bundle: true,
  alias,
  splitting: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.woff2': 'file' },
  minify: !args.watch,
  sourcemap: args.watch ? 'linked' : false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'info',
};

async function buildPage() {
  await rm(args.out, { recursive: true, force: true });
  const { metafile } = await esbuild.build(page);
  const start = await writeIndex(metafile.outputs, args.out);
  await writeLicenses(metafile.inputs, args.out);
  if (!(await report(metafile.outputs, start))) {
    console.error('The page is too heavy at start: load something later, or leave it out.');
    process.exitCode = 1;
  }
}

async function watchPage() {
  const index = {
    name: 'index',
    setup: (build) =>
      build.onEnd(async ({ metafile, errors }) => {
        if (!errors.length) await writeIndex(metafile.outputs, args.out);
      }),
  };
  await (await esbuild.context({ ...page, plugins: [...page.plugins, index] })).watch();
}

async function buildTests() {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const out = join(root, '.test-build');
  const names = (await readdir(join(root, 'test'))).filter(
    (name) =>
      name.endsWith('.test.ts') && (!positionals.length || positionals.some((part) => name.includes(part))),
  );
  await mkdir(out, { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `test/${name}`),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What ships is bundled as it ships; the rest comes from node_modules.
    alias,
    external: Object.keys(devDependencies),
    inject: ['test/support/node18.ts', 'test/support/all_kinds.ts'],
    platform: 'node',
    format: 'esm',
    target: 'node18',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  if (!args.run) return;
  const files = names.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

if (args.tests) await buildTests();
else if (args.watch) await watchPage();
else await buildPage();

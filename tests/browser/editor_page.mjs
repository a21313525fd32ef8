// Builds the editor's harness into a temporary folder, serves it on this machine only, and opens pages on it.
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('../../client-web/', import.meta.url));
const require = createRequire(join(client, 'package.json'));
const { chromium } = require('playwright-core');
const esbuild = require('esbuild');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
// As the server sends it, so that what it forbids fails here too.
const security = readFileSync(join(client, '../server/net/security.c'), 'utf8');
const POLICY = /"content-security-policy",([^}]*)\}/
  .exec(security)[1]
  .match(/"[^"]*"/g)
  .map(JSON.parse)
  .join('');
const PAGE = `<!doctype html><html lang="es"><head><meta charset="utf-8" /><title>Editor</title>
<meta name="viewport" content="width=device-width, initial-scale=1" />
<link rel="stylesheet" href="/editor_harness.css" /></head><body><main id="paper"></main>
<script type="module" src="/editor_harness.js"></script></body></html>`;

async function build() {
  const folder = await mkdtemp(join(tmpdir(), 'plenaria-editor-'));
  await esbuild.build({
    absWorkingDir: client,
    entryPoints: ['test/editor_harness.ts'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'chrome109',
    minify: true,
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'index.html'), PAGE);
  return folder;
}

function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const body = /^[\w.]+$/.test(name) && (await readFile(join(folder, name)).catch(() => null));
    if (!body) return response.writeHead(name === 'favicon.ico' ? 204 : 404).end();
    response.writeHead(200, {
      'Content-Type': TYPES[extname(name)],
      'Content-Security-Policy': POLICY,
    });
    response.end(body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** {open(parameters), close()}: the harness in a browser of its own; `device`: what playwright emulates. */
export async function startEditorPages(device = {}) {
  const folder = await build();
  const server = await serve(folder);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({
    executablePath: process.env.PLENARIA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...device });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  page.on('pageerror', (error) => page.failures.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.failures.push(message.text()));

  /** The one page, loaded anew. */
  const open = async (parameters = {}) => {
    page.failures = [];
    await page.goto(`${origin}/?${new URLSearchParams(parameters)}`);
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => window.harness?.editor);
    return page;
  };
  const close = async () => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { open, close };
}

// The whole page in real browsers, served by the real server: one browser, a context for everybody.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, root } from '../support/binary.mjs';
import { Server } from '../support/server.mjs';

const web = createRequire(path.join(root, 'client-web/package.json'));
const { chromium } = web('playwright-core');
const axeSource = readFileSync(web.resolve('axe-core/axe.min.js'), 'utf8');

/* The page that was built for this binary, else the one in the source tree. */
function builtPage() {
  const beside = path.join(build, 'share/plenaria/web');
  return existsSync(path.join(beside, 'index.html')) ? beside : path.join(root, 'client-web/dist');
}

function putHintsAway() {
  try {
    for (const role of ['observer', 'delegation', 'secretariat', 'chair']) localStorage.setItem(`plenaria.hints.${role}`, 'seen');
  } catch {
    // about:blank has no storage.
  }
}

/** PLENARIA_SLOWER=4: pages compute four times slower than they could, as on the smallest machine or a busy one. */
const SLOWER = Number(process.env.PLENARIA_SLOWER ?? 1);

async function slowDown(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

export class Pages {
  static async start(args = []) {
    const pages = new Pages();
    pages.server = await Server.start({ args: ['--web', process.env.PLENARIA_WEB ?? builtPage(), ...args] });
    pages.browser = await chromium.launch({
      executablePath: process.env.PLENARIA_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    return pages;
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }

  /** A page in a context of its own. Errors on its console are gathered in `page.failures`. `hints`: as for somebody who was never here. */
  async open(url, { hints = false, ...options } = {}) {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 860 },
      locale: 'es',
      reducedMotion: 'reduce',
      ...options,
    });
    if (!hints) await context.addInitScript(putHintsAway);
    if (SLOWER > 1) context.on('page', slowDown);
    const page = await context.newPage();
    page.failures = [];
    page.on('pageerror', (error) => page.failures.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        page.failures.push(message.text());
      }
    });
    await page.goto(url);
    return page;
  }

  /** Follows an invitation and waits for the text. */
  async enter(link, options) {
    const page = await this.open(link, options);
    await page.waitForURL(/\/d\//);
    await page.waitForSelector('.editor .item');
    return page;
  }
}

export async function leave(page) {
  assert.deepEqual(page.failures, []);
  await page.context().close();
}

/** Chooses a file as somebody does, in a dialog that asks for one. */
export async function chooseFile(page, dialog, file) {
  const coming = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: /^Elegir un archivo/ }).click();
  await (await coming).setFiles(file);
}

/** What axe finds serious or critical on the page, or within one part of it, in short. */
export async function seriousFindings(page, within = 'html') {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (within) =>
      window.axe.run(within, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    within,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
    );
}

// What the draft is set in: the faces that come with the page, on the screen and on paper, and the text before them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { temporaryFolder } from '../support/server.mjs';
import { pdf } from './printed.mjs';
import { Meeting } from './together_page.mjs';
import { leave } from './ui_page.mjs';

let meeting;
let draft;
before(async () => {
  meeting = await Meeting.open();
  draft = await meeting.draft(['Exhortar a las Partes: ñandú, Łódź, Đà, «comillas».']);
});
after(() => meeting?.close());

/* The faces that a node's words are drawn with, each with whether it came with the page. */
async function facesOf(page, selector) {
  const line = await page.context().newCDPSession(page);
  await line.send('DOM.enable');
  await line.send('CSS.enable');
  const { root } = await line.send('DOM.getDocument');
  const { nodeId } = await line.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await line.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map(({ familyName, isCustomFont }) => [familyName, isCustomFont]);
}

it('the text and the page around it are set in faces that come with the page', async () => {
  const [mexico] = await meeting.sit(draft, 'mexico');
  await mexico.page.waitForFunction(() => document.fonts.status === 'loaded');
  for (const [selector, face] of [
    ['.editor .item', /^Source Serif 4/],
    ['button', /^Source Sans 3/],
  ]) {
    const faces = await facesOf(mexico.page, selector);
    assert.ok(faces.length > 0, selector);
    for (const [name, ours] of faces) assert.ok(ours && face.test(name), `${selector}: ${name}`);
  }
});

it('the text is there before the faces are', async () => {
  const page = await meeting.pages.open('about:blank');
  await page.route('**/*.woff2', () => undefined);
  const { token } = await draft.seat('observer');
  await page.goto(`${meeting.server.url}/join#${token}`);
  await page.waitForSelector('.editor .item');
  await page.getByText('Exhortar a las Partes').first().waitFor();
  assert.ok((await facesOf(page, '.editor .item')).every(([, ours]) => !ours));
  await leave(page);
});

it('paper has no other face', async () => {
  const [mexico] = await meeting.sit(draft, 'mexico');
  await mexico.page.evaluate(() => window.plenaria.open('print'));
  const folder = temporaryFolder();
  const file = path.join(folder, 'draft.pdf');
  writeFileSync(file, await pdf(mexico.page));
  const { stdout, error } = spawnSync('pdffonts', [file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.ifError(error);
  const faces = stdout.split('\n').slice(2).filter(Boolean);
  assert.ok(faces.length > 0, stdout);
  for (const face of faces) assert.match(face, /^[A-Z]{6}\+SourceSerif4/, stdout);
});

it('their licences come along', async () => {
  const licenses = await (await fetch(`${meeting.server.url}/licenses.txt`)).text();
  assert.match(licenses, /@fontsource\/source-serif-4[^]*SIL Open Font License/i);
  assert.match(licenses, /@fontsource\/source-sans-3/);
});

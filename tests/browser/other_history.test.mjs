// The page says loudly that the server shows another history than it has seen, and what was seen can be kept.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { counted } from './counted.mjs';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

it('an older backup that is put back is not taken silently', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [mexico] = await meeting.sit(draft, 'mexico');
  const [item] = draft.ids;
  const copy = mkdtempSync(path.join(os.tmpdir(), 'plenaria-older-'));
  const { server } = meeting;
  await server.stop();
  cpSync(server.data, copy, { recursive: true });
  await server.restart();
  await mexico.until(() => window.plenaria.draft.connection.value.state === 'live', 'the line');
  await mexico.caret(item);
  await mexico.type(', dos y tres');
  await mexico.settled();
  await counted(mexico.page.locator('.strip-alarm'), 0);

  await server.stop();
  rmSync(server.data, { recursive: true });
  cpSync(copy, server.data, { recursive: true });
  await server.restart();
  const alarm = mexico.page.locator('.strip-alarm');
  await alarm.getByText(/Se repuso|copia de seguridad anterior/).waitFor();
  assert.deepEqual(await seriousFindings(mexico.page, '.bar'), []);
  const coming = mexico.page.waitForEvent('download');
  await alarm.getByRole('button', { name: 'Guardar el texto de antes' }).click();
  assert.match(readFileSync(await (await coming).path(), 'utf8'), /1\. Uno, dos y tres/);
  await alarm.getByRole('button', { name: 'Entendido' }).click();
  await alarm.waitFor({ state: 'detached' });
  rmSync(copy, { recursive: true, force: true });
});

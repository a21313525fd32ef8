// A new text before it is made: what was pasted beside what it was read as, each entry changed there, brackets taken as proposals.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoDraft } from './demo_draft.mjs';
import { leave, Pages, seriousFindings } from './ui_page.mjs';

let pages;
let demo;
before(async () => {
  pages = await Pages.start();
  demo = await DemoDraft.create(pages.server);
});
after(async () => {
  await demo?.close();
  await pages?.close();
});

const text = `Conclusiones

1. Los Estados [Canadá: deberán] cooperar.

The States shall cooperate.

2. Segundo [Ruritania: punto]. Otra idea.

Página 1 de 2

3. Tercero.
`;

const button = (within, name) => within.getByRole('button', { name, exact: true });
const words = (preview) => preview.locator('.preview-words > span:last-child').allTextContents();

async function paste(options) {
  const page = await pages.enter(demo.link('secretariat'), options);
  await page.goto(pages.server.url);
  await button(page, /^(Nuevo texto|New text)…$/).click();
  await page.locator('.new-draft textarea').fill(text);
  const preview = page.locator('.preview');
  await preview.waitFor();
  return { page, preview };
}

/** Opens the controls of the entry that says this. */
async function change(preview, what) {
  const row = preview.locator('.preview-row', { hasText: what }).last();
  await row.getByRole('button', { name: /^Cambiar: / }).click();
  return row;
}

async function settle(preview, wanted) {
  for (let rounds = 0; rounds < 100; rounds++) {
    if (JSON.stringify(await words(preview)) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await words(preview), wanted);
}

describe('the preview of a new text', () => {
  it('shows each entry beside its lines, changes it, and makes the draft as it stands there', async () => {
    const { page, preview } = await paste();
    const read = [
      'Los Estados [Canadá: deberán] cooperar.',
      'The States shall cooperate.',
      'Segundo [Ruritania: punto]. Otra idea.',
      'Tercero.',
    ];
    await settle(preview, read);
    assert.equal(await preview.locator('.preview-row').nth(0).locator('.preview-line').textContent(), '3');
    assert.match(await preview.locator('.preview-aside').textContent(), /Página 1 de 2/);
    assert.deepEqual(await seriousFindings(page), []);

    await button(preview.locator('.preview-aside'), 'Devolver al texto').click();
    await settle(preview, [...read.slice(0, 3), 'Página 1 de 2', 'Tercero.']);
    await button(page, 'Deshacer el último cambio').click();
    await settle(preview, read);

    const english = await change(preview, 'The States shall cooperate.');
    await english.getByLabel('Idioma').selectOption('en');
    await english.getByText('traducción del anterior (en)').first().waitFor();

    const second = await change(preview, 'Segundo');
    await button(second, 'Dividir').click();
    const place = second.getByLabel('Ponga el cursor donde empieza la segunda parte.');
    await place.focus();
    await place.evaluate((area) => area.setSelectionRange(28, 28));
    await place.press('ArrowLeft');
    await button(second, 'Dividir aquí').click();
    const split = [read[0], read[1], 'Segundo [Ruritania: punto].', 'Otra idea.', read[3]];
    await settle(preview, split);

    await page.getByLabel(/Leer los 2 corchetes como propuestas/).check();
    await page.getByLabel('Código: Ruritania').fill('RU');
    await page.getByLabel('Código: Ruritania').press('Tab');
    assert.deepEqual(await page.locator('.preview-brackets li b').allTextContents(), [
      'propone añadir · Canadá',
      'propone añadir · Ruritania',
    ]);
    assert.deepEqual(await seriousFindings(page), []);

    const numbering = page.getByLabel('Numeración');
    assert.equal(await numbering.locator('option').nth(0).textContent(), 'La que trae el texto');
    await numbering.selectOption({ label: 'Resolución de las Naciones Unidas: 1.  a)  b)  i)  ii)  2.' });
    if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/new_numbering.png` });

    await button(page, 'Crear el texto').click();
    await page.waitForURL(/\/d\//);
    await page.waitForSelector('.editor .item');
    assert.equal(await page.evaluate(() => window.plenaria.draft.view.numbering), 'un-resolution');
    const items = await page.locator('.editor .item').allTextContents();
    assert.ok(
      items.some((item) => item.includes('deberán')),
      items.join('\n'),
    );
    assert.ok(!items.some((item) => item.includes('[Canadá')), items.join('\n'));
    assert.ok(items.some((item) => item.includes('Otra idea.')));
    await leave(page);
  });

  it('fits a phone, in English', async () => {
    const { page, preview } = await paste({ viewport: { width: 360, height: 740 }, locale: 'en' });
    await preview.getByRole('button', { name: /^Change: Los/ }).click();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false);
    await preview.getByLabel('Kind').selectOption('heading');
    await preview.locator('.preview-heading').waitFor();
    assert.deepEqual(await seriousFindings(page), []);
    await leave(page);
  });
});

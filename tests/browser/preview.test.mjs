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

async function paste(options, what = text) {
  const page = await pages.enter(demo.link('secretariat'), options);
  await page.goto(pages.server.url);
  await button(page, /^(Nuevo texto|New text)…$/).click();
  await page.locator('.new-draft textarea').fill(what);
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

    const title = preview.locator('.preview-title');
    assert.equal(await title.textContent(), 'Título: Conclusiones ');
    await page.getByLabel('Título', { exact: true }).fill('Otra cosa');
    await title.getByText('queda como primer subtítulo').waitFor();

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
      'propone añadir · Canadá: ',
      'propone añadir · Ruritania: ',
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
    assert.equal(items[0], 'Conclusiones');
    assert.ok(items.some((item) => item.includes('Otra idea.')));
    await leave(page);
  });

  it('takes a change that is made before the one in front of it was read, and none of another entry', async () => {
    const furniture = 'Página 1 de 3\n\n1. Uno.\n\nPágina 2 de 3\n\n2. Dos.\n\nPágina 3 de 3\n\n3. Tres.\n';
    const { page, preview } = await paste({}, furniture);
    await settle(preview, ['Uno.', 'Dos.', 'Tres.']);
    await page.route('**/api/outline', (route) => setTimeout(() => route.continue(), 400));
    const backs = preview.getByRole('button', { name: 'Devolver al texto' });
    await backs.nth(0).click();
    await backs.nth(1).click();
    await settle(preview, ['Página 1 de 3', 'Uno.', 'Página 2 de 3', 'Dos.', 'Tres.']);
    const join = (await change(preview, 'Dos.')).getByRole('button', { name: 'Unir con el anterior' });
    await join.dblclick();
    const joined = ['Página 1 de 3', 'Uno.', 'Página 2 de 3 Dos.', 'Tres.'];
    await settle(preview, joined);
    await page.getByText('Ese cambio ya no encaja en el texto.').waitFor();
    assert.deepEqual(await words(preview), joined);

    await (await change(preview, 'Tres.')).getByLabel('Clase').selectOption('heading');
    assert.equal(await button(page, 'Crear el texto').isDisabled(), true, 'what is made is what was shown');
    await preview.locator('.preview-heading', { hasText: 'Tres.' }).waitFor();
    await page.getByLabel('Título', { exact: true }).fill('Tres páginas');
    await button(page, 'Crear el texto').click();
    await page.waitForSelector('.editor .item');
    assert.deepEqual(await page.locator('.editor .item').allTextContents(), joined);
    await leave(page);
  });

  it('says that changes are gone with the text that they were made in, and why a text cannot be read', async () => {
    const { page, preview } = await paste();
    const row = await change(preview, 'Tercero.');
    await row.getByLabel('Clase').selectOption('heading');
    await preview.locator('.preview-heading', { hasText: 'Tercero.' }).waitFor();
    await page.locator('.new-draft textarea').fill(`${text}\n4. Cuarto.\n`);
    await page.getByText('El texto es otro: los cambios hechos aquí ya no valen.').waitFor();
    await preview.locator('.preview-row', { hasText: 'Cuarto.' }).waitFor();
    assert.equal(await preview.locator('.preview-heading', { hasText: 'Tercero.' }).count(), 0);
    await page.evaluate(() => {
      const area = document.querySelector('.new-draft textarea');
      area.value = '1. Uno.\n'.repeat(5001);
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.getByText('El texto tiene más entradas de las que caben en un borrador: divídalo.').waitFor();
    await leave(page);
  });

  it('is there again after Escape, with every change, until the draft is made', async () => {
    const { page, preview } = await paste();
    await page.getByLabel('Título', { exact: true }).fill('Lo pegado');
    const row = await change(preview, 'Tercero.');
    await row.getByLabel('Clase').selectOption('heading');
    const heading = preview.locator('.preview-heading', { hasText: 'Tercero.' });
    await heading.waitFor();
    await page.getByLabel(/Leer los 2 corchetes como propuestas/).check();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    const again = async () => {
      await button(page, 'Nuevo texto…').click();
      await page.locator('.new-draft textarea').waitFor();
    };
    await again();
    await heading.waitFor();
    assert.equal(await page.locator('.new-draft textarea').inputValue(), text);
    assert.equal(await page.getByLabel('Título', { exact: true }).inputValue(), 'Lo pegado');
    assert.equal(await page.getByLabel(/Leer los 2 corchetes como propuestas/).isChecked(), true);
    await button(page, 'Crear el texto').click();
    await page.waitForSelector('.editor .item');
    await page.evaluate(() => history.back());
    await again();
    assert.equal(await page.locator('.new-draft textarea').inputValue(), '');
    assert.equal(await page.getByLabel('Título', { exact: true }).inputValue(), '');
    await leave(page);
  });

  it('keeps the keyboard at the entry that a change was about', async () => {
    const { page, preview } = await paste();
    const at = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
    const focused = async (wanted) => {
      for (let rounds = 0; rounds < 60 && (await at()) !== wanted; rounds++) await page.waitForTimeout(50);
      assert.equal(await at(), wanted);
    };
    await preview.getByRole('button', { name: 'Devolver al texto' }).press('Enter');
    await focused('Cambiar: Página 1 de 2');
    await (await change(preview, 'Tercero.')).getByRole('button', { name: 'Unir con el anterior' }).press('Enter');
    await focused('Cambiar: Página 1 de 2 Tercero.');
    const undo = button(page, 'Deshacer el último cambio');
    await undo.press('Enter');
    await preview.getByRole('button', { name: 'Cambiar: Tercero.' }).waitFor();
    await undo.press('Enter');
    await preview.locator('.preview-aside').waitFor();
    await focused('Deshacer el último cambio');
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

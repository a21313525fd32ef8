// Word files on the page: one that comes back is shown change by change and added; one is the base of a new draft.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { plenaria } from '../support/binary.mjs';
import { plainText } from '../support/model.mjs';
import { deleted, inserted, paragraph, run, wordFile, zip } from '../support/word_file.mjs';
import { unzip } from '../support/word_words.mjs';
import { Meeting } from './together_page.mjs';
import { chooseFile, seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

/** The draft as a Word file, edited. */
function returned(draft, edit, name = 'returned') {
  const args = ['export', '--data', meeting.server.data, '--draft', draft.id, '--format', 'docx'];
  const { stdout } = spawnSync(plenaria, args, { maxBuffer: 1 << 26 });
  const parts = Object.fromEntries(unzip(stdout));
  parts['word/document.xml'] = edit(parts['word/document.xml'].toString());
  const file = path.join(os.tmpdir(), `plenaria-${name}-${process.pid}.docx`);
  writeFileSync(file, zip(parts));
  return file;
}

/** As a hand drops it where files are chosen. */
async function drop(page, file) {
  const bytes = readFileSync(file).toString('base64');
  const transfer = await page.evaluateHandle(
    ([bytes, name]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name));
      return data;
    },
    [bytes, path.basename(file)],
  );
  await page.dispatchEvent('dialog .file-drop', 'drop', { dataTransfer: transfer });
}

it('a returned file is shown change by change, and then added', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Los Estados pueden cooperar.', 'Aprobar el plan.']);
  const [mexico] = await meeting.sit(draft, 'mexico');
  const { page } = mexico;
  const file = returned(draft, (xml) => xml.replace('pueden', 'deben'));
  await page.getByRole('button', { name: 'Menú' }).last().click();
  await page.getByRole('menuitem', { name: 'Agregar un archivo de Word…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Agregar un archivo de Word' });
  await chooseFile(page, dialog, file);
  await dialog.getByText('1 cambio en el archivo').waitFor();
  assert.equal(await dialog.locator('.wish del').textContent(), 'pueden');
  assert.equal(await dialog.locator('.wish ins').textContent(), 'deben');
  assert.deepEqual(await seriousFindings(page, 'dialog'), []);
  if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, 'word_return.png') });
  await dialog.getByRole('button', { name: 'Agregar al texto' }).click();
  await dialog.getByText('Agregado al texto.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('deben').first().waitFor();
});

it(
  'what stands elsewhere, looks otherwise or is called otherwise is said item by item, on a phone too',
  { timeout: 120_000 },
  async () => {
    const draft = await meeting.draft(['Los Estados pueden cooperar.', 'Aprobar el plan.', 'Volver a reunirse pronto.']);
    const [mexico] = await meeting.sit(draft, 'mexico');
    const { page } = mexico;
    const file = returned(draft, (xml) => {
      const of = (words) => xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs).find((one) => one.includes(words));
      const [first, second, last] = ['Los Estados', 'Aprobar', 'Volver'].map(of);
      const bold = second.replace(/<w:r>(?!.*<w:r>)/s, '<w:r><w:rPr><w:b/></w:rPr>');
      return xml
        .replace(last, '')
        .replace(first, last + first)
        .replace(second, bold);
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Menú' }).last().click();
    await page.getByRole('menuitem', { name: 'Agregar un archivo de Word…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Agregar un archivo de Word' });
    await chooseFile(page, dialog, file);
    await dialog.getByText('2 cambios en el archivo').waitFor();
    const told = await dialog.locator('.wish').allTextContents();
    assert.match(told[0], /Aprobar el plan\..*negrita/s);
    assert.match(told[1], /Volver a reunirse.*Va a otro lugar/s);
    const wide = await dialog.evaluate((node) => node.scrollWidth > node.clientWidth);
    assert.equal(wide, false, 'nothing is cut off at 360 px');
    if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, 'word_places.png') });
    await dialog.getByRole('button', { name: 'Agregar al texto' }).click();
    await dialog.getByText('Agregado al texto.').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => /Volver[\s\S]*Los Estados/.test(document.querySelector('.ProseMirror')?.innerText ?? ''));
  },
);

const numbers = ['uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'];

it('ten returned files are added one after another while others type', { timeout: 180_000 }, async () => {
  const draft = await meeting.draft([...numbers.map((word) => `El punto ${word} espera.`), 'Aquí se escribe.']);
  const [secretariat, mexico, chair] = await meeting.sit(draft, 'secretariat', 'mexico', 'chair');
  const act = (...changes) => chair.page.evaluate((all) => window.plenaria.draft.submit(all).ok, changes);
  const files = numbers.map((word) =>
    returned(draft, (xml) => xml.replace(`punto ${word} espera`, `punto ${word} ya no espera`), word),
  );
  for (const item of draft.ids.slice(0, 10)) await act({ type: 'item.status', item, status: 'review' });
  await act({ type: 'item.status', item: draft.ids[9], status: 'approved' }); // what the tenth file wants comes too late
  const { page } = secretariat;
  await page.waitForSelector(`.editor [data-id="${draft.ids[9]}"][data-status="approved"]`);
  await page.getByRole('button', { name: 'Menú' }).last().click();
  await page.getByRole('menuitem', { name: 'Agregar un archivo de Word…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Agregar un archivo de Word' });
  await mexico.caret(draft.ids[10]);
  for (const [at, file] of files.entries()) {
    if (at % 2) await drop(page, file);
    else await chooseFile(page, dialog, file);
    await dialog.getByText('1 cambio en el archivo').waitFor();
    await mexico.type(`${at} `);
    await dialog.getByRole('button', { name: 'Agregar al texto' }).click();
    await dialog.getByText('Agregado al texto.').waitFor();
  }
  const { items, comments } = await draft.snapshot();
  const words = items.map(({ texts }) => plainText(texts.es));
  assert.deepEqual(words.slice(0, 10), [
    ...numbers.slice(0, 9).map((word) => `El punto ${word} ya no espera.`), // the secretariat writes
    'El punto diez espera.',
  ]);
  assert.deepEqual(
    comments.map(({ item }) => item),
    [draft.ids[9]],
  );
  assert.equal(words[10], 'Aquí se escribe.0 1 2 3 4 5 6 7 8 9 ');
});

const types = (main) => ({
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/d.xml" ContentType="${main}"/></Types>`,
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="d.xml"/></Relationships>',
  'd.xml': '<d/>',
});

const refusals = [
  ['%PDF-1.7', 'Es un PDF.'],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Es un .doc antiguo o un archivo con contraseña.'],
  ['', 'El archivo está vacío.'],
  [zip(types('application/vnd.ms-word.document.macroEnabled.main+xml')), 'El archivo puede llevar macros (.docm).'],
  [wordFile(paragraph(run('Uno'))).subarray(0, 700), 'El archivo está dañado o incompleto.'],
  [zip({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'No es un archivo de Word (.docx)'],
  [wordFile(paragraph(run('Uno')).repeat(60_000)), 'El archivo tiene más texto, cambios o comentarios'],
  [zip({ 'word/media/foto.png': Buffer.alloc(17 << 20) }), 'El archivo es demasiado grande. Quítele las imágenes'],
];

it('what is no Word file is refused in the words of the interface', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [mexico] = await meeting.sit(draft, 'mexico');
  const file = path.join(os.tmpdir(), `plenaria-no-word-${process.pid}.docx`);
  await mexico.page.getByRole('button', { name: 'Menú' }).last().click();
  await mexico.page.getByRole('menuitem', { name: 'Agregar un archivo de Word…' }).click();
  const dialog = mexico.page.getByRole('dialog', { name: 'Agregar un archivo de Word' });
  for (const [bytes, sentence] of refusals) {
    writeFileSync(file, bytes);
    await chooseFile(mexico.page, dialog, file);
    await dialog.getByRole('alert').getByText(sentence).waitFor();
  }
});

it('a Word file becomes a new draft, its changes proposals of those whom the table names', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [chair] = await meeting.sit(draft, 'chair');
  const { page } = chair;
  const file = path.join(os.tmpdir(), `plenaria-base-${process.pid}.docx`);
  writeFileSync(
    file,
    wordFile(
      [
        paragraph(run('Acuerdo de la reunión')),
        paragraph(run('1. Los Estados '), deleted('Ana López', 'pueden'), inserted('Ana López', 'deben'), run(' ir.')),
        paragraph(run('2. Aprobar.')),
      ].join(''),
    ),
  );
  await page.goto(`${meeting.server.url}/`);
  await page.getByRole('button', { name: /nuevo/i }).first().click();
  const dialog = page.getByRole('dialog');
  await chooseFile(page, dialog, file);
  await dialog.getByLabel('Ana López').fill('PA');
  await dialog.getByText('Los Estados puedendeben ir.').waitFor();
  const words = dialog.locator('.preview-words');
  assert.deepEqual(await words.locator('del').allTextContents(), ['pueden']);
  assert.deepEqual(await words.locator('ins').allTextContents(), ['deben']);
  assert.equal(await words.locator('ins').getAttribute('title'), 'Ana López: propone añadir');
  await dialog.getByText('Ana López propone suprimir, propone añadir').waitFor();
  await dialog.getByRole('button', { name: 'Cambiar: Aprobar.' }).click();
  await dialog.getByRole('combobox', { name: 'Clase' }).selectOption('paragraph');
  await dialog.locator('.preview-paragraph', { hasText: 'Aprobar.' }).waitFor();
  await dialog.getByRole('button', { name: 'Un nivel más adentro' }).click();
  await dialog.locator('.preview-paragraph[style*="--depth: 1"]').waitFor();
  assert.deepEqual(await seriousFindings(page, 'dialog'), []);
  if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: path.join(process.env.PLENARIA_SHOTS, 'word_new.png') });
  await dialog.getByRole('button', { name: 'Unir con el anterior' }).click();
  await dialog.getByText('Los Estados puedendeben ir. Aprobar.').waitFor();
  await dialog.getByRole('button', { name: /^Crear/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => /Los Estados.*deben/s.test(document.body.innerText));
});

it('brackets of a Word file become proposals of a new draft where somebody says so', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [{ page }] = await meeting.sit(draft, 'chair');
  const file = path.join(os.tmpdir(), `plenaria-brackets-${process.pid}.docx`);
  const lines = [
    '1. Los Estados [Panamá: y las sedes] cooperarán.',
    '2. Aprobar [sic] el plan.',
    '3. Agradecer [México: mucho] a la sede.',
  ];
  writeFileSync(file, wordFile(lines.map((words) => paragraph(run(words))).join('')));
  await page.goto(`${meeting.server.url}/`);
  await page.getByRole('button', { name: /nuevo/i }).first().click();
  const dialog = page.getByRole('dialog');
  await chooseFile(page, dialog, file);
  await dialog.getByLabel(/Leer los 2 corchetes como propuestas/).check();
  await dialog.getByRole('checkbox', { name: /México/ }).uncheck();
  assert.deepEqual(await seriousFindings(page, 'dialog'), []);
  await dialog.getByRole('textbox', { name: 'Título' }).fill('Corchetes');
  await dialog.getByLabel('Numeración').selectOption('articles');
  if (process.env.PLENARIA_SHOTS) await page.screenshot({ path: `${process.env.PLENARIA_SHOTS}/new_from_word.png` });
  await dialog.getByRole('button', { name: /^Crear/ }).click();
  await page.waitForURL(/\/d\//);
  await page.waitForSelector('.editor .item');
  const items = (await page.locator('.editor .item').allTextContents()).join('\n');
  assert.match(items, /y las sedes/);
  assert.equal(await page.evaluate(() => window.plenaria.draft.view.numbering), 'articles');
  assert.doesNotMatch(items, /\[Panamá: y las sedes\] cooperarán/);
  assert.match(items, /\[sic\]/);
  assert.match(items, /\[México: mucho\]/);
});

it('a block of a Word file with a table in two languages is said to be a translation', { timeout: 120_000 }, async () => {
  const draft = await meeting.draft(['Uno']);
  const [{ page }] = await meeting.sit(draft, 'chair');
  const file = path.join(os.tmpdir(), `plenaria-languages-${process.pid}.docx`);
  const cell = (words) => `<w:tc>${paragraph(run(words))}</w:tc>`;
  const rows = [
    ['1. Los Estados cooperarán en la protección de los ríos.', '1. States shall cooperate in the protection of rivers.'],
    ['2. El comité se reunirá una vez al año.', '2. The committee shall meet once a year.'],
  ];
  const table = rows.map(([left, right]) => `<w:tr>${cell(left)}${cell(right)}</w:tr>`).join('');
  const behind = ['3. El acuerdo entra en vigor mañana.', 'The agreement enters into force tomorrow.'];
  writeFileSync(
    file,
    wordFile(`<w:tbl><w:tblPr/><w:tblGrid/>${table}</w:tbl>${behind.map((words) => paragraph(run(words))).join('')}`),
  );
  await page.goto(`${meeting.server.url}/`);
  await page.getByRole('button', { name: /nuevo/i }).first().click();
  const dialog = page.getByRole('dialog');
  await chooseFile(page, dialog, file);
  await dialog.getByText('traducción del anterior (en)').nth(1).waitFor();
  await dialog.getByRole('button', { name: 'Cambiar: The agreement enters into force tomorrow.' }).click();
  await dialog.locator('.preview-controls').getByRole('combobox', { name: 'Idioma' }).selectOption('en');
  await dialog.getByText('traducción del anterior (en)', { exact: true }).nth(2).waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Un nivel más adentro' }).isDisabled());
  await dialog.getByRole('textbox', { name: 'Título' }).fill('Ríos');
  await dialog.getByRole('button', { name: /^Crear/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.body.innerText.includes('El acuerdo entra en vigor mañana.'));
  const made = page.url().split('/').at(-1);
  const { items } = await page.evaluate(async (id) => (await fetch(`/api/drafts/${id}`)).json(), made);
  const said = (item, lang) => (item.texts[lang]?.ops ?? []).map(({ insert }) => insert).join('');
  assert.equal(
    said(
      items.find((item) => said(item, 'es').startsWith('El acuerdo')),
      'en',
    ),
    behind[1],
  );
});

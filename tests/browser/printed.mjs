// What comes out of the printer, as text (pdftotext of poppler-utils).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

// Prints with what is chosen in the open print dialog: the bytes of the PDF.
export async function pdf(page) {
  await page.evaluate(() => (window.print = () => (window.printing = true)));
  await page.getByRole('button', { name: 'Imprimir o PDF', exact: true }).click();
  await page.waitForFunction(() => window.printing);
  const bytes = await page.pdf({ preferCSSPageSize: true });
  await page.evaluate(() => {
    window.printing = false;
    dispatchEvent(new Event('afterprint'));
  });
  return bytes;
}

// The same as text. Lines are as on paper.
export const printed = async (page) => asText(await pdf(page));

export function asText(input) {
  const { error, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
  assert.ifError(error);
  return stdout;
}

// The same in one line, for words that a line may break.
export const inOneLine = (text) => text.replace(/\s+/g, ' ');

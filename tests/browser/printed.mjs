// What comes out of the printer, as text (pdftotext of poppler-utils).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

// Prints with what is chosen in the open print dialog. Lines are as on paper.
export async function printed(page) {
  await page.evaluate(() => (window.print = () => undefined));
  await page.getByRole('button', { name: 'Imprimir o PDF', exact: true }).click();
  const input = await page.pdf({ preferCSSPageSize: true });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  const { error, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
  assert.ifError(error);
  return stdout;
}

// The same in one line, for words that a line may break.
export const inOneLine = (text) => text.replace(/\s+/g, ' ');

// What is wrong with a dialog or a panel from its opening to its end: the focus goes in, axe finds nothing serious on a phone or a desk, by day
// or by night, nothing reaches beyond the page, Escape closes it, and the focus is back where it was.
import { seriousFindings } from './ui_page.mjs';

const WIDTHS = [1280, 360];
const SCHEMES = ['light', 'dark'];
const HEIGHT = 860;

/** What is wrong with what is open, or is a part of the page, in each width and scheme. */
export async function faultsOf(page, within) {
  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const found = await seriousFindings(page, within);
      faults.push(...found.map((words) => `${width} ${colorScheme}: ${words}`));
    }
    const beyond = await page.evaluate((within) => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const box = document.querySelector(within);
      if (scrollWidth > clientWidth) return `the page is ${scrollWidth} wide`;
      return box.scrollWidth > box.clientWidth ? `${within} is ${box.scrollWidth} wide inside ${box.clientWidth}` : null;
    }, within);
    if (beyond) faults.push(`${width}: ${beyond}`);
  }
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  await page.emulateMedia({ colorScheme: SCHEMES[0] });
  return faults;
}

const focusIn = (page, within) =>
  page.evaluate((within) => document.querySelector(within)?.contains(document.activeElement) ?? false, within);

/** Opens it by `open`, looks at it, closes it with Escape; `home`: the element that had the focus and is to have it again. */
export async function faultsFromOpenToClose(page, open, within, home) {
  const before = await home.elementHandle();
  await open(page);
  await page.locator(within).waitFor();
  const faults = [];
  const went = await page
    .waitForFunction((within) => document.querySelector(within).contains(document.activeElement), within, { timeout: 3000 })
    .catch(() => null);
  if (!went) faults.push('the focus is not in it');
  faults.push(...(await faultsOf(page, within)));
  if (!(await focusIn(page, within))) await page.locator(within).focus();
  await page.keyboard.press('Escape');
  const closed = await page
    .locator(within)
    .waitFor({ state: 'detached', timeout: 3000 })
    .catch((error) => error);
  if (closed) return [...faults, 'Escape does not close it'];
  const back = await page
    .waitForFunction((before) => document.activeElement === before, before, { timeout: 3000 })
    .catch(() => null);
  if (!back) faults.push(`the focus is on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
  return faults;
}

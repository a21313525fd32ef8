import assert from 'node:assert/strict';

/** Fails unless there come to be `count` elements of the locator: what a page does on an answer of the server comes after the act. */
export async function counted(locator, count, patience = 5000 * Number(process.env.PLENARIA_SLOWER ?? 1)) {
  const until = Date.now() + patience;
  let there = await locator.count();
  while (there !== count && Date.now() < until) {
    await new Promise((wake) => setTimeout(wake, 50));
    there = await locator.count();
  }
  assert.equal(there, count);
}

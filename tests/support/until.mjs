import assert from 'node:assert/strict';

/** What a condition gives once it is true; fails where that takes longer than so many milliseconds. */
export async function until(condition, ms = 30_000) {
  for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await condition();
    if (found) return found;
    assert.ok(Date.now() < end, `waited for ${condition}`);
  }
}

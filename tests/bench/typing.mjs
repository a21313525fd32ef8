// How long whoever writes waits for an op while something else goes on. One editor sends the next op as soon as the last one is acknowledged.
import * as change from '../support/changes.mjs';

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

async function whileTyping(editor, item, body) {
  const waits = [];
  let over = false;
  const from = performance.now();
  const done = body().finally(() => (over = true));
  while (!over) {
    const sent = performance.now();
    await editor.edit(change.insert(item, 0, 'x'));
    waits.push(performance.now() - sent);
  }
  await done;
  return { took: performance.now() - from, waits: waits.sort((a, b) => a - b) };
}

export const alone = () => new Promise((resolve) => setTimeout(resolve, 2000));

/** Rows of figures, as in workloads.mjs, for what `body` does meanwhile. */
export async function typingBeside(what, editor, body) {
  const { took, waits } = await whileTyping(editor, [...editor.model.order()][0], body);
  return [
    [`${what}: op → author p50`, quantile(waits, 0.5), 'ms'],
    [`${what}: op → author p99`, quantile(waits, 0.99), 'ms'],
    [`${what}: longest`, waits[waits.length - 1], 'ms'],
    [`${what}: took`, took, 'ms'],
  ];
}

// Same inputs, same outputs: our Delta in C against quill-delta, over random cases. A failing run prints the seed and the case.
// Needs delta_driver: PLENARIA_BUILD names the build folder. PLENARIA_CASES sets how many cases.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import Delta from 'quill-delta';

import { randomChange, randomDocument, randomRawOps } from '../support/random_delta.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';

const build = process.env.PLENARIA_BUILD ?? fileURLToPath(new URL('../../build', import.meta.url));
const driver = path.join(build, 'bin', 'delta_driver');
const cases = Number(process.env.PLENARIA_CASES ?? 100_000);

function randomSample(random) {
  const document = randomDocument(random, 5);
  const a = randomChange(random, document);
  const b = randomChange(random, document);
  const c = randomChange(random, document.compose(a));
  return { document, a, b, c, position: random.integer(0, document.length() + 2), raw: randomRawOps(random) };
}

function normalise(ops) {
  const delta = new Delta();
  for (const op of ops) {
    if (op.insert) delta.insert(op.insert, op.attributes);
    else if (op.retain) delta.retain(op.retain, op.attributes);
    else delta.delete(op.delete);
  }
  return delta;
}

function expected({ document, a, b, c, position, raw }) {
  const applied = document.compose(a);
  const inverted = a.invert(document);
  return {
    normalise: normalise(raw),
    apply: applied,
    compose: a.compose(c),
    transform_first: a.transform(b, true),
    transform_second: a.transform(b, false),
    invert: inverted,
    text_invert: inverted,
    text_apply: applied,
    positions: [a.transformPosition(position, false), a.transformPosition(position, true)],
  };
}

/** Compares operation by operation, so that a failure names one and holds one case only. */
function compare(sample, want, got, seed, number) {
  for (const operation of Object.keys(want)) {
    const theirs = want[operation].ops ?? want[operation];
    const ours = got[operation].ops ?? got[operation];
    if (isDeepStrictEqual(ours, theirs)) continue;
    assert.deepEqual(
      ours,
      theirs,
      `${operation} differs from quill-delta in case ${number} of PLENARIA_SEED=${seed}: ${JSON.stringify(sample)}`,
    );
  }
}

test('every operation gives what quill-delta gives', async (t) => {
  const seed = seedFromEnvironment();
  t.diagnostic(`PLENARIA_SEED=${seed}, ${cases} cases`);
  const random = new Random(seed);
  const child = spawn(driver, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  t.after(() => child.kill());

  const batch = 500;
  let compared = 0;
  while (compared < cases) {
    const samples = Array.from({ length: Math.min(batch, cases - compared) }, () => randomSample(random));
    child.stdin.write(samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
    // Ours runs on one core meanwhile.
    const wanted = samples.map(expected);
    for (const [i, sample] of samples.entries()) {
      const { value, done } = await lines.next();
      assert.ok(!done, `delta_driver stopped in case ${compared} of PLENARIA_SEED=${seed}: ${JSON.stringify(sample)}`);
      compare(sample, wanted[i], JSON.parse(value), seed, compared);
      compared += 1;
    }
  }
  child.stdin.end();
  assert.deepEqual(await exit, [0, null]);
  assert.equal(compared, cases);
});

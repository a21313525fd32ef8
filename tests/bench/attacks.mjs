// What a delegation that means harm does to a release build: how long somebody who types at another draft waits, the longest turn of the loop,
// memory, and what was refused. Prints one line for each attack of tests/support/attacks.mjs.
//
//   cmake --preset release && cmake --build build-release && PLENARIA_BUILD=build-release node tests/bench/attacks.mjs [SECONDS of each flood]
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as change from '../support/changes.mjs';
import { Attacker, attacks, floods } from '../support/attacks.mjs';
import { Place } from '../support/place.mjs';

const ITEMS = 1000;
const PATIENCE_MS = 120_000;
const seconds = Number(process.argv[2] ?? 2);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const mebibytes = (bytes) => (bytes / 1048576).toFixed(1);

async function turn(server) {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const found = /^plenaria_turn_longest_seconds (\S+)$/m.exec(text);
  return found ? `${(Number(found[1]) * 1000).toFixed(1)} ms` : '–';
}

const peakMemory = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
const onDisk = (data) =>
  ['', '-wal'].reduce(
    (sum, end) => sum + (statSync(path.join(data, `plenaria.db${end}`), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** Types at another draft until `work` has ended; the waits in milliseconds, sorted. */
async function typing(editor, work) {
  let done = false;
  const waits = [];
  const ended = work.finally(() => (done = true));
  const [item] = editor.model.order();
  while (!done) {
    const from = performance.now();
    await editor.edit(change.insert(item, 0, '.'));
    waits.push(performance.now() - from);
    await pause(10);
  }
  await ended;
  return waits.sort((a, b) => a - b);
}

async function run(name, attack) {
  const place = await Place.open();
  const text = Array.from({ length: ITEMS }, (_, i) => `${i + 1}. Palabras ${i}.`).join('\n');
  const [quiet, draft] = [await place.draft(), await place.draft({ text })];
  const editor = await quiet.join('canada');
  const attacker = await Attacker.join(draft);
  const items = (await draft.snapshot()).items.map(({ id }) => id);
  const disk = onDisk(place.server.data);
  const attacked = attack(attacker, items).catch((error) => (attacker.refused[error.message] = 1));
  const waits = await typing(editor, Promise.race([attacked, pause(PATIENCE_MS)]));
  const longest = waits.at(-1).toFixed(1);
  const middle = waits[waits.length >> 1].toFixed(1);
  const state = JSON.stringify(await draft.snapshot()).length;
  console.log(
    `${name}\n    turn ${await turn(place.server)}, waits: longest ${longest} ms, median ${middle} ms; memory ${mebibytes(peakMemory(place.server.pid))} MiB; ` +
      `database +${mebibytes(onDisk(place.server.data) - disk)} MiB, draft ${mebibytes(state)} MiB; accepted ${attacker.accepted}, refused ${JSON.stringify(attacker.refused)}`,
  );
  attacker.close();
  await quiet.leave();
  await draft.leave();
  await place.close();
}

for (const [name, attack] of Object.entries(attacks)) await run(name, attack);
for (const [name, flood] of Object.entries(floods)) await run(name, (attacker, items) => flood(attacker, items, seconds * 1000));

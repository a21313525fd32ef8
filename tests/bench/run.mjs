// Runs the workloads several times and prints one Markdown table of medians.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { workloads } from './workloads.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, seconds: { type: 'string', default: '10' } },
});
const runs = Number(values.runs);
const names = positionals.length ? positionals : Object.keys(workloads);

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** '≤ 30' and the like against a value. */
function verdict(value, aim) {
  if (!aim) return '';
  const [sign, bound] = aim.split(' ');
  const holds = { '≤': value <= Number(bound), '<': value < Number(bound), '≥': value >= Number(bound) }[sign];
  return holds ? 'yes' : 'no';
}

const { model } = os.cpus()[0];
console.log(`${os.cpus().length} × ${model.trim()}, Linux ${os.release()}, Node ${process.version}; medians of ${runs} runs\n`);
console.log('| workload | figure | median | unit | aim | holds |');
console.log('|---|---|---:|---|---|---|');
for (const name of names) {
  const results = [];
  for (let run = 0; run < runs; run++) results.push(await workloads[name]({ seconds: Number(values.seconds) }));
  for (const [index, [what, , unit, aim]] of results[0].entries()) {
    const value = median(results.map((rows) => rows[index][1]));
    console.log(`| ${name} | ${what} | ${number(value)} | ${unit} | ${aim ?? ''} | ${verdict(value, aim)} |`);
  }
}

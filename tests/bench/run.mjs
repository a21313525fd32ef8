// Runs the workloads several times, prints one Markdown table of medians, and draws how they stand to what is aimed at.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../support/binary.mjs';
import { ratioChart } from './chart.mjs';
import { chosen, machine, median, number } from './figures.mjs';
import { workloads } from './workloads.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    plot: { type: 'string', default: path.join(build, 'workloads.svg') },
  },
});
const runs = Number(values.runs);
const names = chosen(positionals, Object.keys(workloads));

/** How a value stands to an aim ('≤ 30' and the like): 1 and less where it holds. */
function ratioTo(aim, value) {
  const [sign, bound] = aim.split(' ');
  return sign === '≥' ? Number(bound) / value : value / Number(bound);
}

const holds = (aim, value) => (aim.startsWith('<') ? ratioTo(aim, value) < 1 : ratioTo(aim, value) <= 1);

const head = `${machine()}; medians of ${runs} runs`;
console.log(`${head}\n`);
console.log('| workload | figure | median | unit | aim | median / aim | holds |');
console.log('|---|---|---:|---|---|---:|---|');
const rows = [];
for (const name of names) {
  const results = [];
  for (let run = 0; run < runs; run++) results.push(await workloads[name]({ seconds: Number(values.seconds) }));
  for (const [index, [what, , unit, aim]] of results[0].entries()) {
    const value = median(results.map((figures) => figures[index][1]));
    const against = aim ? [aim, number(ratioTo(aim, value)), holds(aim, value) ? 'yes' : 'no'] : ['', '', ''];
    console.log(`| ${[name, what, number(value), unit, ...against].join(' | ')} |`);
    if (aim) rows.push({ label: `${name}: ${what}`, ratios: [ratioTo(aim, value)] });
  }
}
const axis = 'median / aim (turned over where more is better); up to 1 the aim holds';
writeFileSync(values.plot, ratioChart({ title: 'Plenaria and its aims', note: head, axis, series: ['Plenaria'], rows }));
console.error(`plot: ${values.plot}`);

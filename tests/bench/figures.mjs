// What every table of figures needs: medians, numbers of a readable length, and the machine that they were measured on.
import os from 'node:os';

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

export const machine = () => `${os.cpus().length} × ${os.cpus()[0].model.trim()}, Linux ${os.release()}, Node ${process.version}`;

/** Which of the known ones to run: those that were named, or all. An unknown name ends the program. */
export function chosen(names, known) {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length) {
    console.error(`There is no ${unknown.join(', ')}; choose from ${known.join(', ')}.`);
    process.exit(2);
  }
  return names.length ? names : known;
}

// Draws ratios as a chart: a row for each figure, a dot for each that is compared, on a logarithmic axis with a line at 1. In every
// row, further to the right is worse.
import { number } from './figures.mjs';

const width = 960;
const labels = 360; // their column
const margin = 40;
const rowHeight = 22;
const head = 92;
const foot = 60;
const looks = [
  { colour: '#0b5cad', shape: (x, y) => `<circle cx="${x}" cy="${y}" r="6"/>` },
  { colour: '#b3460c', shape: (x, y) => `<rect x="${x - 5}" y="${y - 5}" width="10" height="10"/>` },
  { colour: '#3c7a1e', shape: (x, y) => `<path d="M${x} ${y - 7}l7 12h-14z"/>` },
  { colour: '#7a2a86', shape: (x, y) => `<path d="M${x} ${y - 7}l7 7l-7 7l-7-7z"/>` },
];

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
const textAt = (x, y, words, more = '') => `<text x="${x}" y="${y}"${more}>${escaped(words)}</text>`;
const drawable = (ratio) => Number.isFinite(ratio) && ratio > 0;

/** The powers of ten that hold all ratios, and 1. */
function decades(rows) {
  const logs = rows.flatMap(({ ratios }) => ratios.filter(drawable).map(Math.log10));
  const [low, high] = [Math.floor(Math.min(0, ...logs)), Math.ceil(Math.max(0, ...logs))];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/**
 * `series`: names of what is compared. `rows`: { label, ratios: one for each of the series }; a ratio that no axis can show (what is
 * not known, or nothing at all) is left out.
 */
export function ratioChart({ title, note, axis, series, rows }) {
  const [low, high] = decades(rows);
  const bottom = head + rows.length * rowHeight;
  const x = (ratio) => Math.round(labels + ((Math.log10(ratio) - low) / (high - low)) * (width - labels - margin));
  const mark = (at, cx, cy, title) =>
    `<g fill="${looks[at].colour}"><title>${escaped(title)}</title>${looks[at].shape(cx, cy)}</g>`;
  const gridLine = (power) => {
    const at = x(10 ** power);
    const line = `<path d="M${at} ${head - 12}V${bottom}" stroke="${power === 0 ? '#444' : '#ddd'}"/>`;
    return line + textAt(at, bottom + 18, `${10 ** power}`, ' text-anchor="middle"');
  };
  const row = ({ label, ratios }, index) => {
    const y = head + index * rowHeight;
    const dots = ratios.map((ratio, at) => (drawable(ratio) ? mark(at, x(ratio), y, `${series[at]}: ${number(ratio)}`) : ''));
    return textAt(labels - 16, y + 4, label, ' text-anchor="end"') + dots.join('');
  };
  const legend = series.map((name, at) => mark(at, labels + at * 140, 56, name) + textAt(labels + at * 140 + 12, 60, name));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom + foot}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    textAt(16, 24, title, ' font-size="16"'),
    textAt(16, 41, note, ' fill="#555" font-size="11"'),
    ...legend,
    ...Array.from({ length: high - low + 1 }, (_, at) => gridLine(low + at)),
    ...rows.map(row),
    textAt((labels + width - margin) / 2, bottom + 42, axis, ' text-anchor="middle"'),
    '</svg>\n',
  ].join('\n');
}

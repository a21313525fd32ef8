// Writes seeds for fuzz_connection: what clients do, step by step, as fuzz_connection.c reads it. Run it again when tests/support/requests.mjs
// has grown: node tests/fuzz/make_connections.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lines, requests, upgrade } from '../support/requests.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'corpus/connection');
const [SEND, TURN, REST, HALF_CLOSE, CUT, READ, NEXT] = [0, 1, 2, 3, 4, 5, 6].map((step) => Buffer.from([step]));
const MOST = 255; // bytes that one step sends

function send(text) {
  const bytes = Buffer.from(text, 'latin1');
  const steps = [];
  for (let at = 0; at < bytes.length; at += MOST) {
    const part = bytes.subarray(at, at + MOST);
    steps.push(SEND, Buffer.from([part.length]), part);
  }
  return Buffer.concat(steps);
}

/** A masked frame; the mask is zero. */
function frame(first, payload) {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  return String.fromCharCode(first, 0x80 | length[0], ...length.slice(1), 0, 0, 0, 0) + payload;
}

function seed(name, ...steps) {
  writeFileSync(path.join(folder, name.replaceAll(/[^a-z0-9]+/g, '-')), Buffer.concat(steps));
}

mkdirSync(folder, { recursive: true });
const good = requests.good.text;
for (const [title, { text }] of Object.entries(requests)) {
  seed(`behind a good one ${title}`, send(good + text), REST, READ);
  seed(`in two writes ${title}`, send(good), REST, send(text), REST, READ);
  seed(`before a good one ${title}`, send(text.slice(0, 20)), TURN, send(text.slice(20) + good), HALF_CLOSE, REST);
}
const post = (target, body) => lines(`POST ${target} HTTP/1.1`, 'Host: z', `Content-Length: ${body.length}`) + body;
const get = (target) => lines(`GET ${target} HTTP/1.1`, 'Host: z');
seed('paths', send(get('/late') + get('/stream') + get('/big') + get('/a%20b/../c?q=x&y')), REST, READ, REST);
seed('bodies', send(post('/small', '0123456789')), REST, send(post('/', 'x'.repeat(300))), TURN, CUT);
seed('too large', send(post('/small', '01234567890')), REST);
seed('for nobody', send(post('/none', 'x')), REST);
seed(
  'expect',
  send(lines('POST / HTTP/1.1', 'Host: z', 'Expect: 100-continue', 'Content-Length: 2')),
  REST,
  READ,
  send('ab'),
  REST,
);
seed('old', send(lines('GET /stream HTTP/1.0')), REST);
seed('four lines', send(good), NEXT, send(upgrade), NEXT, send(get('/big')), NEXT, send('GET'), REST, NEXT, READ);
const frames = {
  message: frame(0x81, 'hello'),
  fragments: frame(0x01, 'he') + frame(0x89, 'p') + frame(0x80, 'llo'),
  long: frame(0x81, 'x'.repeat(300)),
  fill: frame(0x81, 'fill') + frame(0x81, 'more'),
  'close of ours': frame(0x81, 'close') + frame(0x81, 'unheard'),
  'close of theirs': frame(0x88, '\x03\xe8bye'),
  'half a code': frame(0x88, 'x'),
  binary: frame(0x82, 'x'),
  'bad letters': frame(0x81, '\xff'),
  'a cut letter': frame(0x01, '\xc3') + frame(0x80, '\xa9'),
  reserved: frame(0xc1, 'x'),
  unmasked: '\x81\x01x',
  endless: '\x01\xff' + '\x00'.repeat(5) + '\x03\xff\xff' + '\x00'.repeat(4) + 'x'.repeat(200),
  'want to write': frame(0x81, 'w'),
};
for (const [title, text] of Object.entries(frames)) {
  seed(`frames ${title}`, send(upgrade + text), REST, READ, REST);
  seed(`frames later ${title}`, send(upgrade), REST, send(text.slice(0, 3)), TURN, send(text.slice(3)), REST, READ);
}
seed('closed at once', send(upgrade.replace('Host: z', 'Host: z\r\nOrigin: close')), REST, READ);
seed('refused socket', send(upgrade.replace('Host: z', 'Host: z\r\nCookie: plenaria=expired')), REST, READ);

// Checks the hash chain of an op log from nothing but its published bytes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

const PREFIX = '{"op":';
const TAIL_LENGTH = ',"hash":""}'.length + 64;

/** Splits one line of /ops into the op, its canonical bytes and its hash. */
export function parseLogLine(line) {
  assert.ok(line.startsWith(PREFIX), `a log line starts with ${PREFIX}: ${line.slice(0, 40)}`);
  const end = line.length - TAIL_LENGTH;
  const tail = /^,"hash":"([0-9a-f]{64})"\}$/.exec(line.slice(end));
  assert.ok(tail, `a log line ends with its hash: ${line.slice(-90)}`);
  const bytes = line.slice(PREFIX.length, end);
  return { op: JSON.parse(bytes), bytes, hash: tail[1] };
}

/** Parses the whole log and checks order, field order and hashes. `previous`: hash before the first line, hex. */
export function checkChain(ndjson, { since = 0, previous = '00'.repeat(32) } = {}) {
  const lines = ndjson.split('\n');
  assert.equal(lines.pop(), '', 'the log ends with a line end');
  let hash = Buffer.from(previous, 'hex');
  const ops = lines.map((line, index) => {
    const entry = parseLogLine(line);
    assert.equal(entry.op.seq, since + index + 1, 'seq has no gaps');
    assert.deepEqual(Object.keys(entry.op), ['seq', 'at', 'by', 'client', 'n', 'changes'], 'canonical field order');
    assert.equal(entry.bytes, JSON.stringify(entry.op), 'canonical bytes are compact JSON');
    hash = createHash('sha256').update(hash).update(entry.bytes).digest();
    assert.equal(entry.hash, hash.toString('hex'), `the hash of op ${entry.op.seq}`);
    return entry.op;
  });
  return { ops, head: hash.toString('hex') };
}

// Checks a bundle or a receipt of Plenaria (protocol/proof.md), without Plenaria and without any library:
//
//   node protocol/verify.mjs FILE [VKEY [KEPT]]
//
// VKEY is the server's public key as you wrote it down before (GET /api/key); without it the key that the bundle names is used, which proves only
// that nothing was changed since it was signed. KEPT is a checkpoint or receipt of before: the bundle has to go on from it. Exits with 0 or 1.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

class Wrong extends Error {}

function check(holds, sentence) {
  if (!holds) throw new Wrong(sentence);
}

/** NAME+ID+BASE64 -> { name, id, key }. */
function readKey(vkey) {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(vkey) ?? [];
  check(base64, `${vkey} is no key.`);
  const typed = Buffer.from(base64, 'base64');
  check(typed[0] === 1, 'The key is not an Ed25519 key.');
  const found = sha256(`${name}\n`, typed).subarray(0, 4);
  check(found.toString('hex') === id, 'The id of the key is not that of its name and bytes.');
  const prefix = Buffer.from('302a300506032b6570032100', 'hex'); // what DER puts before the 32 bytes
  const key = createPublicKey({ key: Buffer.concat([prefix, typed.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id: found, key, vkey };
}

/** The text of a signed note, where one of its signatures is the key's. */
function openNote(note, { name, id, key }) {
  const end = note.lastIndexOf('\n\n') + 1;
  check(end > 0, 'The note has no signature.');
  const text = note.slice(0, end);
  const holds = note
    .slice(end + 1)
    .split('\n')
    .filter((line) => line.startsWith(`— ${name} `))
    .map((line) => Buffer.from(line.slice(name.length + 3), 'base64'))
    .some((bytes) => bytes.subarray(0, 4).equals(id) && verify(null, Buffer.from(text), key, bytes.subarray(4)));
  check(holds, `The note is not signed by ${name}, or was changed.`);
  return text;
}

/** { draft, seq, head, time } and the lines below them. */
function readCheckpoint(text) {
  const [origin, seq, head, time, ...more] = text.trimEnd().split('\n');
  const reads = origin?.startsWith('plenaria/') && /^\d+$/.test(seq) && time?.startsWith('time ');
  check(reads, 'The checkpoint cannot be read.');
  return { draft: origin.slice(9), seq: Number(seq), head: Buffer.from(head, 'base64').toString('hex'), time, more };
}

/** Sixteen digits that people can compare by voice. */
function fingerprint(head) {
  const number = BigInt(`0x${head.slice(0, 16)}`) % 10n ** 16n;
  return number.toString().padStart(16, '0').match(/.{4}/g).join(' ');
}

function report({ draft, seq, head, time }, { vkey }, what, more) {
  const signed = new Date(Number(time.slice(5))).toISOString();
  console.log(JSON.stringify({ what, draft, seq, head, fingerprint: fingerprint(head), signed, key: vkey, ...more }));
}

/** {"op":BYTES,"hash":"HEX"}: the bytes that were hashed, and their hash. */
function readOp(line) {
  const [, bytes, hash] = /^\{"op":(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
  return bytes && { bytes, hash };
}

/** Follows whose devices may cosign, who was asked and who has: an op with the head of the chain up to it. */
function followCosigning(seen, { seq, at, by, changes }, head) {
  seen.moments[seq] = `plenaria/${seen.draft}\n${seq}\n${head.toString('base64')}\ntime ${at}\n`;
  for (const { type, participant, ...change } of changes) {
    if (participant) seen.people.set(participant.id, participant.delegation);
    if (type === 'cosign.key') seen.devices.set(change.key, change.ended ? null : seen.people.get(by));
    if (type === 'cosign.ask') seen.asked = change.delegations.length ? { of: seen.asked?.of ?? seq, ...change } : null;
    if (type === 'cosign.add') checkCosignature(seen, seq, change);
    if (type !== 'draft.adopt' || !seen.asked) continue;
    const missing = seen.asked.delegations.filter((one) => !seen.by.get(seen.asked.of)?.has(one));
    check(!missing.length, `Op ${seq} adopts the draft without the cosignatures of ${missing.join(', ')}.`);
  }
}

function checkCosignature(seen, op, { seq, key, signature }) {
  const bytes = Buffer.alloc(76, signature, 'base64');
  const text = Buffer.from(`cosignature/v1\ntime ${bytes.readBigUInt64BE(4)}\n${seen.moments[seq]}`);
  const holds = seen.devices.get(key) && verify(null, text, readKey(key).key, bytes.subarray(12));
  check(holds, `The cosignature in op ${op} does not hold of the log up to op ${seq}.`);
  seen.by.set(seq, (seen.by.get(seq) ?? new Set()).add(seen.devices.get(key)));
}

async function verifyBundle(lines, first, vkey, kept) {
  const key = readKey(vkey ?? first.keys.key);
  let [chain, count, checkpoint] = [Buffer.alloc(32), 0, null];
  const seen = { draft: first.draft, moments: [], people: new Map(), devices: new Map(), by: new Map(), asked: null };
  for await (const line of lines) {
    check(!checkpoint, 'Something follows the end of the bundle.');
    const op = readOp(line);
    if (op) {
      count += 1;
      chain = sha256(chain, op.bytes);
      check(chain.toString('hex') === op.hash, `Op ${count} was changed, or one before it is missing.`);
      const parsed = JSON.parse(op.bytes);
      check(parsed.seq === count, `Op ${count} says another number of itself.`);
      followCosigning(seen, parsed, chain);
      continue;
    }
    const { checkpoint: note, snapshot } = JSON.parse(line);
    check(note || snapshot, 'The bundle holds a line that nobody knows.');
    if (note) checkpoint = readCheckpoint(openNote(note, key));
  }
  check(checkpoint, 'The end of the bundle is missing.');
  const head = chain.toString('hex');
  const agrees = checkpoint.draft === first.draft && checkpoint.seq === count && checkpoint.head === head;
  check(agrees, 'The ops are not those that the checkpoint was signed for.');
  check(first.seq === count && first.head === head, 'The first line of the bundle says something else than its ops.');
  const [, keptSeq, keptHead] = kept ? openNote(readFileSync(kept, 'utf8'), key).split('\n') : [];
  const goesOn = !kept || seen.moments[keptSeq]?.includes(`\n${keptSeq}\n${keptHead}\n`);
  check(goesOn, 'The bundle does not go on from what was kept: an older backup, or another history.');
  const cosigned = [...seen.by].map(([seq, by]) => ({ seq, by: [...by] }));
  report(checkpoint, key, `bundle of ${count} ops`, { cosigned });
}

async function verifyReceipt(lines, first, vkey) {
  check(vkey, 'Give the key that must have signed the receipt.');
  const key = readKey(vkey);
  let note = `${first}\n`;
  for await (const line of lines) note += `${line}\n`;
  const checkpoint = readCheckpoint(openNote(note, key));
  const ops = checkpoint.more.filter((line) => line.startsWith('op ')).length;
  report(checkpoint, key, `receipt for ${ops} ops`);
}

async function main([file, vkey, kept]) {
  check(file, 'usage: node protocol/verify.mjs FILE [VKEY [KEPT]]');
  const input = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const lines = input[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  check(first, 'The file is empty.');
  if (first.startsWith('{"plenaria":"bundle","v":1,')) await verifyBundle(lines, JSON.parse(first), vkey, kept);
  else await verifyReceipt(lines, first, vkey);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Wrong ? error.message : `The file cannot be read: ${error.message}`);
  process.exitCode = 1;
});

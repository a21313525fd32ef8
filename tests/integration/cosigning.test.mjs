// Devices of delegations cosign what the log is (protocol/proof.md "Cosigning"): who may, what is believed, what adoption waits for, and that a host who signs something else is found out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { root } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Place } from '../support/place.mjs';
import { temporaryFolder } from '../support/server.mjs';

let place;
let draft;
let folder;
let item;
let chair;
let mexico;

before(async () => {
  folder = temporaryFolder();
  place = await Place.open();
});

after(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  draft = await place.draft({ text: '1. Aprobar.\n' });
  [chair, mexico] = [await draft.join('chair'), await draft.join('mexico')];
  await draft.join('canada');
  item = draft.items?.[0]?.id ?? (await draft.snapshot()).items[0].id;
});

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** A device as the page makes one: { vkey, cosign(text) }. */
function device(name) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = (type) => sha256(`${name}\n`, Buffer.from([type]), raw).subarray(0, 4);
  return {
    vkey: `${name}+${id(1).toString('hex')}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`,
    cosign(text, seconds = 1_700_000_000n) {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(seconds);
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), privateKey);
      return Buffer.concat([id(4), time, signature]).toString('base64');
    },
  };
}

async function post(who, one) {
  const response = await draft.request(who, '/cosigning', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ changes: [one] }),
  });
  const answer = await response.json();
  return { status: response.status, code: answer.error?.code, message: answer.error?.message, ...answer };
}

const known = async (who, one) => assert.equal((await post(who, { type: 'cosign.key', key: one.vkey })).status, 200);
const overview = async () => (await draft.request('observer', '/cosigning')).json();
const note = async (seq) => (await draft.request('observer', `/checkpoint?seq=${seq}`)).text();
const textOf = (signed) => signed.slice(0, signed.lastIndexOf('\n\n') + 1);

async function cosign(who, one, seq) {
  const signature = one.cosign(textOf(await note(seq)));
  return post(who, { type: 'cosign.add', seq, key: one.vkey, signature });
}

async function approve() {
  await chair.edit(change.status(item, 'agreed'));
  await chair.edit(change.status(item, 'approved'));
}

async function ask(...delegations) {
  const { status } = await post('chair', { type: 'cosign.ask', delegations });
  assert.equal(status, 200);
  return (await overview()).asked.of;
}

/** Refused with this code, and nothing is known that was not before. Who sits down meanwhile makes the log longer. */
async function refused(code, answer) {
  const { seq: _seq, ...before } = await overview();
  const found = await answer;
  assert.equal(found.code, code, JSON.stringify(found));
  const { seq: _later, ...after } = await overview();
  assert.deepEqual(after, before);
}

describe('a device', () => {
  test('is made known by its delegation alone, once, and taken back by it or by the chair', async () => {
    const [one, two] = [device('a'), device('b')];
    for (const who of ['observer', 'secretariat', 'chair'])
      await refused('forbidden', post(who, { type: 'cosign.key', key: one.vkey }));
    await refused('bad-op', post('mexico', { type: 'cosign.key', key: 'a+12345678+AAAA' }));
    await known('mexico', one);
    await known('mexico', two);
    await refused('exists', post('canada', { type: 'cosign.key', key: one.vkey }));
    await refused('forbidden', post('canada', { type: 'cosign.key', key: one.vkey, ended: true }));
    assert.equal((await post('mexico', { type: 'cosign.key', key: one.vkey, ended: true })).status, 200);
    assert.equal((await post('chair', { type: 'cosign.key', key: two.vkey, ended: true })).status, 200);
    assert.deepEqual(
      (await overview()).keys.map(({ delegation, ended }) => [delegation, ended > 0]),
      [
        ['MX', true],
        ['MX', true],
      ],
    );
  });

  test('signs versions; what it signed is in the checkpoint of that moment and in the snapshot', async () => {
    const one = device('a');
    await known('mexico', one);
    const { seq } = await chair.edit(change.version('v1', 'Rev.1'));
    await chair.edit(change.insert(item, 0, 'x'));
    assert.equal((await cosign('mexico', one, seq)).status, 200);
    const signed = await note(seq);
    assert.equal(signed.split('\n').filter((line) => line.startsWith('— a ')).length, 1);
    const [moment] = (await overview()).moments;
    assert.equal(moment.note, signed);
    assert.deepEqual([moment.of, moment.name, moment.by[0].delegation], [seq, 'Rev.1', 'MX']);
    await chair.reach((await draft.snapshot()).seq);
    assert.deepEqual(chair.model.snapshot().cosignatures, (await draft.snapshot()).cosignatures);
  });

  test('is not believed where it signs something else, for another, twice, or after it was taken back', async () => {
    const one = device('a');
    await known('mexico', one);
    const { seq } = await chair.edit(change.version('v1', 'Rev.1'));
    const text = textOf(await note(seq));
    const add = (who, fields) => post(who, { type: 'cosign.add', seq, key: one.vkey, signature: one.cosign(text), ...fields });
    await refused('bad-op', add('mexico', { signature: one.cosign(text.replace('time 1', 'time 2')) }));
    await refused('bad-op', add('mexico', { signature: device('a').cosign(text) }));
    await refused('bad-op', add('mexico', { seq: seq - 1, signature: one.cosign(textOf(await note(seq - 1))) }));
    await refused('not-found', add('mexico', { seq: 999 }));
    await refused('forbidden', add('canada', {}));
    const unknown = device('c');
    await refused('forbidden', add('mexico', { key: unknown.vkey, signature: unknown.cosign(text) }));
    const direct = await mexico
      .edit({ type: 'cosign.add', seq, key: one.vkey, signature: one.cosign(text) })
      .catch((error) => error);
    assert.equal(direct.code, 'forbidden');
    assert.equal((await add('mexico', {})).status, 200);
    await refused('exists', add('mexico', {}));
    await chair.edit(change.version('v2', 'Rev.2', { seq: seq - 1 }));
    await post('chair', { type: 'cosign.key', key: one.vkey, ended: true });
    await refused('forbidden', add('mexico', { seq: seq - 1, signature: one.cosign(textOf(await note(seq - 1))) }));
  });
});

describe('adoption', () => {
  test('waits for those who were asked, and the text stays as it is meanwhile', async () => {
    const [ours, theirs] = [device('a'), device('b')];
    await known('mexico', ours);
    await known('canada', theirs);
    await refused('bad-op', post('chair', { type: 'cosign.ask', delegations: ['MX'] })); // not approved
    await approve();
    await refused('forbidden', post('secretariat', { type: 'cosign.ask', delegations: ['MX'] }));
    await refused('bad-op', post('chair', { type: 'cosign.ask', delegations: ['MX', 'XX'] }));
    await refused('bad-op', post('chair', { type: 'cosign.ask', delegations: [] }));
    const of = await ask('MX', 'CA');
    const locked = async (one) => assert.equal((await chair.edit(one).catch((error) => error)).code, 'locked', one.type);
    await locked(change.status(item, 'open'));
    await locked(change.set({ title: { es: 'Otro' } }));
    await locked(change.adopt());
    assert.equal((await cosign('mexico', ours, of)).status, 200);
    await locked(change.adopt());
    assert.equal((await cosign('canada', theirs, of)).status, 200);
    await chair.edit(change.adopt());
    assert.equal((await cosign('mexico', ours, (await draft.snapshot()).seq)).status, 200); // and after it
  });

  test('who refuses is let go by the chair with a reason, which the log keeps; or nobody is asked any more', async () => {
    await approve();
    const of = await ask('MX', 'CA');
    await refused('bad-op', post('chair', { type: 'cosign.ask', delegations: ['MX'] }));
    const reason = 'Canadá no tiene dispositivo.';
    assert.equal((await post('chair', { type: 'cosign.ask', delegations: ['MX'], note: reason })).status, 200);
    assert.deepEqual([(await overview()).asked.of, (await overview()).asked.note], [of, reason]);
    assert.equal((await post('chair', { type: 'cosign.ask', delegations: [], note: 'Se reabre.' })).status, 200);
    assert.equal((await overview()).asked, undefined);
    await chair.edit(change.status(item, 'open'));
  });
});

describe('a bundle', () => {
  const script = path.join(root, 'protocol/verify.mjs');
  const write = (name, text) => {
    const at = path.join(folder, name);
    writeFileSync(at, text);
    return at;
  };
  const both = async (file) => [
    ['the program', await cli.run(['verify', '--bundle', file])],
    ['the script', spawnSync(process.execPath, [script, file], { encoding: 'utf8' })],
  ];

  /** What a host could write who has the signing key: ops as `edit` makes them, with a chain and a checkpoint that are good. */
  function forge(bundle, edit) {
    const lines = bundle.trimEnd().split('\n');
    const ops = edit(lines.filter((line) => line.startsWith('{"op":')).map((line) => JSON.parse(line).op));
    let head = Buffer.alloc(32);
    const written = ops.map((op) => {
      const bytes = JSON.stringify(op);
      head = sha256(head, bytes);
      return `{"op":${bytes},"hash":"${head.toString('hex')}"}`;
    });
    const first = { ...JSON.parse(lines[0]), seq: ops.length, head: head.toString('hex') };
    const text = `plenaria/${first.draft}\n${ops.length}\n${head.toString('base64')}\ntime 1700000000000\n`;
    const parts = readFileSync(path.join(place.server.data, 'checkpoint.key'), 'utf8').trim().split('+');
    const der = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.from(parts.slice(4).join('+'), 'base64').subarray(1),
    ]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
    const id = sha256(`${parts[2]}\n`, Buffer.from([1]), raw).subarray(0, 4);
    const line = Buffer.concat([id, sign(null, Buffer.from(text), key)]).toString('base64');
    const last = JSON.stringify({ checkpoint: `${text}\n— ${parts[2]} ${line}\n` });
    return [JSON.stringify(first), ...written, lines.at(-2), last, ''].join('\n');
  }

  test('names who has cosigned; a forged and a missing cosignature are found out, also where the host signs them', async () => {
    const [ours, theirs] = [device('a'), device('b')];
    await known('mexico', ours);
    await known('canada', theirs);
    await approve();
    const of = await ask('MX', 'CA');
    await cosign('mexico', ours, of);
    await cosign('canada', theirs, of);
    await chair.edit(change.adopt());
    const bundle = await (await draft.request('observer', '/bundle')).text();
    for (const [who, found] of await both(write('good', bundle))) {
      assert.equal(found.code ?? found.status, 0, `${who}: ${found.stderr}`);
      assert.deepEqual(JSON.parse(found.stdout).cosigned, [{ seq: of, by: ['MX', 'CA'] }], who);
    }
    const forged = (op) => {
      const [one] = op.changes;
      if (one.type !== 'cosign.add' || one.key !== theirs.vkey) return op;
      return { ...op, changes: [{ ...one, signature: device('b').cosign('something else') }] };
    };
    const isTheirs = (op) => op.changes.some(({ type, key }) => type === 'cosign.add' && key === theirs.vkey);
    const renumbered = (ops) => ops.map((op, at) => ({ ...op, seq: at + 1 }));
    const earlier = (ops) => ops.map((op) => (op.seq === 1 ? { ...op, at: op.at + 1 } : op)); // a rewritten past, cosignatures copied
    for (const [what, edit, sentence] of [
      ['nothing changed', (ops) => ops, null],
      ['a forged cosignature', (ops) => ops.map(forged), /cosignature .*does not hold/],
      ['a missing cosignature', (ops) => renumbered(ops.filter((op) => !isTheirs(op))), /cosigna|cannot be|fit/],
      ['a rewritten past below the cosignatures', earlier, /cosignature .*does not hold/],
    ]) {
      for (const [who, found] of await both(write('forged', forge(bundle, edit)))) {
        const code = found.code ?? found.status;
        assert.equal(code, sentence ? 1 : 0, `${what}: ${who}: ${found.stderr}`);
        if (sentence && who === 'the script') assert.match(found.stderr, sentence, what);
        if (sentence) assert.equal(found.stderr.trim().split('\n').length, 1, found.stderr);
      }
    }
  });
});

/** The key of a device, checked by node's own cryptography, and what it signs only where it is of one history. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import type { LogLine } from '../src/net/api';
import { missing, textToSign, type Cosigning } from '../src/proof/cosigning';
import { loadDevice, makeDevice } from '../src/proof/device';
import type { Source } from '../src/proof/guard';

const sha256 = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Node has no private keys that can be kept in its database, so here the key is made as where a browser has no Ed25519. */
Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined });

test('a device keeps its key, and its cosignature holds at the time that it says', async () => {
  assert.equal(await loadDevice('d', 'p1'), null);
  const made = await makeDevice('d', 'p1');
  const device = (await loadDevice('d', 'p1'))!;
  assert.equal(device.vkey, made.vkey);
  assert.notEqual((await makeDevice('d', 'p2')).vkey, made.vkey);

  const [name, id, key] = device.vkey.split(/\+(.{8})\+/) as [string, string, string];
  const typed = Buffer.from(key, 'base64');
  assert.equal(sha256(`${name}\n`, typed).subarray(0, 4).toString('hex'), id);
  const text = 'plenaria/d\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\ntime 1\n';
  const bytes = Buffer.from(await device.cosign(text, 1_700_000_000_999), 'base64');
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  assert.equal(bytes.length, 76);
  const cosigner = sha256(`${name}\n`, Buffer.from([4]), typed.subarray(1)).subarray(0, 4);
  assert.deepEqual(bytes.subarray(0, 4), cosigner);
  assert.equal(bytes.readBigUInt64BE(4), 1_700_000_000n);
  const message = Buffer.from(`cosignature/v1\ntime 1700000000\n${text}`);
  assert.ok(verify(null, message, publicKey, bytes.subarray(12)));
});

test('a moment is signed only where it is of the history that was seen, by the server’s key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const typed = Buffer.concat([
    Buffer.from([1]),
    publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  ]);
  const id = sha256('host\n', typed).subarray(0, 4);
  const vkey = `host+${id.toString('hex')}+${typed.toString('base64')}`;
  const log = (word: string) => {
    let head: Buffer = Buffer.alloc(32);
    return Array.from({ length: 6 }, (_, at): LogLine & { head: Buffer } => {
      const op = { seq: at + 1, at: 7, by: 'p', client: 'c', n: 1, changes: [], word: at > 2 ? word : '' };
      head = sha256(head, JSON.stringify(op));
      return { op: op as unknown as LogLine['op'], hash: head.toString('hex'), head };
    });
  };
  const note = (lines: ReturnType<typeof log>, seq: number) => {
    const text = `plenaria/d\n${seq}\n${lines[seq - 1]!.head.toString('base64')}\ntime 7\n`;
    const line = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64');
    return `${text}\n— host ${line}\n`;
  };
  const [seen, other] = [log('ours'), log('theirs')];
  const source = (lines: LogLine[]): Source => ({
    keys: () => Promise.resolve({ key: vkey, keys: [{ key: vkey, since: 1 }] }),
    checkpoint: () => Promise.reject(new Error('nobody asks for it')),
    ops: (since, limit) => Promise.resolve(lines.slice(since, since + limit)),
  });
  const kept = { vkey, signed: note(seen, 5), since: 1 };
  const ask = (moment: string, lines: LogLine[]) => textToSign('d', moment, kept, source(lines));
  for (const seq of [3, 5, 6])
    assert.match((await ask(note(seen, seq), seen))!, new RegExp(`^plenaria/d\n${seq}\n`));
  assert.equal(await ask(note(other, 4), other), null, 'another past');
  assert.equal(await ask(note(other, 4), seen), null, 'another past, with the ops that were seen');
  assert.equal(await ask(note(other, 6), other), null, 'another future');
  assert.equal(await ask(note(seen, 3).replace('time 7', 'time 8'), seen), null, 'not signed');
  assert.equal(await textToSign('e', note(seen, 3), kept, source(seen)), null, 'of another draft');
});

test('missing are those who were asked and of whom no device has signed that moment', () => {
  const by = (delegation: string) => ({ delegation, key: 'k', by: 'p', seq: 1, at: 1 });
  const moments = [
    { of: 9, fingerprint: '', note: '', by: [by('MX'), by('MX')] },
    { of: 5, fingerprint: '', note: '', by: [by('CR')] },
  ];
  const asked = { of: 9, delegations: ['CR', 'MX'], by: 'p', at: 1 };
  const state: Cosigning = { adopted: false, keys: [], moments, asked };
  assert.deepEqual(missing(state), ['CR']);
  assert.deepEqual(missing({ adopted: false, keys: [], moments }), []);
});

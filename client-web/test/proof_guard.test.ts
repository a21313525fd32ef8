/** The guard against a server that shows another history, with signatures made by node's own cryptography. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import type { LogLine, ServerKeys } from '../src/net/api';
import { fingerprint } from '../src/proof/checkpoint';
import { check, type Kept, type Source } from '../src/proof/guard';
import { openNote, readKey } from '../src/proof/note';
import { readVectors } from './support/vectors';

interface Signer {
  name: string;
  id: Buffer;
  vkey: string;
  secret: KeyObject;
}

function signer(name: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const typed = Buffer.concat([
    Buffer.from([1]),
    publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  ]);
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
  const secret = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { name, id, vkey: `${name}+${id.toString('hex')}+${typed.toString('base64')}`, secret };
}

function note(text: string, { name, id, secret }: Signer): string {
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), secret)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** A log of ops that differ by `word`, as the server shows it. */
function log(words: string[]): LogLine[] {
  let chain: Buffer = Buffer.alloc(32);
  return words.map((word, at) => {
    const op = {
      seq: at + 1,
      at: 1000 + at,
      by: 'p',
      client: 'c',
      n: at + 1,
      changes: [],
      word,
    } as unknown as LogLine['op'];
    chain = createHash('sha256').update(chain).update(JSON.stringify(op)).digest();
    return { op, hash: chain.toString('hex') };
  });
}

const ours = signer('plenaria-ours');

interface Shown {
  lines: LogLine[];
  by?: Signer;
  keys?: ServerKeys;
  claimed?: LogLine[];
}

function server({
  lines,
  by = ours,
  keys = { key: by.vkey, keys: [{ key: by.vkey, since: 1 }] },
  claimed = lines,
}: Shown): Source {
  const head = Buffer.from(claimed[claimed.length - 1]!.hash, 'hex').toString('base64');
  return {
    keys: () => Promise.resolve(keys),
    checkpoint: () => Promise.resolve(note(`plenaria/d\n${claimed.length}\n${head}\ntime 5\n`, by)),
    ops: (since, limit) => Promise.resolve(lines.slice(since, since + limit)),
  };
}

async function verdict(kept: Kept | undefined, shown: Shown) {
  const found = await check('d', kept, server(shown), 7);
  return found?.type === 'alarm' ? found.alarm.kind : (found?.type ?? null);
}

async function seen(words: string[]): Promise<Kept> {
  const found = await check('d', undefined, server({ lines: log(words) }), 1);
  assert.ok(found?.type === 'good');
  return found.keep;
}

test('the same history, longer or not, is good, and what is kept moves on', async () => {
  const kept = await seen(['a', 'b']);
  assert.equal(await verdict(kept, { lines: log(['a', 'b']) }), 'good');
  const found = await check('d', kept, server({ lines: log(['a', 'b', 'c']) }), 7);
  assert.ok(found?.type === 'good');
  assert.equal(found.checkpoint.seq, 3);
  assert.equal(found.keep.since, 1);
  assert.equal(await verdict(found.keep, { lines: log(['a', 'b']) }), 'shorter');
});

test('an older backup, a rewritten past, a swapped op and a claim that the ops do not bear out are found', async () => {
  const kept = await seen(['a', 'b', 'c']);
  assert.equal(await verdict(kept, { lines: log(['a', 'b']) }), 'shorter');
  assert.equal(await verdict(kept, { lines: log(['a', 'x', 'c']) }), 'other');
  assert.equal(await verdict(kept, { lines: log(['a', 'x', 'c', 'd']) }), 'other');
  assert.equal(await verdict(kept, { lines: log(['b', 'a', 'c', 'd']) }), 'other');
  assert.equal(
    await verdict(kept, { lines: log(['a', 'b', 'c', 'd']), claimed: log(['a', 'b', 'c', 'x']) }),
    'other',
  );
  assert.equal(
    await verdict(kept, { lines: log(['a', 'b', 'c']), claimed: log(['a', 'b', 'c', 'd']) }),
    'other',
  );
});

test('a history that was forged behind what is kept is found, however long it is', async () => {
  const many = Array.from({ length: 1200 }, (_, at) => `op ${at}`);
  const kept = await seen(many.slice(0, 10));
  assert.equal(await verdict(kept, { lines: log(many) }), 'good');
  assert.equal(await verdict(kept, { lines: log(['forged', ...many.slice(1)]) }), 'other');
});

test('another key is an alarm unless the one before has signed it', async () => {
  const kept = await seen(['a']);
  const next = signer('plenaria-next');
  const lines = log(['a', 'b']);
  const succession = sign(null, Buffer.from(`plenaria key\n${next.vkey}\n9\n`), ours.secret).toString(
    'base64',
  );
  const both = (signed: string | undefined): ServerKeys => ({
    key: next.vkey,
    keys: [
      { key: ours.vkey, since: 1 },
      { key: next.vkey, since: 9, ...(signed && { succession: signed }) },
    ],
  });
  assert.equal(await verdict(kept, { lines, by: next }), 'new-key');
  assert.equal(await verdict(kept, { lines, by: next, keys: both(undefined) }), 'new-key');
  assert.equal(
    await verdict(kept, { lines, by: next, keys: both(Buffer.alloc(64).toString('base64')) }),
    'new-key',
  );
  const found = await check('d', kept, server({ lines, by: next, keys: both(succession) }), 7);
  assert.ok(found?.type === 'good');
  assert.equal(found.keep.vkey, next.vkey);
});

test('what nobody has signed is an alarm, and says nothing at the first visit', async () => {
  const kept = await seen(['a']);
  const thief = { ...signer('plenaria-ours'), id: ours.id };
  const lines = log(['a', 'b']);
  const keys = { key: ours.vkey, keys: [{ key: ours.vkey, since: 1 }] };
  assert.equal(await verdict(kept, { lines, by: thief, keys }), 'unsigned');
  assert.equal(await verdict(undefined, { lines, by: thief, keys }), null);
});

test('a note that others signed is read, and no byte of it can be another', () => {
  const key = readKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  assert.ok(key);
  const text = `If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n`;
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  assert.equal(openNote(signed, [key])?.text, text);
  for (const at of [0, 20, 60, text.length - 2]) {
    const changed =
      signed.slice(0, at) + String.fromCharCode(signed.charCodeAt(at) ^ 1) + signed.slice(at + 1);
    assert.equal(openNote(changed, [key]), null);
  }
});

test('the fingerprint is the server’s', () => {
  for (const { head, digits } of readVectors<{ head: string; digits: string }[]>('fingerprint'))
    assert.equal(fingerprint(head).join(' '), digits);
});

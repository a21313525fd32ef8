// Hooks and event streams in a cluster: whichever node owns a draft tells of it, and when that one dies the next goes on without a gap.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Client, randomId } from '../support/client.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { EventStream } from '../support/event_stream.mjs';
import { HookServer } from '../support/hook_server.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';

let folder;
let receiver;
let cluster;
let draft;
let token;

before(async () => {
  if (skip) return;
  folder = temporaryFolder('plenaria-hooks-');
  receiver = await HookServer.open();
  writeFileSync(path.join(folder, 'secret'), `${receiver.secret}\n`);
  const hook = { name: 'archive', url: receiver.url, secret_file: path.join(folder, 'secret') };
  writeFileSync(path.join(folder, 'hooks.json'), JSON.stringify([hook]));
  const settings = {
    hook_file: path.join(folder, 'hooks.json'),
    hook_allow: '127.0.0.1',
    hook_tls: 'optional',
    hook_retry_seconds: 1,
  };
  ({ cluster, draft, token } = await Cluster.running({ settings }));
});
after(async () => {
  await cluster?.close();
  await receiver?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function join(node) {
  const client = new Client({ server: cluster.nodes[node], draft: draft.id, token, client: randomId() });
  await client.connect();
  return client;
}

const listen = (node, last) =>
  EventStream.open(`${cluster.nodes[node].url}/api/drafts/${draft.id}/events`, {
    authorization: `Bearer ${token}`,
    'last-event-id': last,
  });

const write = (client) => client.edit(change.insert('i1', 0, 'x'));

test('the owner tells of each op once; when it dies, the next one goes on where it was', { skip }, async () => {
  let chair = await join('one');
  const begin = (await cluster.chain(draft.id)).at(-1).seq;
  const first = await listen('two', String(begin));
  for (let i = 0; i < 10; i++) await write(chair);
  const chainSoFar = await cluster.chain(draft.id);
  await until(() => receiver.told.length && receiver.told.at(-1).to === chainSoFar.at(-1).seq);
  await until(() => first.ops.length === 10);
  const seqs = receiver.seqs(draft.id);
  assert.deepEqual(seqs, [...new Set(seqs)], 'two nodes do not tell of the same ops');

  await cluster.nodes.one.kill();
  await first.over;
  await chair.drop();
  chair = await until(() => join('two').catch(() => null));
  const second = await until(async () => {
    const stream = await listen('two', first.lastId).catch(() => null);
    return stream?.status === 200 && stream;
  });
  for (let i = 0; i < 5; i++) await write(chair);
  const chain = await cluster.chain(draft.id);
  await until(() => receiver.told.at(-1).to === chain.at(-1).seq);
  await until(() => first.ops.length + second.ops.length === chain.length - begin);
  const behind = chain.filter(({ seq }) => seq > begin).map(({ seq, head }) => [seq, head]);
  assert.deepEqual(
    [...first.ops, ...second.ops].map(({ op, hash }) => [op.seq, hash]),
    behind,
  );

  const told = new Map(receiver.told.flatMap(({ ops }) => ops.map(({ op, hash }) => [op.seq, hash])));
  for (const [seq, head] of behind) assert.equal(told.get(seq), head);
  assert.deepEqual(
    [...told.keys()],
    [...told.keys()].sort((a, b) => a - b),
    'in order',
  );
  assert.deepEqual(receiver.wrong, []);
  second.close();
  await chair.drop();
});

test('a replay that was asked for at any node is heeded by the owner', { skip }, async () => {
  const chair = await join('two');
  receiver.told.splice(0);
  const data = cluster.dataOf('two');
  await cli.succeed(['admin', 'hook', 'replay', '--data', data, '--hook', 'archive', '--draft', draft.id, '--from', '1']);
  const chain = await cluster.chain(draft.id);
  await until(() => receiver.log(draft.id).length === chain.length);
  assert.deepEqual(
    receiver.log(draft.id).map(({ hash }) => hash),
    chain.map(({ head }) => head),
  );
  await chair.drop();
});

// The JSON Schemas of protocol/ describe what really goes over the wire, and the examples of its pages.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { root } from '../support/binary.mjs';
import * as change from '../support/changes.mjs';
import { checkChain } from '../support/chain.mjs';
import { randomId } from '../support/client.mjs';
import { negotiate } from '../support/negotiate.mjs';
import { Place } from '../support/place.mjs';

const folder = path.join(root, 'protocol');
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
for (const file of readdirSync(path.join(folder, 'schema'))) {
  ajv.addSchema(JSON.parse(readFileSync(path.join(folder, 'schema', file), 'utf8')));
}
const validators = {
  client: ajv.getSchema('urn:plenaria:schema:client_message'),
  server: ajv.getSchema('urn:plenaria:schema:server_message'),
  change: ajv.getSchema('urn:plenaria:schema:change'),
  op: ajv.getSchema('urn:plenaria:schema:op'),
  snapshot: ajv.getSchema('urn:plenaria:schema:snapshot'),
  follow_up: ajv.getSchema('urn:plenaria:schema:follow_up'),
  meeting: ajv.getSchema('urn:plenaria:schema:meeting'),
  webhook: ajv.getSchema('urn:plenaria:schema:webhook'),
};

function conforms(kind, value) {
  const validate = validators[kind];
  assert.ok(validate(value), `${kind}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 500)}`);
}

describe('the examples of the pages', () => {
  for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const text = readFileSync(path.join(folder, page), 'utf8');
    for (const [, kind, example] of text.matchAll(/^```json (\w+)\n([\s\S]*?)^```/gm)) {
      test(`${page}: ${example.slice(0, 60).trim()}`, () => conforms(kind, JSON.parse(example)));
    }
  }
});

describe('what is no message is none in the schema either', () => {
  const wrong = {
    client: [
      {},
      { t: 'shout' },
      { t: 'op', n: 0, base: 0, changes: [] },
      { t: 'presence', item: 'p' },
      { t: 'hello', v: 2, draft: 'd', client: 'c' },
    ],
    change: [
      { type: 'item.paint' },
      { type: 'text', item: 'p', lang: 'es', delta: { ops: [{ insert: 'a\nb' }] } },
      { type: 'item.move', item: 'p' },
    ],
    server: [
      { t: 'ops', ops: [], head: 'x' },
      { t: 'reject', n: 1, code: 'no-idea', message: '' },
    ],
  };
  for (const [kind, values] of Object.entries(wrong)) {
    for (const value of values) test(`${kind} ${JSON.stringify(value)}`, () => assert.equal(validators[kind](value), false));
  }
});

describe('real traffic', () => {
  let place;
  before(async () => {
    place = await Place.open();
  });
  after(() => place.close());

  /** A client whose every message, both ways, is held against the schema. */
  async function watched(draft, who, seen, options) {
    const client = await draft.client(who, options);
    client.onMessage = (message) => {
      conforms('server', message);
      seen.add(message.t);
    };
    const send = client.send.bind(client);
    client.send = (message) => {
      conforms('client', message);
      send(message);
    };
    conforms('client', client.hello());
    await client.connect();
    return client;
  }

  test('every message of a session with every kind of change', async () => {
    const draft = await place.draft();
    const seen = new Set();
    const chair = await watched(draft, 'chair', seen);
    const mexico = await watched(draft, 'mexico', seen);
    await watched(draft, 'observer', seen);
    await chair.edit(change.add('p', null, null, { es: 'uno dos', en: 'one two' }), change.add('q', 'p', null));
    await chair.edit(change.split('p', 'r', { es: 4, en: 4 }));
    await mexico.reach(chair.model.seq);
    await mexico.edit(
      change.format('p', 0, 3, { bold: true }),
      change.insert('r', 0, '😀 ', 'es', { link: 'https://example.org/' }),
    );
    await chair.reach(mexico.model.seq);
    await chair.edit(change.merge('r', 'p'));
    await chair.edit(change.move('q', null, null), change.kind('q', 'heading'));
    await chair.edit(change.remove('q'));
    await chair.edit(change.restore('q'), change.status('p', 'review', true), change.align('p', 'en'));
    await chair.edit(change.set({ title: { es: 'Otro', en: 'Another' }, langs: ['es', 'en', 'fr'] }));
    await assert.rejects(mexico.edit(change.insert('p', 0, 'x')), { code: 'locked' });
    mexico.presence({ item: 'p', lang: 'es', base: mexico.model.seq, anchor: 1, head: 2 });
    await chair.until(() => chair.here.get(mexico.client)?.item === 'p', 'the caret');
    mexico.presence({ item: null });
    await chair.until(() => chair.here.get(mexico.client)?.item === null, 'no caret');
    mexico.ping();
    await mexico.until(() => mexico.pongs === 1, 'a sign of life');
    await mexico.drop();
    await mexico.connect();
    await negotiate(mexico, chair);
    conforms('snapshot', await draft.snapshot());
    await chair.edit({ type: 'consult.close', item: 'p' });
    await mexico.reach(chair.model.seq);
    await chair.edit(...chair.model.visible().map((item) => change.status(item, 'approved')));
    await chair.edit(change.adopt());
    await chair.edit(change.follow('p', 1, 'what', 'Uno'), change.follow('p', 1, 'due', null), change.followFrom('other'));
    await chair.reach((await mexico.edit(change.follow('p', 1, 'report', 'Hecho.')), mexico.model.seq));
    conforms('follow_up', await (await draft.request('observer', '/follow-up')).json());
    conforms('snapshot', await draft.snapshot());
    for (const op of checkChain(await draft.log()).ops) conforms('op', op);
    assert.deepEqual([...seen].sort(), ['ops', 'participants', 'pong', 'presence', 'reject', 'welcome']);
    await draft.leave();
  });

  test('a snapshot by address, and an error', async () => {
    const draft = await place.draft();
    const client = await draft.client('mexico', { hello: { snapshot: 'url' } });
    const messages = [];
    client.onMessage = (message) => messages.push(message);
    client.welcome = () => {};
    client.connect().catch(() => {});
    await client.until(() => messages.length > 0, 'a message');
    assert.ok(messages[0].snapshot_url);
    client.send({ t: 'shout' });
    await client.closed;
    for (const message of messages) conforms('server', message);
    assert.equal(messages.at(-1).t, 'error');
    await draft.leave();
  });

  test('a log with an op of the system in front', async () => {
    const draft = await place.draft({ text: `TÍTULO\n\n1. Uno.\n a. ${randomId()}.\n` });
    const { ops } = checkChain(await draft.log());
    for (const op of ops) conforms('op', op);
    conforms('snapshot', await draft.snapshot());
  });
});

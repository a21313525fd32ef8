// The institution's login at the nodes of a cluster, which people see as one server: what begins at one ends at any other.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Browser, FakeProvider } from '../support/provider.mjs';
import { temporaryFolder } from '../support/server.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';

let provider;
let cluster;
let meeting;
let secrets;
before(async () => {
  if (skip) return;
  provider = await FakeProvider.start();
  secrets = temporaryFolder();
  const secret = path.join(secrets, 'client');
  writeFileSync(secret, 's3cret/of the client\n');
  const settings = {
    origin: 'https://plenaria.example',
    oidc_issuer: provider.issuer,
    oidc_client: 'plenaria',
    oidc_secret_file: secret,
  };
  ({ cluster } = await Cluster.running({ settings }));
  meeting = await Meeting.open({ folder: cluster.folder, server: cluster.nodes.one });
});
after(async () => {
  await cluster?.close();
  await provider?.stop();
  if (secrets) rmSync(secrets, { recursive: true });
});

const at = (browser, node) => Object.assign(browser, { server: cluster.nodes[node] });

/** Goes to the provider from one node, and comes back to another. */
async function signIn(browser, email, [start, end]) {
  const address = await at(browser, start).startAt(`/m/${meeting.id}`);
  const back = new URL(provider.approve(address, { email }));
  assert.equal(back.origin, 'https://plenaria.example');
  const response = await at(browser, end).ask('GET', back.pathname + back.search);
  return response.headers.get('location');
}

const roleAt = async (browser, node) => {
  const [status, answer] = await at(browser, node).json('GET', `/api/meetings/${meeting.id}`);
  return status === 200 ? answer.you.role : answer;
};

const invite = (email) => meeting.cli('invite', '--role', 'observer', '--name', 'Eva', '--email', email);

test('a sign-in that starts at one node ends at the other, and is good at both in the same moment', { skip }, async () => {
  for (const way of [
    ['one', 'two'],
    ['two', 'one'],
  ]) {
    const email = `${way[0]}@gob.example`;
    await invite(email);
    const browser = new Browser(cluster.nodes.one);
    assert.equal(await signIn(browser, email, way), `/m/${meeting.id}`);
    for (const node of way) assert.equal(await roleAt(browser, node), 'observer', node);
  }
});

test('an answer counts once in the whole cluster', { skip }, async () => {
  provider.lies = { codesAgain: true };
  const browser = new Browser(cluster.nodes.one);
  const back = new URL(provider.approve(await browser.startAt('/'), { email: 'ana@gob.example' }));
  const kept = new Map(browser.cookies);
  const end = async (node) => {
    browser.cookies = new Map(kept);
    return (await at(browser, node).ask('GET', back.pathname + back.search)).headers.get('location');
  };
  assert.equal(await end('one'), '/');
  assert.match(await end('two'), /problem=failed/);
  provider.lies = {};
});

test('signing out at one node ends the login at the other', { skip }, async () => {
  await invite('luis@gob.example');
  const browser = new Browser(cluster.nodes.one);
  const settled = async (node, role) => {
    for (let i = 0; (await roleAt(browser, node)) !== role; i++) {
      assert.ok(i < 50, `${node}: ${await roleAt(browser, node)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await signIn(browser, 'luis@gob.example', ['one', 'two']);
  await settled('one', 'observer');
  const kept = new Map(browser.cookies);
  await at(browser, 'two').json('DELETE', '/api/session');
  browser.cookies = kept;
  await settled('one', 'unauthorized');
  await settled('two', 'unauthorized');
});

test('who asks at one node to be let in is let in at the other', { skip }, async () => {
  const browser = new Browser(cluster.nodes.one);
  await signIn(browser, 'nobody@gob.example', ['two', 'one']);
  const [status] = await at(browser, 'two').json('POST', '/api/login/asks', { body: { meeting: meeting.id } });
  assert.equal(status, 202);
  let asks = [];
  for (let i = 0; !asks.length; i++) {
    assert.ok(i < 50, 'the other node knows who asks');
    await new Promise((resolve) => setTimeout(resolve, 100));
    [, { asks }] = await meeting.call('secretariat', 'GET', '/asks');
  }
  assert.deepEqual(
    asks.map(({ email }) => email),
    ['nobody@gob.example'],
  );
  const [admitted] = await meeting.call('secretariat', 'POST', `/asks/${asks[0].id}`, { role: 'observer', name: 'Eva' });
  assert.equal(admitted, 200);
  for (const node of ['two', 'one']) assert.equal(await roleAt(browser, node), 'observer', node);
});

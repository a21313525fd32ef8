// Behind a proxy everybody has the proxy's address: what counts is the one that it forwards, and only where the proxy is trusted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';

const MOST = 5;

let place;
before(async () => {
  place = await Place.open({ settings: { trusted_proxy: '127.0.0.1', max_per_address: MOST } });
});
after(() => place.close());

/** A WebSocket through the proxy: 'open', or the status of the refusal. */
async function knock(address) {
  const socket = new WebSocket(place.server.socketUrl, 'plenaria.v1', { headers: { 'x-forwarded-for': address } });
  const outcome = new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('error', () => resolve('error'));
  });
  return { socket, outcome: await within(outcome, 'the outcome') };
}

const status = async (address) =>
  (await fetch(`${place.server.url}/healthz`, { headers: { 'x-forwarded-for': address } })).status;

async function metric(name) {
  const text = await (await fetch(`${place.server.url}/metrics`)).text();
  return Number(new RegExp(`^plenaria_${name} (\\d+)`, 'm').exec(text)?.[1]);
}

test('one forwarded address has so many WebSockets and no more; requests count too; another address has its own', async () => {
  const opened = [];
  for (let i = 0; i < MOST; i++) opened.push(await knock('203.0.113.7'));
  assert.deepEqual([...new Set(opened.map(({ outcome }) => outcome))], ['open']);
  assert.equal((await knock('203.0.113.7')).outcome, 429);
  assert.equal(await status('203.0.113.7'), 429);
  assert.equal((await metric('turned_away_total')) >= 2, true);
  assert.equal((await knock('203.0.113.8')).outcome, 'open');
  assert.equal(await status('203.0.113.8'), 200);
  opened[0].socket.terminate();
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await status('203.0.113.7'), 200, 'where one was closed there is room');
  assert.equal((await knock('203.0.113.7')).outcome, 'open');
});

test('the /64 of an IPv6 address is one; requests one after the other add nothing up', async () => {
  const opened = [];
  for (let i = 0; i < MOST; i++) opened.push((await knock(`2001:db8:1:2::${i + 1}`)).outcome);
  assert.deepEqual([...new Set(opened)], ['open']);
  assert.equal((await knock('2001:db8:1:2:ffff::1')).outcome, 429);
  assert.equal((await knock('2001:db8:1:3::1')).outcome, 'open');
  for (let i = 0; i < 4 * MOST; i++) assert.equal(await status('198.51.100.1'), 200);
});

test('a client cannot put an address in front of the one that the proxy adds', async () => {
  const opened = [];
  for (let i = 0; i < MOST; i++) opened.push((await knock(`10.0.0.${i}, 192.0.2.9`)).outcome);
  assert.deepEqual([...new Set(opened)], ['open']);
  assert.equal((await knock('10.9.9.9, 192.0.2.9')).outcome, 429);
});

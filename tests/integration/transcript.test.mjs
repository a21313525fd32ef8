// The conversation of docs/developing.md, held with the real program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import WebSocket from 'ws';
import { root } from '../support/binary.mjs';
import { within } from '../support/client.mjs';
import { Place } from '../support/place.mjs';

/** The lines of the page's transcripts, in order: [arrow, message as it is written there]. */
function conversation() {
  const page = readFileSync(path.join(root, 'docs/developing.md'), 'utf8');
  const blocks = [...page.matchAll(/^```transcript\n(.*?)^```$/gms)].map(([, lines]) => lines);
  return [...blocks.join('').matchAll(/^(→|←) (.*)$/gm)].map(([, arrow, message]) => [arrow, message]);
}

/** Fails unless all that `expected` says is true of `actual`; "…" stands for anything. */
function assertSays(actual, expected, at) {
  if (expected === '…') return;
  if (expected === null || typeof expected !== 'object') return assert.equal(actual, expected, at);
  if (Array.isArray(expected)) assert.equal(actual?.length, expected.length, at);
  for (const [key, value] of Object.entries(expected)) assertSays(actual?.[key], value, `${at}.${key}`);
}

test('the conversation of docs/developing.md goes as it is written', async (t) => {
  const lines = conversation();
  assert.ok(lines.length >= 10, 'the page has a transcript');
  const place = await Place.open();
  t.after(() => place.close());
  const draft = await place.draft({ text: '1. Aprobar los informes.\n' });
  const { token } = await draft.seat('mexico');
  const { seq, items } = await draft.snapshot();
  const names = { DRAFT: draft.id, TOKEN: token, ITEM: items[0].id, BASE: seq, NEXT: seq + 1 };
  const filled = (message) => JSON.parse(message.replace(/\b(DRAFT|TOKEN|ITEM|BASE|NEXT)\b/g, (name) => names[name]));

  const socket = new WebSocket(place.server.socketUrl, 'plenaria.v1');
  t.after(() => socket.terminate());
  const waiting = [];
  let wake = () => {};
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes);
    if (!['welcome', 'ops', 'reject', 'error'].includes(message.t)) return;
    waiting.push(message);
    wake();
  });
  const next = async () => {
    while (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
    return waiting.shift();
  };
  await within(new Promise((resolve) => socket.on('open', resolve)), 'the connection');
  for (const [index, [arrow, message]] of lines.entries()) {
    if (arrow === '→') socket.send(JSON.stringify(filled(message)));
    else assertSays(await within(next(), `line ${index + 1}`), filled(message), `line ${index + 1}`);
  }
  assert.deepEqual(waiting, [], 'nothing more was said');
});

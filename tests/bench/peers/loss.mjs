// kill -9 while 20 editors type: how many of the edits that their authors saw acknowledged are gone when the server runs again.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Meeting } from '../meeting.mjs';
import { startServer } from './load.mjs';

const EDITORS = 20;
const WORDS = 'doce letras.';
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const percent = (lost, acknowledged) => (100 * lost) / acknowledged;

/** Each inserts again as soon as it is acknowledged. */
async function ours(seconds) {
  const meeting = await Meeting.open({ editors: EDITORS });
  try {
    const clients = await Promise.all(Array.from({ length: EDITORS }, () => meeting.draft.join('mexico')));
    let acknowledged = 0;
    const type = async (client, item) => {
      for (;;) {
        await client.edit({ type: 'text', item, lang: 'es', delta: { ops: [{ insert: WORDS }] } });
        acknowledged++;
      }
    };
    clients.forEach((client, index) => type(client, `w${index}`).catch(() => {}));
    await sleep(seconds * 1000);
    await meeting.server.kill();
    await sleep(100);
    const seen = acknowledged;
    await meeting.server.start();
    const { items } = await meeting.draft.snapshot();
    const length = items.map((item) => item.texts.es?.ops?.map((op) => op.insert).join('') ?? '').join('');
    return percent(Math.max(0, seen - length.split(WORDS).length + 1), seen);
  } finally {
    await meeting.close();
  }
}

async function theirs(peer, seconds) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-race-'));
  let server = await startServer(peer.server, EDITORS, folder);
  try {
    let acknowledged = 0;
    const join = (number) => new peer.Member({ url: server.url, number, texts: EDITORS, observer: false, onText() {} });
    const members = Array.from({ length: EDITORS }, (_, number) => join(number));
    await Promise.all(members.map((member) => member.ready));
    for (const member of members) {
      member.onAcknowledged = () => {
        acknowledged++;
        member.edit(WORDS);
      };
      member.edit(WORDS);
    }
    await sleep(seconds * 1000);
    server.child.kill('SIGKILL');
    await sleep(100);
    const seen = acknowledged;
    server = await startServer(peer.server, EDITORS, folder);
    const reader = join(0);
    await reader.ready;
    await sleep(200);
    return percent(Math.max(0, seen - reader.everything().split(WORDS).length + 1), seen);
  } finally {
    server.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In percent, ours first. */
export async function lossOnKill(peers, seconds) {
  const lost = [await ours(seconds)];
  for (const peer of peers) lost.push(await theirs(peer, seconds));
  return lost;
}

// How long the peers take to make a text out of its 100,000 ops: what a server without a fresh snapshot does when somebody opens it.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import * as Y from 'yjs';

const require = createRequire(import.meta.url);
const ShareDB = require('sharedb');
const richText = require('rich-text').type;
const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';
const edit = (turn) => (turn % 2 ? [{ insert: 'doce letras.' }] : [{ delete: 12 }]);

async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** ShareDB keeps a snapshot with every op; asked for the state of one op ago, it replays the log. */
async function sharedb(ops) {
  ShareDB.types.register(richText);
  const db = new ShareDB.MemoryDB();
  const commit = promisify(db.commit).bind(db);
  const snapshot = { id: 'w0', v: 1, type: richText.uri, data: { ops: [{ insert: words }] } };
  await commit('texts', 'w0', { v: 0, src: 'a', seq: 1, create: { type: richText.uri, data: snapshot.data } }, snapshot, null);
  for (let v = 1; v <= ops; v++)
    await commit('texts', 'w0', { v, src: 'a', seq: v + 1, op: edit(v) }, { ...snapshot, v: v + 1 }, null);
  const connection = new ShareDB({ db }).connect();
  const fetchSnapshot = promisify(connection.fetchSnapshot).bind(connection);
  return timed(() => fetchSnapshot('texts', 'w0', ops));
}

/** A store that appends updates, as Yjs knows them, and gives them back one by one. */
async function hocuspocus(ops) {
  const author = new Y.Doc();
  const log = [];
  author.on('update', (update) => log.push(update));
  const text = author.getText('w0');
  text.insert(0, words);
  for (let turn = 1; turn <= ops; turn++) turn % 2 ? text.insert(0, 'doce letras.') : text.delete(0, 12);
  return timed(() => {
    const doc = new Y.Doc();
    for (const update of log) Y.applyUpdate(doc, update);
  });
}

/** In ms, in the order of the race. */
export async function peersReplay(ops) {
  return [await sharedb(ops), await hocuspocus(ops)];
}

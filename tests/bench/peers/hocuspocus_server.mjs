// Hocuspocus as its documentation sets it up: one Y.Doc with a Y.Text for each of the texts, stored in the folder if one is given.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Hocuspocus } from '@hocuspocus/server';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';

const texts = Number(process.argv[2]);
const folder = process.argv[3];
const file = folder && path.join(folder, 'meeting');
const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';

const hocuspocus = new Hocuspocus({
  quiet: true,
  async onLoadDocument({ document }) {
    if (file && existsSync(file)) Y.applyUpdate(document, readFileSync(file));
    else for (let index = 0; index < texts; index++) document.getText(`w${index}`).insert(0, words);
    return document;
  },
  async onStoreDocument({ document }) {
    if (file) writeFileSync(file, Y.encodeStateAsUpdate(document));
  },
});

const server = http.createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  hocuspocus.handleConnection(socket, request);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(JSON.stringify({ port: server.address().port })));

// Hocuspocus as its documentation sets it up, without storage: one Y.Doc with a Y.Text for each of the texts.
import http from 'node:http';
import { Hocuspocus } from '@hocuspocus/server';
import { WebSocketServer } from 'ws';

const texts = Number(process.argv[2]);
const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';

const hocuspocus = new Hocuspocus({
  quiet: true,
  async onLoadDocument({ document }) {
    for (let index = 0; index < texts; index++) document.getText(`w${index}`).insert(0, words);
    return document;
  },
});

const server = http.createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  hocuspocus.handleConnection(socket, request);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(JSON.stringify({ port: server.address().port })));

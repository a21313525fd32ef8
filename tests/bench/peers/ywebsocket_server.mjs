// y-websocket as its documentation sets it up: one Y.Doc in memory, with a Y.Text for each of the texts.
import { createRequire } from 'node:module';
import http from 'node:http';
import { WebSocketServer } from 'ws';

const { getYDoc, setupWSConnection } = createRequire(import.meta.url)('y-websocket/bin/utils');
const texts = Number(process.argv[2]);
const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';

const document = getYDoc('meeting');
for (let index = 0; index < texts; index++) document.getText(`w${index}`).insert(0, words);

const server = http.createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', setupWSConnection);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(JSON.stringify({ port: server.address().port })));

// ShareDB as its documentation sets it up: rich text over WebSockets, documents in memory.
import http from 'node:http';
import { createRequire } from 'node:module';
import { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const require = createRequire(import.meta.url);
const ShareDB = require('sharedb');
ShareDB.types.register(require('rich-text').type);

const backend = new ShareDB();
const texts = Number(process.argv[2]);

/** What carries ShareDB's JSON over a WebSocket. */
function streamOver(socket) {
  const stream = new Duplex({
    objectMode: true,
    read() {},
    write(message, _, done) {
      socket.send(JSON.stringify(message));
      done();
    },
  });
  socket.on('message', (bytes) => stream.push(JSON.parse(bytes.toString())));
  socket.on('close', () => stream.push(null));
  return stream;
}

function createTexts(connection) {
  const created = Array.from({ length: texts }, (_, index) => {
    const doc = connection.get('texts', `w${index}`);
    const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';
    return new Promise((resolve, reject) => {
      doc.create([{ insert: words }], 'rich-text', (error) => (error ? reject(error) : resolve()));
    });
  });
  return Promise.all(created);
}

await createTexts(backend.connect());
const server = http.createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => backend.listen(streamOver(socket)));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(JSON.stringify({ port: server.address().port })));

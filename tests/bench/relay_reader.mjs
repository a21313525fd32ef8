// Follows a draft as a relay does, with nobody to show it to, and counts the messages of ops until it is told to end: what an owner sends then wakes a process, as it does with a relay.
//
//   node tests/bench/relay_reader.mjs SOCKET_URL DRAFT GATHER_MS CLIENT
import WebSocket from 'ws';
import { SECRET } from '../support/cluster.mjs';

const [url, draft, gatherMs, client] = process.argv.slice(2);
const headers = { 'plenaria-relay': '1', 'plenaria-node': SECRET };
const socket = new WebSocket(`${url}?draft=${draft}`, 'plenaria.v1', { headers, perMessageDeflate: false });
let messages = 0;
const say = (message) => socket.send(JSON.stringify(message));

socket.on('open', () => say({ t: 'hello', v: 1, draft, client }));
socket.on('message', (bytes) => {
  if (bytes.includes('{"t":"ops"')) messages++;
  else if (bytes.includes('{"t":"welcome"')) {
    say({ t: 'observers', count: 1, gather_ms: Number(gatherMs) });
    console.log('welcome');
  }
});
process.on('SIGTERM', () => {
  console.log(messages);
  process.exit(0);
});

// Requests as strangers send them, good ones and bad ones, with what becomes of each.

export const lines = (...all) => [...all, '', ''].join('\r\n');

/** Each with the status of its answer; `last`: the connection ends behind it. */
export const requests = {
  good: { text: lines('GET /healthz HTTP/1.1', 'Host: z'), status: 200 },
  'good with a body': {
    text: lines('POST /api/session HTTP/1.1', 'Host: z', 'Content-Length: 2') + '{}',
    status: 400,
  },
  'a HEAD': { text: lines('HEAD /healthz HTTP/1.1', 'Host: z'), status: 200 },
  'not found': { text: lines('GET /api/nothing HTTP/1.1', 'Host: z'), status: 404 },
  'good, and close': { text: lines('GET /healthz HTTP/1.1', 'Host: z', 'Connection: close'), status: 200, last: true },
  'a length with a comma': { text: lines('GET / HTTP/1.1', 'Host: z', 'Content-Length: 5,'), status: 400, last: true },
  'a length that is negative': { text: lines('POST / HTTP/1.1', 'Host: z', 'Content-Length: -5'), status: 400, last: true },
  'a length and a transfer coding': {
    text: lines('POST / HTTP/1.1', 'Host: z', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    status: 411,
    last: true,
  },
  'a transfer coding': {
    text: lines('POST / HTTP/1.1', 'Host: z', 'Transfer-Encoding: chunked') + '0\r\n\r\n',
    status: 411,
    last: true,
  },
  'two lengths': {
    text: lines('POST / HTTP/1.1', 'Host: z', 'Content-Length: 5', 'Content-Length: 6') + 'hello',
    status: 400,
    last: true,
  },
  'the same length twice': {
    text: lines('POST / HTTP/1.1', 'Host: z', 'Content-Length: 5', 'Content-Length: 5') + 'hello',
    status: 400,
    last: true,
  },
  'bare line feeds': { text: 'GET / HTTP/1.1\nHost: z\n\n', status: 400, last: true },
  'a method in lower case': { text: lines('get / HTTP/1.1', 'Host: z'), status: 405, last: true },
  'no host': { text: lines('GET / HTTP/1.1'), status: 400, last: true },
  'two hosts': { text: lines('GET / HTTP/1.1', 'Host: z', 'Host: y'), status: 400, last: true },
  'a folded field': { text: lines('GET / HTTP/1.1', 'Host: z', 'X: a', ' b'), status: 400, last: true },
  'a blank before the colon': { text: lines('GET / HTTP/1.1', 'Host : z'), status: 400, last: true },
  'another upgrade': { text: lines('GET / HTTP/1.1', 'Host: z', 'Upgrade: x'), status: 400, last: true },
  'an upgrade to h2c': {
    text: lines('GET / HTTP/1.1', 'Host: z', 'Connection: Upgrade', 'Upgrade: h2c'),
    status: 400,
    last: true,
  },
  'half an upgrade': { text: lines('GET /ws HTTP/1.1', 'Host: z', 'Upgrade: websocket'), status: 400, last: true },
  'a tunnel': { text: lines('CONNECT x:80 HTTP/1.1', 'Host: z'), status: 405, last: true },
  'a body for nobody': {
    text: lines('POST /nowhere HTTP/1.1', 'Host: z', 'Content-Length: 5') + 'hello',
    status: 404,
    last: true,
  },
};

/** What a client of ours sends to open a WebSocket. */
export const upgrade = lines(
  'GET /ws HTTP/1.1',
  'Host: z',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: plenaria.v1',
);

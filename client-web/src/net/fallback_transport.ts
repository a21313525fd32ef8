/**
 * WebSockets as long as they work; where they do not open, or open and stay silent, plain HTTP for as long as that works.
 *
 *   socket ──fails twice before anything came──► http ──fails──► socket
 *
 * A WebSocket through which something has come once is trusted: later failures are those of a line, not of the network's
 * rules, and are the Line's to mend.
 */
import type { Clock } from './clock';
import { BROKEN, RESTARTS } from './close_codes';
import type { Transport, TransportConnection, TransportHandlers } from './transport';

/** How long a WebSocket may be silent at its beginning before the network is thought to hold it back. */
const SILENT_MS = 8_000;
/** So often in a row it must fail before HTTP is tried: once may be anything. */
const FAILURES = 2;

export function withFallback(socket: Transport, http: () => Promise<Transport>, clock: Clock): Transport {
  let mode: 'socket' | 'http' = 'socket';
  let trusted = false;
  let failures = 0;

  function connectSocket(handlers: TransportHandlers): TransportConnection {
    let heard = false;
    let over = false;
    const lost = (code: number) => {
      if (over) return;
      over = true;
      cancel();
      // From RESTARTS on it is the server that closes, so the network has let it through.
      if (!heard && !trusted && code < RESTARTS && ++failures >= FAILURES) mode = 'http';
      handlers.onClose(code);
    };
    const cancel = clock.after(SILENT_MS, () => {
      connection.close();
      lost(BROKEN);
    });
    const connection = socket.connect({
      onOpen: () => handlers.onOpen(),
      onText: (text) => {
        if (!heard) cancel();
        heard = trusted = true;
        failures = 0;
        handlers.onText(text);
      },
      onClose: lost,
    });
    return {
      send: (text) => connection.send(text),
      close: () => {
        over = true;
        cancel();
        connection.close();
      },
    };
  }

  function connectHttp(handlers: TransportHandlers): TransportConnection {
    let connection: TransportConnection | null = null;
    let closed = false;
    const lost = (code: number) => {
      mode = 'socket';
      failures = FAILURES - 1;
      handlers.onClose(code);
    };
    http().then(
      (transport) => {
        if (!closed) connection = transport.connect({ ...handlers, onClose: lost });
      },
      () => closed || lost(BROKEN),
    );
    return {
      send: (text) => connection?.send(text),
      close: () => {
        closed = true;
        connection?.close();
      },
    };
  }

  return {
    overHttp: () => mode === 'http',
    connect: (handlers) => (mode === 'socket' ? connectSocket(handlers) : connectHttp(handlers)),
  };
}

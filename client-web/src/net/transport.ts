/** A way to the server: frames of text there and back. */
export interface TransportHandlers {
  onOpen(): void;
  onText(text: string): void;
  /** Once, whoever closed; 1006 where the line broke. */
  onClose(code: number): void;
}

export interface TransportConnection {
  send(text: string): void;
  close(): void;
}

export interface Transport {
  connect(handlers: TransportHandlers): TransportConnection;
  /** Whether it makes do without a WebSocket, as the network lets none through. */
  readonly overHttp?: () => boolean;
}

const SUBPROTOCOL = 'plenaria.v1';
const WITH_DEFLATE = 'plenaria.v1.deflate';

export function webSocketTransport(url: string): Transport {
  return {
    connect({ onOpen, onText, onClose }) {
      const socket = new WebSocket(url, canInflate() ? [WITH_DEFLATE, SUBPROTOCOL] : SUBPROTOCOL);
      const inOrder = queue();
      socket.binaryType = 'arraybuffer';
      socket.onopen = onOpen;
      socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
        inOrder(typeof data === 'string' ? data : inflate(data), onText, () => socket.close());
      socket.onclose = ({ code }) => inOrder(code, onClose);
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: () => socket.close(),
      };
    },
  };
}

/** Browsers inflate by themselves, but some older ones not raw streams. */
function canInflate(): boolean {
  try {
    return !!new DecompressionStream('deflate-raw');
  } catch {
    return false;
  }
}

function inflate(bytes: ArrayBuffer): Promise<string> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}

/** What is there at once goes on at once, unless something that came before it is still being made. */
function queue() {
  let last: Promise<void> | null = null;
  return <T>(value: T | Promise<T>, take: (value: T) => void, failed?: () => void) => {
    if (!last && !(value instanceof Promise)) return take(value);
    const turn = Promise.all([value, last])
      .then(([made]) => take(made), failed)
      .finally(() => {
        if (last === turn) last = null;
      });
    last = turn;
  };
}

/** Of the server that this page came from; says which draft, so that whoever stands before several servers can send it to its owner. */
export function webSocketUrl(draft: string): string {
  const url = new URL(`/ws?draft=${draft}`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

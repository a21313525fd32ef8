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

/** The server that this page came from. */
export function webSocketTransport(url = webSocketUrl()): Transport {
  return {
    connect({ onOpen, onText, onClose }) {
      const socket = new WebSocket(url, SUBPROTOCOL);
      socket.onopen = onOpen;
      socket.onmessage = ({ data }) => onText(String(data));
      socket.onclose = ({ code }) => onClose(code);
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: () => socket.close(),
      };
    },
  };
}

function webSocketUrl(): string {
  const url = new URL('/ws', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

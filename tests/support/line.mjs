// The wire between one browser and the server, to be cut and mended: requests for pages and data always pass, the
// WebSocket only while the line is whole. The address stays while the server behind it stops and comes back.
import net from 'node:net';

export class Line {
  static async open(server) {
    const line = new Line(server);
    line.listener = net.createServer((near) => line.join(near));
    await new Promise((resolve) => line.listener.listen(0, '127.0.0.1', resolve));
    line.url = `http://127.0.0.1:${line.listener.address().port}`;
    return line;
  }

  constructor(server) {
    this.server = server;
    this.whole = true;
    this.deaf = false;
    this.sockets = new Set(); // near ends of WebSockets
    this.all = new Set();
  }

  /** Nothing passes from now on; what was on its way is lost. */
  cut() {
    this.whole = false;
    for (const near of this.sockets) near.destroy();
  }

  /** The server hears everything, and its answers get lost. */
  deafen() {
    this.deaf = true;
  }

  mend() {
    this.whole = true;
    this.deaf = false;
  }

  close() {
    for (const near of this.all) near.destroy();
    return new Promise((resolve) => this.listener.close(resolve));
  }

  join(near) {
    this.all.add(near);
    near.on('error', () => {});
    near.on('close', () => {
      this.all.delete(near);
      this.sockets.delete(near);
    });
    near.once('data', (first) => this.carry(near, first));
  }

  carry(near, first) {
    const isSocket = /^GET \/ws[ ?]/.test(first.toString('latin1'));
    if (isSocket && !this.whole) return near.destroy();
    if (isSocket) this.sockets.add(near);
    const far = net.connect(this.server.port, '127.0.0.1');
    far.on('error', () => near.destroy());
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    far.write(first);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (!isSocket || !this.deaf) near.write(bytes);
    });
  }
}

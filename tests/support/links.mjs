// The way from one node to the pair of PostgreSQL, through sockets of its own, so that this node alone can be cut off.
import { createConnection, createServer } from 'node:net';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './server.mjs';

export class Links {
  /** To both servers of the pair. */
  static async open(pair) {
    const links = new Links();
    links.pair = pair;
    links.folder = temporaryFolder('plenaria-link-');
    links.open = new Set();
    links.servers = [];
    links.held = false;
    const first = Number(readFileSync(path.join(pair.folder, 'port'), 'utf8'));
    for (const port of [first, first + 1]) await links.listen(`.s.PGSQL.${port}`);
    return links;
  }

  /** The pair's address, by this way. */
  get address() {
    return this.pair.address.replaceAll(encodeURIComponent(this.pair.folder), encodeURIComponent(this.folder));
  }

  async listen(name) {
    const server = createServer({ allowHalfOpen: false }, (near) => this.join(near, path.join(this.pair.folder, name)));
    const file = path.join(this.folder, name);
    await new Promise((resolve) => server.listen(file, resolve));
    chmodSync(file, 0o777);
    this.servers.push(server);
  }

  join(near, target) {
    const far = createConnection(target);
    const both = [near, far];
    this.open.add(both);
    const end = () => {
      this.open.delete(both);
      for (const one of both) one.destroy();
    };
    for (const one of both) one.on('error', end).on('close', end);
    near.pipe(far).pipe(near);
    if (this.held) for (const one of both) one.pause();
  }

  /** Nothing passes any more, in either direction, and nobody is told: as when a cable is pulled. */
  hold() {
    this.held = true;
    for (const both of this.open) for (const one of both) one.pause();
  }

  /** What waited passes. */
  release() {
    this.held = false;
    for (const both of this.open) for (const one of both) one.resume();
  }

  /** Ends all connections; new ones can be made. */
  cut() {
    for (const both of this.open) for (const one of both) one.destroy();
  }

  async close() {
    this.cut();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

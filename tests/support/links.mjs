// Ways from one process to another through sockets of our own, so that they can be cut: from a node to the pair of PostgreSQL, and from the other nodes to a node.
import { createConnection, createServer } from 'node:net';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { temporaryFolder } from './server.mjs';

/** Connections that are passed on, and how they are disturbed. */
class Ways {
  open = new Set();
  servers = [];
  held = false;
  delayMs = 0; // of each answer

  /** Passes on what comes to an address (a file or a port) to a target of createConnection. */
  async pass(address, target) {
    const server = createServer({ allowHalfOpen: false }, (near) => this.join(near, target));
    await new Promise((resolve) => server.listen(address, ...(typeof address === 'number' ? ['127.0.0.1'] : []), resolve));
    this.servers.push(server);
    return server;
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
    const answers = new Transform({
      transform: (bytes, _, done) => (this.delayMs ? setTimeout(done, this.delayMs, null, bytes) : done(null, bytes)),
    });
    near.pipe(far).pipe(answers).pipe(near);
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
  }
}

/** From one node to the pair of PostgreSQL. */
export class Links extends Ways {
  /** To both servers of the pair. */
  static async open(pair) {
    const links = new Links();
    links.pair = pair;
    links.folder = temporaryFolder('plenaria-link-');
    const first = Number(readFileSync(path.join(pair.folder, 'port'), 'utf8'));
    for (const port of [first, first + 1]) {
      const name = `.s.PGSQL.${port}`;
      const file = path.join(links.folder, name);
      await links.pass(file, path.join(pair.folder, name));
      chmodSync(file, 0o777);
    }
    return links;
  }

  /** The pair's address, by this way. */
  get address() {
    return this.pair.address.replaceAll(encodeURIComponent(this.pair.folder), encodeURIComponent(this.folder));
  }

  async close() {
    await super.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** From all other nodes to a node of the cluster, as it is now: one that is started again has a new address. */
export class NodeLink extends Ways {
  static async open(cluster, name) {
    const link = new NodeLink();
    const target = Number(cluster.internal[name].split(':')[1]);
    const server = await link.pass(0, { port: target, host: '127.0.0.1' });
    await cluster.pair.query(
      `UPDATE nodes SET address = '127.0.0.1:${server.address().port}' WHERE address = '${cluster.internal[name]}'`,
    );
    return link;
  }
}

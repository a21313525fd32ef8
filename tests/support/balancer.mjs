// HAProxy in front of a cluster's nodes, with deploy/cluster/haproxy.cfg; only addresses and the number of connections are those of a test, and there is no TLS.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './binary.mjs';
import { freePort } from './cluster.mjs';
import { temporaryFolder } from './server.mjs';
import { until } from './until.mjs';

export const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

export class Balancer {
  /** Of nodes that run; one that is started anew has another port, and is not found any more. */
  static async open({ nodes }) {
    const balancer = new Balancer();
    const port = await freePort();
    balancer.folder = temporaryFolder('plenaria-haproxy-');
    balancer.url = `http://127.0.0.1:${port}`;
    balancer.socketUrl = `ws://127.0.0.1:${port}/ws`;
    const file = path.join(balancer.folder, 'haproxy.cfg');
    const text = readFileSync(path.join(root, 'deploy/cluster/haproxy.cfg'), 'utf8')
      .replace(/maxconn \d+/, 'maxconn 500')
      .replace(/bind :443 .*/, `bind 127.0.0.1:${port}`)
      .replace(/server (\w+) \S+ check/g, (_, name) => `server ${name} 127.0.0.1:${nodes[name].port} check`);
    writeFileSync(file, text);
    balancer.child = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore' });
    const answers = () =>
      fetch(`${balancer.url}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
    await until(answers).catch(async (error) => {
      await balancer.close();
      throw error;
    });
    return balancer;
  }

  async close() {
    this.child.kill();
    await new Promise((resolve) =>
      (this.child.exitCode ?? this.child.signalCode) !== null ? resolve() : this.child.on('exit', resolve),
    );
    rmSync(this.folder, { recursive: true, force: true });
  }
}

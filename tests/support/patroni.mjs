// Three servers of PostgreSQL under Patroni (deploy/cluster/patroni_trio.sh), in the place of the pair of a cluster.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './binary.mjs';
import { queryAt } from './cluster.mjs';
import { temporaryFolder } from './server.mjs';

const run = promisify(execFile);
const script = path.join(root, 'deploy/cluster/patroni_trio.sh');
const PORT = 25_500;

export const hasPatroni = existsSync('/usr/bin/patroni') && existsSync('/usr/bin/etcd');

/** Command lines of living processes that name the folder. */
function processesOf(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      } catch {
        return ''; // it has ended meanwhile
      }
    })
    .filter((line) => line.includes(folder));
}

export class Trio {
  static async start() {
    const trio = new Trio();
    trio.folder = temporaryFolder('plenaria-patroni-');
    trio.address = (await run('sh', [script, 'start', trio.folder, String(PORT)])).stdout.trim();
    return trio;
  }

  query(sql) {
    return queryAt(this.address, sql);
  }

  async leader() {
    return (await run('sh', [script, 'leader', this.folder])).stdout.trim();
  }

  pidOfPatroni(name) {
    return Number(readFileSync(path.join(this.folder, `${name}.pid`), 'utf8'));
  }

  /** Its PostgreSQL and the processes below it. */
  pidsOfDatabase(name) {
    const pid = Number(readFileSync(path.join(this.folder, name, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return [...children.map(Number), pid];
  }

  signal(pids, signal) {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // it has gone
      }
    }
  }

  /** Starts a Patroni that was killed, which starts its PostgreSQL. */
  again(name) {
    return run('sh', [script, 'run', this.folder, name]);
  }

  async close() {
    await run('sh', [script, 'stop', this.folder]);
    const left = processesOf(this.folder);
    if (left.length) throw new Error(`These were not ended: ${left.join('; ')}`);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// A cluster on this machine: a private pair of PostgreSQL, and nodes of the real program, each with a data folder of its own.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { plenaria, root, sanitizedEnvironment } from './binary.mjs';
import * as cli from './cli.mjs';
import { Links } from './links.mjs';
import { Draft } from './place.mjs';
import { Server, temporaryFolder } from './server.mjs';
import { until } from './until.mjs';

const run = promisify(execFile);
const script = path.join(root, 'deploy/cluster/postgres_pair.sh');

/** What nodes know each other by. */
export const SECRET = 'a secret of the tests';

export const hasPostgres = existsSync('/usr/lib/postgresql');

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Rows of a query at the primary, or at a server in another `state`, as libpq names it; as arrays of texts. */
export async function queryAt(address, sql, state = 'read-write') {
  const { stdout } = await run(
    'psql',
    ['-XAtq', '-F', '\t', `${address}${address.includes('?') ? '&' : '?'}target_session_attrs=${state}`, '-c', sql],
    { maxBuffer: 1 << 28 },
  );
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
}

/** The two servers of PostgreSQL, `a` the first primary. */
export class Pair {
  /** `small`: on a disk of its own in memory, which can be filled; where this machine lets us make one, as `pair.small` then says. */
  static async start({ small = false } = {}) {
    const pair = new Pair();
    pair.folder = temporaryFolder('plenaria-pg-');
    pair.small = small && (await pair.mount());
    pair.address = (await run('sh', [script, 'start', pair.folder])).stdout.trim();
    return pair;
  }

  mount() {
    return run('mount', ['-t', 'tmpfs', '-o', 'size=700m,mode=755', 'plenaria-test', this.folder]).then(
      () => true,
      () => false,
    );
  }

  get filler() {
    return path.join(this.folder, 'filler');
  }

  /** Leaves no room on the small disk. */
  fill() {
    const file = openSync(this.filler, 'w');
    try {
      for (let chunk = Buffer.alloc(1 << 20); ;) writeSync(file, chunk);
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  makeRoom() {
    rmSync(this.filler);
  }

  async again() {
    await run('sh', [script, 'start', this.folder]);
  }

  pid(name) {
    return Number(readFileSync(path.join(this.folder, name, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** To the server of that name and all processes below it. */
  signal(name, signal) {
    const pid = this.pid(name);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    for (const one of [...children, pid]) {
      try {
        process.kill(Number(one), signal);
      } catch {
        // it has gone
      }
    }
  }

  async promote(name) {
    await run('sh', [script, 'promote', this.folder, name]);
    this.primary = name;
  }

  /** Of one of the two alone. */
  addressOf(name) {
    const first = Number(readFileSync(path.join(this.folder, 'port'), 'utf8'));
    const host = encodeURIComponent(this.folder);
    return `postgres://plenaria@/plenaria?host=${host}&port=${name === 'a' ? first : first + 1}`;
  }

  /** Takes what the server `name` writes as its synchronous standby would, under the name of the other one. */
  async receive(name) {
    this.received = temporaryFolder('plenaria-wal-');
    const as = `${this.addressOf(name).replace('/plenaria?', '/?')}&application_name=${name === 'a' ? 'b' : 'a'}`;
    this.receiver = spawn('pg_receivewal', ['-D', this.received, '-d', as, '--synchronous'], { stdio: 'ignore' });
    const asked = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
    await until(async () => (await queryAt(this.addressOf(name), asked, 'any'))[0][0] === '1');
  }

  async follow(name) {
    await run('sh', [script, 'follow', this.folder, name]);
  }

  /** At the primary that was promoted last. */
  query(sql) {
    return queryAt(this.primary ? this.addressOf(this.primary) : this.address, sql);
  }

  async close() {
    if (this.receiver) {
      this.receiver.kill();
      rmSync(this.received, { recursive: true, force: true });
    }
    await run('sh', [script, 'stop', this.folder]);
    if (this.small) await run('umount', [this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Cluster {
  /** `names`: of the nodes, for startNodes. `settings`: further ones of their configuration. `linked`: of the nodes that reach the database by a way that can be
   *  cut. `small`: of Pair.start. `database`: makes another one than a pair. `program`: of another build, for commands and for nodes that `programs` does not name. */
  static async open({ names = ['one', 'two'], settings = {}, linked = [], small = false, database, program = plenaria } = {}) {
    const cluster = new Cluster();
    cluster.pair = await (database ? database() : Pair.start({ small }));
    cluster.data = temporaryFolder();
    cluster.settings = settings;
    cluster.nodes = {};
    cluster.folders = {};
    cluster.internal = {};
    cluster.folder = temporaryFolder('plenaria-conf-');
    cluster.names = names;
    cluster.program = program;
    cluster.programs = {}; // by node
    cluster.links = {};
    for (const name of linked) cluster.links[name] = await Links.open(cluster.pair);
    return cluster;
  }

  /** Two nodes that run, with a draft and the tokens of its chair and an observer: { cluster, draft, token, observer }. */
  static async running(options) {
    const cluster = await Cluster.open(options);
    const draft = await cluster.draft();
    const { token } = await draft.seat('chair');
    const { program } = cluster;
    const observer = (await cli.invite(cluster.data, draft.id, 'observer', { name: 'Observatorio', program })).token;
    await cluster.migrate();
    await cluster.startNodes();
    return { cluster, draft, token, observer };
  }

  /** A draft with its invitations: made where commands make it, then moved into the cluster. */
  async draft(text = '1. Inicio.\n') {
    const file = path.join(this.folder, 'text.txt');
    writeFileSync(file, text);
    const { program } = this;
    const options = { title: 'Borrador', lang: 'es', langs: ['es', 'en'], program };
    const { draft, items } = await cli.importText(this.data, file, options);
    const made = new Draft({ server: { data: this.data }, program }, draft, items);
    await made.seat('chair');
    return made;
  }

  async migrate(from = this.data, to = this.pair.address) {
    const { stdout } = await run(this.program, ['migrate', '--from', from, '--to', to], { env: sanitizedEnvironment() });
    return JSON.parse(stdout);
  }

  /** Its folder; a new one gets the keys of the first, which are in the folder of commands. */
  dataOf(name) {
    if (this.folders[name]) return this.folders[name];
    if (!Object.keys(this.folders).length) return (this.folders[name] = this.data);
    this.folders[name] = temporaryFolder();
    for (const file of ['checkpoint.key', 'checkpoint.keys'])
      copyFileSync(path.join(this.data, file), path.join(this.folders[name], file));
    return this.folders[name];
  }

  /** One after the other: the first makes the keys. */
  async startNodes() {
    for (const name of this.names) await this.node(name);
  }

  /** Starts a node, again where it ran before. */
  async node(name) {
    const internal = await freePort();
    this.internal[name] = `127.0.0.1:${internal}`;
    const file = path.join(this.folder, `${name}.conf`);
    const all = {
      database: this.links[name]?.address ?? this.pair.address,
      node_name: name,
      internal_listen: `127.0.0.1:${internal}`,
      cluster_secret: SECRET,
      ...this.settings,
    };
    writeFileSync(
      file,
      Object.entries(all)
        .map(([key, value]) => `${key} = ${value}\n`)
        .join(''),
    );
    const program = [this.programs[name] ?? this.program];
    this.nodes[name] = await Server.start({ data: this.dataOf(name), args: ['--config', file], program });
    return this.nodes[name];
  }

  /** Where people come in: the balancer (support/balancer.mjs) where there is one, else the nodes. */
  get doors() {
    return this.balancer ? [this.balancer] : Object.values(this.nodes);
  }

  async owner(draft) {
    const [row] = await this.pair.query(`SELECT owner FROM logs WHERE draft = '${draft}'`);
    return row?.[0]?.split('-')[0] ?? '';
  }

  /** Where a node listens for its like. */
  internalSocketUrl(name) {
    return `ws://${this.internal[name]}/ws`;
  }

  /** The final chain, as the database holds it: [seq, hash] by seq. */
  async chain(draft) {
    const rows = await this.pair.query(
      `SELECT seq, encode(hash, 'hex'), epoch FROM ops WHERE log = (SELECT id FROM logs WHERE draft = '${draft}') ORDER BY seq`,
    );
    return rows.map(([seq, head, epoch]) => ({ seq: Number(seq), head, epoch: Number(epoch) }));
  }

  async close() {
    await this.balancer?.close();
    for (const node of Object.values(this.nodes)) {
      if (node.child.exitCode === null && node.child.signalCode === null) {
        node.child.kill('SIGCONT');
        await node.stop();
      }
      node.assertClean();
    }
    for (const links of Object.values(this.links)) await links.close();
    await this.pair.close();
    for (const folder of [this.data, this.folder, ...Object.values(this.folders)])
      rmSync(folder, { recursive: true, force: true });
  }
}

/** Every (seq, head) that somebody saw is on the chain. */
export function assertSeen(chain, seen) {
  const heads = new Map(chain.map(({ seq, head }) => [seq, head]));
  for (const { seq, head } of seen)
    assert.ok(heads.get(seq)?.startsWith(head), `seq ${seq} with head ${head} was seen and is not on the final chain`);
}

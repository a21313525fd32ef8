// The real server as a child process on a loopback port, with a data folder of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { plenaria, sanitizedEnvironment, sanitizerFinding } from './binary.mjs';

const START_MS = 20_000;
const STOP_MS = 20_000;

export function temporaryFolder(prefix = 'plenaria-test-') {
  return mkdtempSync(path.join(os.tmpdir(), prefix));
}

export class Server {
  /** `args` go to `plenaria serve` behind --data and --listen. A folder that is given is kept at the end. `program`: another
   *  build, or the words that start ours within limits. */
  static async start({ data, args = [], env = {}, program = [plenaria] } = {}) {
    const server = new Server(data ?? temporaryFolder(), data === undefined, args, env, program);
    await server.start();
    return server;
  }

  constructor(data, ownsData, args, env, program) {
    this.data = data;
    this.ownsData = ownsData;
    this.args = args;
    this.env = env;
    this.program = program;
    this.stderr = '';
    this.child = null;
  }

  get pid() {
    return this.child.pid;
  }

  get socketUrl() {
    return `${this.url.replace(/^http/, 'ws')}/ws`;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  /** Starts the process and waits for its first line, which names the address. */
  async start() {
    const [command, ...before] = this.program;
    const args = [...before, 'serve', '--data', this.data, '--listen', '127.0.0.1:0', ...this.args];
    const child = spawn(command, args, { env: sanitizedEnvironment(this.env), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.exited = new Promise((resolve) => {
      child.on('exit', (code, signal) => resolve({ code, signal }));
      child.on('error', (error) => resolve({ code: null, signal: null, error }));
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (this.stderr += text));
    const { listening, sandbox } = await this.firstLine(child);
    this.url = listening;
    this.sandbox = sandbox;
  }

  firstLine(child) {
    return new Promise((resolve, reject) => {
      let stdout = '';
      const timer = setTimeout(() => reject(new Error(`the server did not start: ${this.stderr}`)), START_MS);
      child.stdout.setEncoding('utf8').on('data', (text) => {
        stdout += text;
        const end = stdout.indexOf('\n');
        if (end < 0) return;
        clearTimeout(timer);
        try {
          resolve(JSON.parse(stdout.slice(0, end)));
        } catch {
          reject(new Error(`the first line is not what it should be: ${stdout.slice(0, end)}`));
        }
      });
      this.exited.then(({ code, signal, error }) => {
        clearTimeout(timer);
        reject(new Error(`the server ended at once (${code ?? signal ?? error}): ${this.stderr}`));
      });
    });
  }

  /** Asks it to stop, and expects a clean end. */
  async stop() {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    const { code, signal } = await this.exited;
    clearTimeout(timer);
    this.assertClean();
    assert.equal(signal, null, `the server had to be killed; it said: ${this.stderr.slice(-2000)}`);
    assert.equal(code, 0, `exit code ${code}; it said: ${this.stderr.slice(-2000)}`);
  }

  /** kill -9 */
  async kill() {
    this.child.kill('SIGKILL');
    await this.exited;
    this.assertClean();
  }

  async restart() {
    await this.stop();
    await this.start();
  }

  assertClean() {
    const finding = sanitizerFinding(this.stderr);
    assert.equal(finding, null, `a sanitizer spoke:\n${finding}`);
  }

  /** Stops it if it still runs, and removes its folder. For `after` hooks. */
  async close() {
    try {
      if (this.child.exitCode === null && this.child.signalCode === null) await this.stop();
      this.assertClean();
    } finally {
      if (this.ownsData) rmSync(this.data, { recursive: true, force: true });
    }
  }

  /** Resident memory in bytes. */
  residentBytes() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]) * 1024;
  }
}

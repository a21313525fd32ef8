/** The built server as a child process, and browsers without a screen that sit at it. Null where nothing is built. */
import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WebSocket } from 'ws';
import { ConnectedDraft } from '../../src/app/connected_draft';
import type { OpenDraftOptions } from '../../src/app/environment';
import { createApi, type Api } from '../../src/net/api';
import { systemClock } from '../../src/net/clock';
import { steadyNetwork } from './steady_network';
import type { Transport } from '../../src/net/transport';
import { memoryReplicas } from '../../src/store/replicas';
import { MemoryStore } from '../../src/store/store';
import type { Role } from '../../src/wire/types';

const build = resolve(process.env['PLENARIA_BUILD'] ?? join(process.cwd(), '../build-dev'));
const program = join(build, 'bin/plenaria');

export const serverIsBuilt = existsSync(program);

export class RealServer {
  readonly data = mkdtempSync(join(tmpdir(), 'plenaria-page-'));
  url = '';
  private child: ChildProcess | null = null;
  private port = 0;

  async start(): Promise<void> {
    const listen = `127.0.0.1:${this.port}`;
    const child = spawn(program, ['serve', '--data', this.data, '--listen', listen], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.url = await new Promise((found, failed) => {
      let text = '';
      child.stdout.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        if (text.includes('\n')) found((JSON.parse(text.split('\n')[0]!) as { listening: string }).listening);
      });
      child.on('exit', () => failed(new Error('the server did not start')));
    });
    this.port = Number(new URL(this.url).port);
  }

  kill(): Promise<void> {
    const { child } = this;
    if (child!.exitCode !== null || child!.signalCode !== null) return Promise.resolve();
    return new Promise((gone) => {
      child!.once('exit', () => gone());
      child!.kill('SIGKILL');
    });
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true });
  }

  private run(...args: string[]): string {
    return execFileSync(program, args, { encoding: 'utf8' });
  }

  importText(text: string): string {
    const file = join(this.data, 'text.txt');
    writeFileSync(file, text);
    const printed = this.run(
      'import',
      '--data',
      this.data,
      '--title',
      'T',
      '--lang',
      'es',
      '--langs',
      'es,en',
      file,
    );
    return (JSON.parse(printed) as { draft: string }).draft;
  }

  verify(): void {
    this.run('verify', '--data', this.data);
  }

  async seat(draft: string, role: Role, name: string, delegation = 'MX'): Promise<Seat> {
    const printed = this.run(
      'invite',
      ...['--data', this.data, '--draft', draft, '--role', role, '--name', name, '--delegation', delegation],
    );
    const { token } = JSON.parse(printed) as { token: string };
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ token }),
    });
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    return new Seat(this, draft, cookie);
  }
}

/** A browser that holds one seat: its cookie, its store, its tabs. */
export class Seat {
  readonly store = new MemoryStore();
  readonly replicas = memoryReplicas();
  readonly api: Api;
  private readonly sockets = new Set<WebSocket>();

  constructor(
    private readonly server: RealServer,
    private readonly draft: string,
    private readonly cookie: string,
  ) {
    this.api = createApi({
      base: server.url,
      fetch: (path, init) =>
        fetch(path, { ...init, headers: { ...(init?.headers as object), cookie, origin: server.url } }),
    });
  }

  private transport(): Transport {
    return {
      connect: ({ onOpen, onText, onClose }) => {
        const socket = new WebSocket(`${this.server.url.replace('http', 'ws')}/ws`, 'plenaria.v1', {
          headers: { cookie: this.cookie },
          origin: this.server.url,
        });
        this.sockets.add(socket);
        socket.on('open', onOpen);
        socket.on('message', (data) => onText(String(data)));
        socket.on('error', () => undefined);
        socket.on('close', (code) => {
          this.sockets.delete(socket);
          onClose(code);
        });
        return {
          send: (text) => {
            if (socket.readyState === WebSocket.OPEN) socket.send(text);
          },
          close: () => socket.terminate(),
        };
      },
    };
  }

  /** The lines break, as in a tunnel. */
  cut(): void {
    for (const socket of [...this.sockets]) socket.terminate();
  }

  open(options: Partial<OpenDraftOptions> = {}): ConnectedDraft {
    const memory = new Map<string, string>();
    return new ConnectedDraft({
      draftId: this.draft,
      transport: this.transport(),
      api: this.api,
      store: this.store,
      clock: systemClock,
      network: steadyNetwork,
      replicas: this.replicas,
      tab: { get: (key) => memory.get(key) ?? null, set: (key, value) => void memory.set(key, value) },
      random: () => 0.5,
      ...options,
    });
  }
}

export async function until(
  condition: () => boolean,
  what: string | (() => string),
  ms = 15_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`never came: ${typeof what === 'string' ? what : what()}`);
    await new Promise((later) => setTimeout(later, 5));
  }
}

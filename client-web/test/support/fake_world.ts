/** A server in memory, a clock that only moves when told, and browsers with tabs. */
import { ConnectedDraft } from '../../src/app/connected_draft';
import type { OpenDraftOptions } from '../../src/app/environment';
import type { Notice, ViewEvent } from '../../src/app/open_draft';
import type { Clock } from '../../src/net/clock';
import type { NetworkEvent } from '../../src/net/network_events';
import type { Transport, TransportHandlers } from '../../src/net/transport';
import { memoryReplicas } from '../../src/store/replicas';
import { MemoryStore, type Store } from '../../src/store/store';
import type { ClientMessage, Participant, ServerMessage } from '../../src/wire/types';
import type { MemoryServer, ServerConnection } from '../memory_server';

export class FakeClock implements Clock {
  private time = 1_000_000;
  private timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.time + ms, call };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  }

  /** Lets time pass, and everything that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.call();
      await settle();
    }
    this.time = end;
  }
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}

/** One tab's line to the server in memory; can be cut, or closed with a code. */
export class FakeTransport implements Transport {
  /** The server cannot be reached. */
  down = false;
  /** What was sent, of all connections. */
  readonly sent: ClientMessage[] = [];
  /** What came, of all connections. */
  readonly received: ServerMessage[] = [];
  /** Messages to the server are lost without anybody being told. */
  deaf = false;
  private current: { handlers: TransportHandlers; connection: ServerConnection } | null = null;

  constructor(
    private readonly server: MemoryServer,
    private readonly who: Participant,
  ) {}

  connect(handlers: TransportHandlers) {
    let open = true;
    const close = (code: number) => {
      if (!open) return;
      open = false;
      this.current = null;
      connection.gone();
      queueMicrotask(() => handlers.onClose(code));
    };
    const connection = this.server.connect(
      this.who,
      (message) =>
        queueMicrotask(() => {
          if (!open) return;
          this.received.push(message);
          handlers.onText(JSON.stringify(message));
        }),
      close,
    );
    queueMicrotask(() => (this.down ? close(1006) : handlers.onOpen()));
    this.current = { handlers, connection };
    return {
      send: (text: string) => {
        const message = JSON.parse(text) as ClientMessage;
        this.sent.push(message);
        if (open && !this.deaf) queueMicrotask(() => open && connection.receive(message));
      },
      close: () => close(1000),
    };
  }

  cut(code = 1006): void {
    this.current?.connection.close(code);
  }
}

export class Tab {
  readonly transport: FakeTransport;
  readonly draft: ConnectedDraft;
  readonly events: ViewEvent[] = [];
  readonly notices: Notice[] = [];

  constructor(
    browser: Browser,
    readonly memory: Map<string, string>,
    options: Partial<OpenDraftOptions>,
  ) {
    this.transport = new FakeTransport(browser.server, browser.who);
    this.draft = new ConnectedDraft({
      draftId: browser.server.id,
      transport: this.transport,
      api: {
        snapshotAt: (url) => Promise.resolve(browser.server.snapshot(Number(url.split('=')[1]))),
        ops: (_, since) => Promise.resolve(browser.server.ops(since)),
      },
      store: browser.store,
      clock: browser.clock,
      network: browser.network,
      replicas: browser.replicas,
      tab: { get: (key) => memory.get(key) ?? null, set: (key, value) => void memory.set(key, value) },
      random: () => 1,
      ...options,
    });
    this.draft.onView((event) => this.events.push(event));
    this.draft.onNotice((notice) => this.notices.push(notice));
  }

  /** The ops that this tab sent. */
  get ops() {
    return this.transport.sent.filter((message) => message.t === 'op');
  }
}

/** What the tabs of one browser share. */
export class Browser {
  store: Store = new MemoryStore();
  replicas = memoryReplicas();
  online = true;
  seen = true;
  private readonly listeners = new Set<(event: NetworkEvent) => void>();
  readonly network = {
    isOnline: () => this.online,
    isSeen: () => this.seen,
    listen: (listener: (event: NetworkEvent) => void) => {
      this.listeners.add(listener);
      return () => void this.listeners.delete(listener);
    },
  };

  constructor(
    readonly server: MemoryServer,
    readonly who: Participant,
    readonly clock: FakeClock,
  ) {}

  signal(event: NetworkEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  async open(memory = new Map<string, string>(), options: Partial<OpenDraftOptions> = {}): Promise<Tab> {
    const tab = new Tab(this, memory, options);
    await settle();
    return tab;
  }

  /** The tab goes without a word; its locks go with it. */
  async crash(tab: Tab): Promise<void> {
    tab.transport.deaf = true;
    tab.draft.close();
    this.replicas = memoryReplicas();
    await settle();
  }

  /** The same tab again, as after pressing reload. */
  async reload(tab: Tab): Promise<Tab> {
    await this.crash(tab);
    return this.open(tab.memory);
  }
}

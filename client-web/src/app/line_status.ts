/** The line to the server as a person should see it: what is back in a moment is not worth a word. */
import { signal } from '@preact/signals';
import type { Clock } from '../net/clock';
import type { LineState } from '../net/link';
import type { NetworkEvents } from '../net/network_events';
import type { ClosedReason, Connection } from './session_types';

const GRACE_MS = 1200;

const CLOSED: { [code: number]: ClosedReason } = {
  4401: 'unauthorized',
  4403: 'no-access',
  4404: 'no-access',
  4409: 'elsewhere',
  1000: 'closed',
};

export class LineStatus {
  readonly connection = signal<Connection>({ state: 'loading' });
  private cancel: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly network: NetworkEvents,
    private readonly changed: () => void,
  ) {}

  /** Why nothing more is tried, or null. */
  get closed(): ClosedReason | null {
    const connection = this.connection.value;
    return connection.state === 'closed' ? connection.why : null;
  }

  set(line: LineState): void {
    this.cancel();
    const { state } = this.connection.value;
    if (line.state === 'up') this.show({ state: 'live' });
    else if (line.state === 'stopped') this.show({ state: 'closed', why: CLOSED[line.code] ?? 'protocol' });
    else if (state === 'live' && this.network.isOnline()) {
      this.cancel = this.clock.after(GRACE_MS, () => this.lost(line));
    } else if (state !== 'loading') this.lost(line);
  }

  reset(): void {
    this.cancel();
    this.show({ state: 'loading' });
  }

  close(): void {
    this.cancel();
    this.show({ state: 'closed', why: 'closed' });
  }

  private lost(line: LineState): void {
    const known = this.connection.value;
    const since = 'since' in known ? known.since : this.clock.now();
    const next = line.state === 'waiting' ? line.next : this.clock.now();
    this.show(this.network.isOnline() ? { state: 'reconnecting', since, next } : { state: 'offline', since });
  }

  private show(connection: Connection): void {
    this.connection.value = connection;
    this.changed();
  }
}

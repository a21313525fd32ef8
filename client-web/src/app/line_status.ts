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
  /** Ends the grace that a lost line has; null while none runs. */
  private cancelGrace: (() => void) | null = null;
  private latest: LineState = { state: 'connecting' };

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
    this.latest = line;
    const { state } = this.connection.value;
    if (line.state === 'up') this.show({ state: 'live' });
    else if (line.state === 'stopped') this.show({ state: 'closed', why: CLOSED[line.code] ?? 'protocol' });
    else if (state === 'reconnecting' || state === 'offline') this.lost();
    else if (state === 'live' && !this.network.isOnline()) this.lost();
    else if (state === 'live') this.cancelGrace ??= this.clock.after(GRACE_MS, () => this.lost());
  }

  reset(): void {
    this.show({ state: 'loading' });
  }

  close(): void {
    this.show({ state: 'closed', why: 'closed' });
  }

  private lost(): void {
    const line = this.latest;
    const known = this.connection.value;
    const since = 'since' in known ? known.since : this.clock.now();
    const next = line.state === 'waiting' ? line.next : this.clock.now();
    this.show(this.network.isOnline() ? { state: 'reconnecting', since, next } : { state: 'offline', since });
  }

  private show(connection: Connection): void {
    this.cancelGrace?.();
    this.cancelGrace = null;
    this.connection.value = connection;
    this.changed();
  }
}
